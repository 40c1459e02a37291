/** Runs of one simulator: of the rows that the data have, or of those after them. */
import type { Failure } from '../../simulator/kernel/simulation.ts';
import type { ScriptAhead, ScriptDriver, ScriptEpisode, ScriptPayload } from './payload.ts';
import type { PolicyFile } from './policy-file/read-policy.ts';
import { requestOf } from './recorded-rows.ts';
import { episodesAhead, partsAhead, runsOfEpisodes, tableAhead } from './rows-ahead.ts';
import { type TableEpisode, type Trajectories, trajectoriesOf } from './tables.ts';

/** Which rows are run; `recorded`: those of the data, or of a person's input file. */
export type Rows =
  | { readonly kind: 'recorded'; readonly episodes: readonly ScriptEpisode[] }
  | { readonly kind: 'ahead'; readonly ahead: ScriptAhead };

/** What one simulator runs with. */
export interface RowsTask {
  readonly payload: ScriptPayload;
  readonly driver: ScriptDriver;
  readonly rows: Rows;
  /** Parameters that have these values in all runs; of the rows ahead, from the first of them on. */
  readonly fixed: readonly { readonly name: string; readonly value: number }[];
  readonly policy?: PolicyFile | undefined;
}

export interface RowsRun {
  readonly table: Trajectories;
  readonly episodes: readonly TableEpisode[];
  readonly failures: readonly Failure[];
}

/** `runs`: of all episodes together. */
export function runRows(
  task: RowsTask,
  order: { readonly seed: number; readonly runs: number },
): RowsRun {
  switch (task.rows.kind) {
    case 'recorded':
      return runRecorded(task, task.rows.episodes, order);
    case 'ahead':
      return runAhead(task, task.rows.ahead, order);
    default:
      return task.rows satisfies never;
  }
}

function runRecorded(
  { payload, driver, fixed, policy }: RowsTask,
  episodes: readonly ScriptEpisode[],
  order: { readonly seed: number; readonly runs: number },
): RowsRun {
  const values = new Map(fixed.map(({ name, value }) => [name, value]));
  const sets = payload.parameterSets.map((row) =>
    row.map((drawn, index) => values.get(payload.parameters[index]?.name ?? '') ?? drawn),
  );
  const request = requestOf(payload, episodes, sets, order, policy);
  const result = driver.run(request, 0, order.runs);
  const table = trajectoriesOf(payload, episodes, request, order.runs, result.values);
  return { table, episodes, failures: result.failures };
}

function runAhead(
  { payload, driver, fixed, policy }: RowsTask,
  ahead: ScriptAhead,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): RowsRun {
  const episodes = episodesAhead(payload, ahead);
  const parts = partsAhead(payload, episodes, ahead.futures, {
    ...{ seed, fixed, policy },
    runs: runsOfEpisodes(runs, episodes.length),
  });
  let before = 0;
  const failures: Failure[] = [];
  const results = parts.map((part) => {
    const result = driver.run(part.request, 0, part.runs);
    for (const failure of result.failures) failures.push({ ...failure, run: before + failure.run });
    before += part.runs;
    return result.values;
  });
  return { table: tableAhead(payload, parts, results), episodes, failures };
}
