/** What a lever would be set to, row by row ahead. */
import type { PolicyCard } from '../../../engine/studio/contract/decision-view.ts';

export interface CalendarRow {
  /** Its date, or where the data are undated the number of the row ahead, from 1. */
  readonly place: string | number;
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

export function calendarRows(
  { middle, low, high }: Pick<PolicyCard['calendar'][number], 'middle' | 'low' | 'high'>,
  dates: readonly string[] | null,
): CalendarRow[] {
  return middle.map((value, i) => ({
    place: dates?.[i] ?? i + 1,
    middle: value,
    low: low[i] ?? value,
    high: high[i] ?? value,
  }));
}

const WEEK = 7;

/** Weeks from the first day on: the mean of the middles, the widest range. */
export function byWeeks(rows: readonly CalendarRow[]): CalendarRow[] {
  return Array.from({ length: Math.ceil(rows.length / WEEK) }, (_, week) => {
    const days = rows.slice(week * WEEK, (week + 1) * WEEK);
    return {
      place: days[0]?.place ?? week * WEEK + 1,
      middle: days.reduce((sum, { middle }) => sum + middle, 0) / days.length,
      low: Math.min(...days.map(({ low }) => low)),
      high: Math.max(...days.map(({ high }) => high)),
    };
  });
}
