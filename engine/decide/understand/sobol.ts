/**
 * First-order and total effects of independent factors from a design made for them: two independent samples A and B, and for
 * each factor A with that factor from B. First order: Saltelli et al. 2010 (Computer Physics Communications 181, table 2 b);
 * total: Jansen 1999 (ibid., table 2 f).
 *
 * A simulator has chance as well: shares are of the variance of its expected outcome. Products are taken of different
 * replications only, which leaves the chance out without bias; with one replication they are of the outcome at its luck.
 */
import { openRandom } from '../../calibrate/streams.ts';
import { quantiles } from '../../score/quantiles.ts';
import { byTotal, type Effects, shareOf } from './effects.ts';
import type { Evaluate, Factor, Outcomes } from './factor.ts';
import { largestSquare, meanOf } from './rows.ts';
import { varianceParts } from './variance-parts.ts';

/** A factor with its own distribution. */
export interface SpreadFactor extends Factor {
  /** Its value at a level in 0..1; of options a whole index. */
  readonly quantile: (level: number) => number;
}

export interface SobolOptions {
  readonly seed: number;
  /** Default 512. One call of `evaluate` with rows x (factors + 2) points. */
  readonly rows?: number;
  /** Resamples of the rows for the ranges, default 200. */
  readonly resamples?: number;
}

/** Variance below this share of the largest squared outcome is rounding. */
const ROUNDING = 1e-24;

export async function sobol(
  spreads: readonly SpreadFactor[],
  evaluate: Evaluate,
  { seed, rows = 512, resamples = 200 }: SobolOptions,
): Promise<Effects> {
  const points = designOf(spreads, rows, seed);
  const outcomes = await evaluate(points, points.length / spreads.length);
  const blocks = completeBlocks(outcomes, rows);
  const { variance, first, total } = productsOf(blocks, outcomes.replications);
  const samples = Array.from({ length: resamples }, (_, index) =>
    bootstrapCounts(seed, index, variance.length),
  );
  const spread = meanOf(variance);
  const share = (values: Float64Array) => {
    const resampled = samples.map((counts) => weigh(values, counts) / weigh(variance, counts));
    const [low, high] = quantiles(resampled, [0.05, 0.95]) as [number, number];
    return shareOf(meanOf(values) / spread, low, high);
  };
  const effects = spreads.map(({ name, options }, i) => ({
    factor: { name, ...(options && { options }) },
    first: share(first[i]!),
    total: share(total[i]!),
  }));
  const [a, b] = blocks as [Float64Array, Float64Array];
  return {
    parts: varianceParts(Float64Array.from([...a, ...b]), outcomes.replications),
    rows: spread > ROUNDING * largestSquare(outcomes.values) ? byTotal(effects) : [],
    explained: 1,
    design: 'independent',
    leftOut: rows - variance.length,
    draws: rows,
  };
}

/** Blocks of `rows` points: A, B, then A with each factor from B; row-major [(factors + 2) rows, factors]. */
function designOf(spreads: readonly SpreadFactor[], rows: number, seed: number): Float64Array {
  const width = spreads.length;
  const draw = (sample: number): Float64Array => {
    const random = openRandom(seed, 'decide/sobol', sample);
    return Float64Array.from({ length: rows * width }, (_, k) =>
      spreads[k % width]!.quantile(random.uniform()),
    );
  };
  const [a, b] = [draw(0), draw(1)];
  const points = new Float64Array((width + 2) * rows * width);
  points.set(a);
  points.set(b, a.length);
  spreads.forEach((_, i) => {
    const swapped = a.map((value, k) => (k % width === i ? b[k]! : value));
    points.set(swapped, (i + 2) * a.length);
  });
  return points;
}

/** The outcomes of each block, of rows without a failed run. */
function completeBlocks({ values, replications }: Outcomes, rows: number): Float64Array[] {
  const size = rows * replications;
  const blocks = Array.from({ length: values.length / size }, (_, block) =>
    values.subarray(block * size, (block + 1) * size),
  );
  const failed = new Set<number>();
  values.forEach((value, k) => {
    if (Number.isNaN(value)) failed.add(Math.floor((k % size) / replications));
  });
  return blocks.map((block) => block.filter((_, k) => !failed.has(Math.floor(k / replications))));
}

interface Products {
  /** [rows]: their means are the variance, and the parts of it. */
  readonly variance: Float64Array;
  /** [factors][rows] */
  readonly first: readonly Float64Array[];
  readonly total: readonly Float64Array[];
}

function productsOf(blocks: readonly Float64Array[], replications: number): Products {
  const means = replicationMeans(blocks.slice(0, 2), replications);
  const [a, b, ...swapped] = blocks.map((block) =>
    block.map((value, k) => value - means[k % replications]!),
  ) as [Float64Array, Float64Array, ...Float64Array[]];
  const squares = [a, b].map((block) => rowProducts(block, block, replications));
  const gaps = swapped.map((block) => block.map((value, k) => value - a[k]!));
  return {
    variance: squares[0]!.map((square, row) => (square + squares[1]![row]!) / 2),
    first: gaps.map((gap) => rowProducts(b, gap, replications)),
    total: gaps.map((gap) => rowProducts(gap, gap, replications).map((square) => square / 2)),
  };
}

/** [replications]: products of what differs from them vary less. */
function replicationMeans(blocks: readonly Float64Array[], replications: number): Float64Array {
  const means = new Float64Array(replications);
  for (const block of blocks) {
    const share = replications / (block.length * blocks.length);
    block.forEach((value, k) => {
      means[k % replications]! += value * share;
    });
  }
  return means;
}

/** Of each row the product of expected values: its mean over pairs of different replications. */
function rowProducts(u: Float64Array, v: Float64Array, replications: number): Float64Array {
  return Float64Array.from({ length: u.length / replications }, (_, row) => {
    let [sumU, sumV, same] = [0, 0, 0];
    for (let k = row * replications; k < (row + 1) * replications; k++) {
      sumU += u[k]!;
      sumV += v[k]!;
      same += u[k]! * v[k]!;
    }
    if (replications === 1) return same;
    return (sumU * sumV - same) / (replications * (replications - 1));
  });
}

/** How often each of `count` rows is drawn in bootstrap sample `index`. */
function bootstrapCounts(seed: number, index: number, count: number): Float64Array {
  const random = openRandom(seed, 'decide/sobol-ranges', index);
  const counts = new Float64Array(count);
  for (let k = 0; k < count; k++) counts[random.integer(0, count - 1)]! += 1;
  return counts;
}

function weigh(values: Float64Array, counts: Float64Array): number {
  return values.reduce((sum, value, k) => sum + value * counts[k]!, 0);
}
