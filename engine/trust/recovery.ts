/**
 * What was learned of each parameter: contraction (how much of the prior's variance the data removed), at the observed data
 * and on data sets with known answers; there also how well the truth is found again, and how far off in standard deviations
 * (Betancourt 2018, "Calibrating model-based inferences and decisions", fig. 9; Schad et al. 2021).
 */
import type { Prior } from '../simulator/declaration.ts';
import { priorScale } from './prior-scale.ts';
import { drawsOf, freeParameters, type Repeats } from './repeats.ts';
import { ENOUGH_DATA_SETS } from './sbc.ts';
import type { Recovery } from './schemas/recovery.ts';
import { percent } from './words.ts';

type Known = NonNullable<Recovery['parameters'][number]['known']>;

/** Below this the data told next to nothing. */
export const LITTLE_CONTRACTION = 0.1;

export interface RecoveryInput {
  readonly names: readonly string[];
  readonly priors: readonly Prior[];
  /** Row-major [count, names]: draws of the posterior at the observed data. */
  readonly sets: Float64Array;
  readonly count: number;
  /** Data sets with known answers, where the method could be asked again. */
  readonly repeats?: Repeats;
}

export function measureRecovery({ names, priors, sets, count, repeats }: RecoveryInput): Recovery {
  const parameters = freeParameters(priors).map((parameter) => {
    const name = names[parameter]!;
    const contraction = contractionOf(
      priors[parameter]!,
      Float64Array.from({ length: count }, (_, s) => sets[s * names.length + parameter]!),
    );
    const known = repeats !== undefined && repeats.count > 2 && knownOf(repeats, parameter);
    return { name, contraction, ...(known && { known }), text: sentence(name, contraction) };
  });
  const few = repeats !== undefined && repeats.count < ENOUGH_DATA_SETS;
  return {
    parameters,
    warnings: few
      ? [
          `How well parameters are found again rests on ${repeats.count} made-up data sets; ${ENOUGH_DATA_SETS} are needed.`,
        ]
      : [],
  };
}

/** 1 - variance of the draws / variance of the prior, on the prior's scale; 0 where the prior has a single value. */
export function contractionOf(prior: Prior, draws: Float64Array): number {
  const scale = priorScale(prior);
  if (scale.sd === 0 || draws.length === 0) return 0;
  return 1 - momentsOf(draws.map(scale.of)).variance / scale.sd ** 2;
}

function knownOf(repeats: Repeats, parameter: number): Known {
  const { priors, names, truths, count } = repeats;
  const scale = priorScale(priors[parameter]!);
  const answers = Array.from({ length: count }, (_, set) => {
    const truth = scale.of(truths[set * names.length + parameter]!);
    const { mean, variance } = momentsOf(drawsOf(repeats, set, parameter).map(scale.of));
    // A posterior of one value has no standard deviation: nothing is then said of how far off it is.
    const z = variance > 0 ? (mean - truth) / Math.sqrt(variance) : 0;
    return { truth, mean, z, contraction: 1 - variance / scale.sd ** 2 };
  });
  const average = (of: (answer: (typeof answers)[number]) => number): number =>
    answers.reduce((sum, answer) => sum + of(answer), 0) / count;
  return {
    contraction: average((answer) => answer.contraction),
    meanZ: average(({ z }) => z),
    rootMeanSquareZ: Math.sqrt(average(({ z }) => z * z)),
    correlation: correlation(
      answers.map(({ truth }) => truth),
      answers.map(({ mean }) => mean),
    ),
    relativeError: Math.sqrt(average(({ mean, truth }) => (mean - truth) ** 2)) / scale.sd,
  };
}

function sentence(name: string, contraction: number): string {
  if (contraction < LITTLE_CONTRACTION) {
    return `${name}: the data say next to nothing of it; what is known of it is what was assumed.`;
  }
  // Standard deviations are nearer to what a planner sees than variances.
  const narrower = 1 - Math.sqrt(1 - contraction);
  return `${name}: the data made its range ${percent(narrower)} narrower.`;
}

export function momentsOf(values: Float64Array): {
  readonly mean: number;
  readonly variance: number;
} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, values.length - 1) };
}

/** Pearson's; 0 where one of the two does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const first = momentsOf(Float64Array.from(a));
  const second = momentsOf(Float64Array.from(b));
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - first.mean) * (b[i]! - second.mean);
  const size = Math.sqrt(first.variance * second.variance) * (a.length - 1);
  return size > 0 ? sum / size : 0;
}
