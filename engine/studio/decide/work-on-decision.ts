/** The work of a search for policies: marks, search, a close look on fresh runs, and what is understood of it. */

import { BLOCK } from '../../decide/evaluate/share-out.ts';
import {
  firstLook,
  type PolicySearch,
  type SearchNews,
  searchPolicies,
} from '../../decide/search/search-policies.ts';
import type { Tried } from '../../decide/search/search-progress.ts';
import type { Log } from '../run-entry.ts';
import { bestSoFar, type Closing, conclude } from './conclude.ts';
import type { AimEntry, LoggedPoint } from './decision-entry.ts';
import type { DecisionResult } from './decision-result.ts';
import type { DecisionSetup, SeenAhead } from './decision-setup.ts';
import { decisionTask } from './decision-task.ts';
import { constantPolicies, loggedPoint, markNow, nowPolicies } from './marked-policies.ts';
import { seenAhead } from './seen-ahead.ts';

export interface DecisionWork extends Closing {
  readonly evaluations: number;
  readonly runs: number;
  readonly timeUsed: () => number;
  readonly checkpoint: PolicySearch | undefined;
  readonly save: (state: PolicySearch) => Promise<void>;
  readonly log: Log;
}

interface Worked {
  readonly setup: DecisionSetup;
  readonly result: DecisionResult;
  readonly isCancelled: boolean;
}

/** `setupOf`: what was asked for, with what is seen ahead. When the person stops it, the result is the best so far. */
export async function workOnDecision(
  setupOf: (ahead: SeenAhead) => DecisionSetup,
  work: DecisionWork,
): Promise<Worked> {
  const { log, signal, onProgress } = work;
  let setup = setupOf({});
  let latest = work.checkpoint;
  try {
    onProgress({ phase: 'Looking ahead', done: 0, total: 0, unit: 'runs', more: true });
    const look = firstLook({ block: BLOCK }, work);
    const range = { seed: look.seed, first: 0, count: look.runs };
    const ahead = await seenAhead(setup, range, signal);
    setup = setupOf(ahead);
    log(aimEntry(setup, ahead));
    const task = await decisionTask(setup, range, signal);
    const now = await markNow(setup, task, work, nowPolicies(setup));
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
    const seen = { state, now: now.map(({ judgement }) => judgement) };
    return { setup, result: await conclude(setup, task, seen, work), isCancelled: false };
  } catch (error) {
    if (!signal?.aborted) throw error;
    return { setup, result: await bestSoFar(setup, latest, work), isCancelled: true };
  }
}

function aimEntry(
  { aim, words, dates, timeUnit, units }: DecisionSetup,
  ahead: SeenAhead,
): AimEntry {
  return {
    event: 'aim',
    objectives: aim.objectives.map(({ direction }, i) => ({
      words: words.objectives[i] ?? '',
      unit: units[i] ?? '',
      better: direction === 'minimise' ? 'lower' : 'higher',
    })),
    limits: [...words.limits],
    sentences: [...words.objectives, ...words.limits],
    dates: dates === null ? null : [...dates],
    timeUnit,
    ahead: { ...ahead },
  };
}

/** Of the evaluations, about. */
const SHARES = { constants: 0.1, nearConstants: 0.1, search: 0.85, refine: 0.15 } as const;

const PHASES = {
  constants: 'Trying one value for all days',
  nearConstants: 'Trying one value for all days',
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
  if (stage === 'constants' || stage === 'nearConstants') return;
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
