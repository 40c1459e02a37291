/** The end of a search for policies: a close look at the best on fresh runs, what is understood of it, and what to warn of. */
import { deriveSeed } from '../../calibrate/streams.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import { diagnose } from '../../decide/search/diagnose.ts';
import type { Judgement } from '../../decide/search/judgement.ts';
import type { PolicySearch } from '../../decide/search/search-policies.ts';
import type { Progress } from '../services.ts';
import { cardOf, type LookedAt, lookClosely } from './close-look.ts';
import type { DecisionResult } from './decision-result.ts';
import type { DecisionSetup } from './decision-setup.ts';
import type { DecisionTask } from './decision-task.ts';
import { endedWords, searchWords, simplerWords, steadyWords, sureWords } from './decision-words.ts';
import { idleLevers } from './idle-levers.ts';
import { constantPolicies, type Marked, nowPolicies } from './marked-policies.ts';
import { recommendedOf, worthALook } from './recommend.ts';
import { stressOf } from './stress.ts';
import { understand } from './understand.ts';

/** What was searched. */
export interface Searched {
  readonly state: PolicySearch;
  /** What things as they are came to, on the runs of the search. */
  readonly now: readonly Judgement[];
}

export interface Closing {
  readonly seed: number;
  readonly closeRuns: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** Runs of a close look when the person has stopped the work, and policies: it should end soon. */
const HASTY_RUNS = 500;
const HASTY_POLICIES = 3;
/** Runs of a stress test. */
const STRESSED = 500;

/** Rejects as `simulate` does, and when `signal` is aborted. */
export async function conclude(
  setup: DecisionSetup,
  task: DecisionTask,
  { state, now }: Searched,
  { seed, closeRuns, signal, onProgress }: Closing,
): Promise<DecisionResult> {
  onProgress({ phase: 'Looking closely', done: 0, total: 0, unit: 'policies', more: true });
  const range = closeRange(seed, closeRuns);
  const { finalists, marks } = looked(setup, state);
  const all = await lookClosely(setup, [...finalists, ...marks], range, signal);
  const cards = cardsOf(setup, all, finalists.length, marks);
  onProgress({ phase: 'Understanding it', done: 0, total: 0, unit: 'runs', more: true });
  const [first] = cards;
  const recommended =
    first?.role === 'recommended' ? all.find(({ id }) => id === first.id) : undefined;
  const told = [
    ...setup.subject.warnings,
    ...setup.notes,
    ...diagnosis(setup, state, now, task.why()),
    ...cardWords(setup, cards),
  ];
  const ended = endedWords(state);
  if (recommended === undefined) return { cards, understanding: null, warnings: told, ended };
  const { policies } = recommended;
  const idle = await idleLevers(setup, task, policies, range);
  const stress = await stressOf(setup, policies, { ...range, count: STRESSED }, signal);
  const understanding = understand(setup, { recommended, all, cards, seed }, stress);
  return { cards, understanding, warnings: [...new Set([...told, ...idle])], ended };
}

/** After the person stopped it: the best of what was tried, on few fresh runs. */
export async function bestSoFar(
  setup: DecisionSetup,
  state: PolicySearch | undefined,
  { seed, closeRuns }: Pick<Closing, 'seed' | 'closeRuns'>,
): Promise<DecisionResult> {
  const nothing = { cards: [], understanding: null, warnings: [], ended: endedWords(null) };
  if (!state?.search) return nothing;
  const { finalists, marks } = looked(setup, state);
  const few = finalists.slice(0, HASTY_POLICIES);
  const range = closeRange(seed, Math.min(HASTY_RUNS, closeRuns));
  const all = await lookClosely(setup, [...few, ...marks], range, undefined);
  const cards = cardsOf(setup, all, few.length, marks);
  return {
    ...nothing,
    cards,
    warnings: [...setup.subject.warnings, ...setup.notes, ...cardWords(setup, cards)],
  };
}

/** Policies by id: of the search, and what they are compared with. */
function looked(setup: DecisionSetup, state: PolicySearch) {
  const finalists = worthALook(state, setup.aim).map(({ id, point }) => ({
    ...{ id, policies: setup.space.decode(point) },
  }));
  const marked: readonly Marked[] = [...nowPolicies(setup), ...constantPolicies(setup, state)];
  return { finalists, marks: marked.map((own) => ({ id: own.role, ...own })) };
}

function closeRange(seed: number, runs: number) {
  const count = Math.ceil(runs / BLOCK) * BLOCK;
  return { seed: deriveSeed(seed, 'decide/runs/close', 0), first: 0, count };
}

/** Recommended first, then others of the search, then what they are compared with. */
function cardsOf(
  setup: DecisionSetup,
  all: readonly LookedAt[],
  finalists: number,
  marks: readonly Marked[],
): DecisionResult['cards'] {
  const found = all.slice(0, finalists).flatMap((own) => cardOf(setup, own, 'front') ?? []);
  const best = recommendedOf(found, setup.aim);
  const others = marks.flatMap(({ role }) => {
    const own = all.find(({ id }) => id === role);
    return own ? (cardOf(setup, own, role) ?? []) : [];
  });
  if (best === undefined) return others;
  return [{ ...best, role: 'recommended' }, ...found.filter((card) => card !== best), ...others];
}

/** Constants met the runs of the search, too. */
function diagnosis(
  setup: DecisionSetup,
  { search, constants }: PolicySearch,
  now: readonly Judgement[],
  why: string | null,
): string[] {
  const others = [...(constants?.tried ?? []).map(({ judgement }) => judgement), ...now];
  return diagnose(search?.tried ?? [], others, setup.aim, searchWords(setup), why);
}

function cardWords(setup: DecisionSetup, cards: DecisionResult['cards']): string[] {
  const [first] = cards;
  if (first?.role !== 'recommended') return [];
  const constant = cards.find(({ role }) => role === 'best-constant');
  return [
    ...sureWords(setup, first),
    ...steadyWords(setup, first),
    ...simplerWords(setup, first, constant),
  ];
}
