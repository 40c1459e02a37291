import type { MessageChannelMain, WebContents } from 'electron';
import { serveFatal } from '../../engine/studio/server/serve-connection.ts';
import { messagePortTransport } from '../../engine/studio/transport/message-port.ts';
import { TELL } from '../channels.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

type Page = Pick<WebContents, 'postMessage' | 'isDestroyed'>;

export interface EnginePortsOptions {
  readonly engine: () => Pick<EngineSupervisor, 'state' | 'fatal' | 'send'>;
  readonly openChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>;
}

export interface EnginePorts {
  /** The page asked for a port. */
  request(page: Page): void;
  /** There is a new engine, or there will be none: every page that has ever asked gets a port. */
  renew(): void;
}

/** Brings windows and engine together: what they say afterwards does not pass main. */
export function createEnginePorts({ engine, openChannel }: EnginePortsOptions): EnginePorts {
  const pages = new Set<Page>();

  return {
    request(page) {
      pages.add(page);
      give(page);
    },
    renew() {
      for (const page of pages) give(page);
    },
  };

  function give(page: Page): void {
    if (page.isDestroyed()) {
      pages.delete(page);
      return;
    }
    const { state, fatal, send } = engine();
    // A port comes with the next engine.
    if (state === 'down') return;
    const { port1, port2 } = openChannel();
    if (fatal) serveFatal(messagePortTransport(port2), fatal);
    else send({ kind: 'connect' }, [port2]);
    page.postMessage(TELL.port, null, [port1]);
  }
}
