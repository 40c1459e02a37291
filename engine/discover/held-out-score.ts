/**
 * How candidates are compared: CRPS and log density on data that calibration did not see. In time, of the free run
 * (does the structure hold over the whole time?) and of forecasts from filtered states (is it of use from today
 * on?); on other trajectories, of the free run and of single steps from each observed row.
 */
import { programOf } from '../simulator/program-of.ts';
import type { Episode, SimulationRequest } from '../simulator/simulation.ts';
import { forecastFrom } from '../trust/forecast-points.ts';
import type { HeldOutScore, PointScore } from './candidate.ts';
import { ensemblesOf, type OutputEnsemble } from './ensembles.ts';
import type { Fold } from './folds.ts';
import type { CalibratedModel } from './free-run.ts';
import { type Scales, scalesOf, scorePoint } from './score-points.ts';

/** Origins of forecasts within the scored rows of a fold. */
const ORIGINS = 2;
/** Points of one kind on other trajectories at most: of more, every second, third ... row. */
const MOST_POINTS = 1500;

type Points = Iterable<readonly [string, PointScore]>;

/** A calibrated model and the trajectories on which it is judged. */
interface Judged {
  readonly model: CalibratedModel;
  readonly episodes: readonly Episode[];
  readonly scales: Scales;
  readonly members: number;
}

/** 'origin|episode output row' -> score. `episodes`: all trajectories with all their rows. */
export async function scoreFold(
  model: CalibratedModel,
  episodes: readonly Episode[],
  fold: Fold,
  members: number,
): Promise<ReadonlyMap<string, PointScore>> {
  const scales = scalesOf(episodes, model.compiled.declaration);
  if (fold.kind === 'other-trajectories') {
    const judge = fold.judge.flatMap((position) => episodes[position] ?? []);
    const judged = { model, episodes: judge, scales, members };
    return new Map([...(await runPoints(judged)), ...(await stepPoints(judged))]);
  }
  const judged = { model, episodes, scales, members };
  const points = new Map(await laterPoints(judged, fold));
  for (const row of originsOf(fold)) {
    for (const [key, score] of await forecastPoints(judged, row, fold.end)) points.set(key, score);
  }
  return points;
}

export function heldOutScore(folds: readonly ReadonlyMap<string, PointScore>[]): HeldOutScore {
  const points = new Map(folds.flatMap((fold) => [...fold]));
  return { value: meanCrps([...points.values()]), points };
}

/** Mean score by output. */
export function scoreByOutput({ points }: HeldOutScore): Record<string, number> {
  const groups = Map.groupBy(points.values(), ({ output }) => output);
  return Object.fromEntries([...groups].map(([output, all]) => [output, meanCrps(all)]));
}

function meanCrps(points: readonly PointScore[]): number {
  return points.reduce((sum, { crps }) => sum + crps, 0) / points.length;
}

/** The last row that calibration saw, and rows after it. */
function originsOf({ cut, end }: Extract<Fold, { kind: 'later-rows' }>): number[] {
  const step = Math.max(1, Math.floor((end - cut) / ORIGINS));
  const origins: number[] = [];
  for (let row = cut - 1; row < end - 1 && origins.length < ORIGINS; row += step) origins.push(row);
  return origins;
}

/** The free run over the rows of a fold in time. */
async function laterPoints(
  judged: Judged,
  { cut, end }: Extract<Fold, { kind: 'later-rows' }>,
): Promise<Points> {
  const parts = await simulated(judged, { kind: 'rollout' });
  return parts.flatMap((part) =>
    rowsOf(part, { from: cut, to: end, stride: 1 }).map((row) => {
      const key = `free before ${end}|${judged.episodes[part.episode]?.id} ${part.output} ${row}`;
      return [key, scoreRow(judged, part, row, { lead: row })] as const;
    }),
  );
}

async function forecastPoints(
  { model, episodes, scales, members }: Judged,
  row: number,
  end: number,
): Promise<Points> {
  const { simulate, compiled, parameters, seed } = model;
  const points: [string, PointScore][] = [];
  await forecastFrom(
    {
      ...{ simulate, program: programOf(compiled), declaration: compiled.declaration, episodes },
      ...{ parameterSets: parameters, sets: 1, particles: members, seed },
    },
    { row, horizon: end - 1 - row },
    {
      onEnsemble: ({ episode, output, horizon, observed }, values) => {
        const score = scorePoint({ output, lead: horizon }, values, observed, scales.level(output));
        points.push([`from ${row}|${episode} ${output} ${row + horizon}`, score]);
      },
    },
  );
  return points;
}

/** The free run of whole trajectories. */
async function runPoints(judged: Judged): Promise<Points> {
  const parts = await simulated(judged, { kind: 'rollout' });
  const stride = strideOf(judged.episodes);
  return parts.flatMap((part) =>
    rowsOf(part, { from: 1, to: Number.POSITIVE_INFINITY, stride }).map((row) => {
      const key = `${drawOf(judged, part)}|free ${part.output} ${row}`;
      return [key, scoreRow(judged, part, row, { lead: row })] as const;
    }),
  );
}

/** Single steps, each from the observed row before: scored as changes. */
async function stepPoints(judged: Judged): Promise<Points> {
  const parts = await simulated(judged, { kind: 'one-step' });
  const stride = strideOf(judged.episodes);
  return parts.flatMap((part) =>
    rowsOf(part, { from: 1, to: Number.POSITIVE_INFINITY, stride }).flatMap((row) => {
      const before = part.observed[row - 1] ?? Number.NaN;
      if (!Number.isFinite(before)) return [];
      const key = `${drawOf(judged, part)}|step ${part.output} ${row}`;
      return [[key, scoreRow(judged, part, row, { lead: 1, before })] as const];
    }),
  );
}

/** A trajectory is one draw. What stands before the bar must not hold one. */
function drawOf({ episodes }: Judged, { episode }: OutputEnsemble): string {
  return `${WHOLE}${episodes[episode]?.id.replaceAll('|', '/')}`;
}

const WHOLE = 'of ';

/** Which observed value a point is about: several origins may forecast the same. */
export function targetOf(key: string): string {
  return key.startsWith(WHOLE) ? key : key.slice(key.indexOf('|') + 1);
}

async function simulated(
  { model, episodes, members }: Judged,
  mode: SimulationRequest['mode'],
): Promise<OutputEnsemble[]> {
  const { simulate, compiled, parameters, seed } = model;
  const { values } = await simulate({
    ...{ program: programOf(compiled), episodes, parameters, sets: 1 },
    ...{ replications: members, mode, seed, streams: 'common' },
  });
  return ensemblesOf(values, episodes, { declaration: compiled.declaration, members, mode });
}

/** Observed rows of a part that are scored. */
function rowsOf(
  { observed }: OutputEnsemble,
  { from, to, stride }: { readonly from: number; readonly to: number; readonly stride: number },
): number[] {
  return [...observed.keys()].filter(
    (row) =>
      row >= from && row < to && (row - from) % stride === 0 && Number.isFinite(observed[row]),
  );
}

function scoreRow(
  { scales, members }: Judged,
  { output, observed, ensemble, first }: OutputEnsemble,
  row: number,
  { lead, before }: { readonly lead: number; readonly before?: number },
): PointScore {
  const values = ensemble.subarray((row - first) * members, (row - first + 1) * members);
  const step = scales.step(output);
  const scale = before === undefined ? scales.level(output) : { ...step, mean: before + step.mean };
  return scorePoint({ output, lead }, values, observed[row] ?? Number.NaN, scale);
}

function strideOf(episodes: readonly Episode[]): number {
  const rows = episodes.reduce((sum, { steps }) => sum + steps, 0);
  return Math.max(1, Math.ceil(rows / MOST_POINTS));
}
