/** A structure that the person wrote or edited, as a proposal like any other. */
import type { Proposal } from '../discover/proposer.ts';
import { sha256 } from '../project/sha256.ts';

/** The same text is the same proposal: its id is made from it. What is wrong with it is told when it is admitted. */
export function ownProposal(
  source: string,
  { parent, rationale }: { readonly parent?: string; readonly rationale?: string } = {},
): Proposal {
  const edited = parent === undefined ? 'Added by hand.' : 'Edited by hand.';
  return {
    id: `own-${sha256(source).slice(0, 8)}`,
    proposer: 'person',
    source,
    words: [edited.replace(/\.$/, '').toLowerCase()],
    assumptions: [],
    rationale: rationale ?? edited,
    ...(parent !== undefined && { parent }),
  };
}
