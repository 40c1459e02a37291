/**
 * Calibration where it counts, around the observed data: parameters come from the posterior at y instead of the prior, new
 * data y' from them, and the truth is ranked in p(theta | y, y') (Saeilynoja, Schmitt, Buerkner & Vehtari 2025, "Posterior
 * SBC: simulation-based calibration checking conditional on data"). y and y' are independent given theta, so p(theta | y,
 * y') ~ p(theta | y) p(theta | y') / p(theta): draws of both posteriors are weighted by this over their mixture.
 */
import type { Posterior } from '../calibrate/posterior.ts';
import { priorDistribution } from '../calibrate/prior.ts';
import { deriveSeed, openRandom } from '../calibrate/streams.ts';
import type { Prior } from '../simulator/declaration.ts';
import type { RandomSource } from '../simulator/kernel/samplers.ts';
import type { KnownDataSets } from './prior-simulations.ts';
import { checkRanks } from './rank-check.ts';
import { rankOf } from './rank-of.ts';
import { freeParameters, type RepeatOptions } from './repeats.ts';
import { ENOUGH_DATA_SETS } from './sbc.ts';
import type { PosteriorSbc } from './schemas/posterior-sbc.ts';
import type { RankCheck } from './schemas/rank-check.ts';
import { listed } from './words.ts';

/** A posterior at the observed data that can answer other data too, with densities. */
type AnsweringPosterior = Pick<Posterior, 'sample'> &
  Required<Pick<Posterior, 'logDensity' | 'amortised'>>;

export interface PosteriorSbcInput {
  readonly names: readonly string[];
  readonly priors: readonly Prior[];
  readonly posterior: AnsweringPosterior;
  /** Made from draws of the posterior at the observed data. */
  readonly known: KnownDataSets;
}

/** Draws among which the truth is ranked; the weighted ones must be worth twice as many. */
const RANKED = 50;
const NEEDED = 2 * RANKED;
/** With a larger share of the data sets left out nothing is said. */
const UNEVEN_SHARE = 0.5;

/**
 * With probability `level` no parameter of an honest method leaves its band. Data sets whose weights are too uneven are
 * left out.
 */
export async function checkPosteriorBySimulation(
  { names, priors, posterior, known }: PosteriorSbcInput,
  { draws, seed, signal, onProgress, pause }: RepeatOptions,
  level = 0.95,
): Promise<PosteriorSbc> {
  const free = freeParameters(priors);
  const half = Math.ceil(draws / 2);
  const size = known.x.length / Math.max(1, known.count);
  const own = posterior.sample(half * known.count, deriveSeed(seed, 'trust/posterior-pool', 0));
  const ranks: number[][] = free.map(() => []);
  const effective: number[] = [];
  for (let set = 0; set < known.count; set++) {
    signal?.throwIfAborted();
    const x = known.x.slice(set * size, (set + 1) * size);
    const from = own.subarray(set * half * names.length, (set + 1) * half * names.length);
    const pool = weightedPool(priors, posterior, x, from, deriveSeed(seed, 'trust/new-data', set));
    effective.push(pool.effective);
    if (pool.effective >= NEEDED) {
      const random = openRandom(seed, 'trust/posterior-ranks', set);
      const chosen = resample(pool.weights, RANKED, random);
      free.forEach((parameter, i) => {
        const values = chosen.map((row) => pool.sets[row * names.length + parameter]!);
        ranks[i]!.push(rankOf(values, known.truths[set * names.length + parameter]!, random));
      });
    }
    onProgress?.(set + 1, known.count);
    await pause?.();
  }
  return report(
    free.map((parameter) => names[parameter]!),
    ranks,
    effective,
    level,
  );
}

interface Pool {
  /** Row-major [weights, names]. */
  readonly sets: Float64Array;
  /** Of mean 1. */
  readonly weights: Float64Array;
  /** Kish's (sum w)^2 / sum w^2. */
  readonly effective: number;
}

/** Draws of p(theta | y) and as many of p(theta | y'), weighted towards p(theta | y, y'). */
function weightedPool(
  priors: readonly Prior[],
  { logDensity, amortised }: AnsweringPosterior,
  x: Float64Array,
  own: Float64Array,
  seed: number,
): Pool {
  const half = own.length / priors.length;
  const sets = new Float64Array(2 * own.length);
  sets.set(own);
  sets.set(amortised.sample(x, half, seed), own.length);
  const atObserved = logDensity(sets, 2 * half);
  const atNew = amortised.logDensity(x, sets, 2 * half);
  const distributions = priors.map(priorDistribution);
  const logWeights = Float64Array.from({ length: 2 * half }, (_, row) => {
    const logPrior = distributions.reduce(
      (sum, { logDensity: density }, i) => sum + density(sets[row * priors.length + i]!),
      0,
    );
    const a = atObserved[row]!;
    const b = atNew[row]!;
    const most = Math.max(a, b);
    // a + b - log((e^a + e^b) / 2), without overflow.
    const log = a + b - most - Math.log((Math.exp(a - most) + Math.exp(b - most)) / 2) - logPrior;
    return Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log;
  });
  const most = logWeights.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(most)) return { sets, weights: new Float64Array(2 * half), effective: 0 };
  const weights = logWeights.map((value) => Math.exp(value - most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return { sets, weights, effective: sum ** 2 / squares };
}

/** Rows in proportion to their weights, independently, so that ranks are those of independent draws. */
function resample(weights: Float64Array, count: number, random: RandomSource): number[] {
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, row) => {
    sum += weight;
    cumulative[row] = sum;
  });
  return Array.from({ length: count }, () => {
    const level = random.uniform() * sum;
    const row = cumulative.findIndex((value) => value > level);
    return row < 0 ? weights.length - 1 : row;
  });
}

function report(
  names: readonly string[],
  ranks: readonly (readonly number[])[],
  effective: readonly number[],
  level: number,
): PosteriorSbc {
  const dataSets = ranks[0]?.length ?? 0;
  const uneven = effective.length - dataSets;
  const usable = dataSets > 0 && uneven <= UNEVEN_SHARE * effective.length;
  const parameters = usable
    ? names.map((name, i) => ({
        name,
        ...checkRanks(ranks[i]!, RANKED + 1, 1 - (1 - level) / names.length),
      }))
    : [];
  const sorted = effective.toSorted((a, b) => a - b);
  const warnings: string[] = [];
  if (usable && dataSets < ENOUGH_DATA_SETS) {
    warnings.push(
      `Only ${dataSets} new data sets around the observed one: only gross errors would show; ${ENOUGH_DATA_SETS} are needed.`,
    );
  }
  if (uneven > 0) {
    warnings.push(
      `For ${uneven} of ${effective.length} new data sets the weighted draws were worth fewer than ${NEEDED} independent ones` +
        `${usable ? '; these are left out.' : ': the check says nothing. More draws for each would help.'}`,
    );
  }
  return {
    dataSets,
    uneven,
    effectiveDraws: sorted[Math.floor(sorted.length / 2)] ?? 0,
    parameters,
    summary: summary(parameters),
    warnings,
  };
}

function summary(parameters: readonly (RankCheck & { readonly name: string })[]): string {
  if (parameters.length === 0) return 'Around the observed data nothing could be compared.';
  const off = parameters.filter(({ kind }) => kind !== 'as-claimed');
  const around = 'For data like those observed, the ranges';
  return off.length === 0
    ? `${around} hold what they claim.`
    : `${around} of ${listed(off.map(({ name }) => name))} do not hold what they claim.`;
}
