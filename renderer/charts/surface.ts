/** A value over two numbers: classes for its shades, and the line along which a limit is met. */

export interface SurfaceAxis {
  readonly words: string;
  readonly unit: string;
  /** In rising order. */
  readonly values: readonly number[];
}

/** Shades that are told apart at a glance. */
const CLASSES = 7;

/** Bounds of the classes, lowest first; one class where all values are alike. */
export function classBounds(values: ArrayLike<number>): number[] {
  const finite = Array.from(values).filter(Number.isFinite);
  if (finite.length === 0) return [];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (low === high) return [low, high];
  return Array.from({ length: CLASSES + 1 }, (_, i) => low + ((high - low) * i) / CLASSES);
}

/** Which class a value is in; undefined: it is missing. */
export function classOf(value: number, bounds: readonly number[]): number | undefined {
  if (!Number.isFinite(value) || bounds.length < 2) return undefined;
  const [low = 0, high = low] = [bounds[0], bounds.at(-1)];
  if (high === low) return 0;
  const count = bounds.length - 1;
  return Math.min(count - 1, Math.floor(((value - low) / (high - low)) * count));
}

/** Where a cell begins and ends: half-way to its neighbours. */
export function cellEdges(values: readonly number[]): number[] {
  const at = (i: number) => values[i] ?? 0;
  const last = values.length - 1;
  if (last < 1) return [at(0) - 0.5, at(0) + 0.5];
  const inner = values.slice(1).map((value, i) => (value + at(i)) / 2);
  return [at(0) - (at(1) - at(0)) / 2, ...inner, at(last) + (at(last) - at(last - 1)) / 2];
}

type Point = readonly [number, number];

/**
 * Pieces of the line on which `values` (row-major [up, across]) are `level`, between the grid's points: marching
 * squares, with straight interpolation along each side. Squares with a missing value have none.
 */
export function contour(
  values: ArrayLike<number>,
  across: readonly number[],
  up: readonly number[],
  level: number,
): [Point, Point][] {
  const pieces: [Point, Point][] = [];
  const at = (row: number, column: number) => values[row * across.length + column] ?? Number.NaN;
  for (let row = 0; row + 1 < up.length; row++)
    for (let column = 0; column + 1 < across.length; column++) {
      const corners = [
        [at(row, column), column, row],
        [at(row, column + 1), column + 1, row],
        [at(row + 1, column + 1), column + 1, row + 1],
        [at(row + 1, column), column, row + 1],
      ] as const;
      if (corners.some(([value]) => !Number.isFinite(value))) continue;
      const crossings = corners.flatMap((corner, i) => {
        const [a, b] = [corner, corners[(i + 1) % 4] ?? corner];
        if (a[0] >= level === b[0] >= level) return [];
        const share = (level - a[0]) / (b[0] - a[0]);
        const place: Point = [
          mixed(across[a[1]] ?? 0, across[b[1]] ?? 0, share),
          mixed(up[a[2]] ?? 0, up[b[2]] ?? 0, share),
        ];
        return [place];
      });
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const [from, to] = [crossings[i], crossings[i + 1]];
        if (from && to) pieces.push([from, to]);
      }
    }
  return pieces;
}

function mixed(a: number, b: number, share: number): number {
  return a + share * (b - a);
}
