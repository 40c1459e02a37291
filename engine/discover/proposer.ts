/** The port through which structures come in: the composer, a language model, or a person's edit. */
import type { Setting, Structure } from './composer/structure.ts';
import type { Feedback } from './feedback.ts';

/** A simulator that somebody proposes, not yet checked or calibrated. */
export interface Proposal {
  /** Unique within the run. */
  readonly id: string;
  readonly source: string;
  /** The structure, one sentence a part. */
  readonly words: readonly string[];
  /** Why this one, now. */
  readonly rationale: string;
  /** Id of the candidate that it changes. */
  readonly parent?: string;
  /** Free numbers that the structure has besides noise; the simpler one wins a tie. */
  readonly complexity: number;
  /** Present when the composer built it. */
  readonly structure?: Structure;
}

/** What a proposer learns of an earlier proposal. */
export interface Tried {
  readonly proposal: Proposal;
  /** Held-out score, lower is better; undefined when it could not be run. */
  readonly score: number | undefined;
}

export interface ProposalRequest {
  readonly setting: Setting;
  /** From 1. */
  readonly round: number;
  /** How many candidates are wanted. */
  readonly count: number;
  /** Best first. */
  readonly history: readonly Tried[];
  /** On the best candidate so far; absent in round 1. */
  readonly feedback?: Feedback;
}

export interface Proposer {
  readonly id: 'composer' | 'model' | 'person';
  propose(
    request: ProposalRequest,
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<Proposal>;
}
