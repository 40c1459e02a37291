/** What can go wrong with a language model, and what a person can do about it. */
import { type ErrorDetails, StudioError } from '../../base/error.ts';

type LlmCode =
  /** The key is missing, wrong, or does not cover the model (401, 403). */
  | 'llm-unauthorised'
  /** Too many requests (429), also after waiting. */
  | 'llm-busy'
  /** No connection, a fault of the server (5xx), silence for too long, or an address where nothing answers. */
  | 'llm-unavailable'
  /** A reply that cannot be read as what was asked for. */
  | 'llm-malformed'
  /** A reply that was cut off at the largest length, is larger than is accepted, or a question that is too long. */
  | 'llm-too-long'
  /** The model declines to answer. */
  | 'llm-refused'
  /** The budget of the run, or the credit of the account, is used up. */
  | 'llm-over-budget'
  /** A replay asks what the transcript does not hold. */
  | 'llm-not-in-transcript';

export class LlmError extends StudioError<LlmCode> {
  /** What the model wrote, where it wrote something that could not be used. */
  readonly reply: string | undefined;

  constructor(
    code: LlmCode,
    message: string,
    { reply, ...details }: ErrorDetails & { readonly reply?: string } = {},
  ) {
    super(code, message, details);
    this.reply = reply;
  }
}

/** It would fail whatever is asked: the endpoint, not the question, is what is wrong. */
export function isEndpointFailure(error: unknown): error is LlmError {
  return error instanceof LlmError && ENDPOINT.has(error.code);
}

const ENDPOINT: ReadonlySet<LlmCode> = new Set([
  'llm-unauthorised',
  'llm-busy',
  'llm-unavailable',
  'llm-over-budget',
  'llm-not-in-transcript',
]);

/** Only a person can change it: waiting or asking again does not help, but a changed setting does. */
export function isForThePerson(code: string): boolean {
  return code === 'llm-unauthorised' || code === 'llm-over-budget';
}

/** The model answered, but not with what was asked for: it may do better when told so. */
export function isPoorReply(error: unknown): error is LlmError {
  return (
    error instanceof LlmError && (error.code === 'llm-malformed' || error.code === 'llm-too-long')
  );
}

const CODES: ReadonlySet<string> = new Set([
  ...ENDPOINT,
  'llm-malformed',
  'llm-too-long',
  'llm-refused',
]);

/** The error that a transcript recorded, with the reply beside it. */
export function recordedError(
  {
    code,
    message,
    hint,
  }: { readonly code: string; readonly message: string; readonly hint?: string },
  reply: string | undefined,
): LlmError {
  return new LlmError(CODES.has(code) ? (code as LlmCode) : 'llm-malformed', message, {
    ...(hint !== undefined && { hint }),
    ...(reply !== undefined && { reply }),
  });
}
