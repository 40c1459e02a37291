/** What the host can do besides carrying messages. */
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { Desktop } from '../../engine/studio/contract/desktop.ts';
import { browserDesktop } from './browser-desktop.ts';

export function createDesktop(client: StudioClient): Desktop {
  return window.gsim ?? browserDesktop(client);
}
