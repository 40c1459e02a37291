import type { WebPreferences } from 'electron';
import type { DesktopAbilities } from '../../engine/studio/contract/desktop.ts';
import { ABILITIES_ARGUMENT } from '../channels.ts';

export interface WindowFiles {
  readonly preload: string;
  readonly abilities: DesktopAbilities;
  /** The product, not a checkout. */
  readonly isPackaged: boolean;
}

/** What the window may do. Most rows are Electron's defaults: written down, so that a new default changes nothing. */
export function webPreferences({ preload, abilities, isPackaged }: WindowFiles): WebPreferences {
  return {
    preload,
    // The preload cannot ask before the page runs; abilities are no secret.
    additionalArguments: [ABILITIES_ARGUMENT + JSON.stringify(abilities)],
    // The page and the preload share no object.
    contextIsolation: true,
    // The window's process cannot touch files, processes or the network of the system.
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    // Same-origin policy, no unencrypted content.
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    // No page within a page.
    webviewTag: false,
    plugins: false,
    // A file dropped beside the drop zone does not replace the studio.
    navigateOnDragDrop: false,
    // Planners' words go to no dictionary service.
    spellcheck: false,
    // Whoever sits at the keyboard is not to be talked into pasting code into the studio.
    devTools: !isPackaged,
  };
}
