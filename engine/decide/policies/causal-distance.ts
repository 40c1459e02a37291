import type { CausalGraph } from '../../simulator/compile/causal-graph.ts';

/** Output -> arrows on the shortest way from this node (`lever:beds`) to it; outputs that it cannot reach are not in it. */
export function distancesFrom(node: string, { edges }: CausalGraph): ReadonlyMap<string, number> {
  const reached = new Map([[node, 0]]);
  let front = [node];
  for (let distance = 1; front.length > 0; distance++) {
    const next = new Set<string>();
    for (const { from, to, kind } of edges) {
      const isWay = kind === 'reads' || kind === 'writes';
      if (isWay && front.includes(from) && !reached.has(to)) next.add(to);
    }
    front = [...next];
    for (const to of front) reached.set(to, distance);
  }
  const outputs = [...reached].filter(([id]) => id.startsWith('output:'));
  return new Map(outputs.map(([id, distance]) => [id.slice('output:'.length), distance]));
}
