import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { FRAME_LIMIT } from '../../../engine/studio/contract/envelope.ts';
import type { Transport } from '../../../engine/studio/contract/transport.ts';
import {
  type MessagePortLike,
  messagePortTransport,
} from '../../../engine/studio/transport/message-port.ts';
import {
  type WebSocketLike,
  webSocketTransport,
} from '../../../engine/studio/transport/web-socket.ts';
import { pause, until } from './fake-studio.ts';
import { LINK_KINDS, type Linker } from './links.ts';

describe.each(LINK_KINDS)('the transport by $name', ({ open }) => {
  let linker: Linker;
  beforeEach(async () => {
    linker = await open();
  });
  afterEach(() => linker.close());

  it('brings frames whole, in order, later, in both directions', async () => {
    const { window, engine } = await linker.link();
    const [there, back] = [listen(engine), listen(window)];
    const frames = [0, 1, 7, 100_000, 3].map((size, i) => new Uint8Array(size).fill(i));
    for (const frame of frames) {
      window.send(frame);
      engine.send(frame);
    }
    expect([there.frames, back.frames]).toEqual([[], []]);
    await until(() => there.frames.length + back.frames.length === 10, 'all frames');
    expect(there.frames).toEqual(frames);
    expect(back.frames).toEqual(frames);
  });

  it('brings a copy, of a view only what it shows', async () => {
    const { window, engine } = await linker.link();
    const { frames } = listen(engine);
    const whole = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    window.send(whole.subarray(2, 5));
    await until(() => frames.length === 1, 'the frame');
    expect([...frames[0]!]).toEqual([2, 3, 4]);
    expect(frames[0]!.buffer).not.toBe(whole.buffer);
    expect(frames[0]!.buffer.byteLength).toBe(3);
  });

  it('keeps frames until somebody listens', async () => {
    const { window, engine } = await linker.link();
    window.send(Uint8Array.of(1));
    window.send(Uint8Array.of(2));
    await pause(20);
    const { frames } = listen(engine);
    await until(() => frames.length === 2, 'both frames');
    expect(frames).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  });

  it('refuses frames above 64 MB by themselves', async () => {
    const { window, engine } = await linker.link();
    const { frames } = listen(engine);
    expect(() => window.send(new Uint8Array(FRAME_LIMIT + 1))).toThrow(
      'message too large: 64.1 MB',
    );
    window.send(Uint8Array.of(1));
    await until(() => frames.length === 1, 'the next frame');
  });

  it('tells both sides once that it was closed, after what was sent before', async () => {
    const { window, engine } = await linker.link();
    const [left, right] = [listen(window), listen(engine)];
    engine.send(Uint8Array.of(0));
    await until(() => left.frames.length === 1, 'an open connection');
    window.send(Uint8Array.of(1));
    window.close('tired');
    window.close('twice');
    window.send(Uint8Array.of(2));
    // The other side does not know yet.
    engine.send(Uint8Array.of(3));
    expect(left.ends).toEqual(['tired']);
    await until(() => right.ends.length === 1, 'the other side');
    expect(right.frames).toEqual([Uint8Array.of(1)]);
    engine.send(Uint8Array.of(4));
    engine.close();
    await pause(20);
    expect([left.ends.length, right.ends.length, left.frames.length]).toEqual([1, 1, 1]);
  });

  it('tells a late listener that it was closed', async () => {
    const { window } = await linker.link();
    window.close('tired');
    expect(listen(window).ends).toEqual(['tired']);
  });
});

describe('the transport by WebSocket', () => {
  it('is closed by text: only bytes are messages', async () => {
    const socket = new FakeSocket();
    const { frames, ends } = listen(webSocketTransport(socket));
    socket.emit('message', { data: '{"kind":"hello"}' });
    expect([frames, ends, socket.closedWith]).toEqual([[], ['text came, not bytes'], 4003]);
  });

  it('asks for array buffers, and sends what waits once it is open', () => {
    const socket = new FakeSocket();
    const transport = webSocketTransport(socket);
    expect(socket.binaryType).toBe('arraybuffer');
    transport.send(Uint8Array.of(1));
    expect(socket.sent).toEqual([]);
    socket.readyState = 1;
    socket.emit('open', {});
    transport.send(Uint8Array.of(2));
    expect(socket.sent).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  });

  it('ends when nobody answers', async () => {
    const { ends } = listen(webSocketTransport(new WebSocket('ws://127.0.0.1:1')));
    await until(() => ends.length === 1, 'the end');
    expect(ends[0]).toContain('1006');
  });
});

describe('the transport by MessagePort', () => {
  it('is closed by anything but bytes', () => {
    const port = new FakeElectronPort();
    const { ends } = listen(messagePortTransport(port));
    port.emit('message', { data: { kind: 'hello' } });
    expect([ends, port.isClosed]).toEqual([['something other than bytes came'], true]);
  });

  it('says goodbye before it closes, and closes when it hears it: no window is told otherwise', () => {
    const [left, right] = [new FakeElectronPort(), new FakeElectronPort()];
    const { ends } = listen(messagePortTransport(right));
    messagePortTransport(left).close();
    expect(left.sent).toEqual([null]);
    right.emit('message', { data: left.sent[0] });
    expect([ends, right.isClosed, right.sent]).toEqual([['closed from the other side'], true, []]);
  });

  it('works with the ports of Electron: started once somebody listens, data in the event', () => {
    const port = new FakeElectronPort();
    const transport = messagePortTransport(port);
    expect(port.isStarted).toBe(false);
    const { frames, ends } = listen(transport);
    expect(port.isStarted).toBe(true);
    port.emit('message', { data: Uint8Array.of(5) });
    transport.send(Uint8Array.of(6));
    port.emit('close', undefined);
    expect([frames, port.sent]).toEqual([[Uint8Array.of(5)], [Uint8Array.of(6)]]);
    expect(ends).toEqual(['closed from the other side']);
  });
});

function listen(transport: Transport) {
  const frames: Uint8Array[] = [];
  const ends: string[] = [];
  transport.onClose((reason) => ends.push(reason));
  transport.onFrame((frame) => frames.push(frame));
  return { frames, ends };
}

type Listener = (event: never) => void;

class FakeSocket implements WebSocketLike {
  binaryType = 'blob';
  readyState = 0;
  closedWith: number | undefined;
  readonly sent: Uint8Array[] = [];
  readonly #listeners = new Map<string, Listener>();

  send(data: Uint8Array): void {
    this.sent.push(data);
  }
  close(code?: number): void {
    this.closedWith = code;
  }
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener);
  }
  emit(type: string, event: unknown): void {
    this.#listeners.get(type)?.(event as never);
  }
}

/** The members of MessagePortMain that are in use. */
class FakeElectronPort {
  isStarted = false;
  isClosed = false;
  readonly sent: unknown[] = [];
  readonly #listeners = new Map<string, Listener>();

  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  start(): void {
    this.isStarted = true;
  }
  close(): void {
    this.isClosed = true;
  }
  on(type: string, listener: Listener): this {
    this.#listeners.set(type, listener);
    return this;
  }
  emit(type: string, event: unknown): void {
    this.#listeners.get(type)?.(event as never);
  }
}

FakeElectronPort satisfies new () => MessagePortLike;
