import { join } from 'node:path';
import type { DesktopAbilities } from '../../engine/studio/contract/desktop.ts';
import type { Person } from '../engine-protocol.ts';
import { windowFolder } from '../product-files.ts';
import { ownAddress } from './addresses.ts';
import { serveApp } from './app-protocol.ts';
import { limitAttempts } from './attempts.ts';
import { createDesktop } from './desktop.ts';
import { serveDesktop } from './desktop-messages.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import type { Log } from './log-file.ts';
import { menuTemplate } from './menu.ts';
import { restrictPermissions } from './permissions.ts';
import type { PersonFolders } from './person-folders.ts';
import { keepRecentDocuments } from './recent-documents.ts';
import { reportPage } from './report-page.ts';
import { createSecrets } from './secrets.ts';
import { startEngine } from './start-engine.ts';
import { openStudioWindow, type StudioWindow } from './studio-window.ts';
import { createUpdates, type Updates } from './updates.ts';
import { webPreferences } from './web-preferences.ts';

export interface OpenOptions {
  readonly electron: ElectronParts;
  readonly bundles: string;
  readonly folders: PersonFolders;
  readonly log: Log;
  readonly logPath: string;
}

/** Everything once the app is ready: engine first, for it starts while the window loads. */
export async function openStudio(options: OpenOptions): Promise<{
  readonly engine: EngineSupervisor;
  readonly window: StudioWindow;
}> {
  const { electron, bundles, folders, log } = options;
  const { app } = electron;
  const secrets = createSecrets({
    safeStorage: electron.safeStorage,
    platform: process.platform,
    path: join(folders.userFolder, 'secrets.json'),
    log,
  });
  const updates = updatesOf(electron, log);
  const keepRecent = keepRecentDocuments(app);
  let person: Person | undefined;
  const { engine, ports } = startEngine({
    ...electron,
    engineFile: join(bundles, 'engine', 'engine.cjs'),
    folders,
    secrets,
    log,
    onPerson(told) {
      person = told;
      updates.setWanted(told.updates);
      keepRecent(told.recent);
    },
  });
  restrictPermissions(electron.session.defaultSession, (page) => ownAddress(page) !== undefined);
  const window = openWindow(options, await abilitiesOf(electron, secrets.expectedStore()));
  const desktop = createDesktop({
    ...electron,
    secrets,
    ports,
    platform: process.platform,
    window: () => window,
    person: () => person,
  });
  serveDesktop(electron.ipcMain, desktop, log);
  setMenu(options, window);
  return { engine, window };
}

function openWindow(
  { electron, bundles, folders, log, logPath }: OpenOptions,
  abilities: DesktopAbilities,
): StudioWindow {
  const { app, dialog, screen } = electron;
  let report: string | undefined;
  serveApp(electron.protocol, { root: windowFolder(), report: () => report });
  return openStudioWindow({
    create: (options) => new electron.BrowserWindow(options),
    webPreferences: webPreferences({
      preload: join(bundles, 'preload', 'preload.cjs'),
      abilities,
      isPackaged: app.isPackaged,
    }),
    screen,
    dialog,
    statePath: join(folders.userFolder, 'window.json'),
    reloads: limitAttempts({ limit: 3, within: 60_000, now: () => performance.now() }),
    report: (detail) => {
      report = reportPage({
        what: 'It was loaded anew three times within a minute and stopped each time.',
        detail,
        log: logPath,
      });
    },
    giveUp: () => {
      dialog.showErrorBox('G-Sim Studio has stopped', `What happened is in ${logPath}`);
      app.quit();
    },
    log,
  });
}

const PLATFORMS: Partial<Record<NodeJS.Platform, DesktopAbilities['platform']>> = {
  darwin: 'mac',
  win32: 'windows',
};

async function abilitiesOf(
  { app, Notification }: Pick<ElectronParts, 'app' | 'Notification'>,
  secrets: Promise<DesktopAbilities['secrets']>,
): Promise<DesktopAbilities> {
  return {
    dialogs: true,
    reveal: true,
    menu: true,
    notifications: Notification.isSupported(),
    secrets: await secrets,
    updates: app.isPackaged,
    platform: PLATFORMS[process.platform] ?? 'linux',
  };
}

function updatesOf({ app, Notification }: ElectronParts, log: Log): Updates {
  return createUpdates({
    isPackaged: app.isPackaged,
    load: async () => (await import('electron-updater')).default.autoUpdater,
    log,
    onReady: (version) =>
      new Notification({
        title: `G-Sim Studio ${version} is ready`,
        body: 'It is installed when you close the studio.',
      }).show(),
  });
}

function setMenu({ electron, logPath }: OpenOptions, window: StudioWindow): void {
  const { app, Menu, shell } = electron;
  const template = menuTemplate({
    platform: process.platform,
    isPackaged: app.isPackaged,
    onCommand: (id) => window.command({ kind: 'command', id }),
    onShowLog: () => shell.showItemInFolder(logPath),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
