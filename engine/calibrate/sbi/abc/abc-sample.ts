/**
 * The last step of approximate Bayesian computation: from all that was simulated to a weighted sample of the posterior. How many
 * of the nearest sets are kept, and how they are adjusted, is chosen by cross-validation: simulations near the observation take
 * its place, and what gives their true parameters the best energy score is used.
 */
import type { Task } from '../../../compute/executor.ts';
import { energyScore } from '../../../score/energy.ts';
import { openRandom } from '../../streams.ts';
import { type Accepted, ADJUSTMENTS, type Adjustment, adjusted } from './adjustment.ts';
import { distancesTo, ranked, robustSpreads } from './distance.ts';
import { type Pool, type Summaries, summarise, taken } from './semi-automatic.ts';
import { effectiveSample, systematic } from './weights.ts';

export interface AbcSampleInput {
  readonly pool: Pool;
  /** Rows, from the first on, that were drawn from the prior. */
  readonly settled: number;
  /** The nearest, among which summaries are learned and simulations are taken for cross-validation. */
  readonly near: number;
  /** Default: chosen. */
  readonly adjustment?: Adjustment;
  /** Default: decided by the number of observations (semi-automatic.ts). */
  readonly summaries?: boolean;
  readonly seed: number;
}

export interface AbcSample {
  /** Row-major [kept, dimension], in unconstrained space. */
  readonly points: Float64Array;
  /** [kept] */
  readonly weights: Float64Array;
  readonly adjustment: Adjustment;
  /** Sets that count: 1 / sum of squared shares. */
  readonly effective: number;
  /** Share of all sets that was kept. */
  readonly share: number;
}

export const ABC_SAMPLE = { name: 'abc-sample' } as const;

export const abcSampleTask: Task<AbcSampleInput, AbcSample> = { ...ABC_SAMPLE, run: abcSample };

/** Simulations that take the observation's place. */
const TESTS = 100;
/** Draws that an energy score is estimated from. */
const DRAWS = 200;
/** Standard errors of a difference that are taken for chance. */
const SLACK = 1;
/** Fewer sets than this are no sample. */
const LEAST = 50;
/** Sets for each coefficient of a regression, at least. */
const PER_COEFFICIENT = 4;

function abcSample(input: AbcSampleInput): AbcSample {
  const { settled, near, seed } = input;
  const summaries = summarise(input.pool, settled, near, input.summaries);
  const pool = {
    dimension: input.pool.dimension,
    points: taken(input.pool.points, summaries.rows, input.pool.dimension),
    weights: taken(input.pool.weights, summaries.rows, 1),
  };
  const order = ranked(distancesTo(summaries.observed, summaries.values, summaries.spreads));
  const options = optionsOf(order.length, summaries.width, input.adjustment);
  const best =
    options.length === 1 ? options[0]! : choose(pool, near, summaries, order, options, seed);
  const accepted = accept(pool, summaries, summaries.observed, order, best.kept);
  return {
    points: adjusted(accepted, summaries.observed, best.adjustment),
    weights: accepted.weights,
    adjustment: best.adjustment,
    effective: effectiveSample(accepted.weights),
    share: best.kept / input.pool.weights.length,
  };
}

type Sets = Pick<Pool, 'points' | 'dimension' | 'weights'>;

interface Option {
  readonly kept: number;
  readonly adjustment: Adjustment;
}

/** All, a half, a quarter ... of the sets, each with every adjustment that they are enough for. */
function optionsOf(count: number, width: number, adjustment: Adjustment | undefined): Option[] {
  const options: Option[] = [];
  for (let kept = count; kept >= Math.min(count, LEAST); kept = Math.floor(kept / 2)) {
    for (const kind of adjustment === undefined ? ADJUSTMENTS : [adjustment]) {
      const isEnough = kept >= PER_COEFFICIENT * (width + 1);
      if (kind === 'none' || isEnough || kept === count) options.push({ kept, adjustment: kind });
    }
  }
  return options;
}

/** The rows nearest to `target`, by Epanechnikov's kernel and their own weights. */
function accept(
  pool: Sets,
  { width, values, spreads }: Summaries,
  target: Float64Array,
  order: Uint32Array,
  kept: number,
  without = -1,
): Accepted {
  const rows = order.subarray(0, kept).filter((row) => row !== without);
  const picked = new Float64Array(rows.length * width);
  rows.forEach((row, r) => {
    picked.set(values.subarray(row * width, (row + 1) * width), r * width);
  });
  const distances = distancesTo(target, picked, spreads);
  const reach = 1.0001 * distances.reduce((a, b) => Math.max(a, b), 0) || 1;
  const weights = distances.map(
    (distance, r) => pool.weights[rows[r]!]! * (1 - (distance / reach) ** 2),
  );
  const { points, dimension } = pool;
  return { points, dimension, summaries: values, inputs: width, rows, weights };
}

/**
 * The option with the best mean score; if it adjusts, one that keeps more sets and is worse by no more than chance would have
 * it: the more sets, the finer the sample. (Without adjustment, more sets are a wider posterior.)
 */
function choose(
  pool: Sets,
  near: number,
  summaries: Summaries,
  order: Uint32Array,
  options: readonly Option[],
  seed: number,
): Option {
  const random = openRandom(seed, 'abc/choose', 0);
  const around = order.subarray(0, Math.max(TESTS, Math.min(near, 4 * TESTS)));
  const { dimension, points } = pool;
  const drawn = systematic(taken(pool.weights, around, 1), TESTS, random.uniform());
  const units = robustSpreads(points, dimension, around);
  const scores = [...new Set(drawn)].map((place) => {
    const test = around[place]!;
    const target = taken(summaries.values, Uint32Array.of(test), summaries.width);
    const ranks = ranked(distancesTo(target, summaries.values, summaries.spreads));
    const truth = taken(points, Uint32Array.of(test), dimension).map((v, d) => v / units[d]!);
    const uniform = random.uniform();
    return options.map(({ kept, adjustment }) => {
      const accepted = accept(pool, summaries, target, ranks, kept, test);
      const moved = adjusted(accepted, target, adjustment);
      return energyScore(thinned(moved, accepted.weights, units, uniform), truth);
    });
  });
  const means = options.map((_, o) => mean(scores.map((own) => own[o]!)));
  const best = means.indexOf(Math.min(...means));
  const isAsGood = (o: number): boolean => {
    const losses = scores.map((own) => own[o]! - own[best]!);
    const loss = mean(losses);
    const error = Math.sqrt(mean(losses.map((v) => (v - loss) ** 2)) / losses.length);
    return loss <= SLACK * error;
  };
  if (options[best]!.adjustment === 'none') return options[best]!;
  const good = options.filter(({ adjustment }, o) => adjustment !== 'none' && isAsGood(o));
  const most = Math.max(...good.map(({ kept }) => kept));
  const chosen = good.filter(({ kept }) => kept === most);
  return chosen.reduce((a, b) => (means[options.indexOf(b)]! < means[options.indexOf(a)]! ? b : a));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** DRAWS of a weighted sample, in units by coordinate. */
function thinned(
  points: Float64Array,
  weights: Float64Array,
  units: Float64Array,
  uniform: number,
): Float64Array {
  const dimension = units.length;
  const draws = new Float64Array(DRAWS * dimension);
  systematic(weights, DRAWS, uniform).forEach((row, i) => {
    for (let d = 0; d < dimension; d++) {
      draws[i * dimension + d] = points[row * dimension + d]! / units[d]!;
    }
  });
  return draws;
}
