import { checkValue } from '../contract/check-value.ts';
import { FRAME_LIMIT, type FromClient, REQUEST_LIMIT } from '../contract/envelope.ts';
import { ContractError } from '../contract/error.ts';
import { encodeFrame } from '../contract/frame.ts';
import { METHODS, type MethodName } from '../contract/methods.ts';
import { errorData } from './error-data.ts';
import type { Outbox } from './outbox.ts';
import type { CallContext, Handlers } from './service.ts';

/** Bytes of the requests of one connection that run or wait; one alone may always be as large as a frame. */
const HELD_BYTES = 2 * FRAME_LIMIT;

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
  readonly bytes: number;
  readonly abort: AbortController;
}

/** The requests of one connection: those that run, and those that wait until the window has seen more replies. */
export class Requests {
  readonly #handlers: Handlers;
  readonly #outbox: Outbox;
  /** By id, in the order in which they came: running and waiting ones. */
  readonly #held = new Map<number, Request>();
  #waiting: Request[] = [];
  #heldBytes = 0;
  #isClosed = false;

  constructor(handlers: Handlers, outbox: Outbox) {
    this.#handlers = handlers;
    this.#outbox = outbox;
  }

  /** `bytes` of its frame. */
  add({ id, method, params }: FromClient & { kind: 'request' }, bytes: number): void {
    if (this.#held.size >= REQUEST_LIMIT || this.#heldBytes + bytes > HELD_BYTES) {
      this.#outbox.refuse(id, busy(method).toJSON());
      return;
    }
    const request = { id, method, params, bytes, abort: new AbortController() };
    this.#held.set(id, request);
    this.#heldBytes += bytes;
    this.#waiting.push(request);
    this.startWaiting();
  }

  /** Called when the window has seen something. */
  startWaiting(): void {
    while (!this.#outbox.isFull) {
      const request = this.#waiting.shift();
      if (request === undefined) return;
      void this.#run(request);
    }
  }

  /** A running one is asked to stop and ends by itself; one that has ended is left alone. */
  cancel(id: number): void {
    const request = this.#held.get(id);
    if (request === undefined) return;
    request.abort.abort(cancelled(request.method));
    if (!this.#waiting.includes(request)) return;
    this.#waiting = this.#waiting.filter((other) => other !== request);
    this.#release(request);
    this.#outbox.send(id, errorFrame(request, cancelled(request.method)));
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
    for (const { abort, method } of this.#held.values()) abort.abort(cancelled(method));
  }

  async #run(request: Request): Promise<void> {
    const answer = await this.#answer(request);
    this.#release(request);
    if (!this.#isClosed) this.#outbox.send(request.id, answer);
  }

  #release(request: Request): void {
    this.#held.delete(request.id);
    this.#heldBytes -= request.bytes;
  }

  async #answer(request: Request): Promise<Uint8Array> {
    try {
      const result = await handle(this.#handlers, request);
      return replyFrame(request, result);
    } catch (error) {
      return errorFrame(request, error);
    }
  }
}

async function handle(handlers: Handlers, { method, params, abort }: Request): Promise<unknown> {
  if (!isMethod(method)) {
    throw new ContractError('unknown-method', `unknown method: ${method.slice(0, 100)}`, {
      hint: 'Close the studio and open it again.',
    });
  }
  const checked = checkValue(METHODS[method].params, params, method);
  const handler = handlers[method] as (params: unknown, context: CallContext) => unknown;
  return handler(checked, { signal: abort.signal });
}

function isMethod(method: string): method is MethodName {
  return Object.hasOwn(METHODS, method);
}

function replyFrame({ id, method }: Request, result: unknown): Uint8Array {
  try {
    return encodeFrame({ kind: 'reply', id, result });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw new ContractError(error.code, `reply to ${method}: ${error.message}`, {
      hint: error.hint ?? '',
    });
  }
}

function errorFrame({ id, method, abort }: Request, error: unknown): Uint8Array {
  const isStop = abort.signal.aborted && error instanceof Error && error.name === 'AbortError';
  const shown = isStop ? cancelled(method) : error;
  return encodeFrame({ kind: 'error', id, error: errorData(shown) });
}

function cancelled(method: string): ContractError {
  return new ContractError('cancelled', `cancelled: ${method}`);
}

function busy(method: string): ContractError {
  return new ContractError('busy', `too many requests at once: ${method}`, {
    hint: 'Wait until something is done, then try again.',
  });
}
