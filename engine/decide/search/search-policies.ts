/**
 * Looks for policies that suit an aim. All candidates meet the same runs (common random numbers), so that the best of them is also
 * the luckiest on these: what is found is looked at again around the best on three times as many runs, chosen among on
 * runs that no search has seen (ranking and selection), and told on yet others by whoever asked.
 */
import { z } from 'zod';
import { deriveSeed } from '../../calibrate/streams.ts';
import { judgeAll, wholeBlocks } from './assess.ts';
import { choose, type Finalist } from './choose.ts';
import { compromise } from './compromise.ts';
import { type Goal, isFeasible, judgedOf, judgementSchema, surenessOf } from './judgement.ts';
import { between, neighbours, refinedSpace } from './refined-space.ts';
import type { Tried } from './search-progress.ts';
import { openStage, type StageState, searchStage, stageStateSchema } from './search-stage.ts';
import type { SearchSpace, SearchTask } from './search-task.ts';
import { shortlist } from './shortlist.ts';

/** In the order in which they have their numbers. */
const STAGES = ['constants', 'search', 'refine', 'nearConstants'] as const;
type Stage = (typeof STAGES)[number];

const finalists = z
  .array(
    z.strictObject({
      id: z.string(),
      point: z.array(z.number()).readonly(),
      judgement: judgementSchema,
    }),
  )
  .readonly();

/** JSON from which a search goes on to the same numbers. What is null has not been reached. */
export const policySearchSchema = z.strictObject({
  constants: stageStateSchema.nullable(),
  /** Around the best of them. */
  nearConstants: stageStateSchema.nullable(),
  /** Of constants, best first. */
  bestConstants: finalists.nullable(),
  search: stageStateSchema.nullable(),
  refine: stageStateSchema.nullable(),
  /** Best first; a search is done once it has them. */
  finalists: finalists.nullable(),
});

export type PolicySearch = z.infer<typeof policySearchSchema>;

const NOT_BEGUN: PolicySearch = {
  constants: null,
  nearConstants: null,
  bestConstants: null,
  search: null,
  refine: null,
  finalists: null,
};

export interface PolicyTask extends SearchTask {
  /** The same levers, each with one value for all days. */
  readonly constants: SearchSpace;
  /** Points of the space that come to the same as one of the constants: the search begins with them, too. */
  alike(constants: readonly number[]): readonly (readonly number[])[];
}

export interface PolicySearchOptions {
  readonly seed: number;
  /** Policies that are tried in all, about. */
  readonly evaluations: number;
  /** Of a policy while it is searched, and when it is looked at closely. */
  readonly runs: number;
  readonly closeRuns: number;
  /** Share of the allowed time that is used up; 0 where there is no limit. */
  readonly timeUsed: () => number;
  readonly resume?: PolicySearch;
  /** After each generation and each step: what it goes on from, and what was tried that is new. */
  readonly onState: (state: PolicySearch, news: SearchNews) => Promise<void>;
}

export interface SearchNews {
  /** Null: finalists are being chosen, or have been. */
  readonly stage: Stage | null;
  readonly fresh: readonly Tried[];
}

/** Shares of the evaluations, and of the time by which each stage is over. */
const SHARES = { search: 0.85, refine: 0.15 } as const;
const OVER_AT = { constants: 0.07, nearConstants: 0.1, search: 0.6, refine: 0.75 } as const;
/** Constants of a lever: enough for its whole range. */
const CONSTANTS_EACH = 25;
/** Runs of the second look, in those of the first. */
const SECOND_LOOK = 3;
/** Standard errors by which limits are kept in it. */
const REFINED_MARGIN = 1;
const MOST_FINALISTS = { one: 20, several: 24 } as const;
const MOST_CONSTANTS = 6;
/** Policies around which the second look is taken. */
const MOST_LEADS = 8;

/** Rejects as the task's `evaluate` does: what was told by onState last is where it can go on. */
export async function searchPolicies(
  task: PolicyTask,
  options: PolicySearchOptions,
): Promise<PolicySearch> {
  let state = options.resume ?? NOT_BEGUN;
  const become = async (change: Partial<PolicySearch>, news: SearchNews) => {
    state = { ...state, ...change };
    await options.onState(state, news);
  };
  const constants = { ...task, space: task.constants };
  if (state.bestConstants === null) {
    const { starts } = task.constants;
    const first = await stage(constants, 'constants', state.constants, options, become, starts);
    const leads = shortlist(first.tried, task.goal, MOST_CONSTANTS).map(({ point }) => point);
    const space = refinedSpace(task.constants, leads);
    const near = space && { ...task, space };
    const own = near
      ? await stage(
          near,
          'nearConstants',
          state.nearConstants,
          options,
          become,
          space.starts,
          first,
        )
      : first;
    await become({}, CHOOSING);
    const few = withNeighbours(constants, shortlist(judgedBy(own), task.goal, MOST_CONSTANTS));
    const bestConstants = await choose(constants, few, closely(options));
    await become({ bestConstants: compromiseFirst(bestConstants, task.goal) }, CHOOSING);
  }
  const [constant] = state.bestConstants ?? [];
  const starts = [...task.space.starts, ...(constant ? task.alike(constant.point) : [])];
  const search = await stage(task, 'search', state.search, options, become, starts);
  const refine = await secondLook(task, state, search, options, become);
  if (state.finalists === null) {
    const most = task.goal.objectives.length === 1 ? MOST_FINALISTS.one : MOST_FINALISTS.several;
    const judged = judgedBy(refine ?? search);
    await become({}, CHOOSING);
    const few = withConstants(task, shortlist(judged, task.goal, most), search, constant);
    const finalists = await choose(task, few, closely(options));
    await become({ finalists }, CHOOSING);
  }
  return state;
}

const CHOOSING: SearchNews = { stage: null, fresh: [] };

/** What it tried or tried again: figures of other stages may rest on other runs. */
function judgedBy({ tried, stage }: StageState): Tried[] {
  return tried.filter((own) => own.stage === stage);
}

type Become = (change: Partial<PolicySearch>, news: SearchNews) => Promise<void>;

async function stage(
  task: SearchTask,
  name: Stage,
  before: StageState | null,
  options: PolicySearchOptions,
  become: Become,
  starts: readonly (readonly number[])[],
  tried?: Pick<StageState, 'tried' | 'evaluations' | 'progress'>,
): Promise<StageState> {
  const { seed, runs, timeUsed } = options;
  const evaluations = evaluationsOf(name, options.evaluations, task);
  const isNear = name !== 'search';
  const how = { stage: STAGES.indexOf(name), starts, evaluations, isNear };
  const begun = before ?? openStage(task, how, tried);
  const factor = name === 'refine' ? SECOND_LOOK : 1;
  return searchStage(task, begun, {
    seed: deriveSeed(seed, `decide/${name}`, 0),
    effort: {
      seed: simulationSeed(seed, name),
      runs: wholeBlocks(runs * factor, task.block),
    },
    evaluations,
    margin: name === 'refine' ? REFINED_MARGIN : 0,
    isUp: () => timeUsed() >= OVER_AT[name],
    onGeneration: (state, fresh) => become({ [name]: state }, { stage: name, fresh }),
  });
}

/** Constants and policies meet the same runs in the first look: the marks are then comparable with what is seen. */
function simulationSeed(seed: number, name: Stage): number {
  return deriveSeed(seed, name === 'refine' ? 'decide/runs/refine' : 'decide/runs', 0);
}

/** The runs on which policies are first looked at: whatever is compared with them meets these. */
export function firstLook(
  task: Pick<SearchTask, 'block'>,
  { seed, runs }: Pick<PolicySearchOptions, 'seed' | 'runs'>,
) {
  return { seed: simulationSeed(seed, 'search'), runs: wholeBlocks(runs, task.block) };
}

function evaluationsOf(name: Stage, evaluations: number, { space }: SearchTask): number {
  if (name === 'constants' || name === 'nearConstants')
    return Math.round(Math.min(CONSTANTS_EACH * space.variables.length, 0.25 * evaluations));
  return Math.max(8, Math.round(SHARES[name] * evaluations));
}

/** Points that are looked at between what costs least and what keeps the limits most surely. */
const BETWEEN = 8;

/**
 * Constants are tried on few values each: what lies next to the best is looked at as well, and what lies between it and the surest,
 * as the runs of the search do not tell where on this way the limits are kept just often enough.
 */
function withNeighbours(
  { space, goal }: SearchTask,
  few: readonly Tried[],
): readonly Pick<Tried, 'id' | 'point'>[] {
  const [best] = few;
  if (best === undefined) return few;
  const sureness = few.map(({ judgement }) => surenessOf(judgement, goal));
  const surest = few[sureness.indexOf(Math.max(...sureness))] ?? best;
  const known = new Set(few.map(({ point }) => point.join(' ')));
  const near = [
    ...between(space, best.point, surest.point, BETWEEN),
    ...neighbours(space, best.point),
  ].filter((point) => {
    const key = point.join(' ');
    return !known.has(key) && known.add(key);
  });
  return [...few, ...near.map((point, i) => ({ id: `n${i + 1}`, point }))];
}

/** The best constants are among them, so that nothing is recommended that does worse. */
function withConstants(
  task: PolicyTask,
  few: readonly Tried[],
  { tried }: StageState,
  constant: Finalist | undefined,
): readonly Pick<Tried, 'id' | 'point'>[] {
  const known = new Set(few.map(({ point }) => point.join(' ')));
  const points = constant ? task.alike(constant.point).map((own) => task.space.whole(own)) : [];
  const others = points.flatMap((point) => {
    const key = point.join(' ');
    if (known.has(key)) return [];
    known.add(key);
    return tried.filter((own) => own.point.join(' ') === key);
  });
  return [...few, ...others];
}

/** Of several objectives: not the best in the first one alone. */
function compromiseFirst(finalists: readonly Finalist[], goal: Goal): readonly Finalist[] {
  if (goal.objectives.length === 1) return finalists;
  const feasible = finalists.filter(({ judgement }) => isFeasible(judgement, goal));
  const at = compromise(feasible.map(({ judgement }) => judgedOf(judgement, goal).objectives));
  const [best] = feasible.slice(Math.max(0, at));
  return best ? [best, ...finalists.filter((own) => own !== best)] : finalists;
}

/** Around the best of the search, and these themselves, on more runs and others. Undefined where nothing was found to look at. */
async function secondLook(
  task: PolicyTask,
  before: PolicySearch,
  search: StageState,
  options: PolicySearchOptions,
  become: Become,
): Promise<StageState | undefined> {
  if (before.refine?.over) return before.refine;
  const most = task.goal.objectives.length === 1 ? MOST_LEADS : 2 * MOST_LEADS;
  const leads = shortlist(search.tried, task.goal, most);
  const space = refinedSpace(
    task.space,
    leads.map(({ point }) => point),
  );
  if (space === undefined || options.timeUsed() >= OVER_AT.refine) return undefined;
  const refined = { ...task, space };
  if (before.refine) return stage(refined, 'refine', before.refine, options, become, space.starts);
  const effort = {
    seed: simulationSeed(options.seed, 'refine'),
    runs: wholeBlocks(options.runs * SECOND_LOOK, task.block),
  };
  const judgements = await judgeAll(
    task,
    leads.map(({ point }) => task.space.policiesOf(point)),
    effort,
  );
  const again = new Map(
    leads.map((own, i) => [own.id, { ...own, stage: 2, judgement: judgements[i]! }]),
  );
  const tried = search.tried.map((own) => again.get(own.id) ?? own);
  return stage(refined, 'refine', null, options, become, space.starts, { ...search, tried });
}

/** Constants and policies are chosen on the same runs, which no search has seen. */
function closely({ seed, closeRuns }: PolicySearchOptions) {
  return { seed: deriveSeed(seed, 'decide/runs/choose', 0), runs: closeRuns };
}
