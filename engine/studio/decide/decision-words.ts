/** What a search for policies says in sentences. */
import { amountOf, plainNumber } from '../../decide/number-words.ts';
import type { SearchWords } from '../../decide/search/diagnose.ts';
import type { PolicySearch } from '../../decide/search/search-policies.ts';
import type { PolicyCard } from '../contract/decision-view.ts';
import type { DecisionSetup } from './decision-setup.ts';

export function searchWords({ words, space, names }: DecisionSetup): SearchWords {
  return {
    objectives: words.objectives,
    limits: words.limits,
    variables: space.numbers.map((own) =>
      own === null ? null : `"${own.words}" of ${names('lever', own.lever).words}`,
    ),
    number: plainNumber,
    percent,
  };
}

/** '95 %', '99.6 %'. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

/** Why the search ended. Null: the person stopped it. */
export function endedWords(state: PolicySearch | null): string {
  if (state === null) return 'It was stopped: what is shown is the best so far.';
  const tried = plainNumber((state.refine ?? state.search)?.evaluations ?? 0);
  switch (state.search?.over) {
    case 'stopped':
      return `The time was up after ${tried} policies: a longer search may find better ones.`;
    case 'flat':
      return `It ended after ${tried} policies, when new ones no longer brought anything better.`;
    case 'exhausted':
      return `It ended after ${tried} policies: there was nothing left to try.`;
    default:
      return `It ended after the ${tried} policies that it was to try.`;
  }
}

/** Limits of the recommended policy that fresh runs refute or leave open. */
export function sureWords(
  { words, aim }: Pick<DecisionSetup, 'words' | 'aim'>,
  { limits }: PolicyCard,
): string[] {
  return limits.flatMap(({ value, low, high, holds }, i) => {
    const wanted = aim.limits[i]?.chance ?? 1;
    if (holds === 'yes') return [];
    const range = `${percent(low)} to ${percent(high)}`;
    return holds === 'no'
      ? [
          `The policy shown first does not keep "${words.limits[i]}": it holds in ${percent(value)} of fresh outcomes (${range}). It is the one that comes nearest.`,
        ]
      : // Within simulation error of what is wanted: nothing to warn of unless it seems to be missed.
        value >= wanted
        ? []
        : [
            `Whether "${words.limits[i]}" is kept often enough is not sure: it holds in ${percent(value)} of fresh outcomes (${range}).`,
          ];
  });
}

/** Policies that look at something, or change, and in the days ahead never do. */
export function steadyWords({ names }: Pick<DecisionSetup, 'names'>, card: PolicyCard): string[] {
  return card.calendar.flatMap(({ lever, low, high }) => {
    const [value] = low;
    const policy = card.policies[lever];
    if (value === undefined || policy === undefined || policy.kind === 'constant') return [];
    if (![...low, ...high].every((own) => own === value)) return [];
    const { words, unit } = names('lever', lever);
    return [
      `In the days ahead the policy of ${words} comes to the same as ${amountOf(value, { words, unit })} on every day.`,
    ];
  });
}

/** Of one objective: where one value for all days keeps the limits and is not worse. */
export function simplerWords(
  { aim }: Pick<DecisionSetup, 'aim'>,
  recommended: PolicyCard,
  constant: PolicyCard | undefined,
): string[] {
  const [objective, ...others] = aim.objectives;
  if (objective === undefined || others.length > 0 || constant === undefined) return [];
  const [own, simple] = [recommended.objectives[0], constant.objectives[0]];
  if (own === undefined || simple === undefined) return [];
  const isMissed = constant.limits.some(({ holds }) => holds === 'no');
  const gain =
    objective.direction === 'minimise' ? simple.value - own.value : own.value - simple.value;
  if (
    isMissed ||
    gain > 0 ||
    Object.values(recommended.policies).every(({ kind }) => kind === 'constant')
  )
    return [];
  return [`One value for all days does as well: ${constant.words.join(' ')}`];
}
