/** What a search for policies works with: the seam between the loop and simulations. */
import type { Outcomes, RunRange } from '../evaluate/evaluation.ts';
import type { PolicyChoice } from '../schemas/policy-choice.ts';
import { tidy, type Variables } from './algorithms/variables.ts';
import type { Goal, Judgement } from './judgement.ts';

/** Lever or resource -> how it is set. */
export type Policies = Readonly<Record<string, PolicyChoice>>;

/** Policies as points. */
export interface SearchSpace {
  readonly variables: Variables;
  /** Points worth beginning with. */
  readonly starts: readonly (readonly number[])[];
  /** The point as all stages of a search know it: equal policies are equal points. */
  whole(point: readonly number[]): number[];
  /** Of a whole point. */
  policiesOf(point: readonly number[]): Policies;
}

export interface SearchTask {
  readonly goal: Goal;
  readonly space: SearchSpace;
  /** Runs share what they know in blocks of so many: numbers of runs are whole multiples of it. */
  readonly block: number;
  /** Run r of a seed meets the same luck under any policies. */
  evaluate(policies: Policies, range: RunRange): Promise<Outcomes>;
  judge(outcomes: Outcomes): Judgement;
}

/** `starts`: of the variables. */
export function searchSpace({
  variables,
  starts,
  policiesOf,
}: Omit<SearchSpace, 'whole'>): SearchSpace {
  return { variables, starts, policiesOf, whole: (point) => tidy(variables, point) };
}
