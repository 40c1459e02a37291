/**
 * Where a simulator fails, learned from what failed: the prior is restricted to the rest, and a person is told where that is
 * (the idea of Deistler et al. 2022's restricted prior, here for what fails).
 */

import { shuffled, trainClassifier } from '../../score/classifier.ts';
import type { Prior } from '../../simulator/declaration.ts';
import { CalibrationError } from '../error.ts';
import { priorDistribution } from '../prior.ts';
import { openRandom } from '../streams.ts';
import { describeRegion } from './failure-region.ts';
import { drawPriors } from './simulated.ts';
import type { FailureReason } from './task.ts';

export interface RestrictionInput {
  readonly names: readonly string[];
  /** One for each name. */
  readonly priors: readonly Prior[];
  /** Row-major [count, names], wherever in the prior they were drawn. */
  readonly parameters: Float64Array;
  readonly count: number;
  /** [count]: 1 where the simulation gave nothing. */
  readonly failed: Uint8Array;
  /** Reason -> sets, for the error. */
  readonly reasons?: Readonly<Partial<Record<FailureReason, number>>>;
  readonly seed: number;
}

export interface Restriction {
  /** Of row-major [count, names]: 0 where a simulation is more likely to fail than not. */
  allows(parameters: Float64Array, count: number): Uint8Array;
  /** Of the prior that is allowed, 0..1, to about .01. */
  readonly share: number;
  /** Sentences; none when nothing failed. */
  readonly words: readonly string[];
}

/** Fewer failures, or fewer successes, tell nothing of where they are. */
const LEAST = 10;
/** Newest sets that are learned from, at most. */
const MOST = 20_000;
/** Every fifth set is not learned from, but checks what was learned. */
const HELD = 5;
const HIDDEN = 32;
/** Draws of the prior that the share is measured on. */
const PROBES = 10_000;

/** Throws CalibrationError 'all-failed' when not one set gave something. */
export function learnRestriction(input: RestrictionInput): Restriction {
  const { names, priors, count, failed, reasons = {}, seed } = input;
  const failures = failed.reduce((sum, flag) => sum + flag, 0);
  if (failures === 0) return everything([]);
  if (failures === count) throw allFailed(count, reasons);
  const percent = `${percentOf(failures / count)} of the simulated sets`;
  if (Math.min(failures, count - failures) < LEAST) {
    return everything([
      failures < LEAST
        ? `${failures} of ${count} runs failed, too few to tell where.`
        : `All but ${count - failures} of ${count} runs failed, too many to tell where they do not.`,
    ]);
  }
  const fails = learn(input);
  if (fails === undefined) {
    return everything([`Runs fail at ${percent}, wherever they lie: by chance, as it seems.`]);
  }
  const probes = drawPriors(priors.map(priorDistribution), PROBES, seed);
  const flags = fails(probes, PROBES);
  const share = 1 - flags.reduce((sum, flag) => sum + flag, 0) / PROBES;
  if (share === 1) {
    return everything([`Runs fail at ${percent}, nowhere in the prior more often than not.`]);
  }
  const region = describeRegion(names, priors, probes, flags);
  return {
    allows: (parameters, sets) => fails(parameters, sets).map((flag) => 1 - flag),
    share,
    words: [`Runs fail in ${percentOf(1 - share)} of the prior, ${region}.`],
  };
}

type Flags = (parameters: Float64Array, count: number) => Uint8Array;

/** Undefined where the place of a set says nothing about whether it fails. */
function learn({ priors, parameters, count, failed, seed }: RestrictionInput): Flags | undefined {
  const dimensions = priors.length;
  const first = Math.max(0, count - MOST);
  const levels = levelsOf(priors);
  const values = levels(parameters.subarray(first * dimensions, count * dimensions));
  const labels = Int8Array.from(failed.subarray(first, count), (flag) => (flag === 1 ? 1 : -1));
  const order = shuffled(count - first, openRandom(seed, 'restriction/split', 0));
  const held = order.filter((_, i) => i % HELD === 0);
  const classify = trainClassifier(
    { dimensions, values, labels },
    order.filter((_, i) => i % HELD !== 0),
    openRandom(seed, 'restriction/network', 0),
    { hidden: HIDDEN },
  );
  const scores = classify(values, held);
  if (
    !isInformative(
      scores,
      Array.from(held, (row) => labels[row]!),
    )
  )
    return undefined;
  return (sets, size) => {
    const all = Uint32Array.from({ length: size }, (_, i) => i);
    const own = levels(sets);
    const flags = new Uint8Array(size);
    for (let from = 0; from < size; from += BATCH) {
      const rows = all.subarray(from, from + BATCH);
      classify(own, rows).forEach((score, i) => {
        flags[from + i] = score > 0 ? 1 : 0;
      });
    }
    return flags;
  };
}

/** Sets that are looked at together. */
const BATCH = 4000;

/** Whether the log odds forecast what was held out better than its rate does: by two standard errors of the log score. */
function isInformative(scores: Float64Array, labels: readonly number[]): boolean {
  const rate = labels.filter((label) => label === 1).length / labels.length;
  const gains = labels.map((label, i) => {
    const known = -Math.log(label === 1 ? Math.max(rate, 1e-9) : Math.max(1 - rate, 1e-9));
    const margin = label * scores[i]!;
    return known - (Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
  });
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length;
  return mean > 2 * Math.sqrt(variance / gains.length);
}

/** Parameters to levels of their priors, -1.7..1.7: about one unit wide. */
function levelsOf(priors: readonly Prior[]): (parameters: Float64Array) => Float64Array {
  const distributions = priors.map(priorDistribution);
  return (parameters) =>
    parameters.map((value, k) => 3.4 * (distributions[k % priors.length]!.cdf(value) - 0.5));
}

function everything(words: readonly string[]): Restriction {
  return { allows: (_, count) => new Uint8Array(count).fill(1), share: 1, words };
}

function allFailed(count: number, reasons: RestrictionInput['reasons'] = {}): CalibrationError {
  const most = Object.entries(reasons).sort((a, b) => b[1] - a[1])[0]?.[0];
  const why = most === undefined ? '' : `, most often: ${most}`;
  return new CalibrationError('all-failed', `simulations: all ${count} failed${why}`, {
    hint: 'Run the simulator at the defaults of its parameters to see where it fails; narrow the priors to where it runs.',
  });
}

function percentOf(share: number): string {
  const percent = 100 * share;
  return `${percent >= 1 || percent === 0 ? Math.round(percent) : percent.toPrecision(1)} %`;
}
