/** A search whose runs are a formula: run r of a seed has the same luck under any policy. */
import { openRandom } from '../../engine/calibrate/streams.ts';
import type { Outcomes, RunRange } from '../../engine/decide/evaluate/evaluation.ts';
import type { Limit, Metric, Objective } from '../../engine/decide/schemas/aim.ts';
import type { Variables } from '../../engine/decide/search/algorithms/variables.ts';
import { judgeOutcomes } from '../../engine/decide/search/judge-outcomes.ts';
import type { PolicyTask } from '../../engine/decide/search/search-policies.ts';
import { type Policies, searchSpace } from '../../engine/decide/search/search-task.ts';
import type { RandomSource } from '../../engine/simulator/kernel/samplers.ts';

const metric: Metric = { series: { kind: 'cost' }, how: 'total', level: null };

export function objective(direction: Objective['direction'] = 'minimise'): Objective {
  return { direction, metric, risk: { kind: 'mean' } };
}

export function limit(is: Limit['is'], level: number, chance: number): Limit {
  return { metric, is, level, chance };
}

export interface FakeProblem {
  readonly objectives: readonly Objective[];
  readonly limits: readonly Limit[];
  readonly variables: Variables;
  /** A variable a value: metrics of the objectives, then of the limits. NaN: the run breaks. */
  readonly run: (values: readonly number[], random: RandomSource) => readonly number[];
  readonly block?: number;
}

export function fakeTask(problem: FakeProblem): PolicyTask & { readonly simulated: () => number } {
  const { objectives, limits, variables, run, block = 10 } = problem;
  const goal = { objectives: [...objectives], limits: [...limits] };
  let simulated = 0;
  const policiesOf = (point: readonly number[]): Policies => ({
    lever: {
      kind: 'constant',
      watch: null,
      values: Object.fromEntries(point.map((value, i) => [`v${i}`, value])),
      starts: [],
    },
  });
  const space = searchSpace({ variables, starts: [], policiesOf });
  return {
    goal,
    space,
    constants: space,
    alike: () => [],
    block,
    simulated: () => simulated,
    async evaluate(policies, { seed, first, count }: RunRange): Promise<Outcomes> {
      simulated += count;
      const values = Object.values(policies.lever?.values ?? {});
      const metrics = [...objectives, ...limits].map(() => new Float64Array(count));
      for (let r = 0; r < count; r++) {
        const came = run(values, openRandom(seed, 'fake', first + r));
        metrics.forEach((own, m) => {
          own[r] = came[m]!;
        });
      }
      return {
        metrics,
        structure: new Uint16Array(count),
        set: new Uint32Array(count),
        block,
        failures: null,
      };
    },
    judge: (outcomes) =>
      judgeOutcomes(
        goal,
        limits.map(() => 1),
        outcomes,
      ),
  };
}
