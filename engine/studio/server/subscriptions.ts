import { checkValue } from '../contract/check-value.ts';
import { type FromClient, SUBSCRIPTION_LIMIT } from '../contract/envelope.ts';
import { ContractError } from '../contract/error.ts';
import type { Timers } from '../contract/timers.ts';
import { TOPICS, type TopicName } from '../contract/topics.ts';
import { errorData } from './error-data.ts';
import type { Outbox } from './outbox.ts';
import type { TopicSource, Topics } from './service.ts';
import { Subscription } from './subscription.ts';

type Subscribe = FromClient & { kind: 'subscribe' };

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #topics: Topics;
  readonly #outbox: Outbox;
  readonly #timers: Timers;
  readonly #byId = new Map<number, Subscription>();
  #isClosed = false;

  constructor(topics: Topics, outbox: Outbox, timers: Timers) {
    this.#topics = topics;
    this.#outbox = outbox;
    this.#timers = timers;
  }

  add(message: Subscribe): void {
    if (this.#byId.size >= SUBSCRIPTION_LIMIT) {
      this.#outbox.refuse(message.id, tooMany(message.topic).toJSON());
      return;
    }
    const subscription = new Subscription(message.id, this.#outbox, this.#timers);
    this.#byId.set(message.id, subscription);
    void this.#follow(subscription, message);
  }

  remove(id: number): void {
    const subscription = this.#byId.get(id);
    subscription?.end();
    // While its source is being opened it counts on: nobody can have them opened without end.
    if (subscription?.isFollowing) this.#byId.delete(id);
  }

  /** The newest event of the subscription. */
  seen(id: number): void {
    this.#byId.get(id)?.seen();
  }

  /** Called when the connection has room again. */
  sendWaiting(): void {
    for (const subscription of this.#byId.values()) subscription.send();
  }

  close(): void {
    this.#isClosed = true;
    for (const subscription of this.#byId.values()) subscription.end();
  }

  async #follow(subscription: Subscription, message: Subscribe): Promise<void> {
    try {
      await subscription.follow(await open(this.#topics, message));
    } catch (error) {
      if (!this.#isClosed) this.#outbox.refuse(message.id, errorData(error));
    }
    this.#byId.delete(message.id);
  }
}

async function open(topics: Topics, { topic, params }: Subscribe): Promise<TopicSource<unknown>> {
  if (!isTopic(topic)) {
    throw new ContractError('unknown-topic', `unknown topic: ${topic.slice(0, 100)}`, {
      hint: 'Close the studio and open it again.',
    });
  }
  const checked = checkValue(TOPICS[topic].params, params, topic);
  const source = topics[topic] as (
    params: unknown,
  ) => TopicSource<unknown> | Promise<TopicSource<unknown>>;
  return source(checked);
}

function isTopic(topic: string): topic is TopicName {
  return Object.hasOwn(TOPICS, topic);
}

function tooMany(topic: string): ContractError {
  return new ContractError('busy', `too many subscriptions at once: ${topic.slice(0, 100)}`, {
    hint: 'Close a project or a window.',
  });
}
