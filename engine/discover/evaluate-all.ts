/** The candidates of one round: admitted one by one, evaluated side by side. */
import type { Admitted, Candidate, Evaluated, Rejected } from './candidate.ts';
import type { EvaluationSteps } from './evaluate.ts';
import type { Proposal } from './proposer.ts';

interface RoundOptions extends Pick<EvaluationSteps, 'admit' | 'evaluate'> {
  readonly signal?: AbortSignal;
  readonly onEvent?: (
    event:
      | { readonly kind: 'candidate-finished'; readonly candidate: Candidate }
      | {
          readonly kind: 'candidate-progress';
          readonly id: string;
          readonly done: number;
          readonly total: number;
        },
  ) => void;
}

/** The pool decides how many really run at once. Finished ones survive a cancelled round. */
export async function evaluateAll(
  proposals: readonly Proposal[],
  round: number,
  earlier: readonly Evaluated[],
  { admit, evaluate, signal, onEvent }: RoundOptions,
): Promise<Candidate[]> {
  const parents = new Map(earlier.map((candidate) => [candidate.proposal.id, candidate]));
  const finish = async (candidate: Candidate | Promise<Candidate>): Promise<Candidate> => {
    const finished = await candidate;
    onEvent?.({ kind: 'candidate-finished', candidate: finished });
    return finished;
  };
  const admitted: (Admitted | Rejected)[] = [];
  for (const proposal of proposals) {
    try {
      if (!signal?.aborted) admitted.push(await admit(proposal, round));
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }
  const pending = admitted.map((item) => {
    const { id, parent } = item.proposal;
    if (item.kind === 'rejected') return finish(item);
    const context = {
      round,
      parent: parent === undefined ? undefined : parents.get(parent),
      onProgress: (done: number, total: number) =>
        onEvent?.({ kind: 'candidate-progress', id, done, total }),
      ...(signal && { signal }),
    };
    return finish(evaluate(item, context));
  });
  const results = await Promise.allSettled(pending);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined && !signal?.aborted) throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
