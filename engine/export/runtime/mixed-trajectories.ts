/** Runs of several structures as one table. */
import { planMembers } from '../../discover/mixture/mix-forecast.ts';
import type { ScriptPayload } from './payload.ts';
import { countRows, type TableEpisode, type Trajectories } from './tables.ts';

/**
 * Runs of each structure when about so many are asked for: of each episode as many, rounded up, in proportion to the
 * weights (planMembers). The studio and exported scripts share this rule.
 */
export function runsOfStructures(
  weights: readonly number[],
  runs: number,
  episodes: number,
): number[] {
  const each = Math.ceil(runs / episodes);
  const plan = planMembers(
    Float64Array.from(weights),
    weights.map(() => each),
    each,
  );
  return weights.map((_, k) => episodes * plan.structure.filter((of) => of === k).length);
}

/** Outputs that all structures have, in the order of the first. */
export function commonOutputs(structures: readonly Pick<ScriptPayload, 'outputs'>[]): string[] {
  const names = structures.map(({ outputs }) => outputs.map(({ name }) => name));
  return (names[0] ?? []).filter((name) => names.every((own) => own.includes(name)));
}

/** What their tables have: common outputs, then whatever any of them sets. */
export function mixedColumns(
  structures: readonly Pick<ScriptPayload, 'outputs'>[],
  tables: readonly Pick<Trajectories, 'columns'>[],
): string[] {
  const outputs = structures.flatMap((structure) => structure.outputs.map(({ name }) => name));
  const set = tables.flatMap(({ columns }) => columns.filter((name) => !outputs.includes(name)));
  return [...commonOutputs(structures), ...new Set(set)];
}

export interface StructureRuns {
  readonly name: string;
  readonly table: Trajectories;
  readonly episodes: readonly TableEpisode[];
}

/**
 * Structure after structure, of each its first runs; a column that it does not have is NaN in all of them. `episodes`: what the rows are called by, in the
 * order of each part's.
 */
export function mixedTrajectories(
  parts: readonly StructureRuns[],
  columns: readonly string[],
  episodes: readonly TableEpisode[],
): Trajectories {
  let count = 0;
  const runs = parts.flatMap((part) => {
    const places = columns.map((column) => part.table.columns.indexOf(column));
    return Array.from({ length: part.table.runs }, (_, run) => {
      const episode = episodes[part.episodes.indexOf(part.table.episodeOf(run))];
      if (episode === undefined) throw new Error('structures: not the same episodes');
      const start = count;
      count += countRows(episode) * columns.length;
      return { part, places, run, episode, start };
    });
  });
  const values = new Float64Array(count);
  for (const { part, places, run, episode, start } of runs) {
    const { table } = part;
    for (let row = 0; row < countRows(episode); row++) {
      const from = table.startOf(run) + row * table.columns.length;
      places.forEach((place, column) => {
        const value = place < 0 ? undefined : table.values[from + place];
        values[start + row * columns.length + column] = value ?? Number.NaN;
      });
    }
  }
  const at = (run: number) => {
    const found = runs[run];
    if (found === undefined) throw new Error(`run: no ${run}`);
    return found;
  };
  return {
    values,
    runs: runs.length,
    columns,
    episodeOf: (run) => at(run).episode,
    startOf: (run) => at(run).start,
    structureOf: (run) => at(run).part.name,
  };
}
