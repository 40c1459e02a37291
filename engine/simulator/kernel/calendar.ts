/** Weekdays without a clock: hardened realms have no Date. */

/** 0 = Monday .. 6 = Sunday of an ISO date (YYYY-MM-DD, proleptic Gregorian), -1 when it is not one. */
export function weekdayOf(date: string): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return -1;
  // The year runs from March, so that the leap day is its last (Zeller's congruence). 400 years are whole weeks.
  const shifted = 400 + (month <= 2 ? year - 1 : year);
  const fromMarch = (month + 9) % 12;
  const days =
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    Math.floor((153 * fromMarch + 2) / 5) +
    day;
  // 1 March of year 0 (day 1) was a Wednesday.
  return (days + 1) % 7;
}
