/** What the script gives out: every trajectory as CSV, and quantiles over the runs. */
import { quantiles } from '../../score/quantiles.ts';
import type { SimulationRequest } from '../../simulator/kernel/simulation.ts';
import type { ScriptEpisode, ScriptPayload } from './payload.ts';

/** What the rows of a run are called by. */
export interface TableEpisode extends Pick<ScriptEpisode, 'id' | 'steps' | 'dates'> {
  /** Row that a run begins with, default 0; it ends with row `steps`. */
  readonly first?: number;
}

/** Rows of each of its runs. */
export function countRows({ first = 0, steps }: TableEpisode): number {
  return steps + 1 - first;
}

/** Values of all runs, run after run; each has rows x columns numbers. */
export interface Trajectories {
  readonly values: Float64Array;
  readonly runs: number;
  /** Outputs, and where they are recorded what was set: levers, then resources. */
  readonly columns: readonly string[];
  /** Episode of each run, by number of the run. */
  readonly episodeOf: (run: number) => TableEpisode;
  /** Index in `values` of the first number of a run. */
  readonly startOf: (run: number) => number;
  /** Which structure the run is of, where there are several. */
  readonly structureOf?: (run: number) => string;
}

type Recorded = Pick<SimulationRequest, 'replications' | 'record' | 'resources'>;

/** Of a request that `trajectoryRequest` made, the first `runs` runs. */
export function trajectoriesOf(
  payload: Pick<ScriptPayload, 'outputs' | 'levers'>,
  episodes: readonly ScriptEpisode[],
  request: Recorded,
  runs: number,
  values: Float64Array,
): Trajectories {
  const { replications } = request;
  const episodeOf = (run: number) => episodes[Math.floor(run / replications) % episodes.length]!;
  return tableOf(columnsOf(payload, request), runs, episodeOf, values);
}

/** Outputs, and where they are recorded levers and resources. */
export function columnsOf(
  payload: Pick<ScriptPayload, 'outputs' | 'levers'>,
  { record, resources = {} }: Omit<Recorded, 'replications'>,
): string[] {
  const set = record === 'all' ? [...namesOf(payload.levers), ...Object.keys(resources)] : [];
  return [...namesOf(payload.outputs), ...set];
}

/** `values`: of runs in their order, without gaps. */
export function tableOf(
  columns: readonly string[],
  runs: number,
  episodeOf: (run: number) => TableEpisode,
  values: Float64Array,
): Trajectories {
  const starts = new Float64Array(runs);
  for (let run = 1; run < runs; run++) {
    starts[run] = starts[run - 1]! + countRows(episodeOf(run - 1)) * columns.length;
  }
  return { values, runs, columns, episodeOf, startOf: (run) => starts[run]! };
}

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

/** run (from 1), structure and episode where there are several, row, date where dated, columns; numbers read back exactly. */
export function* trajectoryLines(table: Trajectories, episodes: readonly TableEpisode[]) {
  const several = episodes.length > 1;
  const dated = episodes.some((episode) => episode.dates !== undefined);
  const { structureOf } = table;
  yield `${['run', ...(structureOf ? ['structure'] : []), ...(several ? ['episode'] : []), 'row', ...(dated ? ['date'] : []), ...table.columns.map(quoted)].join(',')}\n`;
  for (let run = 0; run < table.runs; run++) {
    const episode = table.episodeOf(run);
    let lines = '';
    const { first = 0 } = episode;
    for (let row = first; row <= episode.steps; row++) {
      const at = table.startOf(run) + (row - first) * table.columns.length;
      lines += `${[
        run + 1,
        ...(structureOf ? [quoted(structureOf(run))] : []),
        ...(several ? [quoted(episode.id)] : []),
        row,
        ...(dated ? [episode.dates?.[row] ?? ''] : []),
        ...table.columns.map((_, column) => cell(table.values[at + column]!)),
      ].join(',')}\n`;
    }
    yield lines;
  }
}

/** One line per episode, column and row: how many runs have a value, and its quantiles over them. */
export function* summaryLines(table: Trajectories, episodes: readonly TableEpisode[]) {
  yield 'episode,output,row,date,runs,q05,q25,q50,q75,q95';
  for (const episode of episodes) {
    const { first = 0 } = episode;
    const runs = [...Array(table.runs).keys()].filter((run) => table.episodeOf(run) === episode);
    for (const [column, name] of table.columns.entries()) {
      for (let row = first; row <= episode.steps; row++) {
        const at = (row - first) * table.columns.length + column;
        const members = runs
          .map((run) => table.values[table.startOf(run) + at]!)
          .filter((value) => !Number.isNaN(value));
        const points = quantiles(members, LEVELS).map((value) => cell(rounded(value)));
        const place = [quoted(episode.id), quoted(name), row, episode.dates?.[row] ?? ''];
        yield [...place, members.length, ...points].join(',');
      }
    }
  }
}

function namesOf(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name);
}

function cell(value: number): string {
  return Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : String(value);
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
