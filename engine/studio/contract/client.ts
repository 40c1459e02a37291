/** How a window talks to the engine. Made by `connectStudio` (connect-studio.ts). */
import type { ErrorData } from '../../base/error.ts';
import type { MethodName, Params, Result } from './methods.ts';
import type { State, TopicName, TopicParams } from './topics.ts';

export type ConnectionStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly app: string }
  /** Lost; it tries again by itself and subscribes anew. */
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly reason: string }
  /** Nothing will come any more: the page to show. */
  | { readonly kind: 'fatal'; readonly error: ErrorData };

export interface StudioClient {
  readonly status: ConnectionStatus;
  /** Called with every change; gives the function that ends it. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  /**
   * Rejects with a StudioError: what the method threw, or a ContractError ('cancelled' after `signal`,
   * 'connection-lost', ...). A request made while connecting waits for the connection.
   */
  call<M extends MethodName>(
    method: M,
    params: Params<M>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<M>>;
  /**
   * `listener` gets the state as it is, then the newest state after each change, also after a reconnection.
   * `onError`: the engine refused or ended it (project closed, ...).
   */
  subscribe<T extends TopicName>(
    topic: T,
    params: TopicParams<T>,
    listener: (state: State<T>) => void,
    onError?: (error: Error) => void,
  ): () => void;
  /** Rejects everything that waits; no listener is called afterwards. */
  close(): void;
}
