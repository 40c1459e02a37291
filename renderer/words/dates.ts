/** Dates and durations in words. Dates of the data are calendar days and know no time zone. */

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const localDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** '2020-03-14' -> '14 Mar 2020', '2020-03-14T05:00' -> '14 Mar 2020, 05:00'; text that is no date stays as it is. */
export function formatDate(iso: string): string {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(iso) ?? [];
  const parsed = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime())) return iso;
  return time === undefined ? day.format(parsed) : `${day.format(parsed)}, ${time}`;
}

/** '27 Feb 2020 to 31 May 2020'; null without dates. */
export function formatSpan(first: string | null, last: string | null): string | null {
  if (first === null || last === null) return null;
  return `${formatDate(first)} to ${formatDate(last)}`;
}

/** A moment beside now: 'today, 14:05', 'yesterday, 09:12', '3 Nov 2026'. */
export function formatMoment(iso: string, now: Date): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const days = dayNumber(now) - dayNumber(moment);
  if (days === 0) return `today, ${clock.format(moment)}`;
  if (days === 1) return `yesterday, ${clock.format(moment)}`;
  return localDay.format(moment);
}

/** Time left: 'about 40 seconds', 'about 3 minutes'. Rounded so that it does not jump about. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 5) return 'a few seconds';
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} seconds`;
  if (seconds < 90) return 'about 1 minute';
  if (seconds < 55 * 60) return `about ${Math.round(seconds / 60)} minutes`;
  const hours = seconds / 3600;
  return hours < 1.5 ? 'about 1 hour' : `about ${Math.round(hours)} hours`;
}

/** Time that was spent: '38 s', '4 min 10 s', '2 h 5 min'. */
export function formatDuration(seconds: number): string {
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return withRest(minutes, 'min', total % 60, 's');
  return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function withRest(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

function dayNumber(date: Date): number {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
