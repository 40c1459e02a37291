import type { Forecast } from '../forecast/forecast-ahead.ts';
import type { OutputForecast } from '../forecast/output-forecast.ts';
import type { Table } from '../project/table.ts';

/**
 * What a forecast leaves as CSV. forecast: trajectory (from 1), row, and of each output mean, quantiles (`beds.p97.5`), the
 * ranges of simulation error of median and 95 % quantile, chances of being above a line. paths: runs as they are.
 * filter: share of runs that agreed with what was observed, by row up to the origin.
 */
export function forecastTables(forecast: Forecast): Readonly<Record<string, Table>> {
  const [ahead, paths, filter] = [new Columns(), new Columns(), new Columns()];
  forecast.trajectories.forEach(({ origin, outputs, filter: { share } }, index) => {
    for (let h = 0; h < forecast.horizon; h++) {
      ahead.add('trajectory', index + 1);
      ahead.add('row', origin + 1 + h);
      for (const output of outputs) addRow(ahead, output, h);
    }
    const count = outputs[0]?.paths.length ?? 0;
    for (let path = 0; path < count; path++) {
      for (let h = 0; h < forecast.horizon; h++) {
        paths.add('trajectory', index + 1);
        paths.add('path', path + 1);
        paths.add('row', origin + 1 + h);
        for (const output of outputs) paths.add(output.name, output.paths[path]![h]!);
      }
    }
    share.forEach((value, i) => {
      filter.add('trajectory', index + 1);
      filter.add('row', i + 1);
      filter.add('share', value);
    });
  });
  const followed = filter.table();
  return {
    forecast: ahead.table(),
    paths: paths.table(),
    // Nothing was followed where the forecast starts from the first row.
    ...(Object.keys(followed).length > 0 && { filter: followed }),
  };
}

function addRow(columns: Columns, { name, rows, line }: OutputForecast, h: number): void {
  const { mean, quantiles } = rows[h]!;
  columns.add(`${name}.mean`, mean);
  for (const { level, value, low, high } of quantiles) {
    const column = `${name}.p${Number((100 * level).toFixed(1))}`;
    columns.add(column, value);
    if (level !== 0.5 && level !== 0.95) continue;
    columns.add(`${column}.low`, low);
    columns.add(`${column}.high`, high);
  }
  if (line === undefined) return;
  columns.add(`${name}.above`, line.on[h]!.value);
  columns.add(`${name}.above-by`, line.by[h]!.value);
}

class Columns {
  readonly #columns = new Map<string, number[]>();

  add(name: string, value: number): void {
    const column = this.#columns.get(name);
    if (column) column.push(value);
    else this.#columns.set(name, [value]);
  }

  table(): Table {
    return Object.fromEntries(
      [...this.#columns].map(([name, values]) => [name, Float64Array.from(values)]),
    );
  }
}
