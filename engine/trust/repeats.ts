/** The method asked again, on data sets whose answers are known: draws of the posterior of each. */
import { CalibrationError } from '../calibrate/error.ts';
import type { AmortisedPosterior, Posterior } from '../calibrate/posterior.ts';
import { priorDistribution } from '../calibrate/prior.ts';
import type { InferenceTask } from '../calibrate/sbi/task.ts';
import { deriveSeed, openRandom } from '../calibrate/streams.ts';
import type { Prior } from '../simulator/declaration.ts';
import type { KnownDataSets } from './prior-simulations.ts';
import { rankOf } from './rank-of.ts';

export interface Repeats {
  readonly names: readonly string[];
  readonly priors: readonly Prior[];
  /** Data sets, and draws of the posterior of each. */
  readonly count: number;
  readonly draws: number;
  /** Row-major [count, names]. */
  readonly truths: Float64Array;
  /** Row-major [count * draws, names]: data set after data set. */
  readonly samples: Float64Array;
  /**
   * For each data set, how many draws have a lower log density than the truth, 0 .. draws, ties by lot; absent where the
   * method has no density.
   */
  readonly densityRanks?: Int32Array;
  /** Row-major [count, members * observations]. */
  readonly x: Float64Array;
  /** Data sets without a usable posterior: it drew what is not a number, or nothing. */
  readonly broken: number;
}

/** What is asked of the posterior of one data set. */
export type Answer = Pick<Posterior, 'sample' | 'logDensity'>;

export interface RepeatOptions {
  readonly draws: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Awaited between data sets: lets the host attend to other things. */
  readonly pause?: () => Promise<void>;
}

/** A method that learned all posteriors at once, as one that answers a data set. */
export function answersOf(amortised: AmortisedPosterior): (x: Float64Array) => Promise<Answer> {
  return async (x) => ({
    sample: (count, seed) => amortised.sample(x, count, seed),
    logDensity: (parameters, count) => amortised.logDensity(x, parameters, count),
  });
}

/** Asks for the posterior of each data set. Throws what `signal` aborts with. */
export async function repeatInference(
  { names, priors }: Pick<InferenceTask, 'names' | 'priors'>,
  known: KnownDataSets,
  answer: (x: Float64Array) => Promise<Answer>,
  { draws, seed, signal, onProgress, pause }: RepeatOptions,
): Promise<Repeats> {
  const width = names.length;
  const size = known.x.length / Math.max(1, known.count);
  const kept: Answered[] = [];
  for (let set = 0; set < known.count; set++) {
    signal?.throwIfAborted();
    const posterior = await answerOrNone(answer, known.x.slice(set * size, (set + 1) * size));
    const sample = posterior?.sample(draws, deriveSeed(seed, 'trust/repeat', set));
    if (posterior && sample?.length === draws * width && sample.every(Number.isFinite)) {
      const truth = known.truths.subarray(set * width, (set + 1) * width);
      const random = openRandom(seed, 'trust/density-ties', set);
      const rank = densityRank(posterior, sample, truth, random);
      kept.push({ set, sample, ...(rank !== undefined && { rank }) });
    }
    onProgress?.(set + 1, known.count);
    await pause?.();
  }
  return gathered({ names, priors }, known, kept, draws);
}

interface Answered {
  readonly set: number;
  /** Row-major [draws, names]. */
  readonly sample: Float64Array;
  readonly rank?: number;
}

function gathered(
  { names, priors }: Pick<Repeats, 'names' | 'priors'>,
  known: KnownDataSets,
  kept: readonly Answered[],
  draws: number,
): Repeats {
  const width = names.length;
  const size = known.x.length / Math.max(1, known.count);
  const truths = new Float64Array(kept.length * width);
  const samples = new Float64Array(kept.length * draws * width);
  const x = new Float64Array(kept.length * size);
  kept.forEach(({ set, sample }, i) => {
    truths.set(known.truths.subarray(set * width, (set + 1) * width), i * width);
    samples.set(sample, i * draws * width);
    x.set(known.x.subarray(set * size, (set + 1) * size), i * size);
  });
  const ranks = kept.flatMap(({ rank }) => rank ?? []);
  const dense = kept.length > 0 && ranks.length === kept.length;
  return {
    names,
    priors,
    count: kept.length,
    draws,
    truths,
    samples,
    ...(dense && { densityRanks: Int32Array.from(ranks) }),
    x,
    broken: known.count - kept.length,
  };
}

/** A method that refuses a data set, for what is in it, gives none. */
async function answerOrNone(
  answer: (x: Float64Array) => Promise<Answer>,
  x: Float64Array,
): Promise<Answer | undefined> {
  try {
    return await answer(x);
  } catch (error) {
    if (error instanceof CalibrationError) return undefined;
    throw error;
  }
}

function densityRank(
  { logDensity }: Answer,
  sample: Float64Array,
  truth: Float64Array,
  random: ReturnType<typeof openRandom>,
): number | undefined {
  if (logDensity === undefined) return undefined;
  const all = new Float64Array(sample.length + truth.length);
  all.set(sample);
  all.set(truth, sample.length);
  const count = all.length / truth.length;
  const densities = logDensity(all, count);
  return rankOf(densities.subarray(0, count - 1), densities[count - 1]!, random);
}

/** Draws of one parameter from the posterior of one data set. */
export function drawsOf(
  { names, draws, samples }: Pick<Repeats, 'names' | 'draws' | 'samples'>,
  set: number,
  parameter: number,
): Float64Array {
  const width = names.length;
  return Float64Array.from(
    { length: draws },
    (_, d) => samples[(set * draws + d) * width + parameter]!,
  );
}

/** Positions of the parameters that can vary: a single possible value has no range to check. */
export function freeParameters(priors: readonly Prior[]): number[] {
  return priors.flatMap((prior, i) => {
    const { low, high } = priorDistribution(prior);
    return low < high ? [i] : [];
  });
}
