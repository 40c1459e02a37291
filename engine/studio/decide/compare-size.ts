/** What of a comparison fits into memory and into one message. */
import type { CourseSetup } from '../../decide/evaluate/course-setup.ts';
import { seriesOf } from '../../decide/evaluate/run-series.ts';
import { FAN_LEVELS } from '../../forecast/fan.ts';
import { FRAME_LIMIT } from '../contract/envelope.ts';
import { UseCaseError } from '../use-case-error.ts';

/** Values that are held at once: 320 MB. */
const MOST_VALUES = 40_000_000;
/** Of a message, which holds texts besides. */
const MOST_BYTES = 0.95 * FRAME_LIMIT;

/** `runs`: of each scenario; things as they are come in addition. Throws UseCaseError 'bad-option', which says what would fit. */
export function refuseTooMuch({
  setup,
  rows,
  runs,
  scenarios,
}: {
  readonly setup: CourseSetup;
  readonly rows: number;
  readonly runs: number;
  readonly scenarios: number;
}): void {
  const series = seriesOf(setup).length;
  const each = rows * series * (scenarios + 1);
  const fit = Math.floor(MOST_VALUES / each);
  if (runs > fit) {
    throw new UseCaseError(
      'bad-option',
      `runs: ${runs} of ${scenarios + 1} scenarios with ${rows} rows are too many at once`,
      { hint: `At most ${fit} runs fit: ask for fewer runs or scenarios, or look less far ahead.` },
    );
  }
  // Mean and quantiles of values and differences, and the chance of a line.
  const bytes = 8 * each * (2 * (1 + FAN_LEVELS.length) + 1);
  if (bytes <= MOST_BYTES) return;
  throw new UseCaseError('bad-option', `answer: ${rows} rows of ${series} results are too many`, {
    hint: 'Look less far ahead, or compare fewer scenarios.',
  });
}
