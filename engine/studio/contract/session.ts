import { type ErrorData, errorFromJSON } from '../../base/error.ts';
import { checkValue } from './check-value.ts';
import {
  type FromClient,
  type FromEngine,
  fromEngineSchema,
  PROTOCOL_VERSION,
} from './envelope.ts';
import { ContractError } from './error.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import { METHODS, type MethodName } from './methods.ts';
import { TOPICS, type TopicName } from './topics.ts';
import type { Transport } from './transport.ts';

export interface Call {
  readonly method: MethodName;
  readonly params: unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

export interface Following {
  readonly topic: TopicName;
  readonly params: unknown;
  listener(state: unknown): void;
  onError(error: Error): void;
}

export interface SessionEvents {
  /** The engine has answered: requests may be sent. `app`: its version. */
  onOpen(app: string): void;
  onLost(reason: string): void;
  onFatal(error: ErrorData): void;
}

/** The window's side of one connection, from hello to its end; the next connection is another session. */
export class Session {
  readonly #transport: Transport;
  readonly #events: SessionEvents;
  readonly #calls = new Map<number, Call>();
  readonly #followings = new Map<number, Following>();
  #isOpen = false;
  #isOver = false;
  #lastId = 0;

  constructor(transport: Transport, events: SessionEvents) {
    this.#transport = transport;
    this.#events = events;
  }

  /** Says hello. `app`: version of the studio. */
  start(app: string): void {
    this.#transport.onClose((reason) => this.#lose(reason));
    this.#transport.onFrame((frame) => this.#receive(frame));
    this.#send({ kind: 'hello', protocol: PROTOCOL_VERSION, app });
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#isOver;
  }

  request(call: Call): void {
    const id = this.#nextId();
    try {
      this.#send({ kind: 'request', id, method: call.method, params: call.params });
      this.#calls.set(id, call);
    } catch (error) {
      call.reject(error);
    }
  }

  /** The engine is asked to stop; what it still answers is dropped. */
  cancel(call: Call): void {
    const id = this.#take(this.#calls, call);
    if (id !== undefined) this.#send({ kind: 'cancel', id });
  }

  subscribe(following: Following): void {
    const id = this.#nextId();
    try {
      this.#send({ kind: 'subscribe', id, topic: following.topic, params: following.params });
      this.#followings.set(id, following);
    } catch (error) {
      following.onError(error as Error);
    }
  }

  unsubscribe(following: Following): void {
    const id = this.#take(this.#followings, following);
    if (id !== undefined) this.#send({ kind: 'unsubscribe', id });
  }

  /** Calls that have no answer reject with the error. */
  end(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#followings.clear();
    this.#transport.close(error.message);
    for (const call of calls) call.reject(error);
  }

  #lose(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const call of this.#calls.values()) call.reject(connectionLost(call.method));
    this.#calls.clear();
    this.#followings.clear();
    this.#events.onLost(reason);
  }

  #receive(frame: Uint8Array): void {
    if (this.#isOver) return;
    const message = readMessage(frame);
    if (typeof message === 'string') this.#break(message);
    else if (message.kind === 'fatal') this.#events.onFatal(message.error);
    else if (this.#isOpen) this.#obey(message);
    else this.#greet(message);
  }

  #greet(message: FromEngine): void {
    if (message.kind !== 'hello') this.#break(`${message.kind} before hello`);
    else if (message.protocol !== PROTOCOL_VERSION) {
      this.#events.onFatal(versionMismatch(message.app).toJSON());
    } else {
      this.#isOpen = true;
      this.#events.onOpen(message.app);
    }
  }

  #obey(message: Exclude<FromEngine, { kind: 'fatal' }>): void {
    switch (message.kind) {
      case 'hello':
        this.#break('a second hello');
        break;
      case 'reply':
        this.#settle(message.id, message.result);
        this.#send({ kind: 'seen', id: message.id });
        break;
      case 'error':
        this.#fail(message.id, errorFromJSON(message.error));
        this.#send({ kind: 'seen', id: message.id });
        break;
      case 'event':
        this.#show(message.id, message.payload);
        this.#send({ kind: 'seen', id: message.id, seq: message.seq });
        break;
      default:
        message satisfies never;
    }
  }

  #break(what: string): void {
    const error = new ContractError('malformed', `malformed message of the engine: ${what}`, {
      hint: 'Close the studio and open it again.',
    });
    this.#events.onFatal(error.toJSON());
  }

  #settle(id: number, result: unknown): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#calls.delete(id);
    try {
      call.resolve(checkValue(METHODS[call.method].result, result, `reply to ${call.method}`));
    } catch (error) {
      call.reject(error);
    }
  }

  #show(id: number, payload: unknown): void {
    const following = this.#followings.get(id);
    if (following === undefined) return;
    try {
      const { topic } = following;
      const state = checkValue(TOPICS[topic].state, payload, `state of ${topic}`);
      following.listener(state);
    } catch (error) {
      this.unsubscribe(following);
      following.onError(error as Error);
    }
  }

  #fail(id: number, error: Error): void {
    this.#calls.get(id)?.reject(error);
    this.#calls.delete(id);
    const following = this.#followings.get(id);
    this.#followings.delete(id);
    following?.onError(error);
  }

  #take<T>(map: Map<number, T>, wanted: T): number | undefined {
    for (const [id, item] of map) {
      if (item !== wanted) continue;
      map.delete(id);
      return id;
    }
    return undefined;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #send(message: FromClient): void {
    this.#transport.send(encodeFrame(message));
  }
}

/** The message, or what is wrong with it. */
function readMessage(frame: Uint8Array): FromEngine | string {
  try {
    return checkValue(fromEngineSchema, decodeFrame(frame), 'message');
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}

function versionMismatch(app: string): ContractError {
  const message = `two versions of the studio: the engine is ${app.slice(0, 40)}, the window is another`;
  return new ContractError('version-mismatch', message, {
    hint: 'Close the studio, all its windows and pages, and open it again.',
  });
}

function connectionLost(method: string): ContractError {
  return new ContractError('connection-lost', `connection lost: no answer to ${method}`, {
    hint: 'It may have been done or not: look before you try again.',
  });
}
