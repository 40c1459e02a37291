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
  Resource,
  Simulate,
  SimulationRequest,
  SimulationResult,
} from '../simulator/simulation.ts';
import { widthOf } from '../simulator/simulation.ts';
import { type Ensembles, followersOf } from './ensembles.ts';
import { type FutureEpisode, futureEpisode, originOf } from './future-episode.ts';
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
  /** Row that the runs start from; default: the last observed one. */
  readonly since?: number | undefined;
  /** As of a SimulationRequest. */
  readonly record?: 'outputs' | 'all';
  readonly flows?: boolean;
  /** States at the last observed row are kept for further questions (SimulationRequest.mode). */
  readonly keep?: boolean;
  readonly signal?: AbortSignal;
}

export interface AheadChanges {
  readonly interventions: readonly Intervention[];
  readonly policies?: Readonly<Record<string, LeverPolicy>>;
  readonly resources?: Readonly<Record<string, Resource>>;
}

/** Runs of one episode, ensemble after ensemble, before anything is said of them. */
export interface RunsAhead {
  readonly id: string;
  /** Row that the runs start from; they begin one row after it. */
  readonly origin: number;
  /** Last observed row. */
  readonly last: number;
  /** ISO dates of rows 0..last + horizon; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** In the order of the declaration. */
  readonly outputs: readonly OutputRuns[];
  /** As they were set, of `record: 'all'`, else none; in the order of declaration and resources. */
  readonly levers: readonly OutputRuns[];
  readonly resources: readonly OutputRuns[];
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

/**
 * Runs asked for at once. What inputs are ahead takes memory by run, and what is called off should end soon; the numbers
 * are the same for any division.
 */
const RUNS_AT_ONCE = 1000;
/** Values of these runs at most: on their way they are held twice. */
const VALUES_AT_ONCE = 4_000_000;

/** Ensembles with how many runs each has. `first`: number of the first one in the streams, default 0. */
type Plan = Ensembles & { readonly particles: number; readonly first?: number };

/** `index`: of the episode. `onProgress`: runs done. Throws ForecastError; rejects as `simulate` does. */
export async function runAhead(
  input: AheadInput,
  plan: Plan,
  index: number,
  onProgress: (done: number) => void,
): Promise<RunsAhead> {
  const { declaration } = input;
  const parts: AheadPart[] = [];
  for await (const part of partsAhead(input, plan, index, onProgress)) parts.push(part);
  const [{ future, resources, rows }] = parts as [AheadPart, ...AheadPart[]];
  const { dates, id } = future.episode;
  const runs = plan.count * plan.particles;
  const seriesOf = (declared: Readonly<Record<string, { unit?: string }>>, first: number) =>
    Object.entries(declared).map(([name, { unit = '' }], column) => ({
      name,
      unit,
      get values() {
        return columnOf(parts, { runs, rows }, first + column);
      },
    }));
  const outputs = Object.keys(declaration.outputs).length;
  const levers = outputs + Object.keys(declaration.levers).length;
  const isAll = input.record === 'all';
  return {
    id,
    ...{ origin: future.origin, last: future.last },
    ...(dates && { dates }),
    outputs: seriesOf(declaration.outputs, 0),
    levers: isAll ? seriesOf(declaration.levers, outputs) : [],
    // What a resource is counted in is not known here.
    resources: isAll
      ? seriesOf(Object.fromEntries(Object.keys(resources).map((name) => [name, {}])), levers)
      : [],
    filters: joined(parts, ({ filters }) => filters),
    followers: followersOf(plan.particles),
    notes: joined(parts, ({ notes }) => notes),
    failures: joined(parts, ({ failures }) => failures),
    told: future.told,
  };
}

/** Some of the runs, as they are simulated: for what looks at run after run and keeps no more of it. */
export interface AheadPart {
  /** Number of its first run in the plan. */
  readonly firstRun: number;
  readonly runs: number;
  /** Of a run, and numbers in each of them (SimulationRequest.record). */
  readonly rows: number;
  readonly width: number;
  /** Without what inputs are ahead of each run. */
  readonly future: Omit<FutureEpisode, 'futures'>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly result: SimulationResult;
}

/** As runAhead, part after part. */
export async function* partsAhead(
  input: AheadInput,
  { count, parameters, particles, first: start = 0 }: Plan,
  index: number,
  onProgress: (done: number) => void = () => {},
): AsyncGenerator<AheadPart> {
  const episode = input.episodes[index];
  if (episode === undefined) throw new Error(`forecast: no trajectory ${index}`);
  const { outputs, levers } = input.declaration;
  const width = Object.keys({ ...outputs, ...(input.record === 'all' && levers) }).length;
  const rows =
    input.horizon + Math.max(0, originOf(episode, { outputs }) - (input.since ?? Infinity));
  const most = Math.min(RUNS_AT_ONCE, VALUES_AT_ONCE / (rows * width));
  const atOnce = Math.max(1, Math.floor(most / particles));
  const each = parameters.length / count;
  for (let first = 0; first < count; first += atOnce) {
    const last = Math.min(count, first + atOnce);
    const own = parameters.slice(first * each, last * each);
    const plan = { parameters: own, count: last - first, particles, first: start + first };
    const done = first * particles;
    const part = await runPart(input, plan, { episode, index }, (some) => onProgress(done + some));
    yield { ...part, firstRun: done };
  }
}

/** Ensembles of a plan, one after the other. */
interface PartPlan extends Ensembles {
  readonly particles: number;
  /** Number of the first one in the plan. */
  readonly first: number;
}

async function runPart(
  input: AheadInput,
  plan: PartPlan,
  { episode, index }: { readonly episode: Episode; readonly index: number },
  onProgress: (done: number) => void,
): Promise<Omit<AheadPart, 'firstRun'>> {
  const { declaration, horizon, since, simulate, signal } = input;
  const runs = plan.count * plan.particles;
  const { futures, ...future } = futureEpisode(episode, declaration, input.inputs, {
    ...{ horizon, since, runs },
    firstRun: plan.first * plan.particles,
    seed: deriveSeed(input.seed, 'forecast-inputs', index),
  });
  const seed = deriveSeed(input.seed, 'forecast', index);
  const request = requestOf(input, plan, { ...future, futures }, seed);
  const result = await simulate(request, { ...(signal && { signal }), onProgress });
  const rows = future.episode.steps - future.origin;
  const { resources = {} } = request;
  return { runs, rows, width: widthOf(declaration, request), future, resources, result };
}

/** Records of all parts, with the numbers that their runs have among all. */
function joined<Of extends { readonly run: number }>(
  parts: readonly AheadPart[],
  recordsOf: (result: SimulationResult) => readonly Of[] | undefined,
): Of[] {
  return parts.flatMap(({ firstRun, result }) =>
    (recordsOf(result) ?? []).map((record) => ({ ...record, run: firstRun + record.run })),
  );
}

/** Row-major [rows, runs] of one output, of what simulations give run by run. */
function columnOf(
  parts: readonly AheadPart[],
  { runs, rows }: { readonly runs: number; readonly rows: number },
  column: number,
): Float64Array {
  const values = new Float64Array(rows * runs);
  for (const { firstRun, runs: own, width, result } of parts)
    for (let run = 0; run < own; run++)
      for (let row = 0; row < rows; row++)
        values[row * runs + firstRun + run] = result.values[(run * rows + row) * width + column]!;
  return values;
}

function requestOf(
  { program, parameters = {}, policies, changes, record, flows, keep }: AheadInput,
  plan: PartPlan,
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
    firstSet: plan.first,
    interventions: [...set, ...(more?.interventions ?? [])],
    policies: { ...policies, ...more?.policies },
    ...(more?.resources && { resources: more.resources }),
    ...(record && { record }),
    ...(flows && { flows }),
  };
}
