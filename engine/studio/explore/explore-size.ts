/** What fits into memory and into one message. */
import { FAN_LEVELS } from '../../forecast/fan.ts';
import { FRAME_LIMIT } from '../contract/envelope.ts';
import { UseCaseError } from '../use-case-error.ts';

/** Values of runs that are held at once: 320 MB, and as much again on their way. */
const MOST_VALUES = 40_000_000;
/** Of a message, which holds texts besides. */
const MOST_BYTES = 0.95 * FRAME_LIMIT;

export interface ExploreSize {
  /** Of each record. */
  readonly runs: number;
  /** That are held at once, of one run. */
  readonly rows: number;
  /** Of all records. */
  readonly answeredRows: number;
  /** Results that are simulated, and those that are told. */
  readonly outputs: number;
  readonly told: number;
  readonly paths: number;
}

/** Throws UseCaseError 'bad-option', which says what would fit. */
export function refuseTooLarge({
  runs,
  rows,
  answeredRows,
  outputs,
  told,
  paths,
}: ExploreSize): void {
  const fit = Math.floor(MOST_VALUES / (rows * outputs));
  if (runs > fit) {
    throw new UseCaseError(
      'bad-option',
      `runs: ${runs} of ${rows} rows and ${outputs} results are too many at once`,
      {
        hint:
          fit > 0
            ? `At most ${fit} runs of so many rows fit: ask for fewer runs, or look less far ahead.`
            : 'Not even one run of so many rows fits: look less far ahead.',
      },
    );
  }
  // Mean, three fans and two chances with their ranges.
  const byRow = 1 + 3 * FAN_LEVELS.length + 6;
  const each = 8 * answeredRows * told;
  const most = Math.floor(MOST_BYTES / each) - byRow;
  if (paths <= most) return;
  throw new UseCaseError(
    'bad-option',
    `answer: ${answeredRows} rows of ${told} results with ${paths} paths are too many for one`,
    {
      hint:
        most >= 0
          ? `Ask for ${most} paths at most.`
          : 'Look less far ahead, or take a model with fewer results.',
    },
  );
}
