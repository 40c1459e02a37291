/**
 * Exact draws from a density of two or three dimensions that can be computed: a grid that closes in on where the mass is,
 * then rejection inside its cells.
 */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';

export interface GridDensity {
  /** Where the mass is looked for. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Along each dimension, of the grid that is drawn from. */
  readonly cells: number;
  /** Up to a constant; -Infinity is allowed. */
  readonly logDensity: (point: Float64Array) => number;
}

/** What lies so far below the top is left out: exp(-25) of its density. */
const NEGLIGIBLE = 25;
/** Of the cells, kept at least when the grid closes in: a peak narrower than a cell is not lost. */
const KEPT = 0.03;
const ROUNDS = 20;
/** Along each dimension, while the grid closes in. */
const COARSE = 24;

/** Row-major [count, dimensions]. */
export function sampleGrid(
  density: GridDensity,
  count: number,
  random: RandomSource,
): Float64Array {
  const grid = closeIn(density);
  const { low, width, cells, logValues } = grid;
  const dimensions = low.length;
  const envelope = dilated(logValues, cells, dimensions);
  const top = logValues.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sums = new Float64Array(envelope.length);
  let sum = 0;
  envelope.forEach((value, cell) => {
    sum += Math.exp(value - top);
    sums[cell] = sum;
  });
  const values = new Float64Array(count * dimensions);
  const point = new Float64Array(dimensions);
  for (let drawn = 0; drawn < count; ) {
    const cell = firstAbove(sums, random.uniform() * sum);
    let rest = cell;
    for (let d = dimensions - 1; d >= 0; d--) {
      point[d] = low[d]! + ((rest % cells) + random.uniform()) * width[d]!;
      rest = Math.floor(rest / cells);
    }
    if (Math.log(random.uniform()) > density.logDensity(point) - envelope[cell]!) continue;
    values.set(point, drawn * dimensions);
    drawn += 1;
  }
  return values;
}

interface Grid {
  readonly low: Float64Array;
  /** Of a cell. */
  readonly width: Float64Array;
  readonly cells: number;
  /** At the centres of the cells; the last dimension moves fastest. */
  readonly logValues: Float64Array;
}

/** Shrinks the box to the cells that matter until it no longer gets much smaller. */
function closeIn(density: GridDensity): Grid {
  let low = Float64Array.from(density.low);
  let high = Float64Array.from(density.high);
  for (let round = 0; round < ROUNDS; round++) {
    const grid = gridOf(density, low, high, COARSE);
    const { width } = grid;
    const [first, last] = spanOf(grid);
    // One cell more on each side, within the box that was given.
    high = low.map((at, d) => Math.min(density.high[d]!, at + (last[d]! + 2) * width[d]!));
    low = low.map((at, d) => Math.max(density.low[d]!, at + (first[d]! - 1) * width[d]!));
    if (first.every((from, d) => last[d]! - from + 1 > 0.8 * COARSE)) break;
  }
  return gridOf(density, low, high, density.cells);
}

function gridOf(
  { logDensity }: GridDensity,
  low: Float64Array,
  high: Float64Array,
  cells: number,
): Grid {
  const dimensions = low.length;
  const width = low.map((value, d) => (high[d]! - value) / cells);
  const point = new Float64Array(dimensions);
  const logValues = new Float64Array(cells ** dimensions).map((_, cell) => {
    let rest = cell;
    for (let d = dimensions - 1; d >= 0; d--) {
      point[d] = low[d]! + ((rest % cells) + 0.5) * width[d]!;
      rest = Math.floor(rest / cells);
    }
    return logDensity(point);
  });
  return { low, width, cells, logValues };
}

/** First and last place along each dimension of the cells that matter. */
function spanOf({ low, cells, logValues }: Grid): readonly [number[], number[]] {
  const dimensions = low.length;
  const sorted = logValues.slice().sort();
  const top = sorted[sorted.length - 1]!;
  const least = Math.min(top - NEGLIGIBLE, sorted[Math.floor((1 - KEPT) * sorted.length)]!);
  const first = new Array<number>(dimensions).fill(cells);
  const last = new Array<number>(dimensions).fill(-1);
  logValues.forEach((value, cell) => {
    if (value < least || value === Number.NEGATIVE_INFINITY) return;
    let rest = cell;
    for (let d = dimensions - 1; d >= 0; d--) {
      const place = rest % cells;
      first[d] = Math.min(first[d]!, place);
      last[d] = Math.max(last[d]!, place);
      rest = Math.floor(rest / cells);
    }
  });
  return [first, last];
}

/** The highest of each cell and its neighbours along the axes: lies above the density inside the cell. */
function dilated(logValues: Float64Array, cells: number, dimensions: number): Float64Array {
  let result = logValues;
  for (let d = 0; d < dimensions; d++) {
    const stride = cells ** (dimensions - 1 - d);
    const from = result;
    result = from.map((value, cell) => {
      const place = Math.floor(cell / stride) % cells;
      const before = place > 0 ? from[cell - stride]! : Number.NEGATIVE_INFINITY;
      const after = place < cells - 1 ? from[cell + stride]! : Number.NEGATIVE_INFINITY;
      return Math.max(value, before, after);
    });
  }
  return result;
}

function firstAbove(sums: Float64Array, level: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > level) high = middle;
    else low = middle + 1;
  }
  return low;
}
