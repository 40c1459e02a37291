/** The scores of single held-out values, in units that make outputs comparable. */
import { fairCrps } from '../score/crps.ts';
import { type Climatology, logDensity } from '../score/log-density.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode } from '../simulator/simulation.ts';
import type { PointScore } from './candidate.ts';

export interface Scale extends Climatology {
  /** What one unit of score is worth: the mean absolute deviation. */
  readonly unit: number;
  /** What one step of the data is worth: 1 for counts, 0 otherwise. */
  readonly resolution: number;
}

export interface Scales {
  /** Of the values of an output. */
  readonly level: (output: string) => Scale;
  /** Of their changes from row to row. */
  readonly step: (output: string) => Scale;
}

/** From all observations; the same for every candidate. 1 for a series that never changes. */
export function scalesOf(
  episodes: readonly Episode[],
  { outputs }: Pick<Declaration, 'outputs'>,
): Scales {
  const scaleOf = (output: string, take: (values: Float64Array) => Float64Array): Scale => {
    const all = episodes.flatMap(({ observed }) => [
      ...take(observed[output] ?? new Float64Array(0)).filter(Number.isFinite),
    ]);
    const mean = all.reduce((sum, value) => sum + value, 0) / (all.length || 1);
    const deviation = all.reduce((sum, value) => sum + Math.abs(value - mean), 0) / all.length;
    const square = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    return {
      mean,
      unit: deviation || 1,
      spread: Math.sqrt(square) || 1,
      resolution: outputs[output]?.kind === 'count' ? 1 : 0,
    };
  };
  return {
    level: remembered((output) => scaleOf(output, (values) => values)),
    step: remembered((output) => scaleOf(output, changesOf)),
  };
}

function remembered(make: (output: string) => Scale): (output: string) => Scale {
  const known = new Map<string, Scale>();
  return (output) => {
    const scale = known.get(output) ?? make(output);
    known.set(output, scale);
    return scale;
  };
}

function changesOf(values: Float64Array): Float64Array {
  return values.slice(1).map((value, row) => value - (values[row] ?? Number.NaN));
}

/** `ensemble`: one value a run, NaN for those that failed. */
export function scorePoint(
  place: Pick<PointScore, 'output' | 'lead'>,
  ensemble: Float64Array,
  observed: number,
  scale: Scale,
): PointScore {
  const values = ensemble.filter(Number.isFinite);
  const crps = values.length < 2 ? Number.POSITIVE_INFINITY : fairCrps(values, observed);
  const below = values.reduce(
    (sum, value) => sum + (value < observed ? 1 : value === observed ? 0.5 : 0),
    0,
  );
  return {
    ...place,
    crps: crps / scale.unit,
    logDensity: logDensity(values, observed, scale, scale.resolution),
    pit: values.length === 0 ? Number.NaN : below / values.length,
  };
}
