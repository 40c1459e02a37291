/** What a proposer is told of the candidates so far. */
import {
  type Evaluated,
  effectiveScore,
  pairedDifference,
  type Rejected,
  rankCandidates,
} from './candidate.ts';
import { createFeedback } from './feedback.ts';
import { scoreByOutput } from './held-out-score.ts';
import type { Tried } from './proposer.ts';

/** Best first, those that could not be run last. */
export function triedSoFar(
  evaluated: readonly Evaluated[],
  rejected: readonly Rejected[],
): Tried[] {
  const ranked = rankCandidates(evaluated);
  const [best] = ranked;
  return [
    ...ranked.map((candidate) => ({
      proposal: candidate.proposal,
      round: candidate.round,
      score: effectiveScore(candidate),
      standardError: best ? pairedDifference(candidate.score, best.score).standardError : 0,
      outputs: scoreByOutput(candidate.score),
      parameters: candidate.parameters,
      feedback: createFeedback(candidate.symptoms),
    })),
    ...rejected.map(({ proposal, round, reason }) => ({
      ...{ proposal, round, reason, score: undefined },
      ...{ standardError: 0, outputs: {}, parameters: {} },
    })),
  ];
}
