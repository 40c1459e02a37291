/** Bounds on what a server may do to us: how much it sends, how long it is silent, where it sends us. */
import type { Endpoint } from './endpoint.ts';
import { LONGEST_TEXT, tooLarge } from './read-reply.ts';

/** Text as JSON may take twice its length, and the last event of a stream repeats it four times. */
const LONGEST_LINE = 10 * LONGEST_TEXT;
const LONGEST_WHOLE = 2 * LONGEST_TEXT + 65_536;
const LONGEST_STREAM = 40 * LONGEST_TEXT;
const LONGEST_ERROR = 65_536;

const NEWLINE = 10;

/** The body, broken off with `llm-too-long` when it grows beyond what any reply needs. */
export function boundedBody(
  body: ReadableStream<Uint8Array>,
  host: string,
  { streamed, onBytes }: { readonly streamed: boolean; readonly onBytes: () => void },
): ReadableStream<Uint8Array> {
  let total = 0;
  let line = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes();
        total += chunk.length;
        const lastBreak = chunk.lastIndexOf(NEWLINE);
        line = lastBreak === -1 ? line + chunk.length : chunk.length - lastBreak - 1;
        const tooMuch = streamed
          ? total > LONGEST_STREAM || line > LONGEST_LINE
          : total > LONGEST_WHOLE;
        if (tooMuch) controller.error(tooLarge(host));
        else controller.enqueue(chunk);
      },
    }),
  );
}

/** Headers that tell nothing of this machine. */
const SENT = ['accept', 'content-type'];

/**
 * `fetch` for one endpoint: adds the key, sends no other header of the library's, follows no redirection (what is
 * sent goes where the person said), and reads the beginning of an error only.
 */
export function endpointFetch({ authorization }: Endpoint): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = new Headers();
    for (const name of SENT) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
    if (authorization !== undefined) headers.set('authorization', authorization);
    const response = await fetch(input, { ...init, headers, redirect: 'manual' });
    if (response.ok || response.body === null) return response;
    return new Response(beginningOf(response.body, LONGEST_ERROR), {
      status: response.status,
      headers: response.headers,
    });
  };
}

function beginningOf(body: ReadableStream<Uint8Array>, bytes: number): ReadableStream<Uint8Array> {
  let left = bytes;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) controller.terminate();
      },
    }),
  );
}

/** How long an attempt may still take. */
export interface Patience {
  /** Aborted by the person's signal, and when the patience is at its end. */
  readonly controller: AbortController;
  /** Something has come: the silence begins anew. */
  readonly heard: () => void;
  /** Why it is at its end; undefined while it is not. */
  readonly ended: () => string | undefined;
  readonly stop: () => void;
}

/** Seconds of silence; an attempt as a whole may take ten times as long. */
export function startPatience(seconds: number, signal: AbortSignal | undefined): Patience {
  const controller = new AbortController();
  let reason: string | undefined;
  const end = (why: string) => {
    reason = why;
    controller.abort();
  };
  const listen = () => setTimeout(end, seconds * 1000, `silent for ${seconds} s`);
  const cancel = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  const total = setTimeout(end, 10 * seconds * 1000, `not done after ${10 * seconds} s`);
  let silence = listen();
  return {
    controller,
    heard() {
      clearTimeout(silence);
      silence = listen();
    },
    ended: () => reason,
    stop() {
      clearTimeout(total);
      clearTimeout(silence);
      signal?.removeEventListener('abort', cancel);
    },
  };
}

/** Resolves after so many seconds; rejects as soon as the signal is aborted. */
export function pauseFor(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  });
}
