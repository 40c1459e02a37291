import { unknownSeries } from '../aims/unknown-series.ts';
import { DecideError } from '../decide-error.ts';
import type { Metric } from '../schemas/aim.ts';
import { type CourseSetup, courseRows } from './course-setup.ts';
import type { Evaluator } from './evaluation.ts';
import { runCourse } from './run-course.ts';

/**
 * Judges courses of action by runs of calibrated structures. Run r of a seed meets the same draw of the numbers, state of
 * today, inputs ahead and chance under every course; states of today are kept where they were computed. Ranges are whole
 * blocks. Throws DecideError 'unknown-name' for a quantity that some structure does not have, and as courseRows does.
 */
export function createEvaluator({
  metrics,
  ...setup
}: CourseSetup & { readonly metrics: readonly Metric[] }): Evaluator {
  courseRows(setup);
  for (const { series } of metrics) {
    const problem = unknownSeries(series, setup.structures, setup.means);
    if (problem) throw new DecideError('unknown-name', problem.message, { hint: problem.hint });
  }
  return {
    metrics,
    structures: setup.structures.map(({ name, weight }) => ({ name, weight })),
    evaluate: (course, range, signal) => runCourse(setup, course, range, metrics, { signal }),
  };
}
