/** One environment, one seed: every method, scored as the world is and as it is after each shift. */
import type { GsimEnvironment } from '../../engine/benchmark/gsim/environments.ts';
import { datasetOfRuns, truthRuns } from '../../engine/benchmark/gsim/trajectories.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Simulate } from '../../engine/simulator/simulation.ts';
import { defaultsOf, type Method, runMethods } from './gsim-methods.ts';
import { createJudge, type Scores } from './gsim-scores.ts';
import { composerSearch } from './gsim-search.ts';
import { workedSimulator } from './worked-simulators.ts';

export interface EnvironmentRun {
  readonly seed: number;
  readonly methods: readonly Method[];
  /** Method, baseline, 'true-structure' or 'floor' -> scores. */
  readonly scores: ReadonlyMap<string, Scores>;
  /** Shift -> floor, true structure and the searched methods -> scores. */
  readonly shifted: ReadonlyMap<string, ReadonlyMap<string, Scores>>;
  /** Seconds of all scoring. */
  readonly scoring: number;
}

interface RunSettings {
  readonly executor: Executor;
  readonly simulate: Simulate;
  readonly quick: boolean;
}

const FULL = {
  ...{ rounds: 5, evaluations: 600, last: 1500, seen: 100 },
  inference: { budget: 5000, trajectories: 100 },
};
const QUICK = {
  ...{ rounds: 2, evaluations: 200, last: 400, seen: 30 },
  inference: { budget: 1000, trajectories: 20 },
};
const QUICK_STATES = { runs: 25, steps: 16 };
/** The worked simulator with the true numbers: it knows how the system works, and of a state what the columns show. */
const TRUE_STRUCTURE = 'true-structure';
/** What is scored after a shift. */
const SHIFTED: readonly string[] = ['es', 'mixture', TRUE_STRUCTURE];

export async function runEnvironment(
  environment: GsimEnvironment,
  seed: number,
  { executor, simulate, quick }: RunSettings,
): Promise<EnvironmentRun> {
  const { seen, ...budgets } = quick ? QUICK : FULL;
  const part = (name: 'train' | 'validation') => {
    const dataset = datasetOfRuns(environment, truthRuns(environment, seed, name), name);
    return { ...dataset, trajectories: dataset.trajectories.slice(0, seen) };
  };
  const { title, description: words } = environment;
  const input = { title, words, train: part('train'), validation: part('validation'), seed };
  const methods = await runMethods(input, {
    ...{ simulate, numerics: executor, search: composerSearch },
    ...budgets,
  });
  const started = performance.now();
  const subsample = quick ? { subsample: QUICK_STATES } : {};
  const judge = await createJudge(environment, seed, { executor, simulate, ...subsample });
  const scores = new Map([['floor', judge.floor], ...(await judge.baselines())]);
  const worked = workedSimulator(environment.simulator);
  const truth = { compiled: worked, parameters: defaultsOf(worked) };
  const trueStructure = { id: TRUE_STRUCTURE, parts: [{ candidate: truth, weight: 1 }] };
  scores.set(TRUE_STRUCTURE, await judge.score(trueStructure));
  for (const method of methods) scores.set(method.id, await judge.score(method));
  const shifted = new Map<string, ReadonlyMap<string, Scores>>();
  for (const shift of environment.shifts) {
    const other = await createJudge(environment, seed, {
      ...{ executor, simulate, shift, ...subsample },
    });
    const own = new Map([['floor', other.floor]]);
    for (const method of [trueStructure, ...methods])
      if (SHIFTED.includes(method.id)) own.set(method.id, await other.score(method));
    shifted.set(shift.id, own);
  }
  const scoring = (performance.now() - started) / 1000;
  return { seed, methods, scores, shifted, scoring };
}
