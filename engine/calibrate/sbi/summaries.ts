/**
 * Summary statistics of observed or simulated trajectories, for data sets that are too large, or too uneven in length, to be
 * given to an inference method number by number.
 *
 * Shape: of every output, mean levels of equal stretches of the record, highest value and when, and how it moves from row to
 * row; mean and spread over the trajectories. Drift: least squares of the next change on what is observed now, over all rows of
 * all trajectories together: what the step of the simulator does on average (Wood 2010 uses such coefficients for dynamic
 * models).
 */
import { Matrix, solve } from 'ml-matrix';

/** One observed or simulated run: series[output] has the same number of rows, NaN where not observed. */
export interface Trajectory {
  readonly series: readonly Float64Array[];
}

export interface SummaryPlan {
  /** Statistic by statistic, what it is, in words. */
  readonly labels: readonly string[];
  readonly count: number;
  /** [count]; NaN where a statistic cannot be had. */
  compute(trajectories: readonly Trajectory[]): Float64Array;
}

const STRETCHES = 8;
/** Rows for each coefficient, at least, so that the regression means something. */
const ROWS_PER_TERM = 20;
/** Outputs whose products enter the drift: changes that need two of them to meet. */
const PRODUCTS_UP_TO = 3;
/** Of the mean square of a term: keeps terms that move together from blowing up. */
const RIDGE = 1e-4;

/** `outputs`: names; `rows`: of each trajectory. */
export function planSummaries(outputs: readonly string[], rows: readonly number[]): SummaryPlan {
  const stretches = Math.max(1, Math.min(STRETCHES, Math.min(...rows) - 1));
  const shape = shapeLabels(stretches);
  const terms = termsOf(
    outputs.length,
    rows.reduce((sum, count) => sum + count - 1, 0),
  );
  const several = rows.length > 1;
  const labels = [
    ...outputs.flatMap((output) => [
      ...shape.map((label) => (several ? `${output}: ${label}, mean` : `${output}: ${label}`)),
      ...(several ? shape.map((label) => `${output}: ${label}, spread between records`) : []),
    ]),
    ...(terms.length === 0 ? [] : outputs.flatMap((output) => driftLabels(output, terms, outputs))),
  ];
  return {
    labels,
    count: labels.length,
    compute: (trajectories) =>
      Float64Array.from([
        ...outputs.flatMap((_, output) => shapesOf(trajectories, output, stretches, several)),
        ...(terms.length === 0 ? [] : driftsOf(trajectories, outputs.length, terms)),
      ]),
  };
}

function shapeLabels(stretches: number): string[] {
  const levels = Array.from(
    { length: stretches },
    (_, k) => `level in stretch ${k + 1} of ${stretches}`,
  );
  return [...levels, 'highest value', 'when it is highest', 'size of changes', 'memory of changes'];
}

/** Means of the shape over trajectories, and their standard deviations where there are several. */
function shapesOf(
  trajectories: readonly Trajectory[],
  output: number,
  stretches: number,
  several: boolean,
): number[] {
  const shapes = trajectories.map(({ series }) => shapeOf(series[output]!, stretches));
  const columns = shapes[0]!.map((_, k) => shapes.map((shape) => shape[k]!));
  const means = columns.map(mean);
  if (!several) return means;
  return [...means, ...columns.map((column, k) => deviation(column, means[k]!))];
}

function shapeOf(series: Float64Array, stretches: number): number[] {
  const steps = series.length - 1;
  const levels = Array.from({ length: stretches }, (_, k) => {
    const from = 1 + Math.floor((k * steps) / stretches);
    const to = 1 + Math.floor(((k + 1) * steps) / stretches);
    return mean(series.subarray(from, to));
  });
  let highest = Number.NaN;
  let when = Number.NaN;
  series.forEach((value, row) => {
    if (!(value <= highest) && !Number.isNaN(value)) {
      highest = value;
      when = row / steps;
    }
  });
  const changes = series.subarray(1).map((value, row) => value - series[row]!);
  const centre = mean(changes);
  const size = deviation(changes, centre);
  const products = changes.subarray(1).map((c, i) => (c - centre) * (changes[i]! - centre));
  return [...levels, highest, when, size, size > 0 ? mean(products) / size ** 2 : 0];
}

/** Indices of the outputs that are multiplied; empty: the constant term. */
type Term = readonly number[];

function termsOf(outputs: number, steps: number): Term[] {
  const each = Array.from({ length: outputs }, (_, i) => i);
  const linear: Term[] = [[], ...each.map((i) => [i])];
  const products = each.flatMap((i) => each.filter((j) => j >= i).map((j): Term => [i, j]));
  const all = [...linear, ...products];
  if (outputs <= PRODUCTS_UP_TO && steps >= ROWS_PER_TERM * all.length) return all;
  return steps >= ROWS_PER_TERM * linear.length ? linear : [];
}

function driftLabels(output: string, terms: readonly Term[], outputs: readonly string[]): string[] {
  const words = (term: Term) =>
    term.length === 0 ? 'by itself' : `with ${term.map((i) => outputs[i]!).join(' times ')}`;
  return [
    ...terms.map((term) => `${output}: change ${words(term)}`),
    `${output}: size of unexplained changes`,
  ];
}

/** Sums over the rows that are complete: products of terms, and of terms with the changes of every output. */
interface Moments {
  rows: number;
  /** [terms, terms], lower triangle. */
  readonly gram: Float64Array;
  /** [outputs, terms] */
  readonly cross: Float64Array;
  /** [outputs] */
  readonly squares: Float64Array;
}

/**
 * For each output the coefficients of `terms` for its next change, in units of the terms' root mean squares, then the size of
 * what they leave unexplained. NaN with fewer complete rows than coefficients.
 */
function driftsOf(
  trajectories: readonly Trajectory[],
  outputs: number,
  terms: readonly Term[],
): number[] {
  const n = terms.length;
  const { rows, gram, cross, squares } = momentsOf(trajectories, outputs, terms);
  if (rows <= n) return new Array<number>(outputs * (n + 1)).fill(Number.NaN);
  const sizes = terms.map((_, i) => Math.sqrt(gram[i * n + i]! / rows) || 1);
  const scaled = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = gram[i * n + j]! / (rows * sizes[i]! * sizes[j]!) + (i === j ? RIDGE : 0);
      scaled.set(i, j, value).set(j, i, value);
    }
  }
  const right = new Matrix(n, outputs);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < n; i++) right.set(i, o, cross[o * n + i]! / (rows * sizes[i]!));
  }
  const solution = solve(scaled, right);
  return Array.from({ length: outputs }, (_, o) => {
    const coefficients = solution.getColumn(o);
    const explained = coefficients.reduce((sum, c, i) => sum + c * right.get(i, o), 0);
    return [...coefficients, Math.sqrt(Math.max(0, squares[o]! / rows - explained))];
  }).flat();
}

function momentsOf(
  trajectories: readonly Trajectory[],
  outputs: number,
  terms: readonly Term[],
): Moments {
  const n = terms.length;
  const moments: Moments = {
    rows: 0,
    gram: new Float64Array(n * n),
    cross: new Float64Array(outputs * n),
    squares: new Float64Array(outputs),
  };
  const values = new Float64Array(n);
  const changes = new Float64Array(outputs);
  for (const { series } of trajectories) {
    for (let row = 0; row + 1 < series[0]!.length; row++) {
      terms.forEach((term, i) => {
        values[i] = term.reduce((product, output) => product * series[output]![row]!, 1);
      });
      for (let o = 0; o < outputs; o++) changes[o] = series[o]![row + 1]! - series[o]![row]!;
      if (!changes.some(Number.isNaN)) addRow(moments, values, changes);
    }
  }
  return moments;
}

function addRow(moments: Moments, values: Float64Array, changes: Float64Array): void {
  const { gram, cross, squares } = moments;
  const n = values.length;
  moments.rows += 1;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) gram[i * n + j]! += values[i]! * values[j]!;
  }
  for (let o = 0; o < changes.length; o++) {
    const change = changes[o]!;
    squares[o]! += change * change;
    for (let i = 0; i < n; i++) cross[o * n + i]! += values[i]! * change;
  }
}

/** Of those that are there; NaN without any. */
function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    sum += values[i]!;
    count += 1;
  }
  return sum / count;
}

function deviation(values: ArrayLike<number>, centre: number): number {
  return Math.sqrt(mean(Array.from(values, (value) => (value - centre) ** 2)));
}
