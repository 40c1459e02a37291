/** Arithmetic on ISO dates without time zones: a date is its number of days (with fraction) since 1970-01-01. */

const DAY_MS = 86_400_000;

/** Days since 1970-01-01; undefined for a date that does not exist, such as 30 February. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (
    date.getUTCFullYear() !== year ||
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day
  ) {
    return undefined;
  }
  return Math.round(date.getTime() / DAY_MS);
}

/** Days since 1970-01-01 of an ISO date or date-time (YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS]); NaN for ''. */
export function daysOf(iso: string): number {
  if (iso === '') return Number.NaN;
  const milliseconds = Date.parse(iso.includes('T') ? `${iso}Z` : `${iso}T00:00Z`);
  return milliseconds / DAY_MS;
}

/** The ISO date of a number of days; with the time of day when it has one (to the second). */
export function isoOf(days: number): string {
  const seconds = Math.round(days * 86_400);
  const iso = new Date(seconds * 1000).toISOString();
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** Monday 0 ... Sunday 6. */
export function weekdayOf(days: number): number {
  return (((Math.floor(days) + 3) % 7) + 7) % 7;
}

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** The Monday of an ISO week (ISO 8601: week 1 holds 4 January); undefined for week 53 of a short year. */
export function mondayOfWeek(year: number, week: number): number | undefined {
  const fourth = dayNumber(year, 1, 4)!;
  const monday = fourth - weekdayOf(fourth) + 7 * (week - 1);
  const thursday = isoOf(monday + 3);
  return Number(thursday.slice(0, 4)) === year ? monday : undefined;
}

/** Months since January of year 0. */
export function monthNumber(days: number): number {
  const iso = isoOf(Math.floor(days));
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
}

/** First day of a month counted as in `monthNumber`. */
export function firstOfMonth(month: number): number {
  return dayNumber(Math.floor(month / 12), (month % 12) + 1, 1)!;
}
