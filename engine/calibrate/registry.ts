/** The calibration methods of the studio, one a row. */
import { CalibrationError } from './error.ts';
import { calibrateByEvolution } from './es/calibrate.ts';
import { checkpointSchemaOf } from './es/checkpoint.ts';
import type { Algorithm } from './es/strategies.ts';
import { type CalibrationMethod, readCheckpoint } from './method.ts';
import {
  calibrateByInference,
  type InferenceMethod,
  inferenceCheckpointSchema,
} from './sbi/calibrate.ts';
import { npe } from './sbi/npe.ts';
import { rejectionAbc } from './sbi/rejection-abc.ts';
import { smcAbc } from './sbi/smc-abc.ts';
import { tsnpe } from './sbi/tsnpe.ts';

export const CALIBRATION_METHODS = [
  {
    id: 'npe',
    words:
      'simulates what the priors allow, and teaches networks which parameters go with which data: the posterior of your data, and of any other',
    whenToUse:
      'up to a dozen parameters, chance in the runs, ten thousand simulations are affordable',
    ...inference({ id: 'npe', budget: 10_000, infer: (task, options) => npe(task, {}, options) }),
  },
  {
    id: 'tsnpe',
    words:
      'simulates in rounds, each closer to your data than the one before, and teaches networks the posterior of your data',
    whenToUse: 'as npe, where simulations are slow: a third of them will do, for this one data set',
    ...inference({
      id: 'tsnpe',
      budget: 10_000,
      infer: (task, options) => tsnpe(task, {}, options),
    }),
  },
  {
    id: 'smc-abc',
    words:
      'simulates again and again around the parameter sets that came nearest to your data, then corrects for how near they came',
    whenToUse: 'a few parameters and no wish for networks; a rougher posterior than npe gives',
    ...inference({
      id: 'smc-abc',
      budget: 10_000,
      infer: (task, options) => smcAbc(task, {}, options),
    }),
  },
  {
    id: 'rejection-abc',
    words:
      'simulates what the priors allow, keeps the parameter sets that came nearest to your data, then corrects for how near they came',
    whenToUse: 'the plainest of all, to compare with',
    ...inference({
      id: 'rejection-abc',
      budget: 10_000,
      infer: (task, options) => rejectionAbc(task, {}, options),
    }),
  },
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

function inference(
  method: InferenceMethod,
): Pick<CalibrationMethod, 'kind' | 'checkpoint' | 'run'> {
  return {
    kind: 'inference',
    checkpoint: inferenceCheckpointSchema,
    run: async (problem, options) => (await calibrateByInference(method, problem, options)).result,
  };
}

function evolution(algorithm: Algorithm): Pick<CalibrationMethod, 'kind' | 'checkpoint' | 'run'> {
  const checkpoint = checkpointSchemaOf(algorithm);
  return {
    kind: 'search',
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
