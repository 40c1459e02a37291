/**
 * The search over structures: propose, evaluate side by side, diagnose, put into words, change. At most
 * `rounds` rounds; it stops early when the held-out score no longer improves or nothing new is proposed.
 * (Holt et al. 2025, section 4; selection on held-out data only, never on the fit.)
 */
import {
  type Admitted,
  type Candidate,
  type Evaluated,
  effectiveScore,
  type Rejected,
  rankCandidates,
} from './candidate.ts';
import type { Setting } from './setting.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import type { Proposal, Proposer, Tried } from './proposer.ts';

export interface DiscoverOptions {
  readonly setting: Setting;
  readonly proposer: Proposer;
  /** Compiles and admits one proposal. Proposals are admitted one at a time, each running alone. */
  readonly admit: (proposal: Proposal, round: number) => Promise<Admitted | Rejected>;
  /** Calibrates and scores what was admitted, side by side. */
  readonly evaluate: (admitted: Admitted, context: EvaluationContext) => Promise<Candidate>;
  /** Default 5. */
  readonly rounds?: number;
  /** Rounds without improvement before it stops; default 2. */
  readonly patience?: number;
  /** Candidates a round; default 3. */
  readonly candidates?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DiscoverEvent) => void;
}

export interface EvaluationContext {
  readonly round: number;
  /** What the proposal was changed from. */
  readonly parent: Evaluated | undefined;
  readonly signal?: AbortSignal;
  /** How much of its calibrations is done. */
  readonly onProgress?: (done: number, total: number) => void;
}

export type DiscoverEvent =
  | {
      readonly kind: 'round-started';
      readonly round: number;
      readonly proposals: readonly Proposal[];
    }
  | {
      readonly kind: 'candidate-progress';
      /** Of the proposal. */
      readonly id: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'candidate-finished'; readonly candidate: Candidate }
  | { readonly kind: 'round-finished'; readonly record: RoundRecord };

/** One round: what was tried, what was seen, what changes next. */
interface RoundRecord {
  readonly round: number;
  readonly candidates: readonly Candidate[];
  /** Id of the best candidate so far. */
  readonly best: string | undefined;
  /** On the best candidate so far. */
  readonly feedback: Feedback;
}

export interface Discovery {
  readonly rounds: readonly RoundRecord[];
  /** Best first. */
  readonly ranked: readonly Evaluated[];
  readonly rejected: readonly Rejected[];
  readonly stopped: 'rounds' | 'no-improvement' | 'nothing-new' | 'cancelled';
}

export async function discover(options: DiscoverOptions): Promise<Discovery> {
  const { setting, proposer, signal } = options;
  const rounds: RoundRecord[] = [];
  const all: Candidate[] = [];
  let stopped: Discovery['stopped'] = 'rounds';
  let feedback: Feedback | undefined;
  let idle = 0;
  for (let round = 1; round <= (options.rounds ?? 5); round++) {
    const request = {
      setting,
      round,
      count: options.candidates ?? 3,
      history: triedSoFar(all),
      ...(feedback && { feedback }),
    };
    const proposals = await collect(proposer.propose(request, signal && { signal }));
    if (proposals.length === 0) {
      stopped = 'nothing-new';
      break;
    }
    const before = bestOf(all);
    options.onEvent?.({ kind: 'round-started', round, proposals });
    const candidates = await evaluateAll(proposals, round, all, options);
    all.push(...candidates);
    const best = bestOf(all);
    feedback = createFeedback(best?.symptoms ?? []);
    const record = { round, candidates, best: best?.proposal.id, feedback };
    rounds.push(record);
    options.onEvent?.({ kind: 'round-finished', record });
    if (signal?.aborted) {
      stopped = 'cancelled';
      break;
    }
    idle = improved(before, best) ? 0 : idle + 1;
    if (idle >= (options.patience ?? 2)) {
      stopped = 'no-improvement';
      break;
    }
  }
  return {
    rounds,
    ranked: rankCandidates(evaluatedOf(all)),
    rejected: all.filter((candidate) => candidate.kind === 'rejected'),
    stopped,
  };
}

/** Side by side: the pool decides how many really run at once. Finished ones survive a cancelled round. */
async function evaluateAll(
  proposals: readonly Proposal[],
  round: number,
  earlier: readonly Candidate[],
  { admit, evaluate, signal, onEvent }: DiscoverOptions,
): Promise<Candidate[]> {
  const parents = new Map(
    evaluatedOf(earlier).map((candidate) => [candidate.proposal.id, candidate]),
  );
  const pending: Promise<Candidate>[] = [];
  const finish = async (candidate: Candidate | Promise<Candidate>): Promise<Candidate> => {
    const finished = await candidate;
    onEvent?.({ kind: 'candidate-finished', candidate: finished });
    return finished;
  };
  const admitted: (Admitted | Rejected)[] = [];
  for (const proposal of proposals) {
    if (!signal?.aborted) admitted.push(await admit(proposal, round));
  }
  for (const item of admitted) {
    const parent =
      item.proposal.parent === undefined ? undefined : parents.get(item.proposal.parent);
    pending.push(
      finish(
        item.kind === 'rejected'
          ? item
          : evaluate(item, {
              round,
              parent,
              onProgress: (done, total) =>
                onEvent?.({ kind: 'candidate-progress', id: item.proposal.id, done, total }),
              ...(signal && { signal }),
            }),
      ),
    );
  }
  const results = await Promise.allSettled(pending);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined && !signal?.aborted) throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

function triedSoFar(all: readonly Candidate[]): Tried[] {
  const ranked = rankCandidates(evaluatedOf(all));
  const rejected = all.filter(({ kind }) => kind === 'rejected');
  return [
    ...ranked.map((candidate) => ({
      proposal: candidate.proposal,
      score: effectiveScore(candidate),
    })),
    ...rejected.map(({ proposal }) => ({ proposal, score: undefined })),
  ];
}

function evaluatedOf(all: readonly Candidate[]): Evaluated[] {
  return all.filter((candidate) => candidate.kind === 'evaluated');
}

function bestOf(all: readonly Candidate[]): Evaluated | undefined {
  return rankCandidates(evaluatedOf(all))[0];
}

/** Better by more than one percent; less is not worth another round. */
function improved(before: Evaluated | undefined, after: Evaluated | undefined): boolean {
  if (after === undefined) return false;
  return before === undefined || effectiveScore(after) < 0.99 * effectiveScore(before);
}

async function collect(proposals: AsyncIterable<Proposal>): Promise<Proposal[]> {
  const all: Proposal[] = [];
  for await (const proposal of proposals) all.push(proposal);
  return all;
}
