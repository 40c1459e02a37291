import { PORT_MESSAGE, type PreloadApi } from '../../engine/studio/contract/preload-api.ts';

/** Milliseconds to wait for a port before asking again. */
const PATIENCE = 15_000;

/**
 * Gives a port to the engine each time it is called. Ports come as messages of the window to itself; one that
 * came unasked (the engine was started anew) is kept for the next call, and `onUnasked` is told: the port in use
 * leads nowhere, which Chromium does not say.
 */
export function portsOf(
  api: Pick<PreloadApi, 'requestPort'>,
  onUnasked: () => void = () => {},
  target: Pick<Window, 'addEventListener'> = window,
): () => Promise<MessagePort> {
  let spare: MessagePort | undefined;
  let take: ((port: MessagePort) => void) | undefined;
  target.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== target || event.data !== PORT_MESSAGE || port === undefined) return;
    if (take) return take(port);
    spare?.close();
    spare = port;
    onUnasked();
  });
  return () =>
    new Promise((resolve, reject) => {
      if (spare) {
        resolve(spare);
        spare = undefined;
        return;
      }
      const timer = setTimeout(() => {
        take = undefined;
        reject(new Error(`engine: no connection within ${PATIENCE / 1000} s`));
      }, PATIENCE);
      take = (port) => {
        clearTimeout(timer);
        take = undefined;
        resolve(port);
      };
      api.requestPort();
    });
}
