/** What levers and resources are set to, row by row, in the runs of a course. */
import type { LookAt } from '../../decide/evaluate/run-course.ts';
import type { Means } from '../../decide/schemas/means.ts';
import { quantiles } from '../../score/quantiles.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { PolicyCard } from '../contract/decision-view.ts';

export interface CalendarCollector {
  readonly look: LookAt;
  calendar(): PolicyCard['calendar'];
}

/** Runs that are kept: enough for 5 to 95 %. */
const MOST_RUNS = 400;

/** `levers`: with their units. */
export function collectCalendar(
  levers: readonly { readonly name: string; readonly unit: string }[],
  { resources }: Pick<Means, 'resources'>,
): CalendarCollector {
  /** By lever and row. */
  const kept = levers.map((): number[][] => []);
  return {
    look({ result, rows, width, runs }, { structure }, at) {
      const places = levers.map(({ name }) => columnOf(name, structure.declaration, resources));
      for (let run = 0; run < runs; run++) {
        if (at(run) >= MOST_RUNS) continue;
        places.forEach((place, lever) => {
          for (let row = 0; row < rows; row++) {
            const value =
              place.at < 0 ? place.default : result.values[(run * rows + row) * width + place.at]!;
            if (Number.isNaN(value)) continue;
            const own = kept[lever]![row] ?? [];
            own.push(value);
            kept[lever]![row] = own;
          }
        });
      }
    },
    calendar: () =>
      levers.map(({ name, unit }, lever) => {
        const ranges = kept[lever]!.map((values) => quantiles(values, [0.05, 0.5, 0.95]));
        const part = (i: number) => ranges.map((own) => own[i]!);
        return { lever: name, unit, low: part(0), middle: part(1), high: part(2) };
      }),
  };
}

/** Rows hold outputs, levers and resources in this order. -1: a lever that this structure does not have. */
function columnOf(
  name: string,
  { outputs, levers }: Declaration,
  resources: Means['resources'],
): { readonly at: number; readonly default: number } {
  const first = Object.keys(outputs).length;
  const own = Object.keys(levers);
  const resource = resources.findIndex((one) => one.name === name);
  if (resource >= 0) return { at: first + own.length + resource, default: 0 };
  const lever = own.indexOf(name);
  return { at: lever < 0 ? -1 : first + lever, default: Number.NaN };
}
