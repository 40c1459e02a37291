/** A structure that the person wrote or edited, as a proposal like any other. */
import type { Proposal } from '../discover/proposer.ts';
import { sha256 } from '../project/sha256.ts';
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';

/** The same text is the same proposal: its id is made from it. `parent`: the candidate that was edited. */
export function ownProposal(
  { source, declaration }: Pick<CompiledSimulator, 'source' | 'declaration'>,
  parent?: string,
): Proposal {
  const parts = declaration.modules.map(({ meaning }) => meaning.trim());
  const words = parts.filter((part) => part !== '');
  return {
    id: `own-${sha256(source).slice(0, 8)}`,
    proposer: 'person',
    source,
    words: words.length === 0 ? [declaration.title] : words,
    assumptions: declaration.assumptions.map(({ text }) => text),
    rationale: parent === undefined ? 'Added by hand.' : 'Edited by hand.',
    ...(parent !== undefined && { parent }),
  };
}
