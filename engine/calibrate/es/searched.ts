import { quantiles } from '../../score/quantiles.ts';
import { INTERVAL_LEVEL, type SearchedParameter } from '../result.ts';
import { normalQuantile } from '../special.ts';
import type { Transform } from '../transform.ts';
import { type RunState, runOf } from './strategies.ts';

const TAIL = (1 - INTERVAL_LEVEL) / 2;

/**
 * Where a search stands, as parameters: its mean, and between which values 90 % of its next candidates lie; of the genetic
 * algorithm its best set and the 5 % and 95 % quantiles of its population. `names`: of the declaration.
 */
export function searchedParameters(
  run: RunState,
  names: readonly string[],
  transform: Transform,
): SearchedParameter[] {
  const points =
    'kind' in run && run.kind === 'genetic' ? ofPopulation(run) : ofCloud(run, transform);
  const [values, lows, highs] = points.map((point) => transform.toParameters(point, 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return transform.free.map((i) => {
    const value = values[i]!;
    const [low, high] = [Math.min(value, lows[i]!), Math.max(value, highs[i]!)];
    return { name: names[i]!, value, low, high };
  });
}

/** Middle, low and high in coordinates. */
type Points = readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];

function ofPopulation({ mean, population }: Extract<RunState, { kind: 'genetic' }>): Points {
  const n = mean.length;
  const ranges = mean.map((_, i) => {
    const own = Array.from({ length: population.length / n }, (_row, k) => population[k * n + i]!);
    return quantiles(own, [TAIL, 1 - TAIL]) as [number, number];
  });
  return [mean, ranges.map(([low]) => low), ranges.map(([, high]) => high)];
}

/** A mean that lies beyond an end counts as where it is mirrored to. */
function ofCloud(run: RunState, { toPoint, toParameters, clamp }: Transform): Points {
  const { mean, deviations } = runOf(run).view();
  const middle = toPoint(toParameters(mean, 1));
  const reach = -normalQuantile(TAIL);
  const away = (sign: number) => clamp(middle.map((m, i) => m + sign * reach * deviations[i]!));
  return [middle, away(-1), away(1)];
}
