import type { Desktop } from './desktop.ts';

/** What Electron's preload puts into the window as `window.gsim`, frozen; absent in a browser. */
export interface PreloadApi extends Desktop {
  /**
   * Asks for a connection to the engine. It comes as a `message` event of the window itself: `data` is
   * PORT_MESSAGE and `ports[0]` the port. After the engine was started anew a port comes unasked.
   */
  requestPort(): void;
}

export const PORT_MESSAGE = 'gsim-port';
