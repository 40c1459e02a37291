/** One question until it is answered: the right form for the server is found, and what may pass is waited for. */
import { openRandom } from '../../calibrate/streams.ts';
import { type Account, estimateTokens, type Usage } from './account.ts';
import { type AskOptions, type Message, RUNGS, type Rung } from './ask.ts';
import { classify, type Failure, type Verdict } from './classify.ts';
import type { Endpoint } from './endpoint.ts';
import { LlmError } from './error.ts';
import { pauseFor } from './guard.ts';
import type { RawReply } from './read-reply.ts';

/** What is sent, whatever the rung. */
export interface Question {
  readonly name: string;
  readonly system: string;
  readonly messages: readonly Message[];
  /** JSON schema of the reply. */
  readonly shape: Record<string, unknown>;
  readonly temperature: number | undefined;
}

/** One request that failed; what failed with an `LlmError` is past mending. */
export class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
  }
}

/** Sends one request. Throws `RequestFailed`, `LlmError`, or the reason of the signal. */
export type Send = (
  rung: Rung,
  question: Question,
  fields: ReadonlySet<string>,
  options: AskOptions,
) => Promise<RawReply>;

/** What answering took; grows while it is answered. */
export interface Tally {
  attempts: number;
  usage: Usage;
}

export type Climb = (
  question: Question,
  tally: Tally,
  options: AskOptions,
) => Promise<{ readonly reply: RawReply; readonly via: Rung }>;

/** Fields that a server may not know and that a request can do without; `max_completion_tokens` stands in for the first. */
const OPTIONAL_FIELDS = {
  responses: ['temperature', 'reasoning', 'max_output_tokens', 'store'],
  chat: [
    'temperature',
    'reasoning_effort',
    'max_tokens',
    'max_completion_tokens',
    'stream_options',
  ],
} as const;

/** Longest pause in seconds; who asks to wait longer is taken at their word. */
const LONGEST_PAUSE = 30;
const LONGEST_WAIT = 60;

/** Tokens of a reply that are set aside before it is there. */
const EXPECTED_REPLY = 4000;

export function createLadder({
  endpoint,
  account,
  seed,
  send,
}: {
  readonly endpoint: Endpoint;
  readonly account: Account;
  /** Of the pauses. */
  readonly seed: number;
  readonly send: Send;
}): Climb {
  let known: Rung | undefined;
  let pauses = 0;
  const omitted = new Set<string>();

  async function attempt(rung: Rung, question: Question, tally: Tally, options: AskOptions) {
    const input = estimateInput(question);
    const book = account.reserve({
      input,
      output: Math.min(EXPECTED_REPLY, endpoint.maxOutputTokens),
    });
    let characters = 0;
    let used: Usage = { input: 0, output: 0 };
    tally.attempts++;
    try {
      const reply = await send(rung, question, fieldsOf(rung, omitted), {
        ...options,
        onText(piece) {
          characters += piece.length;
          // What breaks off is paid for all the same.
          used = { input, output: estimateTokens(characters) };
          options.onText?.(piece);
        },
      });
      used = reply.usage ?? { input, output: estimateTokens(reply.text.length) };
      if (reply.end !== 'cut') return reply;
      throw new RequestFailed({ message: 'the reply broke off' });
    } finally {
      book(used);
      tally.usage = {
        input: tally.usage.input + used.input,
        output: tally.usage.output + used.output,
      };
    }
  }

  async function pause(repetition: number, after: number | undefined, signal?: AbortSignal) {
    const { pause: first } = endpoint;
    const jitter = 0.5 + openRandom(seed, 'llm-pause', pauses++).uniform();
    const own = Math.min(LONGEST_PAUSE, first * 2 ** repetition) * jitter;
    await pauseFor(Math.max(after ?? 0, own), signal);
  }

  function verdictOn(error: unknown, rung: Rung): Verdict {
    // Some servers say 'good' and send a page, or an error of their own, to an address that they do not know.
    if (error instanceof LlmError && error.code === 'llm-malformed')
      return { kind: 'lower', error };
    if (!(error instanceof RequestFailed)) throw error;
    return classify(error.failure, endpoint, [...fieldsOf(rung, omitted)]);
  }

  return async (question, tally, options) => {
    let rung = known ?? RUNGS[0];
    let repetition = 0;
    for (;;) {
      options.signal?.throwIfAborted();
      try {
        const reply = await attempt(rung, question, tally, options);
        known = rung;
        return { reply, via: rung };
      } catch (error) {
        options.signal?.throwIfAborted();
        const verdict = verdictOn(error, rung);
        if (verdict.kind === 'omit') omitted.add(verdict.field);
        else if (verdict.kind === 'lower') rung = lowerRung(rung, known) ?? refuse(verdict);
        else if (verdict.kind === 'stop' || repetition >= endpoint.retries) refuse(verdict);
        else if ((verdict.after ?? 0) > LONGEST_WAIT) refuse(verdict);
        else await pause(repetition++, verdict.after, options.signal);
      }
    }
  };
}

/** A rung that has worked is not left: what fails there now fails for another reason. */
function lowerRung(rung: Rung, known: Rung | undefined): Rung | undefined {
  return rung === known ? undefined : RUNGS[RUNGS.indexOf(rung) + 1];
}

function refuse(verdict: Exclude<Verdict, { kind: 'omit' }>): never {
  const wait = verdict.kind === 'again' ? (verdict.after ?? 0) : 0;
  if (wait <= LONGEST_WAIT) throw verdict.error;
  const { code, message } = verdict.error;
  throw new LlmError(code, message, {
    hint: `Try again in ${Math.ceil(wait / 60)} minutes; the server asks for it`,
  });
}

function fieldsOf(rung: Rung, omitted: ReadonlySet<string>): ReadonlySet<string> {
  const all = rung === 'responses' ? OPTIONAL_FIELDS.responses : OPTIONAL_FIELDS.chat;
  return new Set(
    all
      .filter((field) => !omitted.has(field))
      .filter((field) => field !== 'max_completion_tokens' || omitted.has('max_tokens')),
  );
}

function estimateInput({ system, messages }: Question): number {
  const characters = messages.reduce((sum, { content }) => sum + content.length, system.length);
  return estimateTokens(characters);
}
