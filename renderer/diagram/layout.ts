import { Graph as DagreGraph, layout } from '@dagrejs/dagre';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';

/** Of every node, pixels. */
export const NODE_WIDTH = 152;
export const NODE_HEIGHT = 48;

/** Centres of the nodes. */
export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

type Graph = StructureView['graph'];

/**
 * From left to right: what is given, what happens, how much there is, what is predicted. What happens depends on how
 * much there is: links that go back do not pull the columns apart. The same graph always lies the same way.
 */
export function layOut(graph: Graph): Positions {
  const { nodes, edges } = graph;
  const columns = columnsOf(graph);
  const columnOf = (id: string) => columns.get(id) ?? 0;
  const drawing = new DagreGraph({ multigraph: true });
  drawing.setGraph({ rankdir: 'LR', nodesep: 14, edgesep: 4, ranksep: 84 });
  drawing.setDefaultEdgeLabel(() => ({}));
  drawing.setNode(START, { width: 0, height: 0 });
  for (const { id } of nodes) drawing.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  const hasCause = new Set<string>();
  for (const { from, to, kind } of edges) {
    const minlen = columnOf(to) - columnOf(from);
    if (minlen <= 0) continue;
    hasCause.add(to);
    drawing.setEdge(from, to, { minlen }, kind);
  }
  for (const { id } of nodes)
    if (columnOf(id) > 0 && !hasCause.has(id)) drawing.setEdge(START, id, { minlen: columnOf(id) });
  layout(drawing);
  return new Map(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = drawing.node(id);
      return [id, { x, y }];
    }),
  );
}

/** Keeps in its column what hangs on nothing before it. */
const START = 'start';

/** What is there and never changes is given. */
function columnsOf({ nodes, edges }: Graph): ReadonlyMap<string, number> {
  const changed = new Set(edges.filter(({ kind }) => kind === 'writes').map(({ to }) => to));
  return new Map(
    nodes.map(({ id, kind }) => [
      id,
      kind === 'state' && !changed.has(id) ? COLUMNS.input : COLUMNS[kind],
    ]),
  );
}

const COLUMNS = {
  ...{ parameter: 0, input: 0, lever: 0 },
  ...{ module: 1, state: 2, output: 3 },
} as const satisfies Record<Graph['nodes'][number]['kind'], number>;

/** To the left, or within a column. */
export function goesBack(positions: Positions, { from, to }: Graph['edges'][number]): boolean {
  return (positions.get(from)?.x ?? 0) >= (positions.get(to)?.x ?? 0) - 1;
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
