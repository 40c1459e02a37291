import { dayOfRow } from '../moment-words.ts';
import type { Moment } from '../schemas/moment.ts';
import type { LeverContext } from './lever-context.ts';

/** Stretches of a schedule that are looked for at most, of a week or longer where rows are days. */
const MOST = 4;
const SHORTEST = 7;

/** First days of two to four stretches of the same length. */
export function suggestedStarts({
  horizon,
  firstRow,
  dates,
}: Pick<LeverContext, 'horizon' | 'firstRow' | 'dates'>): Moment[] {
  const count = Math.max(1, Math.min(MOST, horizon, Math.max(2, Math.floor(horizon / SHORTEST))));
  return Array.from({ length: count }, (_, i) =>
    dayOfRow(dates, firstRow + Math.floor((i * horizon) / count)),
  );
}
