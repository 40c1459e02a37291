import type { HostReply } from './messages.ts';

/** How the simulation process talks to its supervisor. */
export interface HostLink {
  onMessage(listener: (message: unknown) => void): void;
  /** The supervisor is gone. */
  onEnd(listener: () => void): void;
  /** `then`: the message is on its way, whatever becomes of this process. */
  send(reply: HostReply, then?: () => void): void;
}

/** Of Electron's MessagePortMain, what is used. */
interface Port {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

/** Of Electron's ParentPort, what is used. */
interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly Port[] }) => void): unknown;
}

/** A port's message leaves the process in another thread: milliseconds until it surely has. */
const POSTED_MILLISECONDS = 100;

/** Node's channel of a forked child, or in Electron's utilityProcess the port that its first message brings. */
export function openHostLink(): HostLink {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  return parentPort ? portLink(parentPort) : channelLink();
}

function channelLink(): HostLink {
  return {
    onMessage: (listener) => process.on('message', listener),
    onEnd: (listener) => process.on('disconnect', listener),
    send: (reply, then) => process.send?.(reply, () => then?.()),
  };
}

function portLink(parentPort: ParentPort): HostLink {
  const early: HostReply[] = [];
  let port: Port | undefined;
  let hear: (message: unknown) => void = () => undefined;
  let end: () => void = () => undefined;
  parentPort.once('message', ({ ports }) => {
    port = ports[0];
    port?.on('message', ({ data }) => hear(data));
    port?.on('close', () => end());
    port?.start();
    for (const reply of early.splice(0)) port?.postMessage(reply);
  });
  return {
    onMessage: (listener) => {
      hear = listener;
    },
    onEnd: (listener) => {
      end = listener;
    },
    send: (reply, then) => {
      if (port) port.postMessage(reply);
      else early.push(reply);
      if (then) setTimeout(then, POSTED_MILLISECONDS);
    },
  };
}
