/** The weekend reporting lag: fewer counts on Saturday and Sunday, caught up on the days after. */
import { weekdayOf } from '../calendar.ts';
import { quoteName } from '../data-error.ts';
import { makeFix } from '../fix.ts';
import { average } from '../series-shape.ts';
import { type NumberColumn, numberColumns } from '../table.ts';
import { idleWeekdays } from './calendar.ts';
import { finding, type Trap, type TrapContext } from './trap.ts';

export const weekendLag: Trap = {
  id: 'weekend-lag',
  title: 'Less is reported on weekends and caught up afterwards',
  detect: (context) =>
    numberColumns(context.table).flatMap((column) => {
      if (!['flow', 'demand', 'output'].includes(context.roleOf(column.name))) return [];
      if (context.step.unit !== 'day' || context.step.size !== 1) return [];
      if (idleWeekdays(context, column).size > 0) return [];
      const weeks = weeksOf(context, column);
      const dip = weekendDip(weeks);
      if (!dip) return [];
      const rows = weeks.flatMap((week) =>
        week.weekendRows.map((row) => context.table.fileRows[row]!),
      );
      const percent = Math.round(100 * dip.ratio);
      const message = `${quoteName(column.name)}: on Saturdays and Sundays ${percent} % of what is counted on other days (lower in ${dip.lower} of ${dip.weeks} weeks)${dip.catchUp ? ', and more than usual on Mondays and Tuesdays' : ''}. Either reports arrive late or less really happens; a model has to know the week to follow it.`;
      const fix = makeFix('Average over seven days (the total stays nearly the same)', {
        kind: 'smooth',
        column: column.name,
        key: { ...context.key },
        window: 7,
      });
      return [finding('weekend-lag', 'warning', { columns: [column.name], rows }, message, [fix])];
    }),
};

interface Week {
  readonly weekend: number;
  readonly midweek: number;
  readonly mondayTuesday: number;
  readonly weekendRows: readonly number[];
}

/** Weeks from Wednesday to Tuesday whose seven days all have a value. */
function weeksOf(context: TrapContext, column: NumberColumn): readonly Week[] {
  return context.groups.flatMap(({ rows, times }) => {
    const weeks: Week[] = [];
    for (let i = 0; i + 6 < rows.length; i++) {
      if (weekdayOf(times[i]!) !== 2 || times[i + 6]! - times[i]! !== 6) continue;
      const values = rows.slice(i, i + 7).map((row) => column.values[row]!);
      if (values.some(Number.isNaN)) continue;
      weeks.push({
        midweek: average(values.slice(0, 3)),
        weekend: average(values.slice(3, 5)),
        mondayTuesday: average(values.slice(5, 7)),
        weekendRows: rows.slice(i + 3, i + 5),
      });
    }
    return weeks;
  });
}

/**
 * Sign test of the weekend against the days on both sides of it (so that a trend alone does not show),
 * one-sided at 1 %, and a weekend at least a quarter lower.
 */
function weekendDip(weeks: readonly Week[]) {
  const around = (week: Week) => (3 * week.midweek + 2 * week.mondayTuesday) / 5;
  const told = weeks.filter((week) => week.weekend !== around(week));
  const lower = told.filter((week) => week.weekend < around(week)).length;
  const ratio = average(weeks.map((w) => w.weekend)) / average(weeks.map(around));
  if (told.length === 0 || binomialTail(told.length, lower) > 0.01 || !(ratio < 0.75))
    return undefined;
  const catchUp =
    average(weeks.map((w) => w.mondayTuesday)) > 1.1 * average(weeks.map((w) => w.midweek));
  return { ratio, lower, weeks: told.length, catchUp };
}

/** P(X >= k) for X ~ Binomial(n, 1/2). */
function binomialTail(n: number, k: number): number {
  let term = 2 ** -n;
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += term;
    term *= (n - i) / (i + 1);
  }
  return 1 - below;
}
