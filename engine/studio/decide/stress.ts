/** How the recommended policy stands what nobody planned for, without a new search. */
import { limitOf } from '../../decide/aims/limits.ts';
import { riskOf } from '../../decide/aims/risk.ts';
import type { RunRange } from '../../decide/evaluate/evaluation.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import { stressTests } from '../../decide/interventions/stress-tests.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import type { Understanding } from '../contract/decision-view.ts';
import { told } from './close-look.ts';
import type { DecisionSetup } from './decision-setup.ts';

/** Tests that break all runs are left out of the figures, as there are none. */
export async function stressOf(
  setup: DecisionSetup,
  policies: Policies,
  range: RunRange,
  signal: AbortSignal | undefined,
): Promise<Understanding['stress']> {
  const { aim, course, metrics, scenario, names, subject, means, last } = setup;
  const tests = stressTests({
    declarations: subject.models.map(({ declaration }) => declaration),
    resources: means.resources,
    ruled: Object.keys({ ...scenario?.policies, ...policies }),
    ...{ names, last, dates: setup.allDates },
  });
  const found = await Promise.all(
    tests.map(async ({ id, words, scenario: stress }) => {
      const own = { scenario: together(scenario, stress), policies };
      const { metrics: values, block } = await runCourse(course, own, range, metrics, { signal });
      const ofMetric = (m: number) => ({ values: values[m]!, block });
      const objectives = aim.objectives.map(({ risk, direction }, i) =>
        told(riskOf(risk, direction, ofMetric(i))),
      );
      const limits = aim.limits.map((limit, i) =>
        told(limitOf(limit, ofMetric(aim.objectives.length + i))),
      );
      const isSound = objectives.every(({ value }) => Number.isFinite(value));
      return isSound ? [{ id, words, objectives, limits }] : [];
    }),
  );
  return found.flat();
}

/** What happens anyway, then the stress. */
function together(scenario: Scenario | null, stress: Scenario): Scenario {
  if (scenario === null) return stress;
  const ids = new Set(scenario.changes.map(({ id }) => id));
  const changes = stress.changes.map((change) =>
    ids.has(change.id) ? { ...change, id: `stress-${change.id}` } : change,
  );
  return { ...scenario, changes: [...scenario.changes, ...changes] };
}
