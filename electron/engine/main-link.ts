import type { MessageEvent, MessagePortMain, ParentPort } from 'electron';
import { type FromEngine, type ToEngine, toEngineSchema } from '../engine-protocol.ts';

type Kind = ToEngine['kind'];
type Message<K extends Kind> = Extract<ToEngine, { kind: K }>;
type Listener<K extends Kind> = (message: Message<K>, port: MessagePortMain | undefined) => void;

/** The engine's side of the protocol with main. */
export interface MainLink {
  send(message: FromEngine): void;
  /** One listener for each kind. */
  on<K extends Kind>(kind: K, listener: Listener<K>): void;
}

/** Messages that are not of the protocol are dropped: main and engine are of one build, so they are nobody's. */
export function openMainLink(parentPort: Pick<ParentPort, 'on' | 'postMessage'>): MainLink {
  const listeners = new Map<Kind, Listener<Kind>>();
  parentPort.on('message', ({ data, ports }: MessageEvent) => {
    const message = toEngineSchema.safeParse(data).data;
    if (message) listeners.get(message.kind)?.(message, ports[0]);
    else for (const port of ports) port.close();
  });
  return {
    send: (message) => parentPort.postMessage(message),
    on: (kind, listener) => {
      listeners.set(kind, listener as unknown as Listener<Kind>);
    },
  };
}
