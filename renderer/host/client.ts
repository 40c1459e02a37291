/** The connection to the engine: over a port of Electron's preload, or a socket of the browser host. */
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import { connectStudio } from '../../engine/studio/contract/connect-studio.ts';
import type { Transport } from '../../engine/studio/contract/transport.ts';
import { messagePortTransport } from '../../engine/studio/transport/message-port.ts';
import { webSocketTransport } from '../../engine/studio/transport/web-socket.ts';
import { portsOf } from './ports.ts';
import { noTokenError, refusedClient } from './refused-client.ts';
import { takeSessionToken } from './session-token.ts';

export function createClient(): StudioClient {
  const api = window.gsim;
  if (api) {
    let current: Transport | undefined;
    const nextPort = portsOf(api, () => current?.close('the engine was started anew'));
    return connectStudio({
      connect: async () => {
        current = messagePortTransport(await nextPort());
        return current;
      },
      app: STUDIO_VERSION,
    });
  }
  const token = takeSessionToken();
  if (token === undefined) return refusedClient(noTokenError());
  return connectStudio({ connect: () => openSocket(token), app: STUDIO_VERSION });
}

function openSocket(token: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/engine`, ['gsim', `token.${token}`]);
    socket.addEventListener('open', () => resolve(webSocketTransport(socket)), { once: true });
    socket.addEventListener('error', () => reject(new Error('engine: no connection')), {
      once: true,
    });
  });
}
