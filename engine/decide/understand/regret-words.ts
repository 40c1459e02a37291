/** Which policy is best where, and what it costs to be wrong, in sentences. */
import { sentenceCase } from '../number-words.ts';
import type { OutcomeWords } from './factor-words.ts';
import type { RegretTable } from './regret.ts';

/** Both lists: how each is named in the middle of a sentence ('the threshold policy'; 'the model with two wards'). */
export function regretWords(
  table: RegretTable,
  policies: readonly string[],
  structures: readonly string[],
  { name, amount }: OutcomeWords,
): string[] {
  const { choice, rows, leftOut, draws } = table;
  const named = (policy: number): string => policies[policy] ?? '';
  const chosen = rows[choice.mixture];
  if (chosen === undefined || chosen.worst.structure < 0) {
    return ['No policy can be judged: under each of them runs failed.'];
  }
  const { structure, regret } = chosen.mostRegret;
  const mixed = structures.length > 1 ? ', all models counted by their weight' : '';
  return [
    `${sentenceCase(named(choice.mixture))} is best on average${mixed}: ${name} comes to ${amount(chosen.mixture.outcome)}.`,
    ...(structures.length > 1 ? bestWords(table, policies, structures) : []),
    ...(structures.length > 1
      ? [
          regret > 0
            ? `If ${structures[structure]} is the truth, choosing it costs ${amount(regret)} against the best choice there; no model makes it cost more.`
            : `It is the best choice whichever model is the truth.`,
        ]
      : []),
    ...otherRules(table, named, structures, amount),
    ...(leftOut > 0
      ? [`${leftOut} of ${draws} sets of numbers are left out, as a run of them failed.`]
      : []),
  ];
}

/** 'If X is the truth, A is best; B cannot be told from it.' for each structure whose best is another than the mixture's. */
function bestWords(
  { bestUnder, choice }: RegretTable,
  policies: readonly string[],
  structures: readonly string[],
): string[] {
  return bestUnder.flatMap(({ policy, alike }, s) => {
    if (policy < 0) return [`Under ${structures[s]} no run lasted under every policy.`];
    if (policy === choice.mixture) return [];
    const doubt = alike.includes(choice.mixture)
      ? `, though it cannot be told from ${policies[choice.mixture]} by these runs`
      : '';
    return [`If ${structures[s]} is the truth, ${policies[policy]} is best${doubt}.`];
  });
}

function otherRules(
  { choice, rows }: RegretTable,
  named: (policy: number) => string,
  structures: readonly string[],
  amount: OutcomeWords['amount'],
): string[] {
  if (structures.length < 2) return [];
  const careful = rows[choice.worstCase];
  const safe = rows[choice.minimaxRegret];
  return [
    ...(careful !== undefined && choice.worstCase !== choice.mixture
      ? [
          `Whoever prepares for the worst takes ${named(choice.worstCase)}: under no model does it come to worse than ${amount(careful.worst.outcome)}.`,
        ]
      : []),
    ...(safe !== undefined && choice.minimaxRegret !== choice.mixture
      ? [
          `Whoever wants to be least wrong takes ${named(choice.minimaxRegret)}: it is at most ${amount(safe.mostRegret.regret)} worse than the best choice under any model.`,
        ]
      : []),
  ];
}
