import type { DiscoveryView } from '../../../engine/studio/contract/discovery-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { isActive } from '../../words/job-words.ts';
import { count } from '../../words/numbers.ts';
import { errorWords, scoreOf, type Tried, titleOf } from './candidate-words.ts';

/** What a search is doing, or came to. */
export function runSentence(job: JobView, tried: readonly Tried[]): string {
  const judged = tried.filter(({ rank }) => rank !== null).length;
  const best = tried.find(({ isBest }) => isBest);
  const score = best && scoreOf(best.candidate);
  const found =
    best && typeof score === 'number'
      ? `${titleOf(best)}, off by ${errorWords(score, null)} of the spread of the data on days not seen`
      : undefined;
  if (isActive(job)) {
    return found === undefined
      ? 'The first structures are being fitted and judged.'
      : `${count(judged, 'structure')} judged so far. Best: ${found}.`;
  }
  if (found === undefined) return 'No structure was judged.';
  const alike = (job.discovery?.weights?.structures.length ?? 0) - 1;
  const others =
    alike > 0
      ? ` ${count(alike, 'other structure')} ${alike === 1 ? 'counts' : 'count'} as well.`
      : '';
  return `Of ${count(judged, 'structure')} the best is ${found}.${others}`;
}

/** '12 requests, 30,100 tokens read and 4,000 written, about 0.12.' */
export function spendingWords({
  requests,
  inputTokens,
  outputTokens,
  cost,
}: NonNullable<DiscoveryView['spending']>): string {
  const tokens = `${count(inputTokens, 'token')} read and ${outputTokens.toLocaleString('en-GB')} written`;
  const price =
    cost === null
      ? 'what it costs is not known'
      : `about ${cost.toFixed(2)} in the currency of your prices`;
  return `${count(requests, 'request')}, ${tokens}; ${price}.`;
}
