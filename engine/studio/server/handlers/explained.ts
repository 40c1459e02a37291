import { StudioError } from '../../../base/error.ts';
import { explainProblems, SimulatorError } from '../../../simulator/simulator-error.ts';

/** On the wire an error has one message: that of code is every problem, a line each. */
export function rethrowExplained(error: unknown): never {
  if (!(error instanceof SimulatorError)) throw error;
  const { code, hint, place } = error;
  const all = new StudioError(code, explainProblems(error), {
    ...(hint !== undefined && { hint }),
    ...(place !== undefined && { place }),
    cause: error,
  });
  all.name = error.name;
  throw all;
}
