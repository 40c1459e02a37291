/** The rows after the data: from the state at the last observed row on, with the inputs that the script carries. */
import { deriveSeed } from '../../calibrate/streams.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import { followersOf, takeDraws } from '../../forecast/ensembles.ts';
import type { Intervention } from '../../simulator/kernel/intervention.ts';
import type { Episode, SimulationRequest } from '../../simulator/kernel/simulation.ts';
import type { ScriptFuture, ScriptPayload } from './payload.ts';
import type { PolicyFile } from './policy-file/read-policy.ts';
import { typed } from './recorded-rows.ts';
import { columnsOf, countRows, type TableEpisode, type Trajectories, tableOf } from './tables.ts';

/** What is run, and how often. */
export interface AheadOrder {
  readonly seed: number;
  /** By episode. */
  readonly runs: readonly number[];
  /** Parameter -> value from the first row ahead on. */
  readonly fixed?: readonly { readonly name: string; readonly value: number }[];
  readonly policy?: PolicyFile | undefined;
}

/** The runs of one episode. */
export interface AheadPart {
  readonly rows: TableEpisode;
  readonly request: Omit<SimulationRequest, 'program'>;
  /** Of the request the first so many runs are meant. */
  readonly runs: number;
}

type Carried = Pick<ScriptPayload, 'outputs' | 'levers' | 'episodes' | 'parameterSets'>;

/** What the rows ahead of each episode are called by; `dates` has all rows, recorded ones included. */
export function episodesAhead(
  { episodes }: Pick<ScriptPayload, 'episodes'>,
  { horizon, futures }: { readonly horizon: number; readonly futures: readonly ScriptFuture[] },
): TableEpisode[] {
  return futures.map(({ origin, dates = [] }, k) => {
    const { id, dates: known } = at(episodes, k);
    const steps = origin + horizon;
    const all = known && [...known, ...dates].slice(0, steps + 1);
    return { id, first: origin + 1, steps, ...(all && { dates: all }) };
  });
}

/**
 * One request an episode that has runs, as the studio judges courses of action (decide/evaluate/): blocks of 10 runs share a draw of the
 * numbers and its state of today, and run r has path r of the inputs. The first runs are the same for any number of them.
 */
export function partsAhead(
  payload: Carried,
  rows: readonly TableEpisode[],
  futures: readonly ScriptFuture[],
  order: AheadOrder,
): AheadPart[] {
  const { parameterSets } = payload;
  const draws = {
    parameterSets: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
  };
  return futures.flatMap((future, k) => {
    const own = at(rows, k);
    const runs = order.runs[k] ?? 0;
    if (runs === 0) return [];
    const { parameters, count } = takeDraws(draws, Math.ceil(runs / BLOCK));
    const request: AheadPart['request'] = {
      episodes: [goneOn(payload, future, own, k)],
      parameters,
      sets: count,
      replications: BLOCK,
      mode: {
        kind: 'forecast',
        origin: future.origin,
        futures: future.paths.map(typed),
        particles: followersOf(BLOCK),
      },
      seed: deriveSeed(order.seed, 'forecast', k),
      streams: 'independent',
      ...changesOf(order, own),
    };
    return [{ rows: own, request, runs }];
  });
}

/** `results`: values of each part, which may be more than are meant. */
export function tableAhead(
  payload: Pick<ScriptPayload, 'outputs' | 'levers'>,
  parts: readonly AheadPart[],
  results: readonly Float64Array[],
): Trajectories {
  const columns = columnsOf(payload, parts[0]?.request ?? {});
  const sizes = parts.map(({ rows, runs }) => runs * countRows(rows) * columns.length);
  const values = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  sizes.forEach((size, k) => {
    values.set(at(results, k).subarray(0, size), start);
    start += size;
  });
  const episodes = parts.flatMap(({ rows, runs }) => Array.from({ length: runs }, () => rows));
  return tableOf(columns, episodes.length, (run) => at(episodes, run), values);
}

/** `runs` over so many episodes, the first ones having one more where it does not come out even. */
export function runsOfEpisodes(runs: number, episodes: number): number[] {
  return Array.from(
    { length: episodes },
    (_, k) => Math.floor(runs / episodes) + (k < runs % episodes ? 1 : 0),
  );
}

function changesOf({ fixed = [], policy }: AheadOrder, { first = 0, steps }: TableEpisode) {
  const set = fixed.map(
    ({ name, value }): Intervention => ({
      ...{ kind: 'set-parameter', parameter: name, value },
      ...{ from: first, to: steps },
    }),
  );
  if (policy === undefined) return { interventions: set };
  const interventions = [...set, ...policy.interventions];
  return { ...policy, interventions, record: 'all' } as const;
}

function goneOn(
  { outputs, episodes }: Carried,
  { known, observed, inputs, levers }: ScriptFuture,
  { id, steps, dates }: TableEpisode,
  k: number,
): Episode {
  const recorded = at(episodes, k);
  const joined = (
    own: Readonly<Record<string, readonly number[]>>,
    ahead: Readonly<Record<string, readonly number[]>>,
  ) =>
    typed(
      Object.fromEntries(
        Object.entries(own).map(([name, values]) => [
          name,
          [...values.slice(0, known + 1), ...(ahead[name] ?? [])],
        ]),
      ),
    );
  return {
    ...{ id, steps },
    observed: Object.fromEntries(
      outputs.map(({ name }) => {
        const series = new Float64Array(steps + 1).fill(Number.NaN);
        series.set(observed[name] ?? []);
        return [name, series];
      }),
    ),
    inputs: joined(recorded.inputs, inputs),
    levers: joined(recorded.levers, levers),
    ...(dates && { dates }),
  };
}

function at<Of>(items: readonly Of[], index: number): Of {
  const item = items[index];
  if (item === undefined) throw new Error(`rows ahead: no episode ${index}`);
  return item;
}
