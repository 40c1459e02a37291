/** Where the levels lie that a policy may react to. */

import type { WatchChoice } from '../schemas/policy-choice.ts';
import type { LeverContext, Observed, WatchedOutput } from './lever-context.ts';
import type { PolicyNumber } from './policy-row.ts';
import { watchedWords } from './watch-words.ts';

/** Levels beyond all that was seen may matter, too. */
const BEYOND = 1.5;

export interface WatchRange extends Observed {
  /** Whether only whole levels differ. */
  readonly integer: boolean;
  readonly unit: string;
  readonly words: string;
}

/** Of the sum that is watched; from what was observed, else from the range of the lever. */
export function watchRange(watch: WatchChoice, context: LeverContext): WatchRange {
  const terms = watch.terms.map(({ output, weight }) => ({
    weight,
    output: context.outputs.find(({ name }) => name === output),
  }));
  const sums = { low: 0, mean: 0, high: 0, last: 0 };
  for (const { weight, output } of terms) {
    const seen = output?.observed ?? unseen(output, context);
    const [low, high] = weight < 0 ? [seen.high, seen.low] : [seen.low, seen.high];
    sums.low += weight * low;
    sums.high += weight * high;
    sums.mean += weight * seen.mean;
    sums.last += weight * seen.last;
  }
  const set = watch.underway * usual(context);
  const isWhole = terms.every(
    ({ weight, output }) => output?.kind === 'count' && Number.isInteger(weight),
  );
  return {
    low: sums.low,
    mean: sums.mean + set,
    high: sums.high + set,
    last: sums.last + set,
    integer: isWhole && watch.window === 1 && (watch.underway === 0 || context.integer),
    unit: terms[0]?.output?.unit ?? '',
    words: watchedWords(watch, (name) => termWords(name, context), context.timeUnit),
  };
}

function termWords(name: string, { outputs }: LeverContext): string {
  return outputs.find((output) => output.name === name)?.words ?? name;
}

function unseen(output: WatchedOutput | undefined, { low, high }: LeverContext): Observed {
  if (output?.kind === 'proportion') return { low: 0, mean: 0.5, high: 1, last: 0.5 };
  const top = Math.max(1, high, -low);
  return { low: 0, mean: top / 2, high: top, last: top / 2 };
}

function usual({ recorded, default: fallback }: LeverContext): number {
  return recorded ?? fallback;
}

/**
 * A level that something has to pass: from the least that was seen to half as much again as the most; of what a resource serves, around
 * what is there anyway, too.
 */
export function levelNumber(
  name: string,
  words: string,
  { low, mean, high, integer, unit }: WatchRange,
  { outputs, serves }: Pick<LeverContext, 'outputs' | 'serves'>,
  watch: WatchChoice,
): PolicyNumber {
  const isShare = watch.terms.every(
    ({ output }) => outputs.find((one) => one.name === output)?.kind === 'proportion',
  );
  const span = high - low;
  const beyond = high > 0 ? BEYOND * high : high + span / 2;
  const top = isShare ? Math.min(1, beyond) : Math.max(beyond, low + (integer ? 1 : 1e-9));
  const number = { name, words, unit, low, high: top, start: (mean + high) / 2, integer };
  const [term, ...others] = watch.terms;
  if (serves === null || others.length > 0 || term?.output !== serves.output) return tidied(number);
  // What is there anyway is used up about there.
  const { there } = serves;
  const around = { low: Math.min(low, there / 2), high: Math.max(top, 1.2 * there) };
  return tidied({ ...number, ...around, start: 0.9 * there });
}

/** How much lower something must be before it is undone; 0: not at all. */
export function gapNumber(words: string, { low, high, integer, unit }: WatchRange): PolicyNumber {
  const half = Math.max((high - low) / 2, integer ? 1 : 0);
  return tidied({ name: 'gap', words, unit, low: 0, high: half, start: half / 5, integer });
}

/** Whole numbers whole, the start within the range. */
export function tidied(number: PolicyNumber): PolicyNumber {
  const whole = (value: number, round: (value: number) => number) =>
    number.integer ? round(value) : value;
  const low = whole(number.low, Math.floor);
  const high = Math.max(low, whole(number.high, Math.ceil));
  const start = Math.min(high, Math.max(low, whole(number.start, Math.round)));
  return { ...number, low, high, start };
}
