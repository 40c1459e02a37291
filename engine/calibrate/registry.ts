/** The calibration methods of the studio, one a row. */
import type { z } from 'zod';
import {
  type CmaCalibrationOptions,
  calibrateByCmaEs,
  cmaCheckpointSchema,
} from './es/calibrate.ts';
import type { CalibrationProblem } from './problem.ts';
import type { CalibrationResult } from './result.ts';

interface CalibrationMethod<Options> {
  readonly id: string;
  /** What it does, for a person. */
  readonly words: string;
  readonly whenToUse: string;
  /** What `options.save` is given and `options.resume` takes, for whoever stores it. */
  readonly checkpoint: z.ZodType;
  readonly run: (problem: CalibrationProblem, options: Options) => Promise<CalibrationResult>;
}

export const CALIBRATION_METHODS = [
  {
    id: 'cma-es',
    words:
      'moves a cloud of parameter sets towards those whose simulations score best against the data, then repeats that on resampled data to say how sure each value is',
    whenToUse:
      'first choice: up to some 50 parameters, any simulator, one best value for each with an interval',
    checkpoint: cmaCheckpointSchema,
    run: calibrateByCmaEs,
  } satisfies CalibrationMethod<CmaCalibrationOptions>,
] as const;
