/** The problems with a known posterior, one a row. */

import type { SbiBenchmark } from './benchmark-task.ts';
import { bernoulliGlm } from './bernoulli-glm.ts';
import { gaussianLinear } from './gaussian-linear.ts';
import { sir } from './sir.ts';
import { slcp } from './slcp.ts';
import { twoMoons } from './two-moons.ts';

export const SBI_BENCHMARKS: readonly SbiBenchmark[] = [
  twoMoons,
  gaussianLinear,
  slcp,
  sir,
  bernoulliGlm,
];
