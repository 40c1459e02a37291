/** What a policy looks at, as it is read aloud. */
import { plainNumber, stepsOf } from '../number-words.ts';
import type { WatchChoice } from '../schemas/policy-choice.ts';

/**
 * 'stock less backlog and what was ordered in the last 2 days'; 'the mean of occupied beds over 7 days (known 2 days late)'.
 * `nameOf`: an output's plain words.
 */
export function watchedWords(
  { terms, delay, window, underway }: WatchChoice,
  nameOf: (output: string) => string,
  timeUnit: string,
): string {
  const sum = terms
    .map(({ output, weight }, i) => {
      const times = Math.abs(weight) === 1 ? '' : `${plainNumber(Math.abs(weight))} x `;
      const sign = weight < 0 ? (i === 0 ? 'minus ' : ' less ') : i === 0 ? '' : ' plus ';
      return `${sign}${times}${nameOf(output)}`;
    })
    .join('');
  const mean = window === 1 ? sum : `the mean of ${sum} over ${stepsOf(window, timeUnit)}`;
  const late = delay === 0 ? '' : ` (known ${stepsOf(delay, timeUnit)} late)`;
  const newest = underway === 1 ? timeUnit : stepsOf(underway, timeUnit);
  const ordered = underway === 0 ? '' : ` and what was ordered in the last ${newest}`;
  return `${mean}${late}${ordered}`;
}
