import type { Outcomes, RunRange } from '../../decide/evaluate/evaluation.ts';
import { sentenceCase } from '../../decide/number-words.ts';
import type { PolicyChoice } from '../../decide/schemas/policy-choice.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import type { DecisionSetup } from './decision-setup.ts';
import type { DecisionTask } from './decision-task.ts';

/** Runs on which a lever would show: with the same luck any difference is one that it makes. */
const PROBES = 100;

/** Levers that change none of the figures, from their lowest to their highest value: a sentence each. */
export async function idleLevers(
  { levers, names, aim }: DecisionSetup,
  task: DecisionTask,
  policies: Policies,
  { seed, first }: RunRange,
): Promise<string[]> {
  const range = { seed, first, count: PROBES };
  const told = aim.objectives.length + aim.limits.length;
  const found = await Promise.all(
    levers.map(async ({ name, low, high }) => {
      const at = (value: number) => task.evaluate({ ...policies, [name]: constant(value) }, range);
      const [lowest, highest] = await Promise.all([at(low), at(high)]);
      if (!isSame(lowest, highest, told)) return [];
      const { words } = names('lever', name);
      return [`${sentenceCase(words)} does nothing here: none of what is wanted changes with it.`];
    }),
  );
  return found.flat();
}

function constant(value: number): PolicyChoice {
  return { kind: 'constant', watch: null, values: { value }, starts: [] };
}

function isSame(a: Outcomes, b: Outcomes, metrics: number): boolean {
  return a.metrics
    .slice(0, metrics)
    .every((values, m) => values.every((value, r) => Object.is(value, b.metrics[m]![r])));
}
