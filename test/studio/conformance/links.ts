/** The three ways in which a window is connected with the engine. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import { FRAME_LIMIT } from '../../../engine/studio/contract/envelope.ts';
import type { Transport } from '../../../engine/studio/contract/transport.ts';
import { memoryTransports } from '../../../engine/studio/transport/memory.ts';
import { messagePortTransport } from '../../../engine/studio/transport/message-port.ts';
import { webSocketTransport } from '../../../engine/studio/transport/web-socket.ts';

interface Link {
  readonly window: Transport;
  readonly engine: Transport;
}

/** Makes connections of one kind until it is closed. */
export interface Linker {
  link(): Promise<Link>;
  /** Closes it, too, when it is closed itself. */
  own(client: { close(): void }): void;
  close(): Promise<void>;
}

export interface LinkKind {
  readonly name: string;
  readonly open: () => Promise<Linker>;
}

export const LINK_KINDS: readonly LinkKind[] = [
  { name: 'memory', open: async () => linker(async () => pair(memoryTransports())) },
  { name: 'MessagePort', open: async () => linker(async () => linkPorts()) },
  { name: 'WebSocket', open: openSockets },
];

function linker(link: () => Promise<Link>, close: () => Promise<void> = async () => {}): Linker {
  const links: Link[] = [];
  const owned: { close(): void }[] = [];
  let last: Promise<unknown> = Promise.resolve();
  return {
    link() {
      // One after the other: each server side belongs to the window side made with it.
      const made = last.then(link);
      last = made.then((done) => links.push(done));
      return made;
    },
    own: (client) => owned.push(client),
    async close() {
      for (const client of owned) client.close();
      for (const { window, engine } of links) {
        window.close();
        engine.close();
      }
      await close();
    },
  };
}

function pair([window, engine]: [Transport, Transport]): Link {
  return { window, engine };
}

function linkPorts(): Link {
  const { port1, port2 } = new MessageChannel();
  return { window: messagePortTransport(port1), engine: messagePortTransport(port2) };
}

async function openSockets(): Promise<Linker> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: FRAME_LIMIT });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return linker(
    async () => {
      const connection = once(server, 'connection');
      // Not open yet: what is sent has to wait.
      const window = webSocketTransport(new WebSocket(`ws://127.0.0.1:${port}`));
      const [socket] = (await connection) as [WebSocket];
      return { window, engine: webSocketTransport(socket) };
    },
    async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  );
}
