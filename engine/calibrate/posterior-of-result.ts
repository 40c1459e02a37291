/** The posterior behind a calibration's result, a fresh one or one that was read from a file. */
import { finitePosterior } from './finite-posterior.ts';
import type { Posterior } from './posterior.ts';
import type { CalibrationResult } from './result.ts';
import { openPosterior, readStoredPosterior } from './sbi/learned-posterior.ts';
import type { InferenceTask } from './sbi/task.ts';

/**
 * `task`: what it was learned from. A learned density is opened again, to the same draws; otherwise it is the result's sets, or
 * its answer alone. Throws CalibrationError 'bad-checkpoint' for a density that was changed.
 */
export function posteriorOfResult(task: InferenceTask, result: CalibrationResult): Posterior {
  if (result.density !== undefined) {
    return openPosterior(task, readStoredPosterior(result.density));
  }
  const answer = Object.values(result.parameters);
  const sets = result.sets.length > 0 ? result.sets : [answer];
  return finitePosterior({
    names: Object.keys(result.parameters),
    sets: Float64Array.from(sets.flat()),
    map: Float64Array.from(answer),
  });
}
