import { normalize } from 'node:path';
import type { App } from 'electron';
import { lookUpOnDisk, type Opening, openedPath, projectPath } from './opened-paths.ts';
import type { StudioWindow } from './studio-window.ts';

export interface Openings {
  /** What was asked for so far and from now on goes to this window. */
  sendTo(window: Pick<StudioWindow, 'command' | 'show'>): void;
}

/**
 * Projects that the system asks to open: by the command line, a second start of the studio, or a Mac's open-file. To be
 * called before the app is ready, for open-file comes early.
 */
export function collectOpenings(
  app: Pick<App, 'on' | 'getAppPath'>,
  argv: readonly string[],
  opening: Opening = { platform: process.platform, lookUp: lookUpOnDisk },
): Openings {
  const own = normalize(app.getAppPath());
  let window: Parameters<Openings['sendTo']>[0] | undefined;
  let early = openedPath(argv, own, opening);

  app.on('second-instance', (_event, secondArgv) => {
    window?.show();
    open(openedPath(secondArgv, own, opening));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    window?.show();
    open(projectPath(path, opening));
  });

  return {
    sendTo(opened) {
      window = opened;
      open(early);
    },
  };

  function open(path: string | undefined): void {
    if (path === undefined) return;
    if (window) window.command({ kind: 'open', path });
    else early = path;
  }
}
