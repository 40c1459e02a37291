/**
 * Electron as a sandboxed preload sees it. Runs in every new document before any script of the page; nothing of it
 * is reachable from there but what the preload exposes.
 */
import type { FromPage, ToPage } from '../page-messages.ts';
import { strict } from '../strict-object.ts';
import { type Base64, fromText, toText } from '../wire.ts';
import { exposeInMainWorld } from './context-bridge.ts';
import { PagePorts } from './ports.ts';

/** Given by web-contents.ts in front of this script. */
declare const DOUBLE: {
  readonly argv: readonly string[];
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly preload: (
    require: (name: string) => unknown,
    process: object,
    module: { exports: object },
    exports: object,
  ) => void;
};

type Listener = (event: { readonly ports: readonly MessagePort[] }, ...args: unknown[]) => void;

/** Chromium has them since 140; TypeScript's library does not yet. */
const base64: Base64 = {
  encode: (bytes) => (bytes as Uint8Array & { toBase64(): string }).toBase64(),
  decode: (text) =>
    (Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> }).fromBase64(
      text,
    ),
};

if (window === window.top) runPreload();

function runPreload(): void {
  const { port1, port2 } = new MessageChannel();
  const say = (message: FromPage) => port1.postMessage(toText(message, base64));
  const ports = new PagePorts(say);
  const { ipcRenderer, receive } = createIpc(say, ports);
  port1.onmessage = ({ data }) => {
    const message = fromText(data as string, base64) as ToPage;
    if (message.kind === 'port' || message.kind === 'port-closed') ports.receive(message);
    else receive(message);
  };
  window.dispatchEvent(new MessageEvent('electron-double', { ports: [port2] }));
  // Main says no to every window of a page: so does Electron, with null.
  window.open = (url = '') => {
    say({ kind: 'open-window', url: new URL(url, location.href).href });
    return null;
  };

  const electron = strict('electron (in a preload)', {
    contextBridge: strict('contextBridge', { exposeInMainWorld }),
    ipcRenderer,
  });
  const require = (name: string) => {
    if (name === 'electron') return electron;
    throw new Error(`electron double: a sandboxed preload cannot require '${name}'`);
  };
  const process = strict('process (in a preload)', {
    argv: [...DOUBLE.argv],
    platform: DOUBLE.platform,
    versions: DOUBLE.versions,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
  });
  const module = { exports: {} };
  DOUBLE.preload(require, process, module, module.exports);
  say({ kind: 'ready' });
}

function createIpc(say: (message: FromPage) => void, ports: PagePorts) {
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let count = 0;
  const ipcRenderer = strict('ipcRenderer', {
    send(channel: string, ...args: unknown[]) {
      say({ kind: 'send', channel, args: structuredClone(args) });
    },
    invoke(channel: string, ...args: unknown[]) {
      const id = ++count;
      return new Promise<unknown>((resolve, reject) => {
        say({ kind: 'invoke', id, channel, args: structuredClone(args) });
        waiting.set(id, { resolve, reject });
      });
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeAllListeners(channel: string) {
      listeners.delete(channel);
      return ipcRenderer;
    },
  });
  const receive = (message: Exclude<ToPage, { kind: 'port' | 'port-closed' }>) => {
    if (message.kind === 'ipc') {
      const event = { ports: message.ports.map((name) => ports.take(name)) };
      ports.watch(() => {
        for (const listener of listeners.get(message.channel) ?? [])
          listener(event, ...message.args);
      });
      return;
    }
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'result') answer?.resolve(message.value);
    else answer?.reject(new Error(message.message));
  };
  return { ipcRenderer, receive };
}
