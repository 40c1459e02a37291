/** What is said to a model whose simulator or reply cannot be used. */
import { quoteLines } from './quote.ts';

const MOST_PROBLEMS = 20;

/** Problems of the code, each with line and column where it has one. */
export function repairText(problems: readonly string[]): string {
  return [
    'The simulator cannot be used as it is. Lines count from 1 in the code that you wrote:',
    quoteLines(problems.slice(0, MOST_PROBLEMS).join('\n'), 6000),
    'Reply with the whole corrected simulator in the same form, and change nothing that was right.',
  ].join('\n\n');
}

/** A reply that was no simulator: what was wrong with its form. */
export function unreadableText(problem: string): string {
  return [
    'The reply could not be read:',
    quoteLines(problem, 400),
    'Reply again, shorter if it was cut off: one JSON object as described, with the whole simulator in `code`.',
  ].join('\n\n');
}
