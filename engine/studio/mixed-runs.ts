/** The runs of several structures over the same trajectories, read as those of one (TrajectoryRuns). */
import type { Episode } from '../simulator/simulation.ts';
import type { TrajectoryRuns } from './trajectory-runs.ts';

/** What tables and ranges are made from. */
export type ReadableRuns = Pick<TrajectoryRuns, 'episodes' | 'outputs' | 'count' | 'values'>;

/** `parts`: of each structure. `outputs`: those that all of them have. */
export class MixedRuns implements ReadableRuns {
  readonly episodes: readonly Episode[];
  readonly outputs: readonly string[];
  readonly count: number;
  readonly #parts: readonly TrajectoryRuns[];

  constructor(parts: readonly [TrajectoryRuns, ...TrajectoryRuns[]], outputs: readonly string[]) {
    this.episodes = parts[0].episodes;
    this.outputs = outputs;
    this.count = parts.reduce((sum, { count }) => sum + count, 0);
    this.#parts = parts;
  }

  /** One value for each run of the episode, structure after structure; NaN for runs that failed by then. */
  values(episode: number, row: number, output: number): Float64Array {
    const name = this.outputs[output] ?? '';
    return Float64Array.from(
      this.#parts.flatMap((part) => [...part.values(episode, row, part.outputs.indexOf(name))]),
    );
  }
}
