/** The calibration methods of the studio, one a row. */
import { calibrateByCmaEs, cmaCheckpointSchema } from './es/calibrate.ts';
import { type CalibrationMethod, readCheckpoint } from './method.ts';

export const CALIBRATION_METHODS = [
  {
    id: 'cma-es',
    words:
      'moves a cloud of parameter sets towards those whose simulations score best against the data, then repeats that on resampled data to say how sure each value is',
    whenToUse:
      'first choice: up to some 50 parameters, any simulator, one best value for each with an interval',
    checkpoint: cmaCheckpointSchema,
    run: (problem, { resume, ...options }) => {
      const checkpoint = readCheckpoint(cmaCheckpointSchema, resume);
      return calibrateByCmaEs(problem, { ...options, ...(checkpoint && { resume: checkpoint }) });
    },
  },
] as const satisfies readonly CalibrationMethod[];
