/** The search of a setup, as the loop takes it. */

import type { RunRange } from '../../decide/evaluate/evaluation.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import type { PolicySpace } from '../../decide/policies/policy-space.ts';
import { judgeOutcomes, scalesOf } from '../../decide/search/judge-outcomes.ts';
import type { PolicyTask } from '../../decide/search/search-policies.ts';
import { type SearchSpace, searchSpace } from '../../decide/search/search-task.ts';
import type { DecisionSetup } from './decision-setup.ts';

export interface DecisionTask extends PolicyTask {
  /** Why the first broken run broke; null: none has so far. */
  readonly why: () => string | null;
}

/** `range`: runs of things as they are, by which excesses are measured. */
export async function decisionTask(
  setup: DecisionSetup,
  range: RunRange,
  signal: AbortSignal | undefined,
): Promise<DecisionTask> {
  const { aim, course, scenario, metrics } = setup;
  let why: string | null = null;
  const evaluate: PolicyTask['evaluate'] = async (policies, own) => {
    const outcomes = await runCourse(course, { scenario, policies }, own, metrics, { signal });
    why ??= outcomes.failures?.why ?? null;
    return outcomes;
  };
  const scales = scalesOf(aim, await evaluate({}, range));
  return {
    goal: aim,
    space: spaceOf(setup.space),
    constants: spaceOf(setup.constants),
    block: BLOCK,
    evaluate,
    judge: (outcomes) => judgeOutcomes(aim, scales, outcomes),
    why: () => why,
  };
}

function spaceOf(space: PolicySpace): SearchSpace {
  return searchSpace({
    variables: space.variables,
    starts: space.starts,
    policiesOf: (point) => space.decode(point),
  });
}
