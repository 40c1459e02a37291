/** One stage of a search for policies: generation after generation on the same runs, until it no longer gets better. */
import { z } from 'zod';
import { openRandom } from '../../calibrate/streams.ts';
import { choiceCombinations } from './algorithms/combinations.ts';
import { createConstrainedCma, MAX_COMBINATIONS } from './algorithms/constrained-cma.ts';
import { createNsga2 } from './algorithms/nsga2.ts';
import { askSearch, searchStateSchema, tellSearch, viewSearch } from './algorithms/search-state.ts';
import { assess, type Effort } from './assess.ts';
import { judgedOf } from './judgement.ts';
import {
  frontOf,
  milestoneSchema,
  progressOf,
  referenceOf,
  type Tried,
  triedSchema,
} from './search-progress.ts';
import type { SearchTask } from './search-task.ts';

export const stageStateSchema = z.strictObject({
  stage: z.int().min(0),
  generation: z.int().min(0),
  algorithm: searchStateSchema,
  /** All of the search so far, those of earlier stages as this stage judged them where it did. */
  tried: z.array(triedSchema).readonly(),
  /** Policies that were simulated, and at which this stage began. */
  evaluations: z.int().min(0),
  begun: z.int().min(0),
  reference: z.array(z.number()).readonly().nullable(),
  progress: z.array(milestoneSchema).readonly(),
  /** Generations in a row that asked for nothing new. */
  barren: z.int().min(0),
  /** Why the stage is over; null: it is not. */
  over: z.enum(['flat', 'exhausted', 'evaluations', 'stopped']).nullable(),
});

export type StageState = z.infer<typeof stageStateSchema>;

export interface StageOptions {
  readonly seed: number;
  readonly effort: Effort;
  /** Of the stage, at most. */
  readonly evaluations: number;
  /** Standard errors by which limits have to be kept: what is best on its runs is lucky on them. Default 0. */
  readonly margin?: number;
  /** Whether to end before the next generation. */
  readonly isUp: () => boolean;
  /** After each generation: `fresh`, what it tried that is new. */
  readonly onGeneration: (state: StageState, fresh: readonly Tried[]) => Promise<void>;
}

/**
 * `before`: what earlier stages tried. `starts`: points of the task's space worth beginning with. `isNear`: what is looked for lies around
 * them. Far and wide populations find what a single search from the best start does not: where limits have to be kept, few
 * directions lead on from it. Near by one objective is followed by an evolution strategy.
 */
export function openStage(
  { goal, space }: SearchTask,
  {
    stage,
    starts,
    evaluations,
    isNear,
  }: {
    readonly stage: number;
    readonly starts: readonly (readonly number[])[];
    readonly evaluations: number;
    readonly isNear: boolean;
  },
  before: Pick<StageState, 'tried' | 'evaluations' | 'progress'> = NOTHING,
): StageState {
  const { variables } = space;
  const common = { variables, starts: starts.map((point) => [...point]) };
  const isFollowed =
    goal.objectives.length === 1 &&
    (isNear || variables.length === 1) &&
    choiceCombinations(variables) <= MAX_COMBINATIONS;
  return {
    stage,
    generation: 0,
    algorithm: isFollowed
      ? createConstrainedCma({ ...common, budget: evaluations })
      : createNsga2({ ...common, populationSize: populationFor(evaluations) }),
    tried: before.tried,
    evaluations: before.evaluations,
    begun: before.evaluations,
    reference: null,
    progress: before.progress,
    barren: 0,
    over: null,
  };
}

const NOTHING = { tried: [], evaluations: 0, progress: [] };

/** Some 18 generations of at least 16. */
function populationFor(evaluations: number): number {
  return 4 * Math.ceil(Math.min(100, Math.max(16, evaluations / 18)) / 4);
}

/** Rejects as the task's `evaluate` does: what was told by onGeneration last is where it can go on. */
export async function searchStage(
  task: SearchTask,
  begun: StageState,
  options: StageOptions,
): Promise<StageState> {
  let state = begun;
  while (state.over === null) {
    const { next, fresh } = await generation(task, state, options);
    const over = whyOver(next, options, task);
    state = { ...next, over };
    await options.onGeneration(state, fresh);
  }
  return state;
}

async function generation(
  task: SearchTask,
  state: StageState,
  { seed, effort, margin = 0 }: StageOptions,
) {
  const { goal, space } = task;
  const random = openRandom(seed, `decide/search/${state.stage}`, state.generation);
  const asked = askSearch(state.algorithm, random);
  const known = new Map(state.tried.map((own) => [keyOf(own.point), own]));
  const isJudged = (own: Tried | undefined) => own?.stage === state.stage;
  const wholes = asked.points.map((point) => space.whole(point));
  const wanted = new Map(
    wholes.flatMap((point) =>
      isJudged(known.get(keyOf(point))) ? [] : [[keyOf(point), point] as const],
    ),
  );
  const points = [...wanted.values()];
  const judgements = await assess(
    task,
    points.map((point) => space.policiesOf(point)),
    frontOf(state.tried.filter(isJudged), goal).map(({ judgement }) => judgement),
    effort,
  );
  let count = state.tried.length;
  const fresh = points.map((point, i): Tried => {
    const id = known.get(keyOf(point))?.id ?? `c${++count}`;
    return { id, point, stage: state.stage, judgement: judgements[i]! };
  });
  for (const own of fresh) known.set(keyOf(own.point), own);
  const algorithm = tellSearch(
    state.algorithm,
    asked,
    wholes.map((point) => judgedOf(known.get(keyOf(point))!.judgement, goal, margin)),
    random,
  );
  const tried = [...known.values()];
  const own = tried.filter(isJudged);
  const reference = state.reference ?? referenceOf(own, goal);
  const evaluations = state.evaluations + fresh.length;
  const value = progressOf(frontOf(own, goal), goal, reference);
  const progress =
    value === undefined ? state.progress : [...state.progress, { evaluations, value }];
  const next: StageState = {
    ...state,
    ...{ algorithm, tried, reference, evaluations, progress },
    generation: state.generation + 1,
    barren: fresh.length === 0 ? state.barren + 1 : 0,
  };
  return { next, fresh };
}

function keyOf(point: readonly number[]): string {
  return point.join(' ');
}

function whyOver(
  state: StageState,
  { evaluations, isUp }: StageOptions,
  { goal }: SearchTask,
): StageState['over'] {
  if (isUp()) return 'stopped';
  const spent = state.evaluations - state.begun;
  if (spent >= evaluations) return 'evaluations';
  if (viewSearch(state.algorithm).done) return 'exhausted';
  if (state.barren >= MOST_BARREN) return 'exhausted';
  return spent >= FLAT_FROM * evaluations && isFlat(state, goal.objectives.length) ? 'flat' : null;
}

/** Generations of policies that were all tried before: of whole numbers there may be no others. */
const MOST_BARREN = 8;
/** Not before this share of the evaluations. */
const FLAT_FROM = 0.4;
/** Generations over which nothing may have been gained, and what counts as nothing: of the value. */
const FLAT_OVER = 12;
const FLAT = 0.002;

function isFlat({ progress, begun }: StageState, objectives: number): boolean {
  const own = progress.filter(({ evaluations }) => evaluations > begun);
  const [before, now] = [own.at(-1 - FLAT_OVER)?.value, own.at(-1)?.value];
  if (before === undefined || now === undefined) return false;
  const size = objectives === 1 ? spanOf(own.map(({ value }) => value)) : now;
  return Math.abs(now - before) <= FLAT * size;
}

/** From the first best to the present one: what the search has gained. */
function spanOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
