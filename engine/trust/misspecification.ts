/**
 * Could the model have made the data at all, with any parameters that the priors allow? If not, a posterior is an answer to
 * a question that nobody asked, and a neural one extrapolates (Schmitt et al. 2023, "Detecting model misspecification in
 * amortized Bayesian inference").
 *
 * Two numbers say how far out a data set is among others: its distance to the nearest ones, where directions in which data
 * sets hardly differ count as much as others (whitened by principal components), and its furthest single number. Simulated
 * data sets and the observed one are all measured alike, each against all others; under the model the observed one has any
 * place among them, so both p-values are exact whatever the distributions are.
 */
import type { InferenceTask } from '../calibrate/sbi/task.ts';
import { quantileOfSorted } from '../score/quantiles.ts';
import { evened, standardiseColumns } from './observation-scale.ts';
import type { KnownDataSets } from './prior-simulations.ts';
import type { Misspecification } from './schemas/misspecification.ts';
import { whiten } from './whiten.ts';
import { amount, listed } from './words.ts';

type Outside = Misspecification['outside'][number];

const NEIGHBOURS = 5;
/** Simulated data sets at most: all pairs are compared. */
const DATA_SETS = 400;
const ENOUGH_SIMULATIONS = 100;
const LISTED = 20;
/** As far from its neighbours as the furthest simulation, and half as far again: no border case. */
const FAR = 1.5;
/** Nor is a single number beyond all simulated ones by so much of their whole range. */
const FAR_BEYOND = 0.5;

export function checkSpecification(task: InferenceTask, known: KnownDataSets): Misspecification {
  const table = tableOf(task, known);
  const { count, columns } = table;
  const warnings =
    count < ENOUGH_SIMULATIONS
      ? [
          `Compared with only ${count} simulated data sets; ${ENOUGH_SIMULATIONS} are needed to call the data unusual.`,
        ]
      : [];
  if (count <= NEIGHBOURS || columns.length === 0) return nothingToCompare(count, warnings);
  const z = standardiseColumns(table.x, count + 1, table.scales);
  const distances = neighbourDistances(whiten(z, count + 1), count + 1);
  const extremes = furthestNumbers(z, count + 1);
  const distancePValue = shareAsFar(distances);
  const extremePValue = shareAsFar(extremes);
  const out = outsideColumns(table, z, extremes);
  const unusual = Math.min(distancePValue, extremePValue) <= 0.05 / 2;
  const far = isFar(distances) || isFarBeyond(table);
  const kind = unusual ? (far ? 'far-outside' : 'outside') : 'inside';
  return {
    kind,
    dataSets: count,
    distancePValue,
    extremePValue,
    outside: out.slice(0, LISTED),
    outsideCount: out.length,
    summary: summary(kind, out),
    warnings,
  };
}

/** The simulated data sets and, in the last row, the observed one. */
interface Table {
  readonly count: number;
  /** What each column is. */
  readonly columns: readonly string[];
  readonly scales: NonNullable<InferenceTask['scales']>;
  /** Row-major [count + 1, columns]. */
  readonly x: Float64Array;
}

/** Several trajectories are compared by their mean and spread at each place; what was not observed is left out. */
function tableOf(task: InferenceTask, known: KnownDataSets): Table {
  const { observations, members } = task;
  const count = Math.min(DATA_SETS, known.count);
  const size = members * observations;
  const rows = Array.from({ length: count + 1 }, (_, row) => {
    const x = row < count ? known.x.subarray(row * size, (row + 1) * size) : task.observed;
    return members === 1 ? x : overMembers(x, members, observations);
  });
  const kept = Array.from(rows[count]!, (_, j) => j).filter((j) =>
    Number.isFinite(rows[count]![j]),
  );
  const label = (j: number): string => {
    const own = task.labels?.[j % observations] ?? `number ${(j % observations) + 1}`;
    if (members === 1) return own;
    return j < observations ? `${own}, mean` : `${own}, spread between records`;
  };
  return {
    count,
    columns: kept.map(label),
    scales: kept.map((j) => task.scales?.[j % observations] ?? 'none'),
    x: Float64Array.from({ length: rows.length * kept.length }, (_, k) => {
      const row = Math.floor(k / kept.length);
      return rows[row]![kept[k - row * kept.length]!]!;
    }),
  };
}

/** [2 * observations]: mean and standard deviation over the members that have the number. */
function overMembers(x: Float64Array, members: number, observations: number): Float64Array {
  const result = new Float64Array(2 * observations);
  for (let j = 0; j < observations; j++) {
    const values = Array.from({ length: members }, (_, m) => x[m * observations + j]!).filter(
      Number.isFinite,
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    result[j] = mean;
    result[observations + j] = Math.sqrt(squares / values.length);
  }
  return result;
}

/** Mean distance of each row to its nearest others. */
function neighbourDistances(points: Float64Array, count: number): Float64Array {
  const width = points.length / count;
  const distances = new Float64Array(count);
  return distances.map((_, i) => {
    const others = new Float64Array(count);
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (points[i * width + k]! - points[j * width + k]!) ** 2;
      others[j] = Math.sqrt(sum);
    }
    const nearest = others.sort().subarray(1, NEIGHBOURS + 1);
    return nearest.reduce((sum, distance) => sum + distance, 0) / NEIGHBOURS;
  });
}

function furthestNumbers(z: Float64Array, count: number): Float64Array {
  const width = z.length / count;
  return Float64Array.from({ length: count }, (_, row) =>
    z
      .subarray(row * width, (row + 1) * width)
      .reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  );
}

/** Share of all, the last one included, that are at least as far out as the last. */
function shareAsFar(distances: Float64Array): number {
  const last = distances.at(-1)!;
  return distances.filter((distance) => distance >= last).length / distances.length;
}

function isFar(distances: Float64Array): boolean {
  const furthest = distances.subarray(0, -1).reduce((most, value) => Math.max(most, value), 0);
  return distances.at(-1)! > FAR * furthest;
}

function isFarBeyond({ count, columns, scales, x }: Table): boolean {
  return columns.some((_, j) => {
    const value = (row: number) => evened(x[row * columns.length + j]!, scales[j]!);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row++) {
      low = Math.min(low, value(row));
      high = Math.max(high, value(row));
    }
    const beyond = Math.max(value(count) - high, low - value(count));
    return beyond > 0 && beyond > FAR_BEYOND * (high - low);
  });
}

function outsideColumns(
  { count, columns, x }: Table,
  z: Float64Array,
  extremes: Float64Array,
): Outside[] {
  const limit = quantileOfSorted(extremes.slice(0, count).sort(), 0.95);
  const width = columns.length;
  return columns
    .map((label, j) => ({ label, j, z: z[count * width + j]! }))
    .filter((column) => Math.abs(column.z) > limit)
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z))
    .map(({ label, j, z: away }) => {
      const simulated = Float64Array.from({ length: count }, (_, row) => x[row * width + j]!);
      const sorted = simulated.filter(Number.isFinite).sort();
      return {
        label,
        observed: x[count * width + j]!,
        low: quantileOfSorted(sorted, 0.025),
        high: quantileOfSorted(sorted, 0.975),
        direction: away > 0 ? 'above' : 'below',
      };
    });
}

function nothingToCompare(count: number, warnings: readonly string[]): Misspecification {
  return {
    kind: 'inside',
    dataSets: count,
    distancePValue: 1,
    extremePValue: 1,
    outside: [],
    outsideCount: 0,
    summary: 'Too few simulated data sets to compare the data with.',
    warnings,
  };
}

function summary(kind: Misspecification['kind'], outside: readonly Outside[]): string {
  if (kind === 'inside') return 'The model can make data like these.';
  const doubt =
    kind === 'far-outside'
      ? 'No parameters that the priors allow make data like these'
      : 'Data like these are unusual for the model, whatever its parameters';
  if (outside.length === 0) {
    return `${doubt}: no single number stands out, but together they do not fit.`;
  }
  return `${doubt}. ${wordsOfGroups(outside).join(' ')}`;
}

/** By output: which way its numbers are out, and the furthest of them. */
function wordsOfGroups(outside: readonly Outside[]): string[] {
  const groups = Map.groupBy(outside, ({ label }) => label.split(': ')[0]!);
  return [...groups].slice(0, 3).map(([name, group]) => {
    const { label, observed, low, high, direction } = group[0]!;
    const ways = listed([...new Set(group.map((each) => each.direction))]);
    const what = group.length === 1 ? label : `${name}: ${group.length} numbers (first ${label})`;
    const values = `${amount(observed)} where the model gives ${amount(low)} to ${amount(high)}`;
    return group.length === 1
      ? `${what} is ${direction} what the model gives: ${values}.`
      : `${what} are ${ways} what the model gives: ${values}.`;
  });
}
