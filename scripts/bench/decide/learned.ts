/** What is learned of an environment from few and short trajectories: structures with weights, and numbers that the data leave possible. */
import type { GsimEnvironment } from '../../../engine/benchmark/gsim/environments.ts';
import {
  datasetOfRuns,
  type GsimPart,
  truthRuns,
} from '../../../engine/benchmark/gsim/trajectories.ts';
import type { Dataset } from '../../../engine/data/dataset.ts';
import { episodesOf } from '../../../engine/data/episodes.ts';
import { calibrateCandidate } from '../../../engine/discover/calibrate-candidate.ts';
import type { Evaluated } from '../../../engine/discover/candidate.ts';
import type { CompiledSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';
import type { Episode, Simulate } from '../../../engine/simulator/simulation.ts';
import { calibrateStructure } from '../../../engine/studio/calibrate-structure.ts';
import { composerSearch } from '../gsim-search.ts';

export interface LearnedStructure {
  readonly name: string;
  readonly compiled: CompiledSimulator;
  readonly weight: number;
  /** Best fit, by parameter. */
  readonly best: readonly number[];
  /** Parameter sets, in the order of the declaration: as the studio's search leaves them. */
  readonly sets: readonly (readonly number[])[];
  /** Others: what would have been found in made-up records of the best fit (parametric bootstrap: Efron, Tibshirani 1993, 6.5). */
  readonly redone: readonly (readonly number[])[];
}

/** Half a dozen records of ten days: what a planner may have of a new system. Rates are then known to some 10 to 30 %, and not all structures can be told apart. */
const SEEN = { train: 4, validation: 2, rows: 10 } as const;
const SEARCH = { rounds: 2, evaluations: 200 };
/** Lighter structures are left out of the mixture, as in the studio. */
const LEAST_WEIGHT = 0.05;

/** From the priors each time: a search that begins at the best fit would find that again. */
const REDONE = { times: 20, evaluations: 250 };

/** Heaviest first. The composer's search, then each structure calibrated with ranges as the studio does it. */
export async function learn(
  environment: GsimEnvironment,
  seed: number,
  simulate: Simulate,
): Promise<LearnedStructure[]> {
  const { title, description: words } = environment;
  const train = seen(environment, seed, 'train', SEEN.train);
  const validation = seen(environment, seed, 'validation', SEEN.validation);
  const { ranked, mixture } = await composerSearch(
    { title, words, train, validation, seed },
    { simulate, ...SEARCH },
  );
  const dataset = { ...train, trajectories: [...train.trajectories, ...validation.trajectories] };
  const found: LearnedStructure[] = [];
  for (const [rank, { id, weight }] of mixture.structures.entries()) {
    const candidate = ranked.find(({ proposal }) => proposal.id === id);
    if (candidate === undefined || (rank > 0 && weight < LEAST_WEIGHT)) continue;
    const { parameters, sets } = await calibrateStructure({ simulate }, candidate, {
      ...{ dataset, seed, facts: [] },
    });
    const { compiled } = candidate;
    const best = Object.keys(compiled.declaration.parameters).map((name) => parameters[name]!);
    const redone = await bootstrap(candidate, best, episodesOf(dataset, compiled.declaration), {
      ...{ seed, simulate },
    });
    found.push({
      ...{ name: id, compiled, weight, best },
      sets: sets.length > 0 ? sets : [best],
      redone: redone.length > 0 ? redone : [best],
    });
  }
  return found;
}

function seen(environment: GsimEnvironment, seed: number, part: GsimPart, count: number): Dataset {
  const whole = datasetOfRuns(environment, truthRuns(environment, seed, part), part);
  const { rows } = SEEN;
  return {
    ...whole,
    trajectories: whole.trajectories.slice(0, count).map((trajectory) => ({
      ...trajectory,
      rows,
      values: Object.fromEntries(
        Object.entries(trajectory.values).map(([name, values]) => [name, values.slice(0, rows)]),
      ),
    })),
  };
}

async function bootstrap(
  { compiled, mode }: Evaluated,
  best: readonly number[],
  episodes: readonly Episode[],
  { seed, simulate }: { readonly seed: number; readonly simulate: Simulate },
): Promise<number[][]> {
  const { declaration } = compiled;
  const { values } = await simulate({
    program: programOf(compiled),
    ...{ episodes, parameters: Float64Array.from(best), sets: 1, replications: REDONE.times },
    ...{ mode: { kind: 'rollout' }, seed, streams: 'independent' },
  });
  const names = Object.keys(declaration.parameters);
  const found: number[][] = [];
  for (let time = 0; time < REDONE.times; time++) {
    const made = madeUp(episodes, values, Object.keys(declaration.outputs), time);
    if (made === undefined) continue;
    const again = await calibrateCandidate({
      ...{ compiled, simulate, mode, episodes: made },
      ...{ seed: seed + 1000 * (time + 1), budget: REDONE.evaluations },
    });
    found.push(names.map((name) => again[name]!));
  }
  return found;
}

/** The records as this replication has them, where something was recorded; undefined where a run broke. */
function madeUp(
  episodes: readonly Episode[],
  values: Float64Array,
  outputs: readonly string[],
  replication: number,
): Episode[] | undefined {
  let before = 0;
  const made = episodes.map((episode): Episode => {
    const rows = episode.steps + 1;
    const first = before + replication * rows * outputs.length;
    before += REDONE.times * rows * outputs.length;
    const observed = Object.fromEntries(
      outputs.map((name, o) => [
        name,
        Float64Array.from({ length: rows }, (_, row) =>
          Number.isNaN(episode.observed[name]?.[row] ?? Number.NaN)
            ? Number.NaN
            : values[first + row * outputs.length + o]!,
        ),
      ]),
    );
    return { ...episode, observed };
  });
  const isWhole = made.every(({ steps, observed }) =>
    outputs.every((name) => !Number.isNaN(observed[name]?.[steps] ?? Number.NaN)),
  );
  return isWhole ? made : undefined;
}
