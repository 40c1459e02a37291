/**
 * Forecasts from chosen origins, scored point by point: the model and every naive method, on the same points.
 */
import { crps, fairCrps } from '../score/crps.ts';
import {
  forecastOfEnsemble,
  type QuantileForecast,
  weightedIntervalScore,
} from '../score/interval-score.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode, Failure, Simulate, SimulationRequest } from '../simulator/simulation.ts';
import {
  NAIVE_METHODS,
  type NaiveMethod,
  naiveEnsembleAt,
  naiveForecastAt,
  seasonLength,
} from './naive.ts';

/** Interval levels whose coverage is checked; each is one of the forecast hubs' intervals. */
export const COVERAGE_LEVELS = [0.5, 0.8, 0.95] as const;

/** Where a forecast starts: after `row`, for `horizon` rows (fewer at the end of the episode). */
export interface Origin {
  readonly row: number;
  readonly horizon: number;
}

export interface PointScore {
  /** Weighted interval score, in the unit of the output. */
  readonly wis: number;
  readonly crps: number;
  /** In the order of COVERAGE_LEVELS. */
  readonly inside: readonly boolean[];
}

/** One observed value and what was forecast for it. */
export interface ForecastPoint {
  readonly episode: string;
  readonly output: string;
  readonly origin: number;
  /** Rows ahead, from 1. */
  readonly horizon: number;
  readonly observed: number;
  /** Absent where every run of the model failed. */
  readonly model?: PointScore & { readonly forecast: QuantileForecast };
  /** Methods whose history is too short are absent. */
  readonly naive: Readonly<Partial<Record<NaiveMethod['name'], PointScore>>>;
}

/** A calibrated model and how it is run in checks. */
export interface CheckedModel {
  readonly simulate: Simulate;
  readonly program: SimulationRequest['program'];
  readonly declaration: Declaration;
  readonly episodes: readonly Episode[];
  /** Row-major [sets, parameters]: draws of the posterior, each counted alike. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
  /** Runs per parameter set and origin. */
  readonly particles: number;
  readonly seed: number;
}

export interface ForecastRun {
  readonly points: readonly ForecastPoint[];
  readonly runs: number;
  readonly failures: readonly Failure[];
}

interface ForecastOptions {
  readonly signal?: AbortSignal;
  /** Told of each observed point with the values of the runs that did not fail. */
  readonly onEnsemble?: (point: ForecastPoint, members: Float64Array) => void;
}

/**
 * Forecasts every episode that has rows after the origin. The model starts from the state filtered with the
 * observations up to the origin; it gets the inputs and levers that really happened after it, but no
 * observation: these are blanked before the request leaves.
 */
export async function forecastFrom(
  model: CheckedModel,
  origin: Origin,
  { signal, onEnsemble }: ForecastOptions = {},
): Promise<ForecastRun> {
  const episodes = model.episodes
    .filter((episode) => episode.steps > origin.row)
    .map((episode) => blindAfter(episode, origin));
  // Another seed at every origin: common noise would make the origins look more alike than they are.
  const seed = (model.seed + 1_000_003 * (origin.row + 1)) % Number.MAX_SAFE_INTEGER;
  if (episodes.length === 0) return { points: [], runs: 0, failures: [] };
  const { values, failures } = await model.simulate(
    {
      program: model.program,
      episodes,
      parameters: model.parameterSets,
      sets: model.sets,
      replications: model.particles,
      mode: { kind: 'forecast', origin: origin.row },
      seed,
      streams: 'independent',
    },
    signal && { signal },
  );
  const ensembles = new Ensembles(values, episodes, origin.row, model);
  const points = episodes.flatMap((blind, index) => {
    const truth = model.episodes.find((episode) => episode.id === blind.id)!;
    const members = (row: number, output: number) => ensembles.members(index, row, output);
    return scoreEpisode(model.declaration, truth, origin, blind.steps, { members, onEnsemble });
  });
  return { points, runs: model.sets * episodes.length * model.particles, failures };
}

/** The episode as it was known at the origin, cut after the last row to forecast. */
function blindAfter(episode: Episode, { row, horizon }: Origin): Episode {
  const steps = Math.min(episode.steps, row + horizon);
  const cut = (series: Readonly<Record<string, Float64Array>>, known: number) =>
    Object.fromEntries(
      Object.entries(series).map(([name, values]) => {
        const kept = values.slice(0, steps + 1);
        return [name, kept.fill(Number.NaN, known + 1)];
      }),
    );
  return {
    ...episode,
    steps,
    observed: cut(episode.observed, row),
    inputs: cut(episode.inputs, steps),
    levers: cut(episode.levers, steps),
    ...(episode.dates && { dates: episode.dates.slice(0, steps + 1) }),
  };
}

/** Reads the members of one row out of the values of a request, pooled over parameter sets. */
class Ensembles {
  readonly #values: Float64Array;
  readonly #episodes: readonly Episode[];
  readonly #starts: readonly number[];
  readonly #origin: number;
  readonly #sets: number;
  readonly #particles: number;
  readonly #outputs: number;

  constructor(
    values: Float64Array,
    episodes: readonly Episode[],
    origin: number,
    model: CheckedModel,
  ) {
    this.#values = values;
    this.#episodes = episodes;
    this.#origin = origin;
    this.#sets = model.sets;
    this.#particles = model.particles;
    this.#outputs = Object.keys(model.declaration.outputs).length;
    let start = 0;
    const starts: number[] = [];
    for (let block = 0; block < model.sets * episodes.length; block++) {
      starts.push(start);
      start += model.particles * this.#rows(block % episodes.length) * this.#outputs;
    }
    this.#starts = starts;
  }

  /** Finite members only: a failed run has none from its failure on. */
  members(episode: number, row: number, output: number): Float64Array {
    const members: number[] = [];
    const rows = this.#rows(episode);
    for (let set = 0; set < this.#sets; set++) {
      const start = this.#starts[set * this.#episodes.length + episode]!;
      for (let particle = 0; particle < this.#particles; particle++) {
        const at = start + (particle * rows + row - this.#origin - 1) * this.#outputs + output;
        if (Number.isFinite(this.#values[at])) members.push(this.#values[at]!);
      }
    }
    return Float64Array.from(members);
  }

  #rows(episode: number): number {
    return this.#episodes[episode]!.steps - this.#origin;
  }
}

function scoreEpisode(
  declaration: Declaration,
  episode: Episode,
  origin: Origin,
  lastRow: number,
  {
    members,
    onEnsemble,
  }: {
    readonly members: (row: number, output: number) => Float64Array;
    readonly onEnsemble: ForecastOptions['onEnsemble'];
  },
): ForecastPoint[] {
  const period = seasonLength(declaration.time.unit, declaration.time.step);
  return Object.entries(declaration.outputs).flatMap(([output, { kind }], column) => {
    const series = episode.observed[output];
    if (series === undefined) return [];
    const history = series.slice(0, origin.row + 1);
    const fitted = NAIVE_METHODS.map((method) => ({
      name: method.name,
      forecast: method.fit(history, period),
    }));
    const points: ForecastPoint[] = [];
    for (let row = origin.row + 1; row <= lastRow; row++) {
      const observed = series[row]!;
      if (!Number.isFinite(observed)) continue;
      const horizon = row - origin.row;
      const ensemble = members(row, column);
      const model = scoreEnsemble(ensemble, observed);
      const naive: Partial<Record<NaiveMethod['name'], PointScore>> = {};
      for (const { name, forecast } of fitted) {
        if (forecast === undefined) continue;
        naive[name] = scorePoint(
          naiveForecastAt(forecast, horizon, kind),
          crps(naiveEnsembleAt(forecast, horizon, kind), observed),
          observed,
        );
      }
      const place = { episode: episode.id, output, origin: origin.row, horizon, observed };
      const point = { ...place, ...(model && { model }), naive };
      onEnsemble?.(point, ensemble);
      points.push(point);
    }
    return points;
  });
}

function scoreEnsemble(members: Float64Array, observed: number): ForecastPoint['model'] {
  if (members.length === 0) return undefined;
  const forecast = forecastOfEnsemble(members);
  const score = members.length > 1 ? fairCrps(members, observed) : crps(members, observed);
  return { ...scorePoint(forecast, score, observed), forecast };
}

function scorePoint(forecast: QuantileForecast, crpsValue: number, observed: number): PointScore {
  const inside = COVERAGE_LEVELS.map((level) =>
    forecast.intervals.some(
      ({ alpha, low, high }) =>
        Math.abs(1 - alpha - level) < 1e-9 && observed >= low && observed <= high,
    ),
  );
  return { wis: weightedIntervalScore(forecast, observed), crps: crpsValue, inside };
}
