/**
 * Tests of accuracy with random points (Lemos et al. 2023, "Sampling-based accuracy testing of posterior estimators for
 * general inference"): the share of draws that lie nearer to a reference point than the truth is uniform, wherever the
 * reference is put, if it is put without looking at the truth. Needs draws only, and sees all parameters at once.
 *
 * With random references a method that ignores the data (and answers with the prior) passes. Their theorem needs references
 * that depend on the data: 'informed' ones are put where a ridge regression, fitted on the other half of the data sets,
 * guesses the truth.
 */
import { priorDistribution } from '../calibrate/prior.ts';
import type { ObservationScale } from '../calibrate/sbi/task.ts';
import { openRandom } from '../calibrate/streams.ts';
import { centralInterval, sortAscending } from '../score/quantiles.ts';
import { checkRanks } from './rank-check.ts';
import { rankOf } from './rank-of.ts';
import { freeParameters, type Repeats } from './repeats.ts';
import { guessTruths } from './ridge-guess.ts';
import { countWarnings } from './sbc.ts';
import type { RangeKind, RankCheck } from './schemas/rank-check.ts';
import type { Tarp } from './schemas/tarp.ts';

type TarpCurve = Tarp['curves'][number];

const STEPS = 20;
const RESAMPLES = 200;

/**
 * Distances are between shares of the priors, so that every parameter counts alike. With probability `level` both curves of
 * an honest method are 'as-claimed', by the exact band of ranks: the bootstrap's is for the eye.
 */
export function checkByReferences(
  repeats: Repeats,
  scales: readonly ObservationScale[] | undefined,
  seed: number,
  level = 0.95,
): Tarp {
  const { count } = repeats;
  const free = freeParameters(repeats.priors);
  const warnings = countWarnings(repeats);
  if (count < 4 || free.length === 0) {
    return {
      dataSets: count,
      curves: [],
      summary: 'Too few made-up data sets to compare.',
      warnings,
    };
  }
  const cube = inCube(repeats, free);
  const random = openRandom(seed, 'trust/references', 0);
  const anywhere = Float64Array.from({ length: count * free.length }, () => random.uniform());
  const guesses = guessTruths(repeats.x, cube.truths, count, scales);
  const curve = (kind: TarpCurve['references'], references: Float64Array) => {
    const ranks = nearerRanks(cube, references, repeats, seed);
    const check = checkRanks(ranks, repeats.draws + 1, 1 - (1 - level) / 2);
    return curveOf(kind, ranks, check, seed);
  };
  const curves = [curve('random', anywhere), curve('informed', guesses)];
  return { dataSets: count, curves, summary: summary(curves), warnings };
}

/** Truths [count, free] and samples [count * draws, free] as shares of the priors. */
interface Cube {
  readonly truths: Float64Array;
  readonly samples: Float64Array;
  readonly width: number;
}

function inCube({ priors, names, truths, samples }: Repeats, free: readonly number[]): Cube {
  const distributions = free.map((parameter) => priorDistribution(priors[parameter]!));
  const shares = (values: Float64Array) =>
    Float64Array.from({ length: (values.length / names.length) * free.length }, (_, k) => {
      const i = k % free.length;
      const row = (k - i) / free.length;
      return distributions[i]!.cdf(values[row * names.length + free[i]!]!);
    });
  return { truths: shares(truths), samples: shares(samples), width: free.length };
}

/** How many draws lie nearer to the reference than the truth, by data set. */
function nearerRanks(
  { truths, samples, width }: Cube,
  references: Float64Array,
  { count, draws }: Repeats,
  seed: number,
): Int32Array {
  const ties = openRandom(seed, 'trust/reference-ties', 0);
  const distance = (values: Float64Array, row: number, set: number): number => {
    let sum = 0;
    for (let i = 0; i < width; i++) {
      sum += (values[row * width + i]! - references[set * width + i]!) ** 2;
    }
    return sum;
  };
  return Int32Array.from({ length: count }, (_, set) => {
    const distances = Float64Array.from({ length: draws }, (_draw, d) =>
      distance(samples, set * draws + d, set),
    );
    return rankOf(distances, distance(truths, set, set), ties);
  });
}

function curveOf(
  references: TarpCurve['references'],
  ranks: Int32Array,
  check: RankCheck,
  seed: number,
): TarpCurve {
  const levels = Array.from({ length: STEPS - 1 }, (_, k) => (k + 1) / STEPS);
  // The step between two levels that a share of draws falls into.
  const steps = Int32Array.from(ranks, (rank) =>
    Math.floor((STEPS * (rank + 0.5)) / check.possible),
  );
  const random = openRandom(seed, `trust/resample-${references}`, 0);
  const last = steps.length - 1;
  const resampled = Array.from({ length: RESAMPLES }, () =>
    coverageOf(steps.map(() => steps[random.integer(0, last)]!)),
  );
  const bands = levels.map((_, k) =>
    centralInterval(sortAscending(Float64Array.from(resampled, (each) => each[k]!)), 0.95),
  );
  return {
    references,
    kind: kindOf(references, check),
    levels,
    covered: coverageOf(steps),
    low: bands.map(({ low }) => low),
    high: bands.map(({ high }) => high),
  };
}

/** Share of steps below each level. */
function coverageOf(steps: Int32Array): number[] {
  const counts = new Float64Array(STEPS);
  for (const step of steps) counts[step]! += 1;
  let below = 0;
  return Array.from(counts.subarray(0, STEPS - 1), (count) => {
    below += count;
    return below / steps.length;
  });
}

/**
 * Draws should lie as far from a good guess as the truth does: where they lie nearer, they are too narrow (or off to a
 * side).
 */
function kindOf(references: TarpCurve['references'], { kind, shift }: RankCheck): RangeKind {
  if (kind === 'as-claimed' || references === 'random') return kind;
  return shift > 0 ? 'too-narrow' : 'too-wide';
}

function summary([random, informed]: readonly TarpCurve[]): string {
  const kinds = [random?.kind, informed?.kind].filter((kind) => kind !== 'as-claimed');
  if (kinds.length === 0) {
    return 'Seen together, the parameters lie where the method says, as often as it says.';
  }
  if (kinds.some((kind) => kind !== 'too-wide')) {
    return (
      'Seen together, the parameters lie where the method says less often than it says: ' +
      'it is too sure of itself, or off to one side.'
    );
  }
  return random?.kind === 'as-claimed'
    ? 'The method leaves unused a part of what the data tell: ' +
        'a plain regression comes nearer to the truth than its ranges allow for.'
    : 'Seen together, the parameters are known better than the method says.';
}
