/** What can be asked of a language model. */
import type { z } from 'zod';
import type { Account, Usage } from './account.ts';

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Forms of a request, the most demanding first. */
export const RUNGS = ['responses', 'chat-json-schema', 'chat-json-object', 'chat-text'] as const;
export type Rung = (typeof RUNGS)[number];

export interface AskRequest<T> {
  /** Of the schema: letters, digits and _. */
  readonly name: string;
  readonly system: string;
  readonly messages: readonly Message[];
  /** Objects without optional fields (nullable ones instead), as structured output asks. */
  readonly schema: z.ZodType<T>;
  /** Instead of the endpoint's, where that has one. */
  readonly temperature?: number;
  /** Makes a value of a reply without JSON; undefined where it cannot. */
  readonly salvage?: (text: string) => unknown;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Each piece of the reply as it comes; begins anew when a request is repeated. */
  readonly onText?: (piece: string) => void;
}

export interface Answer<T> {
  readonly value: T;
  /** As it was written. */
  readonly text: string;
  /** Of all requests sent for it; estimated where the server does not tell. */
  readonly usage: Usage;
  readonly via: Rung;
}

export interface LlmClient {
  /** Host and port, for people. */
  readonly host: string;
  /** Of the endpoint; undefined: the server's choice. */
  readonly temperature: number | undefined;
  readonly account: Account;
  /**
   * Throws an `LlmError`, or the reason of the signal when that is aborted. An answer that the transcript holds is
   * given from there.
   */
  readonly ask: <T>(request: AskRequest<T>, options?: AskOptions) => Promise<Answer<T>>;
}
