/** The distribution over structures that a discovery ends with. */
import type { CalibrationResult } from '../calibrate/result.ts';
import type { Question } from '../discover/archive/questions.ts';
import type { Evaluated } from '../discover/candidate.ts';
import type { Confusion } from '../discover/mixture/confusion.ts';
import type { Mixture, WeightedStructure } from '../discover/mixture/mixture.ts';
import type { FitVerdict } from '../discover/mixture/none-fits.ts';

export interface MixtureMember {
  readonly candidate: Evaluated;
  readonly weight: WeightedStructure;
  /** On all rows. */
  readonly calibration: CalibrationResult;
}

export interface ModelMixture {
  /** Of every structure that was weighed. */
  readonly weights: Mixture;
  /** Whether they explain the held-out points at all. */
  readonly fits: FitVerdict;
  /** Those that count enough to be used, heaviest first. */
  readonly members: readonly MixtureMember[];
  /** What the errors show that none of them explains. */
  readonly questions: readonly Question[];
  /** How often the right one is chosen on made-up data; absent where it was not asked for. */
  readonly confusion?: Confusion;
}
