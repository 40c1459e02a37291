import { FRAME_LIMIT } from '../contract/envelope.ts';
import { tooLarge } from '../contract/frame.ts';
import type { Transport } from '../contract/transport.ts';
import { Mailbox } from './mailbox.ts';

/** What the browser's WebSocket and that of `ws` have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

const CONNECTING = 0;
/** Status codes of RFC 6455. */
const NORMAL = 1000;
/** Of the range that programs may use; browsers allow only it and 1000. */
const BAD_DATA = 4003;

/** Takes the socket over. It may still be connecting: what is sent waits until it is open. */
export function webSocketTransport(socket: WebSocketLike): Transport {
  const mailbox = new Mailbox();
  const unsent: Uint8Array<ArrayBuffer>[] = [];
  const close = (reason: string, code: number) => {
    if (mailbox.end(reason)) socket.close(code);
  };
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const frame of unsent.splice(0)) socket.send(frame);
  });
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) mailbox.receive(new Uint8Array(data));
    else close('text came, not bytes', BAD_DATA);
  });
  // The reason is in the close event that follows.
  socket.addEventListener('error', () => {});
  socket.addEventListener('close', ({ code, reason }) => {
    mailbox.end(`closed from the other side (${code}${reason && `: ${reason}`})`);
  });
  return {
    send(frame) {
      if (frame.byteLength > FRAME_LIMIT) throw tooLarge(frame.byteLength);
      if (mailbox.isClosed) return;
      if (socket.readyState === CONNECTING) unsent.push(frame as Uint8Array<ArrayBuffer>);
      else socket.send(frame as Uint8Array<ArrayBuffer>);
    },
    onFrame: (listener) => mailbox.onFrame(listener),
    onClose: (listener) => mailbox.onClose(listener),
    close: (reason = 'closed from here') => close(reason, NORMAL),
  };
}
