/** Predictors that know nothing of how the system works, and what they cannot beat: no published method is read without them. */
import type { TruthSteps } from './truth-steps.ts';

export interface Baseline {
  readonly id: 'zero' | 'no-change' | 'conditional-mean';
  readonly words: string;
  /** [states, features]: one predicted row a state. */
  readonly predict: (steps: TruthSteps) => Float64Array;
}

export const GSIM_BASELINES: readonly Baseline[] = [
  {
    id: 'zero',
    words: 'every number is 0',
    predict: ({ before }) => new Float64Array(before.length),
  },
  {
    id: 'no-change',
    words: 'tomorrow is as today',
    predict: ({ before }) => before.slice(),
  },
  {
    id: 'conditional-mean',
    words:
      'the mean of what the truth itself draws: the best that a prediction without chance can be on average',
    predict: ({ again, states, features }) => means(again, states.length, features.length),
  },
];

function means(values: Float64Array, states: number, width: number): Float64Array {
  const sums = new Float64Array(states * width);
  const samples = values.length / (states * width);
  values.forEach((value, i) => {
    const at = Math.floor(i / (samples * width)) * width + (i % width);
    sums[at] = (sums[at] ?? 0) + value / samples;
  });
  return sums;
}
