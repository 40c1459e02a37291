/** Days and steps as people call them. */
import { datesAhead } from '../forecast/dates-ahead.ts';
import type { Moment } from './schemas/moment.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export interface MomentTools {
  /** What a step is called: 'day'. */
  readonly timeUnit: string;
  /** Goes without saying; absent: every date has its year. */
  readonly year?: number;
}

/** '3 June', '3 June 2024' where that is another year than the one meant; 'day 12' of undated data. */
export function momentWords(moment: Moment, { timeUnit, year }: MomentTools): string {
  if (typeof moment === 'number') return `${timeUnit} ${moment}`;
  const [y = 0, month = 1, day = 1] = moment.split('-').map(Number);
  const date = `${day} ${MONTHS[month - 1] ?? ''}`;
  return y === year ? date : `${date} ${y}`;
}

/** A row as people write it: its date where it is a whole day. `dates`: of rows from 0 on, which may end earlier; null: undated. */
export function dayOfRow(dates: readonly string[] | null, row: number): Moment {
  if (dates === null) return row;
  const date = datesAhead(dates, Math.max(0, row + 1 - dates.length))[row];
  // A date with a time of day is no whole day.
  return date === undefined || date.length > 10 ? row : date;
}

/** 'From 3 June to 30 June', 'From 3 June on', 'On 3 June', 'Up to 30 June'; null: first day ahead, end. */
export function spanWords(from: Moment | null, to: Moment | null, tools: MomentTools): string {
  const first = from === null ? `the first ${tools.timeUnit} ahead` : momentWords(from, tools);
  if (to === null) return `From ${first} on`;
  if (from === to) return `On ${first}`;
  return `From ${first} to ${momentWords(to, tools)}`;
}

export function pointWords(at: Moment | null, tools: MomentTools): string {
  return at === null ? `On the first ${tools.timeUnit} ahead` : `On ${momentWords(at, tools)}`;
}
