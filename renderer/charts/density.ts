/** How values lie: smoothed counts on a grid, and the lines that hold a share of them. */

/** Points of a grid along one side. */
const GRID = 48;

export interface Density {
  /** Middles of the cells. */
  readonly places: readonly number[];
  /** Integrates to one over the range. */
  readonly heights: readonly number[];
}

export type Range = readonly [number, number];

/** Central 99.8 % with a quarter of its width as room: the range that a panel shows. */
export function shownRange(values: ArrayLike<number>, room = 0.25): Range {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) return [0, 1];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.001), at(0.999)];
  const width = high - low || Math.abs(high) * 0.1 || 1;
  return [low - room * width, high + room * width];
}

/** Counts in `cells` equal cells, as a density: of all values, also those outside of the range. */
export function histogram(values: ArrayLike<number>, [low, high]: Range, cells: number): Density {
  const width = (high - low) / cells;
  const counts = new Float64Array(cells);
  for (let i = 0; i < values.length; i++) {
    const cell = Math.floor(((values[i] ?? Number.NaN) - low) / width);
    if (cell >= 0 && cell < cells) counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return {
    places: Array.from(counts, (_, cell) => low + (cell + 0.5) * width),
    heights: Array.from(counts, (count) => count / Math.max(1, values.length) / width),
  };
}

/** The same, smoothed by a normal kernel of Silverman's width (1986, eq. 3.31). */
export function smoothDensity(values: ArrayLike<number>, range: Range, cells = 120): Density {
  const { places, heights } = histogram(values, range, cells);
  const cell = (range[1] - range[0]) / cells;
  return { places, heights: smooth(heights, bandwidth(values, 0.9, 1 / 5) / cell) };
}

/** Two quantities: smoothed counts on a grid, row-major [y, x], that sum to one. */
export function density2d(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  xRange: Range,
  yRange: Range,
): Float64Array {
  const counts = new Float64Array(GRID * GRID);
  for (let i = 0; i < x.length; i++) {
    const column = cellOf(x[i], xRange);
    const row = cellOf(y[i], yRange);
    if (column >= 0 && row >= 0)
      counts[row * GRID + column] = (counts[row * GRID + column] ?? 0) + 1;
  }
  const widths = [bandwidth(x, 1, 1 / 6), bandwidth(y, 1, 1 / 6)];
  const across = (widths[0] ?? 0) / ((xRange[1] - xRange[0]) / GRID);
  const up = (widths[1] ?? 0) / ((yRange[1] - yRange[0]) / GRID);
  const smoothed = smoothGrid(counts, across, up);
  const total = smoothed.reduce((sum, value) => sum + value, 0) || 1;
  return smoothed.map((value) => value / total);
}

/** The height above which lies this share of what the grid holds (the highest-density region). */
export function levelOf(grid: Float64Array, share: number): number {
  const sorted = Float64Array.from(grid).sort().reverse();
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += sorted[i] ?? 0;
    if (sum >= share) return sorted[i] ?? 0;
  }
  return 0;
}

export interface Outline {
  /** Null between two pieces. */
  readonly x: (number | null)[];
  readonly y: (number | null)[];
}

/** Where the grid crosses a height: marching squares, each piece a short line. */
export function outline(grid: Float64Array, level: number, xRange: Range, yRange: Range): Outline {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  const place = (range: Range, cell: number) =>
    range[0] + ((cell + 0.5) / GRID) * (range[1] - range[0]);
  for (let row = 0; row + 1 < GRID; row++)
    for (let column = 0; column + 1 < GRID; column++) {
      const crossings = crossingsOf(grid, level, row, column);
      for (let i = 0; i + 1 < crossings.length; i += 2)
        for (const point of [crossings[i], crossings[i + 1], undefined]) {
          x.push(point ? place(xRange, column + point.across) : null);
          y.push(point ? place(yRange, row + point.up) : null);
        }
    }
  return { x, y };
}

interface Crossing {
  readonly across: number;
  readonly up: number;
}

/** On the four sides of a square of neighbours, in turn: none, two, or four. */
function crossingsOf(grid: Float64Array, level: number, row: number, column: number): Crossing[] {
  const at = (up: number, across: number) => grid[(row + up) * GRID + column + across] ?? 0;
  const [a, b, c, d] = [at(0, 0), at(0, 1), at(1, 1), at(1, 0)];
  const share = (from: number, to: number) => (level - from) / (to - from);
  const isCut = (from: number, to: number) => from >= level !== to >= level;
  return [
    ...(isCut(a, b) ? [{ across: share(a, b), up: 0 }] : []),
    ...(isCut(b, c) ? [{ across: 1, up: share(b, c) }] : []),
    ...(isCut(c, d) ? [{ across: 1 - share(c, d), up: 1 }] : []),
    ...(isCut(d, a) ? [{ across: 0, up: 1 - share(d, a) }] : []),
  ];
}

function cellOf(value: number | undefined, [low, high]: Range): number {
  const cell = Math.floor((((value ?? Number.NaN) - low) / (high - low)) * GRID);
  return cell >= 0 && cell < GRID ? cell : -1;
}

/** Of a normal kernel, from the smaller of two measures of spread. */
function bandwidth(values: ArrayLike<number>, factor: number, power: number): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n < 2) return 0;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(
    sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1),
  );
  const at = (share: number) => sorted[Math.round(share * (n - 1))] ?? 0;
  const middle = (at(0.75) - at(0.25)) / 1.349;
  return factor * (middle > 0 ? Math.min(deviation, middle) : deviation) * n ** -power;
}

function smoothGrid(grid: Float64Array, across: number, up: number): Float64Array {
  const rows = new Float64Array(GRID * GRID);
  for (let row = 0; row < GRID; row++)
    rows.set(smooth(grid.subarray(row * GRID, (row + 1) * GRID), across), row * GRID);
  const both = new Float64Array(GRID * GRID);
  for (let column = 0; column < GRID; column++) {
    const line = Array.from({ length: GRID }, (_, row) => rows[row * GRID + column] ?? 0);
    smooth(line, up).forEach((value, row) => {
      both[row * GRID + column] = value;
    });
  }
  return both;
}

/** The widest kernel as a share of the cells. */
const WIDEST = 1 / 8;

/**
 * By a normal kernel, `wanted` cells wide; what reaches beyond an end is lost, as in the range shown. Values that lie much
 * further apart than the range is wide ask for millions of cells: no more is smoothed than the range has room for.
 */
function smooth(values: ArrayLike<number>, wanted: number): number[] {
  const width = Math.min(wanted, WIDEST * values.length);
  const reach = Math.ceil(4 * width);
  if (reach < 1) return Array.from(values);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / width) ** 2),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  return Array.from({ length: values.length }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) sum += (kernel[k] ?? 0) * (values[i + k - reach] ?? 0);
    return sum / total;
  });
}
