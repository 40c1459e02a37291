/** What a search for policies is compared with, on the runs that it begins with. */
import { isFeasible, type Judgement } from '../../decide/search/judgement.ts';
import { firstLook, type PolicySearch } from '../../decide/search/search-policies.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import type { Log } from '../run-entry.ts';
import type { LoggedPoint, MarkRole } from './decision-entry.ts';
import type { DecisionSetup } from './decision-setup.ts';
import type { DecisionTask } from './decision-task.ts';

export interface Marked {
  readonly role: MarkRole;
  readonly policies: Policies;
}

/** Things as they are, and as the person says that they are done today. */
export function nowPolicies({ aim }: DecisionSetup): Marked[] {
  const isSaid = Object.keys(aim.current).length > 0;
  return [
    { role: 'do-nothing', policies: {} },
    ...(isSaid ? [{ role: 'current' as const, policies: aim.current }] : []),
  ];
}

export function constantPolicies(
  { constants }: DecisionSetup,
  { bestConstants }: PolicySearch,
): Marked[] {
  const [best] = bestConstants ?? [];
  return best ? [{ role: 'best-constant', policies: constants.decode(best.point) }] : [];
}

interface Judged {
  readonly role: MarkRole;
  readonly judgement: Judgement;
}

/** On the runs that the search begins with: as comparable with its points as they are with each other. */
export async function markNow(
  { aim }: DecisionSetup,
  task: DecisionTask,
  work: { readonly seed: number; readonly runs: number; readonly log: Log },
  marked: readonly Marked[],
): Promise<Judged[]> {
  const { seed, runs } = firstLook(task, work);
  const marks = await Promise.all(
    marked.map(async ({ role, policies }) => {
      const judgement = task.judge(await task.evaluate(policies, { seed, first: 0, count: runs }));
      return { role, judgement };
    }),
  );
  work.log({
    event: 'marks',
    marks: marks
      .map(({ role, judgement }) => ({ role, ...loggedPoint(role, judgement, aim) }))
      .filter(({ values }) => values.every(Number.isFinite)),
  });
  return marks;
}

export function loggedPoint(
  id: string,
  judgement: Judgement,
  aim: DecisionSetup['aim'],
): LoggedPoint {
  const { values, chances, runs } = judgement;
  const feasible = isFeasible(judgement, aim);
  return { id, values: [...values], chances: [...chances], feasible, runs };
}
