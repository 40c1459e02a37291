import { EVENT_INTERVAL } from '../contract/envelope.ts';
import { encodeFrame } from '../contract/frame.ts';
import type { Timers } from '../contract/timers.ts';
import type { Outbox } from './outbox.ts';
import type { TopicSource } from './service.ts';

/**
 * One topic that a window follows. The state is read when it may be sent: when it has changed, the event before
 * was seen, EVENT_INTERVAL has passed and the connection has room. So nothing is kept for a slow window.
 */
export class Subscription {
  readonly #id: number;
  readonly #outbox: Outbox;
  readonly #timers: Timers;
  readonly #end = Promise.withResolvers<void>();
  #source: TopicSource<unknown> | undefined;
  #isEnded = false;
  #isChanged = true;
  #isUnseen = false;
  #isReading = false;
  #seq = 0;
  #nextAt = Number.NEGATIVE_INFINITY;
  #callOffTimer: (() => void) | undefined;

  constructor(id: number, outbox: Outbox, timers: Timers) {
    this.#id = id;
    this.#outbox = outbox;
    this.#timers = timers;
  }

  get isFollowing(): boolean {
    return this.#source !== undefined;
  }

  /** Until `end` is called; rejects when the source ends or cannot be read. */
  async follow(source: TopicSource<unknown>): Promise<void> {
    if (this.#isEnded) return;
    this.#source = source;
    const leave = [
      source.onChange(() => {
        this.#isChanged = true;
        this.send();
      }),
      source.onEnd((error) => this.#fail(error)),
    ];
    this.send();
    try {
      await this.#end.promise;
    } finally {
      for (const off of leave) off();
      this.#callOffTimer?.();
    }
  }

  end(): void {
    this.#isEnded = true;
    this.#end.resolve();
  }

  /** The event that was sent last was seen. */
  seen(): void {
    this.#isUnseen = false;
    this.send();
  }

  /** Sends the state if it may be sent now. */
  send(): void {
    if (this.#isEnded || !this.#isChanged || this.#isUnseen || this.#isReading) return;
    if (this.#source === undefined || this.#outbox.isFull) return;
    const wait = this.#nextAt - this.#timers.now();
    if (wait <= 0) {
      void this.#sendState(this.#source);
      return;
    }
    this.#callOffTimer ??= this.#timers.after(wait, () => {
      this.#callOffTimer = undefined;
      this.send();
    });
  }

  async #sendState(source: TopicSource<unknown>): Promise<void> {
    this.#isReading = true;
    this.#isChanged = false;
    try {
      const payload = await source.read();
      if (this.#isEnded) return;
      // Others have filled it meanwhile: read again when there is room.
      if (this.#outbox.isFull) this.#isChanged = true;
      else this.#sendEvent(payload);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isReading = false;
    }
  }

  #sendEvent(payload: unknown): void {
    const seq = this.#seq + 1;
    const frame = encodeFrame({ kind: 'event', id: this.#id, seq, payload });
    this.#seq = seq;
    this.#isUnseen = true;
    this.#nextAt = this.#timers.now() + EVENT_INTERVAL;
    this.#outbox.send(this.#id, frame, seq);
  }

  #fail(error: unknown): void {
    this.#isEnded = true;
    this.#end.reject(error);
  }
}
