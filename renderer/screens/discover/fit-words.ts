/** A fit against what was observed: points of the chart, and what it shows in a sentence. */
import type { ExploreResult } from '../../../engine/studio/contract/explore.ts';
import type { Fan, Points } from '../../charts/fan.ts';
import type { DataRows } from '../../state/use-data-rows.ts';
import { count, plainName } from '../../words/numbers.ts';

type Trajectory = ExploreResult['trajectories'][number];

interface FitChart {
  readonly name: string;
  readonly unit: string;
  readonly fan: Fan;
  readonly observed: Points;
  readonly heldOut: Points;
  /** Last row that the fit may have seen; undefined: all of them. */
  readonly seenUntil: string | number | undefined;
  readonly summary: string;
}

/** One chart for each output of a record. */
export function fitCharts(
  { levels, runs }: Pick<ExploreResult, 'levels' | 'runs'>,
  { first, rows, dates, outputs }: Trajectory,
  data: DataRows,
): FitChart[] {
  const x = Array.from({ length: rows }, (_, i) => dates?.[i] ?? first + i + 1);
  return outputs.map(({ name, unit, quantiles }) => {
    const values = data.series.find((series) => series.name === name)?.values ?? new Float64Array();
    const cut = Math.min(rows, Math.max(0, data.trainingRows - first));
    const shown = values.subarray(first, first + rows);
    const observed = { x: x.slice(0, cut), values: shown.subarray(0, cut) };
    const heldOut = { x: x.slice(cut), values: shown.subarray(cut) };
    const fan = { x, levels, quantiles };
    return {
      ...{ name, unit, fan, observed, heldOut },
      seenUntil: cut < rows && cut > 0 ? x[cut - 1] : undefined,
      summary: sentence(name, runs, [
        within(fan, shown, 0, cut),
        within(fan, shown, cut, shown.length),
      ]),
    };
  });
}

interface Within {
  readonly inside: number;
  readonly known: number;
}

/** How many observed values lie in the widest band. */
function within(
  { levels, quantiles }: Fan,
  values: Float64Array,
  from: number,
  to: number,
): Within {
  const last = levels.length - 1;
  let [inside, known] = [0, 0];
  for (let row = from; row < to; row++) {
    const value = values[row] ?? Number.NaN;
    const low = quantiles[row * levels.length] ?? Number.NaN;
    const high = quantiles[row * levels.length + last] ?? Number.NaN;
    if (Number.isNaN(value) || Number.isNaN(low)) continue;
    known += 1;
    if (value >= low && value <= high) inside += 1;
  }
  return { inside, known };
}

function sentence(name: string, runs: number, [seen, unseen]: readonly [Within, Within]): string {
  const part = ({ inside, known }: Within, words: string) =>
    known === 0 ? [] : [`${inside} of ${known} ${words}`];
  const parts = [...part(seen, 'values it was fitted to'), ...part(unseen, 'not seen')];
  const found = parts.length === 0 ? '' : ` ${parts.join(' and ')} lie inside the widest band.`;
  return `${plainName(name)}: ${count(runs, 'run')} from the first row on, told nothing afterwards.${found}`;
}
