import { daysOf, isoOf, monthNumber } from '../data/calendar.ts';
import { type Step, timeAfter } from '../data/timeline.ts';

/**
 * `dates` (ISO, ascending, at least one) and `count` more, as far apart as those before: whole calendar months where all
 * are on the same day of the month, else the commonest distance in days (one day where there is one date).
 */
export function datesAhead(dates: readonly string[], count: number): string[] {
  const times = dates.map(daysOf);
  const step = stepOf(times);
  const last = times.at(-1)!;
  const ahead = Array.from({ length: count }, (_, i) => isoOf(timeAfter(last, i + 1, step)));
  return [...dates, ...ahead];
}

function stepOf(times: readonly number[]): Step {
  const months = commonest(times.map(monthNumber));
  const isMonthly =
    months >= 1 && times.every((time) => isoOf(time).slice(8) === isoOf(times[0]!).slice(8));
  return isMonthly
    ? { unit: 'month', size: months, calendar: 'months' }
    : { unit: 'day', size: commonest(times) || 1, calendar: 'days' };
}

/** The commonest distance between neighbours; 0 where there are none. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < numbers.length; i++) {
    const distance = Math.round((numbers[i]! - numbers[i - 1]!) * 86_400) / 86_400;
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
