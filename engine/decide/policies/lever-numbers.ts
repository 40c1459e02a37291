/** Values of a lever that are worth looking at. */
import type { LeverContext } from './lever-context.ts';
import type { PolicyNumber } from './policy-row.ts';
import { tidied } from './watch-range.ts';

/** Bounds so many times what is usual bound nothing ... */
const LOOSE = 10;
/** ... and then so many times what is usual is looked at. */
const WIDE = 4;

/** The lever's bounds; of a lever (not a resource) whose upper bound is far beyond all that was seen, four times that. */
export function leverNumber(
  name: string,
  words: string,
  context: LeverContext,
  start = context.recorded ?? context.default,
): PolicyNumber {
  const { low, unit, integer } = context;
  return tidied({ name, words, unit, low, high: highest(context), start, integer });
}

function highest({ kind, high, low, recorded, default: fallback, outputs, watches }: LeverContext) {
  if (kind === 'resource') return high;
  const watched = watches[0]?.watch.terms.map(
    ({ output }) => outputs.find(({ name }) => name === output)?.observed?.high ?? 0,
  );
  const usual = Math.max(Math.abs(recorded ?? 0), Math.abs(fallback), ...(watched ?? []));
  return usual > 0 && high > LOOSE * usual ? Math.max(low, WIDE * usual) : high;
}

/** The end of the range that is farther from what is usual. */
export function otherEnd(context: LeverContext): number {
  const { low, high } = leverNumber('', '', context);
  const usual = context.recorded ?? context.default;
  return high - usual >= usual - low ? high : low;
}

/** A whole number of steps. */
export function stepsNumber(
  name: string,
  words: string,
  { timeUnit }: Pick<LeverContext, 'timeUnit'>,
  range: { readonly low: number; readonly high: number; readonly start: number },
): PolicyNumber {
  return tidied({ name, words, unit: `${timeUnit}s`, ...range, integer: true });
}
