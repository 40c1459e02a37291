import type { VisitedState } from './trajectories.ts';
import type { TruthRuns } from './truth.ts';

/** What the truth says of the states: the rows before and after each, and two independent samples of what could have come. */
export interface TruthSteps {
  readonly states: readonly VisitedState[];
  readonly features: readonly string[];
  /** [states, features] */
  readonly before: Float64Array;
  /** [states, features]: what came. */
  readonly next: Float64Array;
  /** [states, samples, features]: what predictions are compared with. */
  readonly truth: Float64Array;
  /** [states, samples, features]: the truth as a candidate, for the floor. */
  readonly again: Float64Array;
}

export function sampleTruth(
  runs: TruthRuns,
  states: readonly VisitedState[],
  { samples, seed }: { readonly samples: number; readonly seed: number },
): TruthSteps {
  const { features, steps, values } = runs;
  const width = features.length;
  const rows = (shift: number) => {
    const all = new Float64Array(states.length * width);
    states.forEach(({ run, step }, i) => {
      const at = (run * (steps + 1) + step + shift) * width;
      all.set(values.subarray(at, at + width), i * width);
    });
    return all;
  };
  const drawn = (purpose: string) => {
    const all = new Float64Array(states.length * samples * width);
    states.forEach((state, i) => {
      all.set(runs.next(state, { samples, seed, purpose }), i * samples * width);
    });
    return all;
  };
  return {
    ...{ states, features, before: rows(-1), next: rows(0) },
    ...{ truth: drawn('truth'), again: drawn('again') },
  };
}
