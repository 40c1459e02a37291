import type { ErrorData } from '../../base/error.ts';
import { checkValue } from '../contract/check-value.ts';
import { type FromClient, fromClientSchema, PROTOCOL_VERSION } from '../contract/envelope.ts';
import { ContractError } from '../contract/error.ts';
import { decodeFrame, encodeFrame } from '../contract/frame.ts';
import { systemTimers, type Timers } from '../contract/timers.ts';
import type { Transport } from '../contract/transport.ts';
import { errorData } from './error-data.ts';
import { Outbox } from './outbox.ts';
import { Requests } from './requests.ts';
import type { StudioService } from './service.ts';
import { Subscriptions } from './subscriptions.ts';

/**
 * Serves one window until its transport closes; then its requests are aborted and its subscriptions end. What
 * the window says is believed only as far as envelope.ts and the schemas of methods and topics let it
 * through; a window that breaks the protocol gets `fatal` and is cut off.
 */
export function serveConnection(
  transport: Transport,
  service: StudioService,
  options: { readonly timers?: Timers } = {},
): { close(): void } {
  const connection = new Connection(transport, service, options.timers ?? systemTimers);
  transport.onClose(() => connection.release());
  transport.onFrame((frame) => connection.receive(frame));
  return { close: () => transport.close('the engine ends') };
}

/** A side that has not said hello after so many milliseconds is no window of ours. */
const HELLO_MILLISECONDS = 10_000;

/** Answers whatever the window says first with the error: for a host whose engine cannot start. */
export function serveFatal(transport: Transport, error: ErrorData): void {
  transport.onFrame(() => endWith(transport, error));
}

function endWith(transport: Transport, error: ErrorData): void {
  transport.send(encodeFrame({ kind: 'fatal', error }));
  transport.close(error.message);
}

class Connection {
  readonly #transport: Transport;
  readonly #service: StudioService;
  readonly #outbox: Outbox;
  readonly #requests: Requests;
  readonly #subscriptions: Subscriptions;
  readonly #stopWaiting: () => void;
  #isGreeted = false;
  #lastId = 0;

  constructor(transport: Transport, service: StudioService, timers: Timers) {
    this.#transport = transport;
    this.#service = service;
    this.#outbox = new Outbox(transport, (error) => this.#fail(error));
    this.#requests = new Requests(service.handlers, this.#outbox);
    this.#subscriptions = new Subscriptions(service.topics, this.#outbox, timers);
    this.#stopWaiting = timers.after(HELLO_MILLISECONDS, () => this.#fail(broken('no hello')));
  }

  receive(frame: Uint8Array): void {
    try {
      const message = readMessage(frame);
      if (this.#isGreeted) this.#obey(message, frame.byteLength);
      else this.#greet(message);
    } catch (error) {
      this.#fail(error);
    }
  }

  release(): void {
    this.#stopWaiting();
    this.#requests.close();
    this.#subscriptions.close();
  }

  #greet(message: FromClient): void {
    if (message.kind !== 'hello') throw broken(`${message.kind} before hello`);
    const { app } = this.#service;
    if (message.protocol !== PROTOCOL_VERSION) throw versionMismatch(message.app, app);
    this.#isGreeted = true;
    this.#stopWaiting();
    this.#transport.send(encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION, app }));
  }

  #obey(message: FromClient, bytes: number): void {
    switch (message.kind) {
      case 'hello':
        throw broken('a second hello');
      case 'request':
        this.#takeId(message.id);
        this.#requests.add(message, bytes);
        break;
      case 'cancel':
        this.#requests.cancel(message.id);
        break;
      case 'subscribe':
        this.#takeId(message.id);
        this.#subscriptions.add(message);
        break;
      case 'unsubscribe':
        this.#subscriptions.remove(message.id);
        break;
      case 'seen':
        this.#seen(message.id, message.seq);
        break;
      default:
        message satisfies never;
    }
  }

  #takeId(id: number): void {
    if (id <= this.#lastId) throw broken(`id ${id} after ${this.#lastId}`);
    this.#lastId = id;
  }

  #seen(id: number, seq: number | undefined): void {
    const wasFull = this.#outbox.isFull;
    if (!this.#outbox.seen(id, seq)) return;
    this.#subscriptions.seen(id);
    if (!wasFull) return;
    this.#requests.startWaiting();
    this.#subscriptions.sendWaiting();
  }

  #fail(error: unknown): void {
    endWith(this.#transport, errorData(error));
  }
}

function readMessage(frame: Uint8Array): FromClient {
  const value = decodeFrame(frame);
  try {
    return checkValue(fromClientSchema, value, 'message');
  } catch (error) {
    throw broken(error instanceof Error ? error.message : 'unreadable');
  }
}

function broken(what: string): ContractError {
  return new ContractError('malformed', `malformed message: ${what}`, {
    hint: 'Close the studio and open it again.',
  });
}

function versionMismatch(window: string, engine: string): ContractError {
  const versions = `the window is ${window.slice(0, 40)}, the engine is ${engine}`;
  return new ContractError('version-mismatch', `two versions of the studio: ${versions}`, {
    hint: 'Close the studio, all its windows and pages, and open it again.',
  });
}
