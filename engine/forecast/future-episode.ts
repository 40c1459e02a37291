/** Episodes that go on past the last observed row: dates, levers and, by an input model, inputs of the rows to come. */
import { openRandom } from '../calibrate/streams.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode } from '../simulator/simulation.ts';
import { seasonLength } from '../trust/naive.ts';
import { datesAhead } from './dates-ahead.ts';
import { ForecastError } from './error.ts';
import type { InputModel, InputPath, InputTask } from './input-model.ts';

export interface FutureEpisode {
  /** With steps = last + horizon; nothing is observed after `last`. */
  readonly episode: Episode;
  /** Last row in which an output was observed. */
  readonly last: number;
  /** Row that runs start from: `last`, or one before it. */
  readonly origin: number;
  /** One a run where the input model draws, else none: see `futures` of a SimulationRequest's mode. */
  readonly futures: readonly InputPath[];
  /** Inputs that the input model had to tell, and the last row in which all of them are recorded. */
  readonly told: { readonly inputs: readonly string[]; readonly recordedUntil: number };
}

/** The row that a forecast starts from. Throws ForecastError 'nothing-observed'. */
export function originOf(episode: Episode, declaration: Pick<Declaration, 'outputs'>): number {
  const series = Object.keys(declaration.outputs).flatMap((name) => episode.observed[name] ?? []);
  const origin = Math.max(
    ...series.map((values) => values.findLastIndex((value) => !Number.isNaN(value))),
  );
  if (origin >= 0) return origin;
  throw new ForecastError('nothing-observed', `trajectory ${episode.id}: no output observed`, {
    hint: 'A forecast starts from the last observed row: import data with values of an output.',
  });
}

/**
 * What an input model has to tell of an episode: the inputs that the data have, from the row after the last in which
 * all of them are recorded to `horizon` rows after the origin. Inputs without data have the default that they declare.
 */
export function inputTaskOf(
  episode: Episode,
  { inputs, outputs, time }: Declaration,
  horizon: number,
): InputTask {
  const origin = originOf(episode, { outputs });
  const last = origin + horizon;
  const names = Object.keys(inputs).filter((name) => episode.inputs[name] !== undefined);
  const recorded = names.map((name) =>
    episode.inputs[name]!.findLastIndex((value) => !Number.isNaN(value)),
  );
  const until = Math.max(0, Math.min(last, ...recorded));
  const season = seasonLength(time.unit, time.step);
  return {
    trajectory: episode.id,
    history: Object.fromEntries(
      names.map((name) => [name, episode.inputs[name]!.slice(0, until + 1)]),
    ),
    rows: last - until,
    ...(episode.dates && { dates: allDates(episode.dates, last).slice(until + 1) }),
    ...(season !== undefined && { season }),
  };
}

/**
 * The episode with `horizon` rows after its last observed one; `since`: row 0..last that runs start from instead. Levers stay at their last recorded value, and what the data already
 * tell of rows ahead is kept. Where the model draws, run r has the path of (seed; r), from run `firstRun` on, and rows up
 * to the origin whose inputs are not recorded have the last value. Throws ForecastError.
 */
export function futureEpisode(
  episode: Episode,
  declaration: Declaration,
  model: InputModel,
  {
    horizon,
    runs,
    firstRun = 0,
    seed,
    since,
  }: {
    readonly horizon: number;
    readonly runs: number;
    readonly firstRun?: number;
    readonly seed: number;
    readonly since?: number | undefined;
  },
): FutureEpisode {
  const last = originOf(episode, declaration);
  const origin = earlier(since, last, episode);
  const steps = last + horizon;
  const task = inputTaskOf(episode, declaration, horizon);
  const names = Object.keys(task.history);
  const until = steps - task.rows;
  const isTold = names.length > 0 && task.rows > 0;
  const draw = isTold ? model.open(task) : () => ({});
  const pathOf = (run: number) => draw(openRandom(seed, 'future-inputs', run));
  const known = mapSeries(episode.inputs, (values) => extended(values, steps, Number.NaN));
  const future = model.isRandom && isTold;
  const inputs = future
    ? mapSeries(known, (values) => lastUpTo(values, origin))
    : filledWith(known, until, pathOf(0));
  const ahead = (path: InputPath) =>
    mapSeries(path, (values, name) => {
      const own = new Float64Array(steps - origin).fill(Number.NaN);
      for (let row = Math.max(origin, until) + 1; row <= steps; row++)
        if (Number.isNaN(known[name]![row]!)) own[row - origin - 1] = values[row - until - 1]!;
      return own;
    });
  return {
    episode: {
      ...episode,
      steps,
      observed: mapSeries(episode.observed, (values) => extended(values, steps, Number.NaN)),
      inputs,
      levers: mapSeries(episode.levers, (values) => carriedOn(values, steps)),
      ...(episode.dates && { dates: allDates(episode.dates, steps) }),
    },
    ...{ last, origin },
    futures: future ? Array.from({ length: runs }, (_, i) => ahead(pathOf(firstRun + i))) : [],
    told: { inputs: isTold ? names : [], recordedUntil: until },
  };
}

function earlier(since: number | undefined, last: number, { id }: Episode): number {
  if (since === undefined) return last;
  if (Number.isInteger(since) && since >= 0 && since <= last) return since;
  throw new ForecastError('no-such-start', `start: row ${since} of ${id}`, {
    hint: `Start from a row from 0 to ${last}, the last one observed.`,
  });
}

function allDates(dates: readonly string[], last: number): readonly string[] {
  return datesAhead(dates, Math.max(0, last + 1 - dates.length)).slice(0, last + 1);
}

function extended(values: Float64Array, steps: number, fill: number): Float64Array {
  const all = new Float64Array(steps + 1).fill(fill);
  all.set(values.subarray(0, steps + 1));
  return all;
}

/** Rows past the last recorded one have its value; gaps before it stay as they are. */
function carriedOn(values: Float64Array, steps: number): Float64Array {
  const all = extended(values, steps, Number.NaN);
  const last = all.findLastIndex((value) => !Number.isNaN(value));
  return last < 0 ? all : all.fill(all[last]!, last + 1);
}

function lastUpTo(values: Float64Array, origin: number): Float64Array {
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  return last < 0 || last >= origin
    ? values
    : values.slice().fill(values[last]!, last + 1, origin + 1);
}

/** What is not known after row `until`, from the path. */
function filledWith(
  known: Readonly<Record<string, Float64Array>>,
  until: number,
  path: InputPath,
): Record<string, Float64Array> {
  return mapSeries(known, (values, name) =>
    values.map((value, row) =>
      row > until && Number.isNaN(value) ? (path[name]?.[row - until - 1] ?? value) : value,
    ),
  );
}

function mapSeries(
  series: Readonly<Record<string, Float64Array>>,
  make: (values: Float64Array, name: string) => Float64Array,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(series).map(([name, values]) => [name, make(values, name)]),
  );
}
