/** The calibration methods of the studio, one a row. */
import { CalibrationError } from './error.ts';
import { calibrateByEvolution } from './es/calibrate.ts';
import { checkpointSchemaOf } from './es/checkpoint.ts';
import type { Algorithm } from './es/strategies.ts';
import { type CalibrationMethod, readCheckpoint } from './method.ts';

export const CALIBRATION_METHODS = [
  {
    id: 'cma-es',
    words:
      'moves a cloud of parameter sets towards those whose simulations score best against the data, then repeats that on resampled data to say how sure each value is',
    whenToUse:
      'first choice: up to some 50 parameters, any simulator, one best value for each with an interval',
    ...evolution('cma-es'),
  },
  {
    id: 'sep-cma-es',
    words:
      'moves a cloud of parameter sets towards better scores like CMA-ES, but learns a width for each parameter only and not how they go together, so that thousands are no burden',
    whenToUse: 'hundreds to thousands of parameters that mostly act each on its own',
    ...evolution('sep-cma-es'),
  },
  {
    id: 'lm-ma-es',
    words:
      'moves a cloud of parameter sets towards better scores and remembers the few directions in which it made its way, so that thousands of parameters are no burden',
    whenToUse: 'hundreds to thousands of parameters that act together',
    ...evolution('lm-ma-es'),
  },
  {
    id: 'genetic',
    words:
      'breeds parameter sets: the better ones of a population are mixed in pairs and shaken a little, for ten generations of 200',
    whenToUse:
      'to compare with published work that used it, with the score mse in one-step mode; CMA-ES needs fewer simulations',
    ...evolution('genetic'),
  },
] as const satisfies readonly CalibrationMethod[];

/** The row of a method. Throws CalibrationError 'bad-problem' for an id that no row has. */
export function calibrationMethod(id: string): CalibrationMethod {
  const method = CALIBRATION_METHODS.find((row) => row.id === id);
  if (method) return method;
  throw new CalibrationError('bad-problem', `method: ${id} is not known`, {
    hint: `Choose one of ${CALIBRATION_METHODS.map((row) => row.id).join(', ')}.`,
  });
}

function evolution(algorithm: Algorithm): Pick<CalibrationMethod, 'checkpoint' | 'run'> {
  const checkpoint = checkpointSchemaOf(algorithm);
  return {
    checkpoint,
    run: (problem, { resume, ...options }) => {
      const stored = readCheckpoint(checkpoint, resume);
      return calibrateByEvolution(algorithm, problem, {
        ...options,
        ...(stored && { resume: stored }),
      });
    },
  };
}
