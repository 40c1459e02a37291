/** The work of a search for policies: marks, search, a close look on fresh runs, and what is understood of it. */
import { deriveSeed } from '../../calibrate/streams.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import { diagnose } from '../../decide/search/diagnose.ts';
import { isFeasible, type Judgement } from '../../decide/search/judgement.ts';
import {
  firstLook,
  type PolicySearch,
  type SearchNews,
  searchPolicies,
} from '../../decide/search/search-policies.ts';
import type { Tried } from '../../decide/search/search-progress.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import type { Log } from '../run-entry.ts';
import type { Progress } from '../services.ts';
import { cardOf, type LookedAt, lookClosely } from './close-look.ts';
import type { LoggedPoint, MarkRole } from './decision-entry.ts';
import type { DecisionResult } from './decision-result.ts';
import type { DecisionSetup } from './decision-setup.ts';
import { type DecisionTask, decisionTask } from './decision-task.ts';
import { endedWords, searchWords, steadyWords, sureWords } from './decision-words.ts';
import { idleLevers } from './idle-levers.ts';
import { recommendedOf, worthALook } from './recommend.ts';
import { stressOf } from './stress.ts';
import { understand } from './understand.ts';

export interface DecisionWork {
  readonly seed: number;
  readonly evaluations: number;
  readonly runs: number;
  readonly closeRuns: number;
  readonly timeUsed: () => number;
  readonly checkpoint: PolicySearch | undefined;
  readonly save: (state: PolicySearch) => Promise<void>;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: Progress) => void;
}

interface Worked {
  readonly result: DecisionResult;
  readonly isCancelled: boolean;
}

/** Runs of a close look when the person has stopped the work: it should end soon. */
const HASTY_RUNS = 500;

export async function workOnDecision(setup: DecisionSetup, work: DecisionWork): Promise<Worked> {
  const { log, signal } = work;
  log(aimEntry(setup));
  let latest = work.checkpoint;
  let why: () => string | null = () => null;
  try {
    const look = firstLook({ block: BLOCK }, work);
    const task = await decisionTask(setup, { seed: look.seed, first: 0, count: look.runs }, signal);
    why = task.why;
    await markNow(setup, task, work, nowPolicies(setup));
    const state = await searchPolicies(task, {
      ...work,
      ...(work.checkpoint && { resume: work.checkpoint }),
      async onState(next, news) {
        const isNew = next.bestConstants !== null && !latest?.bestConstants;
        latest = next;
        await work.save(next);
        tell(next, news, setup, work);
        if (isNew) await markNow(setup, task, work, constantPolicies(setup, next));
      },
    });
    return { result: await conclude(setup, task, state, work), isCancelled: false };
  } catch (error) {
    if (!signal?.aborted) throw error;
    return { result: await bestSoFar(setup, latest, work, why()), isCancelled: true };
  }
}

interface Marked {
  readonly role: MarkRole;
  readonly policies: Policies;
}

/** Things as they are, and as the person says that they are done today. */
function nowPolicies({ aim }: DecisionSetup): Marked[] {
  const isSaid = Object.keys(aim.current).length > 0;
  return [
    { role: 'do-nothing', policies: {} },
    ...(isSaid ? [{ role: 'current' as const, policies: aim.current }] : []),
  ];
}

function constantPolicies({ constants }: DecisionSetup, { bestConstants }: PolicySearch): Marked[] {
  const [best] = bestConstants ?? [];
  return best ? [{ role: 'best-constant', policies: constants.decode(best.point) }] : [];
}

/** On the runs that the search begins with: as comparable with its points as they are with each other. */
async function markNow(
  { aim }: DecisionSetup,
  task: DecisionTask,
  work: DecisionWork,
  marked: readonly Marked[],
): Promise<void> {
  const { seed, runs } = firstLook(task, work);
  const marks = await Promise.all(
    marked.map(async ({ role, policies }) => {
      const judgement = task.judge(await task.evaluate(policies, { seed, first: 0, count: runs }));
      return { role, ...loggedPoint(role, judgement, aim) };
    }),
  );
  work.log({
    event: 'marks',
    marks: marks.filter(({ values }) => values.every(Number.isFinite)),
  });
}

function aimEntry({ aim, words, dates, timeUnit, units }: DecisionSetup) {
  return {
    event: 'aim' as const,
    objectives: aim.objectives.map(({ direction }, i) => ({
      words: words.objectives[i] ?? '',
      unit: units[i] ?? '',
      better: direction === 'minimise' ? ('lower' as const) : ('higher' as const),
    })),
    limits: [...words.limits],
    sentences: [...words.objectives, ...words.limits],
    dates: dates === null ? null : [...dates],
    timeUnit,
  };
}

/** Of the evaluations, about. */
const SHARES = { constants: 0.1, search: 0.8, refine: 0.2 } as const;

const PHASES = {
  constants: 'Trying one value for all days',
  search: 'Looking for policies',
  refine: 'Looking again around the best',
} as const;

function tell(
  state: PolicySearch,
  { stage, fresh }: SearchNews,
  { aim }: DecisionSetup,
  { log, onProgress, evaluations: most }: DecisionWork,
): void {
  if (stage === null) {
    onProgress({
      phase: 'Choosing on fresh runs',
      done: 0,
      total: 0,
      unit: 'policies',
      more: true,
    });
    return;
  }
  const own = state[stage];
  if (own === null) return;
  const { evaluations, begun, progress } = own;
  const total = Math.round(SHARES[stage] * most);
  const done = Math.min(total, evaluations - begun);
  onProgress({ phase: PHASES[stage], done, total, unit: 'policies', more: true });
  if (stage === 'constants') return;
  const last = progress.at(-1);
  const isNew = stage === 'search' && last?.evaluations === evaluations;
  log({
    event: 'policies',
    points: fresh.flatMap((tried) => pointOf(tried, aim)),
    evaluations,
    value: isNew ? last.value : null,
  });
}

function pointOf({ id, judgement }: Tried, aim: DecisionSetup['aim']): LoggedPoint[] {
  const point = loggedPoint(id, judgement, aim);
  return point.values.every(Number.isFinite) ? [point] : [];
}

function loggedPoint(id: string, judgement: Judgement, aim: DecisionSetup['aim']): LoggedPoint {
  const { values, chances, runs } = judgement;
  const feasible = isFeasible(judgement, aim);
  return { id, values: [...values], chances: [...chances], feasible, runs };
}

/** Policies by id: of the search, and what they are compared with. */
function looked(setup: DecisionSetup, state: PolicySearch) {
  const finalists = worthALook(state, setup.aim).map(({ id, point }) => ({
    id,
    policies: setup.space.decode(point),
  }));
  const marks = [...nowPolicies(setup), ...constantPolicies(setup, state)].map(
    ({ role, policies }) => ({ id: role as string, role, policies }),
  );
  return { finalists, marks };
}

async function conclude(
  setup: DecisionSetup,
  task: DecisionTask,
  state: PolicySearch,
  work: DecisionWork,
): Promise<DecisionResult> {
  const { onProgress, signal, closeRuns } = work;
  onProgress({ phase: 'Looking closely', done: 0, total: 0, unit: 'policies', more: true });
  const range = closeRange(work.seed, closeRuns);
  const { finalists, marks } = looked(setup, state);
  const seen = await lookClosely(setup, [...finalists, ...marks], range, signal);
  const closely = cardsOf(setup, seen, finalists.length, marks);
  onProgress({ phase: 'Understanding it', done: 0, total: 0, unit: 'runs', more: true });
  const [recommended] = closely.cards;
  const own = seen.find(({ id }) => id === recommended?.id);
  const idle = recommended ? await idleLevers(setup, task, recommended.policies, range) : [];
  const stress = own
    ? await stressOf(setup, own.policies, { ...range, count: STRESSED }, signal)
    : [];
  const understanding = own
    ? understand(setup, { recommended: own, all: seen, cards: closely.cards, ...work }, stress)
    : null;
  return {
    cards: closely.cards,
    understanding,
    warnings: [...warningsOf(setup, state, closely, task.why()), ...idle],
    ended: endedWords(state, work.timeUsed() >= OUT_OF_TIME),
  };
}

/** Runs of a stress test. */
const STRESSED = 500;
/** Share of the time after which a search was cut short. */
const OUT_OF_TIME = 0.6;

function closeRange(seed: number, runs: number) {
  const count = Math.ceil(runs / BLOCK) * BLOCK;
  return { seed: deriveSeed(seed, 'decide/runs/close', 0), first: 0, count };
}

interface Closely {
  /** Recommended first. */
  readonly cards: DecisionResult['cards'];
}

function cardsOf(
  setup: DecisionSetup,
  seen: readonly LookedAt[],
  finalists: number,
  marks: readonly { readonly id: string; readonly role: MarkRole }[],
): Closely {
  const found = seen.slice(0, finalists).flatMap((own) => cardOf(setup, own, 'front') ?? []);
  const best = recommendedOf(found, setup.aim);
  const others = seen.slice(finalists).flatMap((own) => {
    const role = marks.find(({ id }) => id === own.id)?.role ?? 'current';
    return cardOf(setup, own, role) ?? [];
  });
  if (best === undefined) return { cards: others };
  const rest = found.filter((card) => card !== best);
  return { cards: [{ ...best, role: 'recommended' }, ...rest, ...others] };
}

function warningsOf(
  setup: DecisionSetup,
  state: PolicySearch,
  { cards }: Closely,
  why: string | null,
): string[] {
  const { sentences } = diagnose(state.search?.tried ?? [], setup.aim, searchWords(setup), why);
  const [first] = cards;
  return [
    ...setup.subject.warnings,
    ...sentences,
    ...sureWords(setup, cards),
    ...(first?.role === 'recommended' ? steadyWords(setup, first) : []),
  ];
}

/** After the person stopped it: the best of what was tried, on few fresh runs. */
async function bestSoFar(
  setup: DecisionSetup,
  state: PolicySearch | undefined,
  work: DecisionWork,
  why: string | null,
): Promise<DecisionResult> {
  const nothing = { cards: [], understanding: null, warnings: [], ended: endedWords(null, false) };
  if (!state?.search) return nothing;
  const { finalists, marks } = looked(setup, state);
  const range = closeRange(work.seed, Math.min(HASTY_RUNS, work.closeRuns));
  const seen = await lookClosely(setup, [...finalists.slice(0, 3), ...marks], range, undefined);
  const closely = cardsOf(setup, seen, Math.min(3, finalists.length), marks);
  return { ...nothing, ...closely, warnings: warningsOf(setup, state, closely, why) };
}
