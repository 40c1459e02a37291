import { join, resolve } from 'node:path';
import type { App } from 'electron';

export interface PersonFolders {
  readonly userFolder: string;
  readonly projectsFolder: string;
}

/** As in the browser host (loopback/person-folders.ts), with the same options; Electron knows redirected folders. */
export function personFolders(app: Pick<App, 'getPath' | 'commandLine'>): PersonFolders {
  const given = (option: string) => app.commandLine.getSwitchValue(option);
  return {
    userFolder: resolve(given('user-folder') || join(app.getPath('appData'), 'gsim-studio')),
    projectsFolder: resolve(
      given('projects-folder') || join(app.getPath('documents'), 'G-Sim projects'),
    ),
  };
}
