/** Structures of a discovery in the planner's words, and in the order in which they are compared. */
import type {
  CandidateView,
  DiscoveryView,
  SteerRequest,
  WeightsView,
} from '../../../engine/studio/contract/discovery-view.ts';
import { formatNumber } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';

type Weight = WeightsView['structures'][number];

/** One structure with all that is known of it over the whole run. */
export interface Tried {
  readonly candidate: CandidateView;
  readonly round: number;
  /** '2.1': the first of round 2. */
  readonly label: string;
  /** What sets it apart from the one that it was made from. */
  readonly name: string;
  /** From 1 among those that were judged; null for others. */
  readonly rank: number | null;
  readonly weight: Weight | null;
  readonly isBest: boolean;
}

export const PROPOSERS = {
  composer: { words: 'the studio', by: 'found by the studio' },
  llm: { words: 'a language model', by: 'written by a language model' },
  person: { words: 'you', by: 'written by you' },
} as const satisfies Record<CandidateView['proposer'], { words: string; by: string }>;

/** All structures in the order in which they were tried; of one that came again the last word counts. */
export function triedOf({ rounds, weights }: DiscoveryView): Tried[] {
  const best = bestOf(rounds);
  const latest = new Map<string, Pick<Tried, 'candidate' | 'round' | 'label'>>();
  for (const { round, candidates } of rounds)
    for (const [i, candidate] of candidates.entries())
      latest.set(candidate.id, { candidate, round, label: `${round}.${i + 1}` });
  const order = [...latest.values()]
    .map(({ candidate }) => candidate)
    .filter((candidate) => scoreOf(candidate) !== null)
    .toSorted((a, b) => Number(b.id === best) - Number(a.id === best) || compare(a, b))
    .map(({ id }) => id);
  return [...latest.values()].map((one) => {
    const { id, parent } = one.candidate;
    const place = order.indexOf(id);
    return {
      ...one,
      name: nameOf(one.candidate, latest.get(parent ?? '')),
      rank: place < 0 ? null : place + 1,
      weight: weights?.structures.find((structure) => structure.id === id) ?? null,
      isBest: id === best,
    };
  });
}

/** Best first, then those that are worked on, then the refused ones. */
export function ranked(tried: readonly Tried[]): Tried[] {
  const place = ({ rank, candidate }: Tried) =>
    rank ?? (candidate.state === 'working' ? 1e6 : 1e6 + 1);
  return tried.toSorted((a, b) => place(a) - place(b));
}

/** Id of the best so far; null before a round has ended. */
function bestOf(rounds: DiscoveryView['rounds']): string | null {
  return rounds.findLast(({ best }) => best !== null)?.best ?? null;
}

/** Held-out error as a share of the data's spread; null unless it was judged. */
export function scoreOf({ state, score }: CandidateView): number | null {
  return state === 'evaluated' ? score : null;
}

/** What contradicts what was told counts as worse than its error. */
function compare(a: CandidateView, b: CandidateView): number {
  const against = (candidate: CandidateView) =>
    candidate.facts.some(({ kind }) => kind === 'contradicts') ? 1 : 0;
  return against(a) - against(b) || (a.score ?? 0) - (b.score ?? 0);
}

/** The parts in which it differs from its parent; without one, what was said when it was proposed. */
function nameOf(
  { proposer, rationale, words, id }: CandidateView,
  parent: Pick<Tried, 'candidate' | 'label'> | undefined,
): string {
  if (proposer === 'person') return parent ? `your version of ${parent.label}` : 'your own';
  const before = new Set(parent?.candidate.words);
  const own = parent === undefined ? [] : words.filter((part) => !before.has(part));
  if (own.length > 0 && own.length <= 3) return plainText(own.join('; '));
  return plainText(uncapitalised(withoutReason(rationale)) || words[0] || id);
}

/** 'The simplest' -> 'the simplest'; 'ICU beds' stays. */
function uncapitalised(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** 'Split a stage (...): a stay has two phases (because of: ...).' -> 'Split a stage (...): a stay has two phases'. */
export function withoutReason(rationale: string): string {
  return rationale.replace(/ \([^()]*\)\.?$/, '').replace(/\.$/, '');
}

/** '2.1, some are immune from the start'. */
export function titleOf({ label, name }: Tried): string {
  return `${label}, ${name}`;
}

/** '6.2 %', '6.2 % ± 0.8'. */
export function errorWords(score: number, error: number | null): string {
  const share = `${formatNumber(round3(score * 100))} %`;
  return error === null || error === 0
    ? share
    : `${share} \u00b1 ${formatNumber(round2(error * 100))}`;
}

/** '41 % (25 to 60)'; '100 %' where the range is no wider. */
export function weightWords({ weight, low, high }: Weight): string {
  const share = (value: number) => Math.round(value * 100);
  if (share(low) === share(high)) return `${share(weight)} %`;
  return `${share(weight)} % (${share(low)} to ${share(high)})`;
}

/** What was decided, in a sentence. `name`: of a candidate, by its id. */
export function steerWords(steer: SteerRequest, name: (id: string) => string): string {
  switch (steer.kind) {
    case 'pin':
      return `Follow up: ${name(steer.candidate)}`;
    case 'reject':
      return `Leave out: ${name(steer.candidate)}`;
    case 'release':
      return `Neither followed up nor left out: ${name(steer.candidate)}`;
    case 'add':
      return steer.parent === undefined
        ? 'Try a structure of your own'
        : `Try your version of: ${name(steer.parent)}`;
    case 'tell':
      return `Tell the modeller: ${steer.text}`;
    default:
      return steer satisfies never;
  }
}

function round3(value: number): number {
  return Number(value.toPrecision(3));
}

function round2(value: number): number {
  return Number(value.toPrecision(2));
}
