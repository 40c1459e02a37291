/** How a search for policies goes, in sentences. */
import type { DecisionTrace, DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { isActive } from '../../words/job-words.ts';
import { count, formatNumber } from '../../words/numbers.ts';

/** What it is doing, or what it came to. */
export function searchSentence(
  job: Pick<JobView, 'state'>,
  trace: DecisionTrace | undefined,
  view: Pick<DecisionView, 'cards'> | undefined,
): string {
  if (!trace || trace.evaluations === 0) {
    return isActive(job)
      ? 'The first policies are on their way.'
      : 'It ended before the first policy was tried.';
  }
  const tried = `${count(trace.evaluations, 'policy', 'policies')} ${trace.evaluations === 1 ? 'was' : 'were'} tried`;
  const found = foundWords(trace);
  if (isActive(job)) return `${tried} so far: ${found}.`;
  const closely =
    view && view.cards.length > 0
      ? `, ${formatNumber(view.cards.length)} of them were looked at closely`
      : '';
  return `${tried}${closely}: ${found}.`;
}

function foundWords({ points, limits, objectives }: DecisionTrace): string {
  const front = points.filter((point) => point.front && point.feasible).length;
  const kept = points.filter(({ feasible }) => feasible).length;
  if (limits.length > 0 && kept === 0) {
    return limits.length === 1 ? 'none keeps the limit' : 'none keeps all limits';
  }
  if (objectives.length > 1) return `${count(front, 'best compromise', 'best compromises')}`;
  return limits.length === 0
    ? 'the best one is marked'
    : `the best one keeps ${limits.length === 1 ? 'the limit' : 'all limits'}`;
}
