/** The search of a setup, as the loop takes it. */

import type { RunRange } from '../../decide/evaluate/evaluation.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import type { PolicySpace } from '../../decide/policies/policy-space.ts';
import { policyRow } from '../../decide/policies/registry.ts';
import { judgeOutcomes, scalesOf } from '../../decide/search/judge-outcomes.ts';
import type { PolicyTask } from '../../decide/search/search-policies.ts';
import { type SearchSpace, searchSpace } from '../../decide/search/search-task.ts';
import { brokenWords } from './broken-words.ts';
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
  const { aim, course, scenario, metrics, names, timeUnit, last, allDates: dates } = setup;
  const words = { names, timeUnit, dates, origin: last, last: last + aim.horizon };
  let why: string | null = null;
  const evaluate: PolicyTask['evaluate'] = async (policies, own) => {
    const outcomes = await runCourse(course, { scenario, policies }, own, metrics, { signal });
    if (outcomes.broken !== null) why ??= brokenWords(outcomes.broken, scenario, words);
    return outcomes;
  };
  const scales = scalesOf(aim, await evaluate({}, range));
  return {
    goal: aim,
    space: spaceOf(setup.space),
    constants: spaceOf(setup.constants, evenPoints(setup.constants)),
    alike: (point) => alike(setup, point),
    block: BLOCK,
    evaluate,
    judge: (outcomes) => judgeOutcomes(aim, scales, outcomes),
    why: () => why,
  };
}

/** All levers at the same part of their ranges. */
function evenPoints({ variables }: PolicySpace): number[][] {
  return [0, 0.25, 0.5, 0.75, 1].map((part) =>
    variables.map((variable) =>
      variable.kind === 'choice' ? 0 : variable.low + part * (variable.high - variable.low),
    ),
  );
}

function spaceOf(space: PolicySpace, starts = space.starts): SearchSpace {
  return searchSpace({
    variables: space.variables,
    starts,
    policiesOf: (point) => space.decode(point),
  });
}

/** Of each kind of policy the one that always sets a lever to its constant, all other numbers as suggested. */
function alike({ space, constants }: DecisionSetup, point: readonly number[]): number[][] {
  const values = new Map(constants.numbers.map((own, i) => [own?.lever, point[i]]));
  return space.starts.map((start) =>
    start.map((number, i) => {
      const own = space.numbers[i];
      const value = own ? values.get(own.lever) : undefined;
      return own && value !== undefined && policyRow(own.kind).setBy(own.name)
        ? Math.min(own.high, Math.max(own.low, value))
        : number;
    }),
  );
}
