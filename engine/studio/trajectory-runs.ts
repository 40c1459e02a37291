import { type Episode, rowsOf, type SimulationRequest } from '../simulator/simulation.ts';

/** The values of a rollout request, read by episode, row and output. */
export class TrajectoryRuns {
  readonly episodes: readonly Episode[];
  /** Names of the outputs, in the order of the declaration. */
  readonly outputs: readonly string[];
  /** Runs of all episodes together. */
  readonly count: number;
  readonly #values: Float64Array;
  readonly #sets: number;
  readonly #replications: number;
  /** Where an episode's runs begin within the runs of a set, and how long a set is. */
  readonly #starts: readonly number[];

  constructor(
    values: Float64Array,
    request: Pick<SimulationRequest, 'episodes' | 'sets' | 'replications' | 'mode'>,
    outputs: readonly string[],
  ) {
    this.episodes = request.episodes;
    this.outputs = outputs;
    this.count = request.sets * request.episodes.length * request.replications;
    this.#values = values;
    this.#sets = request.sets;
    this.#replications = request.replications;
    let at = 0;
    this.#starts = [...request.episodes, undefined].map((episode) => {
      const start = at;
      if (episode) at += request.replications * rowsOf(episode, request.mode) * outputs.length;
      return start;
    });
  }

  /** One value for each run of the episode; NaN for runs that failed by then. */
  values(episode: number, row: number, output: number): Float64Array {
    const perSet = this.#starts.at(-1)!;
    const start = this.#starts[episode]!;
    const perRun = (this.#starts[episode + 1]! - start) / this.#replications;
    const found = new Float64Array(this.#sets * this.#replications);
    for (let set = 0; set < this.#sets; set++) {
      for (let replication = 0; replication < this.#replications; replication++) {
        const run = set * perSet + start + replication * perRun;
        found[set * this.#replications + replication] =
          this.#values[run + row * this.outputs.length + output]!;
      }
    }
    return found;
  }
}
