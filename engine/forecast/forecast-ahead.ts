/**
 * Forecasts of the rows to come: from the state that a particle filter leaves at the last observed row, over draws of the
 * posterior, with the inputs that an input model tells. One ensemble is one draw with its particles; where there are few
 * draws each has several ensembles, so that the simulation error can be seen in the differences between ensembles.
 */
import { deriveSeed } from '../calibrate/streams.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type {
  Episode,
  Failure,
  LeverPolicy,
  Simulate,
  SimulationRequest,
  SimulationResult,
} from '../simulator/simulation.ts';
import { seasonLength } from '../trust/naive.ts';
import { chanceOf, type Estimate, type Fan, fanOf, type Members } from './fan.ts';
import { type FilterHealth, filterHealth } from './filter-health.ts';
import { type FutureEpisode, futureEpisode } from './future-episode.ts';
import type { InputModel } from './input-model.ts';

export interface ForecastInput {
  readonly simulate: Simulate;
  readonly program: SimulationRequest['program'];
  readonly declaration: Declaration;
  readonly episodes: readonly Episode[];
  /** Row-major [sets, parameters]: draws of the posterior, each counted alike. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
  /** Rows ahead, from 1. */
  readonly horizon: number;
  readonly inputs: InputModel;
  /** Runs of each episode, about (see ensemblesOf). */
  readonly runs: number;
  /** Runs of an ensemble; default 100. */
  readonly particles?: number;
  readonly seed: number;
  /** Parameter -> value from the first row ahead on. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Levers from the first row ahead on; those not named stay at their last recorded value. */
  readonly policies?: Readonly<Record<string, LeverPolicy>>;
  /** Output -> capacity line. */
  readonly above?: Readonly<Record<string, number>>;
  readonly signal?: AbortSignal;
  /** Runs done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Forecast {
  readonly horizon: number;
  /** Runs of each episode. */
  readonly runs: number;
  readonly trajectories: readonly TrajectoryForecast[];
}

export interface TrajectoryForecast {
  readonly id: string;
  /** Last observed row; the forecast begins one row after it. */
  readonly origin: number;
  /** ISO dates of rows 0..origin + horizon; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** In the order of the declaration. */
  readonly outputs: readonly OutputForecast[];
  readonly filter: FilterHealth;
  /** Inputs that the input model told, after which row. */
  readonly told: FutureEpisode['told'];
  readonly failures: readonly Failure[];
}

export interface OutputForecast {
  readonly name: string;
  readonly unit: string;
  /** By row ahead. */
  readonly rows: readonly Fan[];
  /** Of the highest value of each run over all rows ahead. */
  readonly peak: Fan;
  /** Runs as they are, spread evenly over the ensembles: by path, a value for each row ahead. */
  readonly paths: readonly Float64Array[];
  /** Where a capacity line was given. */
  readonly line?: {
    readonly level: number;
    /** By row ahead: chance of being above the line in this row. */
    readonly on: readonly Estimate[];
    /** By row ahead: chance of having been above it in this row or one before. */
    readonly by: readonly Estimate[];
  };
}

/** Sample paths kept. */
const PATHS = 20;
/** Ensembles from which a simulation error can be judged. */
const FEWEST_ENSEMBLES = 8;

/** Throws ForecastError; rejects as `simulate` does. Same input, same numbers. */
export async function forecastAhead(input: ForecastInput): Promise<Forecast> {
  const plan = ensemblesOf(input);
  const total = input.episodes.length * plan.runs;
  const trajectories: TrajectoryForecast[] = [];
  for (const [index, episode] of input.episodes.entries()) {
    const future = futureEpisode(episode, input.declaration, input.inputs, {
      horizon: input.horizon,
      runs: plan.runs,
      seed: deriveSeed(input.seed, 'forecast-inputs', index),
    });
    const request = requestOf(input, plan, future, deriveSeed(input.seed, 'forecast', index));
    const result = await input.simulate(request, {
      ...(input.signal && { signal: input.signal }),
      onProgress: (done) => input.onProgress?.(index * plan.runs + done, total),
    });
    trajectories.push(trajectoryOf(input, plan, future, result));
  }
  return { horizon: input.horizon, runs: plan.runs, trajectories };
}

interface Ensembles {
  /** Row-major [count, parameters]. */
  readonly parameters: Float64Array;
  readonly count: number;
  readonly particles: number;
  readonly runs: number;
}

/**
 * As many draws as fit, spread evenly over those there are; where there are fewer than fit, each equally often. Never
 * fewer than 8 ensembles.
 */
function ensemblesOf({ runs, particles = 100, sets, parameterSets }: ForecastInput): Ensembles {
  const wanted = Math.max(FEWEST_ENSEMBLES, Math.round(runs / particles));
  const count = sets >= wanted ? wanted : sets * Math.ceil(wanted / sets);
  const size = Math.max(1, Math.round(runs / count));
  const width = parameterSets.length / sets;
  const parameters = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const set = sets >= count ? Math.floor((i * sets) / count) : i % sets;
    parameters.set(parameterSets.subarray(set * width, (set + 1) * width), i * width);
  }
  return { parameters, count, particles: size, runs: count * size };
}

function requestOf(
  { program, parameters = {}, policies }: ForecastInput,
  plan: Ensembles,
  { episode, origin, futures }: FutureEpisode,
  seed: number,
): SimulationRequest {
  return {
    program,
    episodes: [episode],
    parameters: plan.parameters,
    sets: plan.count,
    replications: plan.particles,
    mode: { kind: 'forecast', origin, futures },
    seed,
    streams: 'independent',
    interventions: Object.entries(parameters).map(([parameter, value]) => ({
      kind: 'set-parameter',
      parameter,
      value,
      from: origin + 1,
      to: episode.steps,
    })),
    ...(policies && { policies }),
  };
}

function trajectoryOf(
  { declaration, horizon, above = {} }: ForecastInput,
  { particles }: Ensembles,
  { episode, origin, told }: FutureEpisode,
  { values, failures, filters = [], notes = [] }: SimulationResult,
): TrajectoryForecast {
  const outputs = Object.entries(declaration.outputs);
  const { time } = declaration;
  return {
    id: episode.id,
    origin,
    ...(episode.dates && { dates: episode.dates }),
    outputs: outputs.map(([name, { unit }], index) => {
      const rows = Array.from({ length: horizon }, (_, row) =>
        column(values, row * outputs.length + index, horizon * outputs.length),
      );
      return { name, unit, ...outputForecast(rows, particles, above[name]) };
    }),
    filter: filterHealth(filters, notes, particles, seasonLength(time.unit, time.step) ?? 7),
    told,
    failures,
  };
}

function column(values: Float64Array, at: number, stride: number): Float64Array {
  return Float64Array.from(
    { length: values.length / stride },
    (_, run) => values[run * stride + at]!,
  );
}

/** `rows`: by row ahead, a value a run. */
function outputForecast(
  rows: readonly Float64Array[],
  particles: number,
  level: number | undefined,
): Omit<OutputForecast, 'name' | 'unit'> {
  const members = (values: Float64Array): Members => ({ values, particles });
  const highest = runningHighest(rows);
  const runs = rows[0]!.length;
  const count = Math.min(PATHS, runs);
  return {
    rows: rows.map((values) => fanOf(members(values))),
    peak: fanOf(members(highest.at(-1)!)),
    paths: Array.from({ length: count }, (_, path) => {
      const run = Math.floor(((path + 0.5) * runs) / count);
      return Float64Array.from(rows, (values) => values[run]!);
    }),
    ...(level !== undefined && {
      line: {
        level,
        on: rows.map((values) => chanceOf(members(values), (value) => value > level)),
        by: highest.map((values) => chanceOf(members(values), (value) => value > level)),
      },
    }),
  };
}

/** By row, the highest value of each run so far; NaN from a failure on. */
function runningHighest(rows: readonly Float64Array[]): Float64Array[] {
  const highest: Float64Array[] = [];
  for (const values of rows) {
    const before = highest.at(-1);
    highest.push(values.map((value, run) => Math.max(before?.[run] ?? value, value)));
  }
  return highest;
}
