/** Hypervolumes of fronts found in 25,000 evaluations by 100 points, beside the published algorithm's. */
import {
  dtlz2,
  type MultiObjectiveProblem,
  zdt1,
  zdt2,
  zdt3,
  zdt4,
  zdt6,
} from '../../../engine/benchmark/decide/multi-objective.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { hypervolume } from '../../../engine/decide/search/algorithms/hypervolume.ts';
import { createNsga2, type Nsga2Options } from '../../../engine/decide/search/algorithms/nsga2.ts';
import {
  askSearch,
  type SearchState,
  tellSearch,
} from '../../../engine/decide/search/algorithms/search-state.ts';
import type { Row } from '../report.ts';

const EVALUATIONS = 25_000;

type Options = Pick<Nsga2Options, 'selection' | 'differential'>;
const PUBLISHED: Options = { selection: 'crowding', differential: 0 };

/** NSGA-II as published (crowding), 25,000 evaluations, population 100, reference point 1; dtlz2: the figure to reach. */
const PLAN: readonly { readonly problem: MultiObjectiveProblem; readonly target: number }[] = [
  { problem: zdt1, target: 0.6594 },
  { problem: zdt2, target: 0.3263 },
  { problem: zdt3, target: 1.0403 },
  { problem: zdt4, target: 0.657 },
  { problem: zdt6, target: 0.314 },
  { problem: dtlz2, target: 0.42 },
];

/** Median over `seeds` runs of the last population, as the studio searches; beside it the published way. Some 5 s a run. */
export async function multiObjectiveRows(seeds = 5): Promise<Row[]> {
  return PLAN.flatMap(({ problem, target }): Row[] => {
    const own = volumes(problem, seeds);
    const published = volumes(problem, seeds, PUBLISHED);
    const ends = `lowest of ${seeds} ${own[0]!.toFixed(4)}, front ${problem.frontVolume.toFixed(4)}`;
    return [
      {
        id: `decide.${problem.id}.hypervolume`,
        value: medianOf(own),
        unit: 'volume, reference point 1',
        better: 'higher',
        target,
        reference: `NSGA-II: ${target}; ${ends}; as published, here: ${medianOf(published).toFixed(4)}`,
      },
    ];
  });
}

/** In ascending order. */
function volumes(problem: MultiObjectiveProblem, seeds: number, options: Options = {}): number[] {
  return Array.from({ length: seeds }, (_, i) => volume(problem, i + 1, options)).sort(
    (a, b) => a - b,
  );
}

function volume(problem: MultiObjectiveProblem, seed: number, options: Options): number {
  const { variables, objectives } = problem;
  let state: SearchState = createNsga2({ variables, ...options });
  while (state.evaluations < EVALUATIONS) {
    const random = openRandom(seed, 'bench/decide', state.generation);
    const asked = askSearch(state, random);
    const judged = asked.points.map((x) => ({ objectives: objectives(x), violation: 0 }));
    state = tellSearch(state, asked, judged, random);
  }
  if (state.kind !== 'nsga2') throw new Error(`search: ${state.kind}, not nsga2`);
  const front = state.population.map((entry) => entry.objectives);
  return hypervolume(
    front,
    front[0]!.map(() => 1),
  );
}

function medianOf(ascending: readonly number[]): number {
  return ascending[Math.floor(ascending.length / 2)]!;
}
