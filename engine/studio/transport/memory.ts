import { FRAME_LIMIT } from '../contract/envelope.ts';
import { tooLarge } from '../contract/frame.ts';
import type { Transport } from '../contract/transport.ts';
import { Mailbox } from './mailbox.ts';

/**
 * Both sides of a connection within one process. Frames are copied and come later, in order, as between
 * processes: what cannot cross a process does not work here either.
 */
export function memoryTransports(): [Transport, Transport] {
  const left = new Mailbox();
  const right = new Mailbox();
  return [side(left, right), side(right, left)];
}

function side(own: Mailbox, other: Mailbox): Transport {
  return {
    send(frame) {
      if (frame.byteLength > FRAME_LIMIT) throw tooLarge(frame.byteLength);
      if (own.isClosed) return;
      const copy = frame.slice();
      queueMicrotask(() => other.receive(copy));
    },
    onFrame: (listener) => own.onFrame(listener),
    onClose: (listener) => own.onClose(listener),
    close(reason = 'closed from here') {
      // What was sent before arrives before.
      if (own.end(reason)) queueMicrotask(() => other.end('closed from the other side'));
    },
  };
}
