/** What results are like in the days ahead: policies react to what comes, which may be far from what was. */

import type { RunRange } from '../../decide/evaluate/evaluation.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import type { PolicyChoice } from '../../decide/schemas/policy-choice.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import { quantiles } from '../../score/quantiles.ts';
import type { DecisionSetup, SeenAhead } from './decision-setup.ts';

/** Values of an output that are kept at most: quantiles of more are no better. */
const MOST_VALUES = 200_000;

/**
 * As things are, and with all levers at their lowest and at their highest: 1 to 99 % of all values. Resources change nothing of
 * it. Outputs of which no value is known are left out.
 */
export async function seenAhead(
  setup: DecisionSetup,
  range: RunRange,
  signal: AbortSignal | undefined,
): Promise<SeenAhead> {
  const { course, scenario, levers } = setup;
  const own = levers.filter(({ kind }) => kind === 'lever');
  const all = (end: 'low' | 'high'): Policies =>
    Object.fromEntries(own.map((lever) => [lever.name, constant(lever[end])]));
  const courses: readonly Policies[] = own.length === 0 ? [{}] : [{}, all('low'), all('high')];
  const values = new Map<string, number[]>();
  for (const policies of courses) {
    await runCourse(course, { scenario, policies }, range, [], {
      signal,
      look({ result, rows, runs, width }, { structure }) {
        Object.keys(structure.declaration.outputs).forEach((name, column) => {
          const kept = values.get(name) ?? [];
          values.set(name, kept);
          for (let at = column; at < runs * rows * width; at += width) {
            const value = result.values[at]!;
            if (!Number.isNaN(value) && kept.length < MOST_VALUES) kept.push(value);
          }
        });
      },
    });
  }
  return Object.fromEntries(
    [...values].flatMap(([name, kept]) => {
      const [low, high] = quantiles(kept, [0.01, 0.99]) as [number, number];
      const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
      return kept.length === 0 ? [] : [[name, { low, mean, high, last: mean }]];
    }),
  );
}

function constant(value: number): PolicyChoice {
  return { kind: 'constant', watch: null, values: { value }, starts: [] };
}
