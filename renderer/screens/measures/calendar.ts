/** Days of the data and those ahead, as one calendar. */
import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import type { DatedChange } from '../../state/measures-store.ts';
import { formatDate } from '../../words/dates.ts';

type Moment = NonNullable<DatedChange['from']>;

export interface Calendar {
  /** Of all rows, those ahead included; null where the data are undated. */
  readonly dates: readonly string[] | null;
  /** Last observed row, from 0. */
  readonly last: number;
  /** Row from whose state runs begin: the last observed one, or an earlier one. */
  readonly origin: number;
  readonly rows: number;
}

/** `since`: day from whose state runs begin; null: the last observed one. */
export function calendarOf(
  record: DecisionSpace['records'][number] | undefined,
  horizon: number,
  since: DatedChange['from'] = null,
): Calendar {
  const last = record?.last ?? 0;
  const rows = last + 1 + horizon;
  if (!record?.dates) {
    return { dates: null, last, rows, origin: typeof since === 'number' ? since : last };
  }
  const dates = record.dates.slice(0, rows);
  // More days ahead were asked for than the engine has told of yet.
  while (dates.length < rows) dates.push(after(dates.at(-2), dates.at(-1)));
  const origin = since === null ? last : rowOf({ dates }, since);
  return { dates, last, rows, origin: Math.min(last, origin) };
}

/** As far behind the second date as that is behind the first; a day where there is one only. */
function after(before: string | undefined, last = ''): string {
  const step = before === undefined ? 86_400_000 : Date.parse(last) - Date.parse(before);
  return new Date(Date.parse(last) + step).toISOString().slice(0, 10);
}

/** Row of a day: of a date between two rows the one before. */
export function rowOf({ dates }: Pick<Calendar, 'dates'>, moment: Moment): number {
  if (typeof moment === 'number') return moment;
  return Math.max(0, dates?.findLastIndex((date) => date.slice(0, 10) <= moment) ?? 0);
}

export function momentAt({ dates }: Calendar, row: number): Moment {
  return dates?.[row]?.slice(0, 10) ?? row;
}

export function dayWords({ dates }: Calendar, row: number): string {
  const date = dates?.[row];
  return date === undefined ? `row ${row + 1}` : formatDate(date);
}

/** First and last row in which a change holds. */
export function rowsOf(calendar: Calendar, { from, to, change }: DatedChange) {
  const first = from === null ? calendar.origin + 1 : rowOf(calendar, from);
  if (change.kind === 'state') return { first, last: first };
  const last = to === null ? calendar.rows - 1 : rowOf(calendar, to);
  return { first, last: Math.max(first, last) };
}
