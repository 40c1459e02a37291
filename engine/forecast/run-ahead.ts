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
  SimulationResult,
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

/**
 * Runs asked for at once. What inputs are ahead takes memory by run, and what is called off should end soon; the numbers
 * are the same for any division.
 */
const RUNS_AT_ONCE = 1000;
/** Values of these runs at most: on their way they are held twice. */
const VALUES_AT_ONCE = 4_000_000;

/** `index`: of the episode. `onProgress`: runs done. Throws ForecastError; rejects as `simulate` does. */
export async function runAhead(
  input: AheadInput,
  { count, parameters, particles }: Ensembles & { readonly particles: number },
  index: number,
  onProgress: (done: number) => void,
): Promise<RunsAhead> {
  const { declaration, horizon } = input;
  const episode = input.episodes[index];
  if (episode === undefined) throw new Error(`forecast: no trajectory ${index}`);
  const plan = { count, parameters, particles };
  const parts: Part[] = [];
  const width = Object.keys(declaration.outputs).length;
  const most = Math.min(RUNS_AT_ONCE, VALUES_AT_ONCE / (horizon * width));
  const atOnce = Math.max(1, Math.floor(most / particles));
  for (let first = 0; first < count; first += atOnce) {
    const own = partOf(plan, first, Math.min(count, first + atOnce));
    const done = first * particles;
    parts.push(await runPart(input, own, { episode, index }, (some) => onProgress(done + some)));
  }
  const [{ future }] = parts as [Part, ...Part[]];
  const { dates, id } = future.episode;
  const outputs = Object.entries(declaration.outputs);
  const all = { parts, runs: count * particles, rows: horizon, width };
  return {
    id,
    origin: future.origin,
    ...(dates && { dates }),
    outputs: outputs.map(([name, { unit }], output) => ({
      name,
      unit,
      get values() {
        return columnOf(all, output);
      },
    })),
    filters: joined(parts, ({ filters }) => filters),
    followers: followersOf(particles),
    notes: joined(parts, ({ notes }) => notes),
    failures: joined(parts, ({ failures }) => failures),
    told: future.told,
  };
}

/** Ensembles of a plan, one after the other. */
interface PartPlan extends Ensembles {
  readonly particles: number;
  /** Number of the first one in the plan. */
  readonly first: number;
}

function partOf(
  { parameters, count, particles }: Ensembles & { readonly particles: number },
  first: number,
  last: number,
): PartPlan {
  const width = parameters.length / count;
  const own = parameters.slice(first * width, last * width);
  return { parameters: own, count: last - first, particles, first };
}

interface Part {
  /** Number of its first run. */
  readonly firstRun: number;
  /** Without what inputs are ahead of each run. */
  readonly future: Omit<FutureEpisode, 'futures'>;
  readonly result: SimulationResult;
}

async function runPart(
  input: AheadInput,
  plan: PartPlan,
  { episode, index }: { readonly episode: Episode; readonly index: number },
  onProgress: (done: number) => void,
): Promise<Part> {
  const { declaration, horizon, simulate, signal } = input;
  const firstRun = plan.first * plan.particles;
  const { futures, ...future } = futureEpisode(episode, declaration, input.inputs, {
    horizon,
    firstRun,
    runs: plan.count * plan.particles,
    seed: deriveSeed(input.seed, 'forecast-inputs', index),
  });
  const seed = deriveSeed(input.seed, 'forecast', index);
  const request = requestOf(input, plan, { ...future, futures }, seed);
  const result = await simulate(request, { ...(signal && { signal }), onProgress });
  return { firstRun, future, result };
}

/** Records of all parts, with the numbers that their runs have among all. */
function joined<Of extends { readonly run: number }>(
  parts: readonly Part[],
  recordsOf: (result: SimulationResult) => readonly Of[] | undefined,
): Of[] {
  return parts.flatMap(({ firstRun, result }) =>
    (recordsOf(result) ?? []).map((record) => ({ ...record, run: firstRun + record.run })),
  );
}

/** Row-major [rows, runs] of one output, of what simulations give run by run. */
function columnOf(
  {
    parts,
    runs,
    rows,
    width,
  }: {
    readonly parts: readonly Part[];
    readonly runs: number;
    readonly rows: number;
    readonly width: number;
  },
  output: number,
): Float64Array {
  const values = new Float64Array(rows * runs);
  for (const { firstRun, result } of parts) {
    const own = result.values.length / (rows * width);
    for (let run = 0; run < own; run++)
      for (let row = 0; row < rows; row++)
        values[row * runs + firstRun + run] = result.values[(run * rows + row) * width + output]!;
  }
  return values;
}

function requestOf(
  { program, parameters = {}, policies, changes, keep }: AheadInput,
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
  };
}
