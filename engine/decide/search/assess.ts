/** Judges the policies of a generation on the same runs: all on a first share, the rest only for those that can still matter. */
import { limitAtOnce } from '../../discover/llm/at-once.ts';
import { joinOutcomes } from '../evaluate/join-outcomes.ts';
import { ocbaIncrements } from '../selection/ocba.ts';
import { type Goal, type Judgement, judgedOf } from './judgement.ts';
import type { Policies, SearchTask } from './search-task.ts';

export interface Effort {
  readonly seed: number;
  /** Of a policy that matters. */
  readonly runs: number;
}

/** Policies that are simulated side by side: more than there are workers, so that none waits. */
const AT_ONCE = 4;
/** Share of the runs that all get. */
const FIRST_SHARE = 0.25;
const FEWEST_FIRST = 40;

/**
 * By policy, in their order. `rivals`: what is known of the best so far on the same runs. The same for any number of workers: who
 * goes on depends on the generation alone.
 */
export async function assess(
  task: SearchTask,
  policies: readonly Policies[],
  rivals: readonly Judgement[],
  { seed, runs }: Effort,
): Promise<Judgement[]> {
  const atOnce = limitAtOnce(AT_ONCE);
  const evaluate = (own: Policies, first: number, count: number) =>
    atOnce(() => task.evaluate(own, { seed, first, count }));
  const few = Math.min(runs, wholeBlocks(Math.max(FEWEST_FIRST, FIRST_SHARE * runs), task.block));
  const begun = await Promise.all(policies.map((own) => evaluate(own, 0, few)));
  const first = begun.map((outcomes) => task.judge(outcomes));
  if (few === runs) return first;
  const goesOn = whoGoesOn(first, rivals, task.goal, runs);
  return Promise.all(
    first.map(async (judgement, i) => {
      if (!goesOn[i]) return judgement;
      const rest = await evaluate(policies[i]!, few, runs - few);
      return task.judge(joinOutcomes(begun[i]!, rest));
    }),
  );
}

/** On `runs` runs of one seed, side by side. */
export function judgeAll(
  task: SearchTask,
  policies: readonly Policies[],
  { seed, runs }: Effort,
): Promise<Judgement[]> {
  const atOnce = limitAtOnce(AT_ONCE);
  const range = { seed, first: 0, count: runs };
  return Promise.all(
    policies.map((own) => atOnce(async () => task.judge(await task.evaluate(own, range)))),
  );
}

export function wholeBlocks(runs: number, block: number): number {
  return Math.ceil(runs / block) * block;
}

/** Standard errors beyond which something is taken as certain: rarely wrong, and a mistake costs one policy of many. */
const SURE = 2;

function whoGoesOn(
  first: readonly Judgement[],
  rivals: readonly Judgement[],
  goal: Goal,
  runs: number,
): boolean[] {
  const possible = first.map((judgement) => canBeFeasible(judgement, goal));
  const against = [...rivals, ...first].filter((judgement) => canBeFeasible(judgement, goal));
  if (goal.objectives.length > 1)
    return first.map(
      (own, i) => possible[i]! && !against.some((other) => isClearlyBetter(other, own, goal)),
    );
  return byBudget(first, possible, goal, runs);
}

function canBeFeasible(judgement: Judgement, goal: Goal): boolean {
  return judgedOf(judgement, goal, -SURE).violation === 0 && !judgement.values.some(Number.isNaN);
}

/** In every objective, whatever the luck. */
function isClearlyBetter(other: Judgement, own: Judgement, goal: Goal): boolean {
  const theirs = judgedOf(other, goal).objectives;
  const ours = judgedOf(own, goal).objectives;
  return theirs.every(
    (value, i) => value + SURE * other.errors[i]! < ours[i]! - SURE * own.errors[i]!,
  );
}

/** Policies that would get less than this part of an equal share of the further runs are left. */
const LEAST_SHARE = 0.25;

/** One objective: those that the optimal allocation of half the further runs would look at (OCBA). */
function byBudget(
  first: readonly Judgement[],
  possible: readonly boolean[],
  goal: Goal,
  runs: number,
): boolean[] {
  const places = first.flatMap((_, i) => (possible[i] ? [i] : []));
  if (places.length < 3) return [...possible];
  const systems = places.map((i) => {
    const { runs: count, errors } = first[i]!;
    return {
      mean: judgedOf(first[i]!, goal).objectives[0]!,
      variance: errors[0]! ** 2 * count,
      count,
    };
  });
  const further = runs - systems[0]!.count;
  const increments = ocbaIncrements(systems, Math.floor((further * places.length) / 2));
  const goesOn = first.map(() => false);
  places.forEach((i, at) => {
    goesOn[i] = increments[at]! >= LEAST_SHARE * further;
  });
  return goesOn;
}
