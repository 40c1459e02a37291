/** The port through which structures come in: the composer, a language model, or a person's edit. */
import type { Structure } from './composer/structure.ts';
import type { Feedback } from './feedback.ts';
import type { Setting } from './setting.ts';

/** Who proposed a structure; also in the provenance of saved simulators. */
type ProposerId = 'composer' | 'llm' | 'person';

/** A simulator that somebody proposes, not yet checked or calibrated. */
export interface Proposal {
  /** Unique within the run. */
  readonly id: string;
  readonly proposer: ProposerId;
  readonly source: string;
  /** The structure, one sentence a part. */
  readonly words: readonly string[];
  /** What is assumed by it, one sentence each. */
  readonly assumptions: readonly string[];
  /** Why this one, now. */
  readonly rationale: string;
  /** Id of the candidate that it changes. */
  readonly parent?: string;
  /**
   * Free numbers that the structure has besides noise; the simpler one wins a tie. Absent: the parameters that the
   * simulator declares.
   */
  readonly complexity?: number;
  /** Present when the composer built it. */
  readonly structure?: Structure;
}

/** What a proposer learns of an earlier proposal. */
export interface Tried {
  readonly proposal: Proposal;
  readonly round: number;
  /** Held-out score, lower is better; undefined when it could not be run. */
  readonly score: number | undefined;
  /** Standard error of its difference to the best; 0 for the best itself and where there is none. */
  readonly standardError: number;
  /** Output -> held-out score of it alone. */
  readonly outputs: Readonly<Record<string, number>>;
  /** Name -> calibrated value; empty when it could not be run. */
  readonly parameters: Readonly<Record<string, number>>;
  /** What was seen wrong with it. */
  readonly feedback?: Feedback;
  /** Why it was rejected, where it was. */
  readonly reason?: string;
}

/** Something that could be changed, made from the feedback by `reflect` or by a language model. */
export interface Suggestion {
  /** What to change, in words. */
  readonly text: string;
  /** Why: what was seen. */
  readonly because: string;
}

export interface ProposalRequest {
  readonly setting: Setting;
  /** From 1. */
  readonly round: number;
  /** How many candidates are wanted. */
  readonly count: number;
  /** Best first, those that could not be run last. */
  readonly history: readonly Tried[];
  /** On the best candidate so far; absent in round 1. */
  readonly feedback?: Feedback;
  /** Ids of different explanations nearly as good as the best, the one that differs most first (archive/archive.ts). */
  readonly alternatives: readonly string[];
  /** Ids of candidates that the person wants to be followed up; others may be changed, too. */
  readonly pinned: readonly string[];
  /**
   * What is wrong with a text: it does not compile, is not admitted, or breaks a rule in a few short runs. One
   * problem each, with line and column where there is one; empty when it can be evaluated.
   */
  readonly check: (source: string) => Promise<readonly string[]>;
}

/** What a proposer is doing, for whoever watches. */
export type ProposerActivity =
  | { readonly kind: 'asking'; readonly text: string }
  /** More of the reply has come; `characters` in all so far. */
  | { readonly kind: 'writing'; readonly draft: string; readonly characters: number }
  | { readonly kind: 'repairing'; readonly draft: string; readonly problems: readonly string[] }
  | { readonly kind: 'reflected'; readonly suggestions: readonly Suggestion[] }
  /** It goes on without what failed. */
  | { readonly kind: 'warning'; readonly text: string };

export interface ProposerOptions {
  readonly signal?: AbortSignal;
  readonly onActivity?: (activity: ProposerActivity) => void;
}

export interface Proposer {
  readonly id: ProposerId | 'both';
  /** Gives each proposal as soon as it is there; fewer than were wanted, or none, where nothing new is known. */
  propose(request: ProposalRequest, options?: ProposerOptions): AsyncIterable<Proposal>;
  /** Spent so far, in the currency of the settings; absent: it costs nothing. */
  readonly spent?: () => number;
}
