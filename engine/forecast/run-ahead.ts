/** Runs of one simulator over the rows to come, from the state that a particle filter leaves at the last observed row. */
import { deriveSeed } from '../calibrate/streams.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type {
  Episode,
  Failure,
  FilterRecord,
  Intervention,
  LeverPolicy,
  Note,
  Simulate,
  SimulationRequest,
} from '../simulator/simulation.ts';
import { type Ensembles, followersOf } from './ensembles.ts';
import { type FutureEpisode, futureEpisode } from './future-episode.ts';
import type { InputModel } from './input-model.ts';

export interface AheadInput {
  readonly simulate: Simulate;
  readonly program: SimulationRequest['program'];
  readonly declaration: Declaration;
  readonly episodes: readonly Episode[];
  /** Rows ahead, from 1. */
  readonly horizon: number;
  readonly inputs: InputModel;
  readonly seed: number;
  /** Parameter -> value from the first row ahead on. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Levers from the first row ahead on; those not named stay at their last recorded value. */
  readonly policies?: Readonly<Record<string, LeverPolicy>>;
  /** What changes on the way besides, told by the episode as it goes on; heeded after the others. */
  readonly changes?: (future: FutureEpisode) => AheadChanges;
  /** States at the last observed row are kept for further questions (SimulationRequest.mode). */
  readonly keep?: boolean;
  readonly signal?: AbortSignal;
}

export interface AheadChanges {
  readonly interventions: readonly Intervention[];
  readonly policies: Readonly<Record<string, LeverPolicy>>;
}

/** Runs of one episode, ensemble after ensemble, before anything is said of them. */
export interface RunsAhead {
  readonly id: string;
  /** Last observed row; the runs begin one row after it. */
  readonly origin: number;
  /** ISO dates of rows 0..origin + horizon; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** In the order of the declaration. */
  readonly outputs: readonly OutputRuns[];
  /** One an ensemble. */
  readonly filters: readonly FilterRecord[];
  /** Particles of each ensemble that followed the observations. */
  readonly followers: number;
  readonly notes: readonly Note[];
  readonly failures: readonly Failure[];
  /** Inputs that the input model told, after which row. */
  readonly told: FutureEpisode['told'];
}

export interface OutputRuns {
  readonly name: string;
  readonly unit: string;
  /** Row-major [rows ahead, runs]. NaN: the run had failed. Made anew each time, so that all are never held at once. */
  readonly values: Float64Array;
}

/** Values of inputs ahead that are told at most; where more runs need some, they share. */
const MOST_FUTURE_VALUES = 4_000_000;

function mostFutures({ inputs }: Declaration, horizon: number): number {
  const each = horizon * Math.max(1, Object.keys(inputs).length);
  return Math.max(1, Math.floor(MOST_FUTURE_VALUES / each));
}

/** `index`: of the episode. `onProgress`: runs done. Throws ForecastError; rejects as `simulate` does. */
export async function runAhead(
  input: AheadInput,
  { count, parameters, particles }: Ensembles & { readonly particles: number },
  index: number,
  onProgress: (done: number) => void,
): Promise<RunsAhead> {
  const { declaration, horizon, simulate, signal } = input;
  const episode = input.episodes[index];
  if (episode === undefined) throw new Error(`forecast: no trajectory ${index}`);
  const runs = count * particles;
  const future = futureEpisode(episode, declaration, input.inputs, {
    horizon,
    runs: Math.min(runs, mostFutures(declaration, horizon)),
    seed: deriveSeed(input.seed, 'forecast-inputs', index),
  });
  const plan = { count, parameters, particles };
  const request = requestOf(input, plan, future, deriveSeed(input.seed, 'forecast', index));
  const result = await simulate(request, { ...(signal && { signal }), onProgress });
  const { dates, id } = future.episode;
  const outputs = Object.entries(declaration.outputs);
  return {
    id,
    origin: future.origin,
    ...(dates && { dates }),
    outputs: outputs.map(([name, { unit }], output) => ({
      name,
      unit,
      get values() {
        return columnOf(result.values, { runs, rows: horizon, width: outputs.length, output });
      },
    })),
    filters: result.filters ?? [],
    followers: followersOf(particles),
    notes: result.notes ?? [],
    failures: result.failures,
    told: future.told,
  };
}

/** Row-major [rows, runs] of one output, of what a simulation gives. */
function columnOf(
  all: Float64Array,
  {
    runs,
    rows,
    width,
    output,
  }: {
    readonly runs: number;
    readonly rows: number;
    readonly width: number;
    readonly output: number;
  },
): Float64Array {
  const values = new Float64Array(rows * runs);
  for (let run = 0; run < runs; run++)
    for (let row = 0; row < rows; row++)
      values[row * runs + run] = all[(run * rows + row) * width + output]!;
  return values;
}

function requestOf(
  { program, parameters = {}, policies, changes, keep }: AheadInput,
  plan: Ensembles & { readonly particles: number },
  future: FutureEpisode,
  seed: number,
): SimulationRequest {
  const { episode, origin, futures } = future;
  const more = changes?.(future);
  const set = Object.entries(parameters).map(
    ([parameter, value]): Intervention => ({
      kind: 'set-parameter',
      parameter,
      value,
      from: origin + 1,
      to: episode.steps,
    }),
  );
  return {
    program,
    episodes: [episode],
    parameters: plan.parameters,
    sets: plan.count,
    replications: plan.particles,
    mode: {
      kind: 'forecast',
      origin,
      futures,
      particles: followersOf(plan.particles),
      ...(keep && { keep }),
    },
    seed,
    streams: 'independent',
    interventions: [...set, ...(more?.interventions ?? [])],
    policies: { ...policies, ...more?.policies },
  };
}
