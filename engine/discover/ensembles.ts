/** Results of a simulation, sorted by output: what runs give on the rows of each episode, beside what was observed. */
import type { Declaration } from '../simulator/declaration.ts';
import { type Episode, rowsOf, type SimulationRequest } from '../simulator/simulation.ts';

export interface OutputEnsemble {
  readonly output: string;
  /** Position of the episode. */
  readonly episode: number;
  /** Row of the episode that the first row of the ensemble is: 0 of a rollout, 1 of single steps. */
  readonly first: number;
  /** All rows of the episode, NaN where not observed. */
  readonly observed: Float64Array;
  /** Row-major [rows, members]; NaN where a run failed. */
  readonly ensemble: Float64Array;
}

/** One for each output of each episode that was observed at all. `values`: of one parameter set. */
export function ensemblesOf(
  values: Float64Array,
  episodes: readonly Episode[],
  {
    declaration,
    members,
    mode,
  }: {
    readonly declaration: Pick<Declaration, 'outputs'>;
    readonly members: number;
    readonly mode: SimulationRequest['mode'];
  },
): OutputEnsemble[] {
  const outputs = Object.keys(declaration.outputs);
  let start = 0;
  return episodes.flatMap((episode, index) => {
    const rows = rowsOf(episode, mode);
    const at = start;
    start += rows * members * outputs.length;
    return outputs.flatMap((output, column) => {
      const observed = episode.observed[output];
      if (observed === undefined || !observed.some(Number.isFinite)) return [];
      const ensemble = new Float64Array(rows * members);
      for (let member = 0; member < members; member++) {
        for (let row = 0; row < rows; row++) {
          ensemble[row * members + member] =
            values[at + (member * rows + row) * outputs.length + column] ?? Number.NaN;
        }
      }
      return [{ output, episode: index, first: episode.steps + 1 - rows, observed, ensemble }];
    });
  });
}
