/** Policies looked at closely, on runs that no part of the search has seen: what a card says of each. */

import type { Estimate as RunEstimate, RunValues } from '../../decide/aims/estimate.ts';
import { limitOf } from '../../decide/aims/limits.ts';
import { riskOf } from '../../decide/aims/risk.ts';
import type { Outcomes, RunRange } from '../../decide/evaluate/evaluation.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import { limitAtOnce } from '../../discover/llm/at-once.ts';
import { quantiles } from '../../score/quantiles.ts';
import type { PolicyCard } from '../contract/decision-view.ts';
import { collectCalendar } from './collect-calendar.ts';
import type { DecisionSetup } from './decision-setup.ts';

export interface LookedAt {
  readonly id: string;
  readonly policies: Policies;
  /** Of `metrics` of the setup. */
  readonly outcomes: Outcomes;
  readonly calendar: PolicyCard['calendar'];
}

/** Side by side, so that no worker waits. */
const AT_ONCE = 3;

/** All on the same runs. */
export function lookClosely(
  setup: DecisionSetup,
  policies: readonly { readonly id: string; readonly policies: Policies }[],
  range: RunRange,
  signal: AbortSignal | undefined,
): Promise<LookedAt[]> {
  const atOnce = limitAtOnce(AT_ONCE);
  const { means } = setup.course;
  return Promise.all(
    policies.map(({ id, policies: own }) =>
      atOnce(async () => {
        const collector = collectCalendar(setup.levers, means);
        const course = { scenario: setup.scenario, policies: own };
        const { look } = collector;
        const outcomes = await runCourse(setup.course, course, range, setup.metrics, {
          look,
          signal,
        });
        return { id, policies: own, outcomes, calendar: collector.calendar() };
      }),
    ),
  );
}

/** Undefined where all runs broke. */
export function cardOf(
  { aim, words, hasCost, metrics }: DecisionSetup,
  { id, policies, outcomes, calendar }: LookedAt,
  role: PolicyCard['role'],
): PolicyCard | undefined {
  const { objectives, limits } = aim;
  const ofMetric = (i: number): RunValues => ({
    values: outcomes.metrics[i]!,
    block: outcomes.block,
  });
  const values = objectives.map(({ risk, direction }, i) => ({
    ...told(riskOf(risk, direction, ofMetric(i))),
    ...spread(ofMetric(i)),
  }));
  if (!values.every(({ value, p05 }) => Number.isFinite(value) && Number.isFinite(p05)))
    return undefined;
  const cost = ofMetric(metrics.length - 1);
  return {
    ...{ id, role, policies },
    words: words.policies(policies),
    parameters: words.parameters(policies),
    objectives: values,
    limits: limits.map((limit, i) => {
      const chance = limitOf(limit, ofMetric(objectives.length + i));
      return { ...told(chance), holds: chance.holds };
    }),
    cost: hasCost ? { ...told(riskOf({ kind: 'mean' }, 'minimise', cost)), ...spread(cost) } : null,
    runs: outcomes.structure.length,
    calendar: [...calendar],
  };
}

/** Ranges that are not known (of a single block) are the value itself. */
export function told({ value, low, high }: Pick<RunEstimate, 'value' | 'low' | 'high'>) {
  const finite = (end: number) => (Number.isFinite(end) ? end : value);
  return { value, low: finite(low), high: finite(high) };
}

function spread({ values }: RunValues): { readonly p05: number; readonly p95: number } {
  const [p05 = Number.NaN, p95 = Number.NaN] = quantiles(
    values.filter((value) => !Number.isNaN(value)),
    [0.05, 0.95],
  );
  return { p05, p95 };
}
