/** Dates and rows that people write, as rows of a record that goes on into the days ahead. */
import { DecideError } from '../decide-error.ts';
import type { Moment } from '../schemas/moment.ts';

export interface Rows {
  /** ISO, one a row, those ahead included; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** Number of the last row. */
  readonly last: number;
}

/**
 * First row (`end` 'from') or last row (`end` 'to') of that day; Infinity after the last row. `what`: whose moment it is, for the
 * message. Throws DecideError 'bad-change' for a date of undated data, before the first one, or between two rows.
 */
export function rowOf(
  moment: Moment,
  end: 'from' | 'to',
  { dates, last }: Rows,
  what: string,
): number {
  if (typeof moment === 'number') return moment > last ? Number.POSITIVE_INFINITY : moment;
  if (dates === undefined) {
    throw new DecideError('bad-change', `${what}: ${moment}, but the data have no dates`, {
      hint: `Give the number of a row instead, 0 to ${last}.`,
    });
  }
  const isThen = (date: string) => date.slice(0, 10) === moment;
  const row = end === 'from' ? dates.findIndex(isThen) : dates.findLastIndex(isThen);
  if (row >= 0) return row;
  const first = dates[0]?.slice(0, 10) ?? '';
  const newest = dates.at(-1)?.slice(0, 10) ?? '';
  if (moment > newest) return Number.POSITIVE_INFINITY;
  const isBefore = moment < first;
  throw new DecideError(
    'bad-change',
    `${what}: ${moment} is ${isBefore ? 'before the first day of the data' : 'no row of the data'}`,
    {
      hint: isBefore
        ? `Dates run from ${first} to ${newest}.`
        : `The nearest are ${neighbours(dates, moment)}; dates run from ${first} to ${newest}.`,
    },
  );
}

function neighbours(dates: readonly string[], moment: string): string {
  const after = dates.findIndex((date) => date > moment);
  return `${dates[after - 1]?.slice(0, 10)} and ${dates[after]?.slice(0, 10)}`;
}
