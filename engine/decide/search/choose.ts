/** Chooses among the best that a search has found, on runs that it had not seen: who keeps the limits, then who is best (KN). */
import { limitAtOnce } from '../../discover/llm/at-once.ts';
import type { Outcomes } from '../evaluate/evaluation.ts';
import { joinOutcomes } from '../evaluate/join-outcomes.ts';
import { answerOfKn, createKn, tellKn, wantedOfKn } from '../selection/kn.ts';
import { wholeBlocks } from './assess.ts';
import { type Goal, type Judgement, judgedOf, surenessOf } from './judgement.ts';
import type { Tried } from './search-progress.ts';
import type { Policies, SearchTask } from './search-task.ts';
import { evenly } from './shortlist.ts';

export interface Finalist {
  readonly id: string;
  readonly point: readonly number[];
  /** On the fresh runs. */
  readonly judgement: Judgement;
}

/** Standard errors by which a limit must be kept to be taken as kept: 90 % sure. */
export const KEPT = 1.28;
/** By which it is missed to be taken as missed. */
const MISSED = -2;

/** Batches that are compared, and how many at least and at most. */
const FIRST_BATCHES = 10;
const MOST_BATCHES = 40;
/** Of the value: a smaller difference does not matter. */
const DIFFERENCE = 0.003;
/** Runs of one that may or may not keep its limits, in those of a close look: states of today are kept for so many. */
const MOST_RUNS = 2;
/** Of those that may be best and may keep their limits, so many are looked at further. */
const MOST_OPEN = 6;
const AT_ONCE = 4;

/**
 * Best first. One objective: the first is the best of those that surely keep the limits; several: those that keep them, by the
 * first objective. `runs`: of a close look.
 */
export async function choose(
  task: SearchTask,
  finalists: readonly Pick<Tried, 'id' | 'point'>[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<Finalist[]> {
  const { goal } = task;
  const batch = wholeBlocks(runs / MOST_BATCHES, task.block);
  const stands = finalists.map((own) => new Stand(task, own, seed));
  await extendAll(stands, FIRST_BATCHES * batch);
  await settleLimits(stands, goal, runs);
  const kept = bestKept(stands, goal);
  const best =
    goal.objectives.length === 1 && kept.length > 1 ? await bestOf(kept, task, batch) : undefined;
  return [...stands]
    .sort(
      (a, b) =>
        Number(b === best) - Number(a === best) ||
        Number(kept.includes(b)) - Number(kept.includes(a)) ||
        compare(a.judgement, b.judgement, goal),
    )
    .map(({ tried: { id, point }, judgement }) => ({ id, point, judgement }));
}

/** A finalist with the runs that it has. */
class Stand {
  readonly tried: Pick<Tried, 'id' | 'point'>;
  readonly #task: SearchTask;
  readonly #policies: Policies;
  readonly #seed: number;
  #outcomes: Outcomes | undefined;
  #judgement: Judgement | undefined;

  constructor(task: SearchTask, tried: Pick<Tried, 'id' | 'point'>, seed: number) {
    this.tried = tried;
    this.#task = task;
    this.#policies = task.space.policiesOf(tried.point);
    this.#seed = seed;
  }

  get runs(): number {
    return this.#outcomes?.metrics[0]?.length ?? 0;
  }

  get judgement(): Judgement {
    if (this.#judgement === undefined) throw new Error(`finalist: ${this.tried.id} has no runs`);
    return this.#judgement;
  }

  /** To so many runs in all. */
  async extend(runs: number): Promise<void> {
    const first = this.runs;
    if (runs <= first) return;
    const range = { seed: this.#seed, first, count: runs - first };
    const more = await this.#task.evaluate(this.#policies, range);
    this.#outcomes = this.#outcomes ? joinOutcomes(this.#outcomes, more) : more;
    this.#judgement = this.#task.judge(this.#outcomes);
  }

  /** What the runs first..first + count - 1 say of the first objective, lower is better. */
  value(first: number, count: number): number {
    if (this.#outcomes === undefined) throw new Error(`finalist: ${this.tried.id} has no runs`);
    const part = {
      ...this.#outcomes,
      metrics: this.#outcomes.metrics.map((values) => values.subarray(first, first + count)),
    };
    return judgedOf(this.#task.judge(part), this.#task.goal).objectives[0]!;
  }
}

async function extendAll(stands: readonly Stand[], runs: number): Promise<void> {
  const atOnce = limitAtOnce(AT_ONCE);
  await Promise.all(stands.map((stand) => atOnce(() => stand.extend(runs))));
}

/** Ever more runs for those of which it is open whether they keep the limits, as long as they may be the best. */
async function settleLimits(stands: readonly Stand[], goal: Goal, runs: number): Promise<void> {
  if (goal.limits.length === 0) return;
  for (let most = runs; most <= MOST_RUNS * runs; most *= 2) {
    const sure = stands.filter(({ judgement }) => surenessOf(judgement, goal) >= KEPT);
    const open = stands.filter(
      ({ judgement }) =>
        isOpen(judgement, goal) &&
        !sure.some((other) => isClearlyBehind(judgement, other.judgement, goal)),
    );
    if (open.length === 0) return;
    const byFirst = (stand: Stand) => judgedOf(stand.judgement, goal).objectives[0]!;
    const sorted = open.sort((a, b) => byFirst(a) - byFirst(b));
    await extendAll(evenly(sorted, MOST_OPEN), most);
  }
}

function isOpen(judgement: Judgement, goal: Goal): boolean {
  const sureness = surenessOf(judgement, goal);
  return sureness > MISSED && sureness < KEPT;
}

function isClearlyBehind(own: Judgement, other: Judgement, goal: Goal): boolean {
  const ours = judgedOf(own, goal).objectives;
  return judgedOf(other, goal).objectives.every(
    (value, i) => value + 2 * other.errors[i]! < ours[i]! - 2 * own.errors[i]!,
  );
}

/** Those that keep all limits surely; else those that seem to; else the one that misses them by least. */
function bestKept(stands: readonly Stand[], goal: Goal): Stand[] {
  const at = (least: number) =>
    stands.filter(({ judgement }) => surenessOf(judgement, goal) >= least);
  const [surely, seemingly] = [at(KEPT), at(0)];
  if (surely.length > 0) return surely;
  if (seemingly.length > 0) return seemingly;
  return [...stands].sort((a, b) => compare(a.judgement, b.judgement, goal)).slice(0, 1);
}

/** What keeps the limits first, then by what they miss, then by the first objective. */
function compare(a: Judgement, b: Judgement, goal: Goal): number {
  const [first, second] = [judgedOf(a, goal), judgedOf(b, goal)];
  if (first.violation !== second.violation) return first.violation - second.violation;
  return first.objectives[0]! - second.objectives[0]!;
}

/** Ranking and selection on batches of runs, which all have the same luck. */
async function bestOf(kept: readonly Stand[], task: SearchTask, batch: number): Promise<Stand> {
  const values = kept.map(({ judgement }) => judgedOf(judgement, task.goal).objectives[0]!);
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  let state = createKn({
    systems: kept.length,
    firstStage: FIRST_BATCHES,
    difference: DIFFERENCE * size,
  });
  while (state.survivors.length > 1 && state.count < MOST_BATCHES) {
    const wanted = wantedOfKn(state);
    const survivors = state.survivors.map((i) => kept[i]!);
    // Some batches at once: one alone is hardly worth its way.
    if ((state.count + wanted) * batch > Math.min(...survivors.map(({ runs }) => runs)))
      await extendAll(survivors, Math.min(MOST_BATCHES, state.count + FIRST_BATCHES) * batch);
    const { count } = state;
    state = tellKn(
      state,
      Array.from({ length: wanted }, (_, r) =>
        survivors.map((stand) => stand.value((count + r) * batch, batch)),
      ),
    );
  }
  return kept[answerOfKn(state).best]!;
}
