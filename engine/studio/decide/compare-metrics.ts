/** What scenarios come to, as numbers with their simulation error, run by run beside things as they are. */
import type { AimNames } from '../../decide/aims/aim-names.ts';
import { pairedDifference } from '../../decide/aims/differences.ts';
import { type Estimate, meanOf } from '../../decide/aims/estimate.ts';
import { metricUnit, metricWords } from '../../decide/aims/metric-words.ts';
import type { SeriesRuns } from '../../decide/evaluate/run-series.ts';
import type { Metric } from '../../decide/schemas/aim.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import { quantiles } from '../../score/quantiles.ts';
import type { CompareResult } from '../contract/compare.ts';

type ComparedMetric = CompareResult['scenarios'][number]['metrics'][number];

/**
 * Of each result its highest day, and its total where it is counted a day, else its mean; of what can fall short, days with a
 * shortage and the worst of them; of what people set its mean; the total cost where anything costs.
 */
export function standardMetrics(
  names: AimNames,
  hasCosts: boolean,
  scenarios: readonly Scenario[],
): Metric[] {
  const metric = (series: Metric['series'], how: Metric['how'], level: number | null = null) => ({
    ...{ series, how, level },
  });
  const costs = hasCosts || scenarios.some(({ changes }) => changes.some(isCharged));
  return [
    ...(costs ? [metric({ kind: 'cost' }, 'total')] : []),
    ...names.series.flatMap(({ name, unit, kind, serves }): Metric[] => {
      const own = { kind: 'named', name } as const;
      if (kind !== 'output') {
        const short = { kind: 'shortage', resource: name } as const;
        return [
          ...(serves ? [metric(short, 'time-above', 0), metric(short, 'peak')] : []),
          metric(own, 'mean'),
        ];
      }
      const isFlow = unit.endsWith(`/${names.timeUnit}`);
      return [metric(own, 'peak'), metric(own, isFlow ? 'total' : 'mean')];
    }),
  ];
}

function isCharged({ on, cost }: Scenario['changes'][number]): boolean {
  return on && (cost.once > 0 || cost.perStep > 0);
}

/** By metric. `baseline`: the same runs for things as they are themselves. */
export function comparedMetrics(
  metrics: readonly Metric[],
  names: AimNames,
  runs: SeriesRuns,
  baseline: SeriesRuns,
): ComparedMetric[] {
  const { block } = runs;
  return metrics.map((metric, m): ComparedMetric => {
    const values = runs.metrics[m] ?? new Float64Array();
    const plain = baseline.metrics[m] ?? new Float64Array();
    const [low = 0, middle = 0, high = 0] = quantiles(values, [0.05, 0.5, 0.95]);
    const pair = runs === baseline ? undefined : pairedDifference(plain, values, block);
    return {
      metric,
      words: metricWords(metric, names),
      unit: metricUnit(metric, names),
      mean: told(meanOf({ values, block })),
      ...{ low, middle, high },
      change: pair ? told(pair.change) : null,
      lower: pair ? told(pair.lower) : null,
      higher: pair ? told(pair.higher) : null,
    };
  });
}

/** Of a single run that did not break no range is known. */
function told({ value, low, high }: Estimate) {
  const known = (limit: number) => (Number.isFinite(limit) ? limit : value);
  return { value, low: known(low), high: known(high) };
}
