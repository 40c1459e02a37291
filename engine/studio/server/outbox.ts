import type { ErrorData } from '../../base/error.ts';
import { UNSEEN_REPLY_BYTES } from '../contract/envelope.ts';
import { ContractError } from '../contract/error.ts';
import { encodeFrame } from '../contract/frame.ts';
import type { Transport } from '../contract/transport.ts';

/** What a message costs besides its bytes, so that many small ones count too. */
const MESSAGE_BYTES = 1024;

/** Refusals that the window has not seen. They are sent at once, so their number has to end somewhere. */
const UNSEEN_REFUSALS = 1000;

interface Unseen {
  readonly seq: number | undefined;
  readonly bytes: number;
  readonly isRefusal: boolean;
}

/**
 * What was sent on a connection and not yet seen: at most one message an id. The bytes themselves lie with the
 * transport, or on the way; here they are only counted, so that a slow window cannot make them pile up.
 */
export class Outbox {
  readonly #transport: Transport;
  readonly #onFlood: (error: ContractError) => void;
  readonly #unseen = new Map<number, Unseen>();
  #unseenBytes = 0;
  #refusals = 0;

  /** `onFlood`: the window asks and asks and never looks; the connection has to end. */
  constructor(transport: Transport, onFlood: (error: ContractError) => void) {
    this.#transport = transport;
    this.#onFlood = onFlood;
  }

  /** Nothing but refusals may be sent until more was seen. */
  get isFull(): boolean {
    return this.#unseenBytes > UNSEEN_REPLY_BYTES;
  }

  /** `seq` only of events. */
  send(id: number, frame: Uint8Array, seq?: number, isRefusal = false): void {
    this.#forget(id);
    const bytes = frame.byteLength + MESSAGE_BYTES;
    this.#unseen.set(id, { seq, bytes, isRefusal });
    this.#unseenBytes += bytes;
    if (isRefusal) this.#refusals += 1;
    this.#transport.send(frame);
  }

  /** Sent whether there is room or not. */
  refuse(id: number, error: ErrorData): void {
    if (this.#refusals < UNSEEN_REFUSALS) {
      this.send(id, encodeFrame({ kind: 'error', id, error }), undefined, true);
    } else {
      this.#onFlood(
        new ContractError('busy', `too many requests: ${UNSEEN_REFUSALS} refused and unseen`, {
          hint: 'Close the studio and open it again.',
        }),
      );
    }
  }

  /** Gives false when nothing like it was unseen. */
  seen(id: number, seq: number | undefined): boolean {
    const isUnseen = this.#unseen.has(id) && this.#unseen.get(id)?.seq === seq;
    if (isUnseen) this.#forget(id);
    return isUnseen;
  }

  #forget(id: number): void {
    const unseen = this.#unseen.get(id);
    if (unseen === undefined) return;
    this.#unseen.delete(id);
    this.#unseenBytes -= unseen.bytes;
    if (unseen.isRefusal) this.#refusals -= 1;
  }
}
