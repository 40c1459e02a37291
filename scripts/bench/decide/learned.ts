/** What is learned of an environment from few and short trajectories: structures with weights, and numbers that the data leave possible. */
import type { GsimEnvironment } from '../../../engine/benchmark/gsim/environments.ts';
import {
  datasetOfRuns,
  type GsimPart,
  truthRuns,
} from '../../../engine/benchmark/gsim/trajectories.ts';
import type { Dataset } from '../../../engine/data/dataset.ts';
import type { CompiledSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import type { Simulate } from '../../../engine/simulator/simulation.ts';
import { calibrateStructure } from '../../../engine/studio/calibrate-structure.ts';
import { composerSearch } from '../gsim-search.ts';

export interface LearnedStructure {
  readonly name: string;
  readonly compiled: CompiledSimulator;
  readonly weight: number;
  /** Best fit, by parameter. */
  readonly best: readonly number[];
  /** Parameter sets, in the order of the declaration. */
  readonly sets: readonly (readonly number[])[];
}

/** Half a dozen records of ten days: what a planner may have of a new system. Rates are then known to some 10 to 30 %, and not all structures can be told apart. */
const SEEN = { train: 4, validation: 2, rows: 10 } as const;
const SEARCH = { rounds: 2, evaluations: 200 };
/** Lighter structures are left out of the mixture, as in the studio. */
const LEAST_WEIGHT = 0.05;

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
    found.push({
      ...{ name: id, compiled, weight, best },
      sets: sets.length > 0 ? sets : [best],
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
