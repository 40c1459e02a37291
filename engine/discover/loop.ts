/**
 * The search over structures: propose, evaluate side by side, diagnose, put into words, change. At most
 * `rounds` rounds; it stops early when the held-out score no longer improves, nothing new is proposed, or a budget is
 * spent. (Holt et al. 2025, section 4; selection on held-out data only, never on the fit.)
 */
import { StudioError } from '../base/error.ts';
import { admitTo, alternatives, EMPTY_ARCHIVE } from './archive/archive.ts';
import { mergeDuplicates } from './archive/duplicates.ts';
import { explanationKeys } from './archive/fingerprint.ts';
import { type Saturation, saturation } from './archive/saturation.ts';
import {
  type Candidate,
  type Evaluated,
  effectiveScore,
  pairedDifference,
  type Rejected,
  rankCandidates,
} from './candidate.ts';
import { disagreementsBetween, symptomsOfDisagreements } from './diagnostics-disagreement.ts';
import { distinctWords } from './distinct-words.ts';
import type { EvaluationSteps } from './evaluate.ts';
import { evaluateAll } from './evaluate-all.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import { triedSoFar } from './history.ts';
import type { Proposal, Proposer, ProposerActivity } from './proposer.ts';
import { type Setting, withTold } from './setting.ts';
import { type Steer, Steering } from './steering.ts';
import type { Symptom } from './symptoms.ts';

export interface DiscoverOptions extends EvaluationSteps {
  readonly setting: Setting;
  readonly proposer: Proposer;
  /** Default 5. */
  readonly rounds?: number;
  /** Rounds without improvement before it stops; default 3. */
  readonly patience?: number;
  /** Candidates a round; default 3. */
  readonly candidates?: number;
  readonly budget?: Budget;
  /**
   * Rounds at the beginning that another search has run: this one ends in none of them, and no budget pays for them.
   * Default 0.
   */
  readonly settled?: number;
  /**
   * What the person decided since the last round; asked before each, and once after the last, for the decisions that
   * bear on the ranking. 'stop': the search holds before this round.
   */
  readonly steer?: (round: number) => Promise<readonly Steer[] | 'stop'>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DiscoverEvent) => void;
}

/** No further round begins once one of them is spent. Absent: no limit. */
export interface Budget {
  /** Simulated runs of all candidates. */
  readonly simulations?: number;
  /** Seconds of work; what is found then depends on the machine. */
  readonly seconds?: number;
  /** Seconds worked so far, those before an interruption included. */
  readonly elapsed?: () => number;
}

export type DiscoverEvent =
  | { readonly kind: 'proposer'; readonly activity: ProposerActivity }
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
  /** Id of a candidate -> standard error of its difference to that one; where data tell none it is left out. */
  readonly standardErrors: Readonly<Record<string, number>>;
  /** On the best candidate so far. */
  readonly feedback: Feedback;
  /** How much is left to be found. */
  readonly saturation: Saturation;
}

type StopReason =
  | 'rounds'
  | 'no-improvement'
  | 'nothing-new'
  | 'budget'
  | 'proposer-failed'
  /** It was to hold before the next round. */
  | 'paused'
  | 'cancelled';

export interface Discovery {
  readonly rounds: readonly RoundRecord[];
  /** Different explanations, best first. */
  readonly ranked: readonly Evaluated[];
  /** The same explanation as another candidate in other words. */
  readonly merged: readonly { readonly id: string; readonly into: string }[];
  readonly rejected: readonly Rejected[];
  readonly stopped: StopReason;
}

export function discover(options: DiscoverOptions): Promise<Discovery> {
  return new Search(options).run();
}

class Search {
  readonly #options: DiscoverOptions;
  readonly #steering = new Steering();
  readonly #rounds: RoundRecord[] = [];
  readonly #all: Candidate[] = [];

  constructor(options: DiscoverOptions) {
    this.#options = options;
  }

  async run(): Promise<Discovery> {
    const { rounds = 5, patience = 3, settled = 0, signal } = this.#options;
    let idle = 0;
    for (let round = 1; round <= rounds; round++) {
      if (signal?.aborted) return this.#discovery('cancelled');
      if (round > settled && this.#isSpent()) return this.#end(round, 'budget');
      const proposals = await this.#propose(round);
      if (typeof proposals === 'string') return this.#discovery(proposals);
      const before = this.#best;
      await this.#evaluate(round, proposals);
      if (signal?.aborted) return this.#discovery('cancelled');
      idle = round <= settled || improved(before, this.#best) ? 0 : idle + 1;
      if (idle >= patience) return this.#end(round + 1, 'no-improvement');
    }
    return this.#end(rounds + 1, 'rounds');
  }

  /** What the person decided in the last round counts, although no other follows. */
  async #end(next: number, stopped: StopReason): Promise<Discovery> {
    const steers = (await this.#options.steer?.(next)) ?? [];
    if (steers !== 'stop') this.#steering.take(steers);
    return this.#discovery(stopped);
  }

  /** The proposals of a round, the person's among them, or why there is none. */
  async #propose(round: number): Promise<readonly Proposal[] | StopReason> {
    const { setting, proposer, check, candidates = 3, steer, signal, onEvent } = this.#options;
    const steers = (await steer?.(round)) ?? [];
    if (steers === 'stop') return 'paused';
    const added = this.#steering.take(steers);
    const feedback = this.#rounds.at(-1)?.feedback;
    const request = {
      setting: withTold(setting, this.#steering.told),
      ...{ round, count: candidates, check, pinned: this.#steering.pinned },
      history: triedSoFar(this.#allowed, [...this.#rejected, ...this.#turnedDown]),
      alternatives: this.#alternatives,
      ...(feedback && { feedback }),
    };
    const options = {
      ...(signal && { signal }),
      onActivity: (activity: ProposerActivity) => onEvent?.({ kind: 'proposer', activity }),
    };
    const proposals = [...added];
    try {
      for await (const proposal of proposer.propose(request, options)) proposals.push(proposal);
    } catch (error) {
      if (signal?.aborted) return 'cancelled';
      // What was found stands, and the person's own structures are tried all the same.
      if (!(error instanceof StudioError) || this.#all.length + added.length === 0) throw error;
      onEvent?.({ kind: 'proposer', activity: { kind: 'warning', text: error.message } });
      if (proposals.length === 0) {
        return error.code === 'llm-over-budget' ? 'budget' : 'proposer-failed';
      }
    }
    return proposals.length === 0 ? 'nothing-new' : proposals;
  }

  async #evaluate(round: number, proposals: readonly Proposal[]): Promise<void> {
    const { onEvent } = this.#options;
    onEvent?.({ kind: 'round-started', round, proposals });
    const candidates = await evaluateAll(proposals, round, this.#evaluated, this.#options);
    this.#all.push(...candidates);
    const ranked = rankCandidates(this.#allowed);
    const [best] = ranked;
    const record = {
      ...{ round, candidates, best: best?.proposal.id },
      standardErrors: standardErrors(candidates, best),
      feedback: createFeedback([...(best?.symptoms ?? []), ...disagreements(ranked)]),
      saturation: this.#saturation,
    };
    this.#rounds.push(record);
    onEvent?.({ kind: 'round-finished', record });
  }

  get #evaluated(): Evaluated[] {
    return this.#all.filter((candidate) => candidate.kind === 'evaluated');
  }

  /** Explanations that stay alive although another one is better. */
  get #alternatives(): string[] {
    const best = this.#best;
    if (best === undefined) return [];
    const archive = this.#allowed.reduce(admitTo, EMPTY_ARCHIVE);
    return alternatives(archive, best, KEPT_ALIVE).map(({ proposal }) => proposal.id);
  }

  get #saturation(): Saturation {
    const evaluated = this.#evaluated;
    const keys = explanationKeys(evaluated.map(({ fingerprint }) => fingerprint));
    return saturation(evaluated.map(({ round }, i) => ({ round, fingerprintKey: keys[i] ?? '' })));
  }

  get #rejected(): Rejected[] {
    return this.#all.filter((candidate) => candidate.kind === 'rejected');
  }

  /** What the person does not want: nobody is to propose it again. */
  get #turnedDown(): Rejected[] {
    const allowed = this.#allowed;
    return this.#evaluated
      .filter((candidate) => !allowed.includes(candidate))
      .map(({ round, proposal }) => {
        const reason = 'the person does not want it';
        return { kind: 'rejected', round, proposal, reason };
      });
  }

  get #allowed(): Evaluated[] {
    return this.#steering.allowed(this.#evaluated);
  }

  get #best(): Evaluated | undefined {
    return rankCandidates(this.#allowed)[0];
  }

  #isSpent(): boolean {
    const { simulations, seconds, elapsed } = this.#options.budget ?? {};
    const { settled = 0 } = this.#options;
    const paid = this.#evaluated.filter(({ round }) => round > settled);
    const runs = paid.reduce((sum, candidate) => sum + candidate.runs, 0);
    if (simulations !== undefined && runs >= simulations) return true;
    return seconds !== undefined && elapsed !== undefined && elapsed() >= seconds;
  }

  #discovery(stopped: StopReason): Discovery {
    const { kept, merged } = mergeDuplicates(this.#allowed);
    return {
      ...{ rounds: this.#rounds, ranked: rankCandidates(kept), merged },
      ...{ rejected: this.#rejected, stopped },
    };
  }
}

/** Other explanations that proposers are pointed to. */
const KEPT_ALIVE = 2;

/** Structures that are compared with the best. */
const COMPARED = 5;

/** Where the best ones differ. */
function disagreements(ranked: readonly Evaluated[]): Symptom[] {
  const compared = ranked.slice(0, COMPARED);
  const names = distinctWords(compared.map(({ proposal }) => proposal));
  const judged = compared.map(({ proposal: { id }, score }) => ({
    name: names.get(id) ?? id,
    score,
  }));
  return symptomsOfDisagreements(disagreementsBetween(judged));
}

function standardErrors(
  candidates: readonly Candidate[],
  best: Evaluated | undefined,
): Record<string, number> {
  if (best === undefined) return {};
  return Object.fromEntries(
    candidates.flatMap((candidate) => {
      if (candidate.kind === 'rejected' || candidate === best) return [];
      const { standardError, origins } = pairedDifference(candidate.score, best.score);
      const isKnown = origins > 1 && Number.isFinite(standardError);
      return isKnown ? [[candidate.proposal.id, standardError]] : [];
    }),
  );
}

/** Better by more than one percent; less is not worth another round. */
function improved(before: Evaluated | undefined, after: Evaluated | undefined): boolean {
  if (after === undefined) return false;
  return before === undefined || effectiveScore(after) < 0.99 * effectiveScore(before);
}
