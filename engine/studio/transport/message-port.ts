import { FRAME_LIMIT } from '../contract/envelope.ts';
import { tooLarge } from '../contract/frame.ts';
import type { Transport } from '../contract/transport.ts';
import { Mailbox } from './mailbox.ts';

interface Port {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** A MessagePort of the DOM or of Node's worker_threads. */
interface EventTargetPort extends Port {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'messageerror' | 'close', listener: () => void): void;
}

/** A MessagePortMain of Electron. */
interface EmitterPort extends Port {
  on(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

export type MessagePortLike = EventTargetPort | EmitterPort;

/** Says that the port is about to be closed: a window (Chromium) is not told by the platform. */
const GOODBYE = null;

/**
 * Takes the port over. Frames are copied, never transferred: Electron cannot transfer array buffers between
 * processes. Each side notices when the other closes. That the other side's process is gone is noticed in
 * Node and Electron's own processes, not in a window: its host has to close the transport.
 */
export function messagePortTransport(port: MessagePortLike): Transport {
  const mailbox = new Mailbox();
  const close = (reason = 'closed from here') => {
    if (!mailbox.end(reason)) return;
    port.postMessage(GOODBYE);
    port.close();
  };
  const closed = () => {
    if (mailbox.end('closed from the other side')) port.close();
  };
  listen(port, {
    message(data) {
      if (data instanceof Uint8Array) mailbox.receive(data);
      else if (data === GOODBYE) closed();
      else close('something other than bytes came');
    },
    garbled: () => close('an unreadable message came'),
    closed,
  });
  return {
    send(frame) {
      if (frame.byteLength > FRAME_LIMIT) throw tooLarge(frame.byteLength);
      if (!mailbox.isClosed) port.postMessage(exact(frame));
    },
    onFrame(listener) {
      mailbox.onFrame(listener);
      port.start();
    },
    onClose: (listener) => mailbox.onClose(listener),
    close,
  };
}

interface PortListeners {
  message(data: unknown): void;
  garbled(): void;
  closed(): void;
}

function listen(port: MessagePortLike, listeners: PortListeners): void {
  if ('addEventListener' in port) {
    port.addEventListener('message', (event) => listeners.message(event.data));
    port.addEventListener('messageerror', listeners.garbled);
    port.addEventListener('close', listeners.closed);
  } else {
    port.on('message', (event) => listeners.message(event.data));
    port.on('close', listeners.closed);
  }
}

/** A view is posted with the whole of its buffer. */
function exact(frame: Uint8Array): Uint8Array {
  return frame.byteLength === frame.buffer.byteLength ? frame : frame.slice();
}
