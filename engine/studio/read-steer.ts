/** What the person asks of a discovery, checked and as it is kept. */
import { distinctWords } from '../discover/distinct-words.ts';
import type { Proposal } from '../discover/proposer.ts';
import type { Steer } from '../discover/steering.ts';
import { compileSimulator } from '../simulator/compile/compile-simulator.ts';
import type { SteerRequest } from './contract/discovery-view.ts';
import { ownProposal } from './own-proposal.ts';
import { UseCaseError } from './use-case-error.ts';

export interface Decided {
  readonly steer: Steer;
  /** The decision in a sentence. */
  readonly words: string;
}

/** Id of a structure of the run -> its sentences. */
export type Known = ReadonlyMap<string, Pick<Proposal, 'words'>>;

/** Throws UseCaseError 'bad-option' for a structure that the run does not know; SimulatorError with every problem of the code. */
export function readSteer(request: SteerRequest, known: Known): Decided {
  switch (request.kind) {
    case 'pin': {
      const name = nameOf(request.candidate, known);
      return { steer: { kind: 'pin', id: request.candidate }, words: `Follow up: ${name}` };
    }
    case 'reject': {
      const name = nameOf(request.candidate, known);
      return { steer: { kind: 'reject', id: request.candidate }, words: `Leave out: ${name}` };
    }
    case 'release': {
      const name = nameOf(request.candidate, known);
      const words = `Treat like the others again: ${name}`;
      return { steer: { kind: 'release', id: request.candidate }, words };
    }
    case 'add':
      return added(request, known);
    case 'tell':
      return {
        steer: { kind: 'tell', text: request.text },
        words: `Told: "${shortened(request.text)}"`,
      };
    default:
      return request satisfies never;
  }
}

function added({ code, parent }: Extract<SteerRequest, { kind: 'add' }>, known: Known): Decided {
  const edited = parent === undefined ? undefined : nameOf(parent, known);
  const compiled = compileSimulator(code);
  const proposal = ownProposal(compiled, parent);
  if (known.has(proposal.id)) {
    throw new UseCaseError('bad-option', `structure: this very code is ${proposal.id} already`, {
      hint: 'Change something in it, or follow up the one that is there.',
    });
  }
  const words =
    edited === undefined
      ? `Try your own: ${shortened(compiled.declaration.title)}`
      : `Try your edit of: ${edited}`;
  return { steer: { kind: 'add', proposal }, words };
}

/** By what sets it apart from the others. */
function nameOf(id: string, known: Known): string {
  if (!known.has(id)) {
    throw new UseCaseError('bad-option', `structure: ${id} is not in this run`, {
      hint:
        known.size === 0
          ? 'No structure has been proposed yet.'
          : `One of: ${[...known.keys()].join(', ')}.`,
    });
  }
  const proposals = [...known].map(([other, { words }]) => ({ id: other, words }));
  return shortened(distinctWords(proposals).get(id) ?? id);
}

const LONGEST = 200;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
