/**
 * How candidates are compared: CRPS on rows that calibration did not see, of the free run (does the structure
 * hold over the whole time?) and of forecasts from filtered states (is it of use from today on?), over several
 * cuts in time, calibrated anew at each (rolling origin with re-calibration, Tashman 2000).
 */
import { fairCrps } from '../score/crps.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Episode } from '../simulator/simulation.ts';
import { forecastFrom } from '../trust/forecast-points.ts';
import type { HeldOutScore } from './candidate.ts';
import { type CalibratedModel, type FreeRun, freeRun } from './free-run.ts';

/** One step of time-series cross-validation: calibrated on rows 0 .. cut - 1, scored on rows cut .. end - 1. */
export interface Fold {
  readonly cut: number;
  readonly end: number;
}

/** Shares of the rows at which folds are cut. */
const CUTS = [0.45, 0.62, 0.8];
/** Fewest rows to learn from and to score on. */
const LEAST = 3;
/** Origins of forecasts within the scored rows of a fold. */
const ORIGINS = 2;

/** Folds of `rows` rows: three where there are enough, each scored up to the next cut. */
export function foldsOf(rows: number): Fold[] {
  const cuts = CUTS.map((share) => Math.round(share * rows)).filter(
    (cut, i, all) => cut >= 2 * LEAST && (all[i + 1] ?? rows) - cut >= LEAST,
  );
  const used = cuts.length > 0 ? cuts : [Math.max(2, rows - LEAST)];
  return used.map((cut, i) => ({ cut, end: used[i + 1] ?? rows }));
}

/** Point -> CRPS in units of the mean absolute deviation of the observed output. */
export async function scoreFold(
  model: CalibratedModel,
  episodes: readonly Episode[],
  fold: Fold,
  members: number,
): Promise<ReadonlyMap<string, number>> {
  const run = await freeRun(model, episodes, members);
  const scales = new Map(run.observed.map(({ output, observed }) => [output, spreadOf(observed)]));
  const points = new Map<string, number>(freeRunPoints(run, scales, fold));
  for (const row of originsOf(fold)) {
    const forecast = await forecastFrom(
      {
        simulate: model.simulate,
        program: programOf(model.compiled),
        declaration: model.compiled.declaration,
        episodes,
        parameterSets: model.parameters,
        sets: 1,
        particles: members,
        seed: model.seed,
      },
      { row, horizon: fold.end - 1 - row },
    );
    for (const { episode, output, horizon, model: score } of forecast.points) {
      const scaled = (score?.crps ?? Number.POSITIVE_INFINITY) / (scales.get(output) ?? 1);
      points.set(`from ${row}|${episode} ${output} ${row + horizon}`, scaled);
    }
  }
  return points;
}

export function heldOutScore(folds: readonly ReadonlyMap<string, number>[]): HeldOutScore {
  const points = new Map(folds.flatMap((fold) => [...fold]));
  const values = [...points.values()];
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length, points };
}

/** The last row that calibration saw, and rows after it. */
function originsOf({ cut, end }: Fold): number[] {
  const step = Math.max(1, Math.floor((end - cut) / ORIGINS));
  const origins: number[] = [];
  for (let row = cut - 1; row < end - 1 && origins.length < ORIGINS; row += step) origins.push(row);
  return origins;
}

function* freeRunPoints(
  { observed, members }: FreeRun,
  scales: ReadonlyMap<string, number>,
  { cut, end }: Fold,
): Iterable<[string, number]> {
  for (const { output, episode, observed: series, ensemble } of observed) {
    for (let row = cut; row < Math.min(end, series.length); row++) {
      const seen = series[row];
      if (seen === undefined || !Number.isFinite(seen)) continue;
      const values = ensemble.slice(row * members, (row + 1) * members).filter(Number.isFinite);
      const crps = values.length < 2 ? Number.POSITIVE_INFINITY : fairCrps(values, seen);
      yield [`free before ${end}|${episode} ${output} ${row}`, crps / (scales.get(output) ?? 1)];
    }
  }
}

/** Mean absolute deviation from the mean; 1 for a series that never changes. */
function spreadOf(series: Float64Array): number {
  const seen = series.filter(Number.isFinite);
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  return seen.reduce((sum, value) => sum + Math.abs(value - mean), 0) / seen.length || 1;
}
