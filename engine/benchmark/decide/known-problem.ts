/** A decision whose best answer is known: what the studio is told, and what each answer costs in truth. */
import type { Aim, LeverChoice } from '../../decide/schemas/aim.ts';
import type { CostItem, Means } from '../../decide/schemas/means.ts';
import type { PolicyChoice } from '../../decide/schemas/policy-choice.ts';

export interface KnownProblem {
  readonly id: 'newsvendor' | 'mmc' | 'ss' | 'sir-lockdown';
  /** A simulator file. */
  readonly source: string;
  /** Name -> true value, in the order of the declaration. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Row from which runs go on: output -> value. */
  readonly start: Readonly<Record<string, number>>;
  readonly aim: Aim;
  readonly means: Means;
}

interface LeastCost {
  readonly name: string;
  /** Steps ahead. */
  readonly horizon: number;
  readonly choice: LeverChoice;
  readonly costs: readonly CostItem[];
}

/** Least expected cost, on average over the steps. */
export function leastCost({ name, horizon, choice, costs }: LeastCost): {
  readonly aim: Aim;
  readonly means: Means;
} {
  const metric = { series: { kind: 'cost' }, how: 'mean', level: null } as const;
  return {
    aim: {
      ...{ name, horizon, choices: [choice], limits: [], scenario: null, current: {} },
      objectives: [{ direction: 'minimise', metric, risk: { kind: 'mean' } }],
    },
    means: { resources: [], costs: { currency: '€', items: [...costs] } },
  };
}

/** The number of a policy. Throws RangeError where it has none of this name. */
export function numberOf({ kind, values }: PolicyChoice, name: string): number {
  const value = values[name];
  if (value === undefined) throw new RangeError(`policy ${kind}: no number ${name}`);
  return value;
}
