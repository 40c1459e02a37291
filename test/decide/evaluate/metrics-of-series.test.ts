import { describe, expect, it } from 'vitest';
import { metricsOfSeries } from '../../../engine/decide/evaluate/metrics-of-series.ts';
import { runSeries } from '../../../engine/decide/evaluate/run-series.ts';
import type { Metric } from '../../../engine/decide/schemas/aim.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import { constant, LAST, record, setup, structure } from './stock.ts';

const TODAY = record().observed.stock![LAST]!;
const means: Means = {
  resources: [
    {
      ...{ name: 'shelf', words: 'shelf space', unit: 'boxes', default: 5, low: 0, high: 1000 },
      ...{ integer: false, serves: { output: 'stock', there: TODAY + 20 } },
    },
  ],
  costs: { currency: '€', items: [] },
};
const SERIES: readonly Metric['series'][] = [
  ...['stock', 'extra', 'shelf'].map((name) => ({ kind: 'named', name }) as const),
  { kind: 'shortage', resource: 'shelf' },
];
const metrics = SERIES.flatMap((series): Metric[] => [
  ...(['mean', 'peak', 'lowest', 'total', 'last'] as const).map((how) => ({
    ...{ series, how, level: null },
  })),
  { series, how: 'time-above', level: TODAY + 34 },
  { series, how: 'time-below', level: 3.5 },
]);

describe('metrics of runs that were kept', () => {
  it('are those that the runs themselves told, of structures without a lever and of broken runs, too', async () => {
    const own = setup(
      [
        structure('random', [9, 10, 1e308], 0.5),
        structure('leverless', [10, 1e308], 0.3),
        structure('certain', [11], 0.2),
      ],
      { means },
    );
    const course = { scenario: null, policies: { extra: constant(3), shelf: constant(9) } };
    const runs = await runSeries(own, course, { seed: 1, first: 0, count: 100 }, metrics);
    expect(runs.failures?.runs).toBeGreaterThan(10);
    expect(metricsOfSeries(metrics, runs, means)).toEqual(runs.metrics);
    expect(new Set(runs.metrics[0]).size).toBeGreaterThan(20);
  });
});
