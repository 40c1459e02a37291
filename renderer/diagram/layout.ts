import { Graph, layout } from '@dagrejs/dagre';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';

/** Of every node, pixels. */
export const NODE_WIDTH = 168;
export const NODE_HEIGHT = 54;

/** Centres of the nodes. */
export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** Causes left of what they change, as far as loops allow; the same graph always lies the same way. */
export function layOut({ nodes, edges }: StructureView['graph']): Positions {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 64, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { from, to, kind } of edges) graph.setEdge(from, to, {}, kind);
  layout(graph);
  return new Map(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id);
      return [id, { x, y }];
    }),
  );
}

type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const satisfies Record<Arrow, readonly [number, number]>;

export function isArrow(key: string): key is Arrow {
  return key in DIRECTIONS;
}

/** The node that is nearest in a direction; what lies aside counts twice as far. Undefined: there is none. */
export function neighbour(positions: Positions, from: string, arrow: Arrow): string | undefined {
  const start = positions.get(from);
  if (start === undefined) return undefined;
  const [dx, dy] = DIRECTIONS[arrow];
  let best: { id: string; distance: number } | undefined;
  for (const [id, { x, y }] of positions) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    if (id === from || along <= 1) continue;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const distance = along + 2 * aside;
    if (best === undefined || distance < best.distance) best = { id, distance };
  }
  return best?.id;
}
