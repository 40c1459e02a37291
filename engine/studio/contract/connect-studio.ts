import type { ErrorData } from '../../base/error.ts';
import { errorFromJSON } from '../../base/error.ts';
import type { ConnectionStatus, StudioClient } from './client.ts';
import { ContractError } from './error.ts';
import type { MethodName, Params, Result } from './methods.ts';
import { type Call, type Following, Session } from './session.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { State, TopicName, TopicParams } from './topics.ts';
import type { Transport } from './transport.ts';

/** Milliseconds before the first new try; doubled with each further one. */
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5000;

/** Milliseconds in which the engine has to say hello. */
const HELLO_TIME = 10_000;

export interface ConnectOptions {
  /** Called for each try. A rejection is a failed try: another one follows. */
  readonly connect: () => Promise<Transport>;
  /** Version of the studio. */
  readonly app: string;
  readonly timers?: Timers;
}

/** Connects at once, and anew after each loss: after 100 ms, then twice as long each time, at most 5 s. */
export function connectStudio(options: ConnectOptions): StudioClient {
  return new Client(options);
}

class Client implements StudioClient {
  readonly #options: ConnectOptions;
  readonly #timers: Timers;
  readonly #listeners = new Set<(status: ConnectionStatus) => void>();
  /** Made while there is no connection. */
  readonly #waiting = new Set<Call>();
  readonly #followings = new Set<Following>();
  #status: ConnectionStatus = { kind: 'connecting' };
  #session: Session | undefined;
  #attempt = 0;
  #callOffTimer: () => void = () => {};
  /** Why nothing will come any more. */
  #end: Error | undefined;

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    void this.#connect();
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  onStatus(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  call<M extends MethodName>(
    method: M,
    params: Params<M>,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Result<M>> {
    const { promise, resolve, reject } = Promise.withResolvers<Result<M>>();
    const call: Call = {
      method,
      params,
      resolve: (result) => resolve(result as Result<M>),
      reject,
    };
    const abort = () => this.#cancel(call);
    if (this.#end) reject(this.#end);
    else if (signal?.aborted) reject(cancelled(method));
    else {
      signal?.addEventListener('abort', abort, { once: true });
      this.#request(call);
    }
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  subscribe<T extends TopicName>(
    topic: T,
    params: TopicParams<T>,
    listener: (state: State<T>) => void,
    onError?: (error: Error) => void,
  ): () => void {
    const following: Following = {
      topic,
      params,
      listener: (state) => guarded(() => listener(state as State<T>)),
      onError: (error) => {
        this.#followings.delete(following);
        if (onError) guarded(() => onError(error));
      },
    };
    if (this.#end) return () => {};
    this.#followings.add(following);
    if (this.#session?.isOpen) this.#session.subscribe(following);
    return () => {
      this.#followings.delete(following);
      this.#session?.unsubscribe(following);
    };
  }

  close(): void {
    this.#listeners.clear();
    this.#endWith(new ContractError('closed', 'connection closed: the window goes'));
  }

  #request(call: Call): void {
    if (this.#session?.isOpen) this.#session.request(call);
    else this.#waiting.add(call);
  }

  #cancel(call: Call): void {
    this.#waiting.delete(call);
    this.#session?.cancel(call);
    call.reject(cancelled(call.method));
  }

  async #connect(): Promise<void> {
    let transport: Transport;
    try {
      transport = await this.#options.connect();
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#end) transport.close();
    else this.#converse(transport);
  }

  #converse(transport: Transport): void {
    this.#callOffTimer = this.#timers.after(HELLO_TIME, () => {
      transport.close(`the engine said nothing for ${HELLO_TIME / 1000} s`);
    });
    const session = new Session(transport, {
      onOpen: (app) => this.#open(session, app),
      onLost: (reason) => this.#lose(reason),
      onFatal: (error) => this.#fail(error),
    });
    this.#session = session;
    session.start(this.#options.app);
  }

  #open(session: Session, app: string): void {
    this.#callOffTimer();
    this.#attempt = 0;
    for (const call of this.#waiting) session.request(call);
    this.#waiting.clear();
    for (const following of this.#followings) session.subscribe(following);
    this.#show({ kind: 'open', app });
  }

  #lose(reason: string): void {
    if (this.#end) return;
    this.#callOffTimer();
    this.#attempt += 1;
    const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (this.#attempt - 1));
    this.#callOffTimer = this.#timers.after(delay, () => void this.#connect());
    this.#show({ kind: 'reconnecting', attempt: this.#attempt, reason });
  }

  #fail(error: ErrorData): void {
    this.#endWith(errorFromJSON(error));
    this.#show({ kind: 'fatal', error });
  }

  #endWith(error: Error): void {
    if (this.#end) return;
    this.#end = error;
    this.#callOffTimer();
    this.#followings.clear();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#session?.end(error);
    for (const call of waiting) call.reject(error);
  }

  #show(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of [...this.#listeners]) guarded(() => listener(status));
  }
}

/** What a listener throws is its own mistake: it is reported as uncaught, and the connection goes on. */
function guarded(action: () => void): void {
  try {
    action();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function cancelled(method: string): ContractError {
  return new ContractError('cancelled', `cancelled: ${method}`);
}
