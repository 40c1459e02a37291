/**
 * The composer and a language model together: the composer seeds the first round and fills what the model leaves
 * open; the model refines. Without the model the composer goes on alone.
 */
import { isEndpointFailure, type LlmError } from './llm/error.ts';
import type { Proposal, ProposalRequest, Proposer, ProposerOptions } from './proposer.ts';

/**
 * Gives `count` proposals a round where both together know so many: in round 1 about half of them, one at least, are
 * the composer's. A failure of the endpoint is a warning, but for a replay that does not find what it needs.
 */
export function mixProposers(composer: Proposer, llm: Proposer): Proposer {
  return {
    id: 'both',
    propose: (request, options = {}) => propose(composer, llm, request, options),
    ...(llm.spent && { spent: llm.spent }),
  };
}

/** The composer's own in the first round of `count`. */
function seedsOf(count: number): number {
  return Math.max(1, Math.floor(count / 2));
}

/** What the model is asked for in the first round of `count`. */
export function modelsShare(count: number): number {
  return count - seedsOf(count);
}

async function* propose(
  composer: Proposer,
  llm: Proposer,
  request: ProposalRequest,
  options: ProposerOptions,
): AsyncGenerator<Proposal, void, undefined> {
  const { count, round } = request;
  const given = new Set<string>();
  const fresh = async function* (proposer: Proposer, wanted: number, asked: number) {
    let left = wanted;
    if (left <= 0) return;
    for await (const proposal of proposer.propose({ ...request, count: asked }, options)) {
      if (given.has(proposal.id)) continue;
      given.add(proposal.id);
      yield proposal;
      if (--left === 0) return;
    }
  };
  const seeds = round === 1 ? seedsOf(count) : 0;
  yield* fresh(composer, seeds, seeds);
  try {
    const rest = count - given.size;
    yield* fresh(llm, rest, rest);
  } catch (error) {
    if (!isEndpointFailure(error) || error.code === 'llm-not-in-transcript') throw error;
    options.onActivity?.({ kind: 'warning', text: fallbackText(error) });
  }
  // What it gives may depend on how many are wanted: those that are given already are passed over.
  yield* fresh(composer, count - given.size, count);
}

function fallbackText({ message, hint }: LlmError): string {
  return `${message}. The composer fills in. ${hint ?? ''}`.trim();
}
