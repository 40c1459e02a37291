/** Rounds that another run has held: what was proposed in them is proposed again, by nobody. */
import { z } from 'zod';
import type { Proposer } from '../discover/proposer.ts';
import { proposalSchema } from '../discover/stored-candidate.ts';
import type { Memo } from './model-request.ts';

const settledRoundsSchema = z.array(
  z.strictObject({
    round: z.int().positive(),
    proposals: z.array(proposalSchema),
    suggestions: z.array(z.strictObject({ text: z.string(), because: z.string() })),
  }),
);

export type SettledRounds = z.output<typeof settledRoundsSchema>;

/** Where the checkpoint keeps them. */
export const SETTLED = 'settled';

/** Asks `proposer` for the rounds that are not settled. What the person added comes with the decisions. */
export function afterSettled(proposer: Proposer, memo: Memo): Proposer {
  const settled = settledRoundsSchema.safeParse(memo.get(SETTLED)).data;
  if (settled === undefined) return proposer;
  return {
    ...proposer,
    async *propose(request, options) {
      const known = settled.find(({ round }) => round === request.round);
      if (known === undefined) {
        yield* proposer.propose(request, options);
        return;
      }
      const { suggestions, proposals } = known;
      if (suggestions.length > 0) options?.onActivity?.({ kind: 'reflected', suggestions });
      yield* proposals.filter((proposal) => proposal.proposer !== 'person');
    },
  };
}
