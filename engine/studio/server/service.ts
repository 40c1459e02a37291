/** What the engine offers to every connection: a handler for each method, a source for each topic. */
import type { CheckedParams, MethodName, Result } from '../contract/methods.ts';
import type { CheckedTopicParams, State, TopicName } from '../contract/topics.ts';

export interface CallContext {
  /** Aborted when the caller cancels or its connection ends. */
  readonly signal: AbortSignal;
}

export type Handlers = {
  readonly [M in MethodName]: (
    params: CheckedParams<M>,
    context: CallContext,
  ) => Promise<Result<M>> | Result<M>;
};

/** A state that can be looked at. Read when it is sent, so that nothing is kept for a slow window. */
export interface TopicSource<S> {
  read(): Promise<S> | S;
  /** Called after each change; gives the function that ends it. */
  onChange(listener: () => void): () => void;
  /** Called once when there is nothing to follow any more; gives the function that ends it. */
  onEnd(listener: (error: Error) => void): () => void;
}

/** Throw to refuse a subscription (project not open, no such run). */
export type Topics = {
  readonly [T in TopicName]: (
    params: CheckedTopicParams<T>,
  ) => Promise<TopicSource<State<T>>> | TopicSource<State<T>>;
};

export interface StudioService {
  /** Version of the studio. */
  readonly app: string;
  readonly handlers: Handlers;
  readonly topics: Topics;
}
