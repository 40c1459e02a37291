/** A look without a window, and seeded data. */
import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { Fan } from '../../../renderer/charts/fan.ts';
import type { ChartLook, Figure } from '../../../renderer/charts/figure.ts';
import type { DataRows } from '../../../renderer/state/use-data-rows.ts';

export const LOOK: ChartLook = {
  colours: {
    ink: 'rgb(1, 1, 1)',
    muted: 'rgb(2, 2, 2)',
    grid: 'rgb(3, 3, 3)',
    edge: 'rgb(4, 4, 4)',
    sheet: 'rgb(255, 255, 255)',
    kept: 'rgb(5, 5, 5)',
    accent: 'rgb(6, 6, 6)',
    bad: 'rgb(7, 7, 7)',
    series: ['rgb(0, 114, 178)', 'rgb(213, 94, 0)', 'rgb(0, 158, 115)', 'rgb(204, 121, 167)'],
  },
  font: 'sans-serif',
  width: 800,
  height: 300,
  isPrint: false,
};

export const LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975];

/** Days from 1 January 2020. */
export function days(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(2020, 0, 1 + first + i)).toISOString().slice(0, 10),
  );
}

/** Quantiles of simulated runs: a random walk around 50. */
export function seededFan(first: number, rows: number, seed = 1, count = 200): Fan {
  const random = openRandom(seed, 'charts', 0);
  const runs = Array.from({ length: count }, () => {
    let value = 50;
    return Array.from({ length: rows }, () => {
      value += random.normal();
      return value;
    });
  });
  const quantiles = Float64Array.from({ length: rows * LEVELS.length }, (_, i) => {
    const row = Math.floor(i / LEVELS.length);
    const sorted = runs.map((run) => run[row] ?? 0).sort((a, b) => a - b);
    return sorted[Math.round((LEVELS[i % LEVELS.length] ?? 0) * (count - 1))] ?? 0;
  });
  return { x: days(first, rows), levels: LEVELS, quantiles };
}

export function seededRows(units: readonly string[], rows = 60, trainingRows = 50): DataRows {
  const random = openRandom(2, 'charts', 0);
  return {
    trajectories: 1,
    rows,
    trainingRows,
    dates: days(0, rows),
    series: units.map((unit, k) => ({
      name: `series_${k + 1}`,
      unit,
      values: Float64Array.from({ length: rows }, () => 10 * (k + 1) + random.normal()),
    })),
  };
}

/** What the tests look at in a trace. */
export interface Trace {
  readonly name?: string;
  readonly xaxis?: string;
  readonly yaxis?: string;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly fill?: string;
  readonly fillcolor?: string;
  readonly line?: { readonly color?: unknown; readonly dash?: string; readonly width?: number };
  readonly marker?: { readonly color?: unknown };
}

export function traceOf({ data }: Figure, name: string): Trace {
  const trace = (data as Trace[]).find((one) => one.name === name);
  if (!trace) throw new Error(`no trace: ${name}`);
  return trace;
}

export function numbers(values: unknown): number[] {
  return (values as (number | null)[]).filter((value) => value !== null);
}
