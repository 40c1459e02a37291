/** Main from start to end. What belongs to it is made here and in open-studio.ts; each part knows what it is handed. */
import { join } from 'node:path';
import { APP_SCHEMES } from './app-protocol.ts';
import type { ElectronParts } from './electron-parts.ts';
import { guardContents } from './guard-contents.ts';
import { crashPlace, type Log, openLog } from './log-file.ts';
import { openStudio } from './open-studio.ts';
import { collectOpenings } from './openings.ts';
import { personFolders } from './person-folders.ts';
import { quitInOrder } from './quit-in-order.ts';

/** appId of electron-builder.yml: without it Windows shows no notification. */
const APP_ID = 'org.gsim.studio';

/** `bundles`: the folder with main/, preload/ and engine/ as the build wrote them. */
export function runStudio(electron: ElectronParts, bundles: string): void {
  const { app } = electron;
  const folders = personFolders(app);
  app.setPath('userData', folders.userFolder);
  // What Chromium keeps for itself lies apart from the person's settings.
  app.setPath('sessionData', join(folders.userFolder, 'window'));
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  if (app.commandLine.hasSwitch('no-sandbox')) {
    refuseWithoutSandbox(electron);
    return;
  }
  if (!app.requestSingleInstanceLock()) {
    // The one that runs gets this command line (second-instance).
    app.quit();
    return;
  }
  const logPath = join(folders.userFolder, 'logs', 'studio.log');
  const log = openLog({ path: logPath, clock: () => new Date() });
  const fail = failBy(electron, log, logPath);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([...APP_SCHEMES]);
  guardContents(app, { shell: electron.shell, quit: () => app.quit(), log });
  const openings = collectOpenings(app, process.argv);
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) =>
    log(`process gone: ${name ?? type}, ${reason}, code ${exitCode}`),
  );
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => openStudio({ electron, bundles, folders, log, logPath }))
    .then(({ engine, window }) => {
      quitInOrder(app, () => engine.quit());
      openings.sendTo(window);
    })
    .catch(fail);
}

/**
 * The start script of an AppImage adds --no-sandbox by itself where the system forbids user namespaces. The window
 * would run unguarded: the studio rather does not.
 */
function refuseWithoutSandbox({ app, dialog }: Pick<ElectronParts, 'app' | 'dialog'>): void {
  dialog.showErrorBox(
    'G-Sim Studio does not start without its sandbox',
    'This system does not let the window be guarded (--no-sandbox was given). Install the .deb package, which sets the guard up, or open the studio in your browser: npm start -- --browser',
  );
  app.exit(1);
}

/** What nobody foresaw in main ends the studio: what it guards would be unguarded. */
function failBy(
  { app, dialog }: Pick<ElectronParts, 'app' | 'dialog'>,
  log: Log,
  logPath: string,
): (cause: unknown) => void {
  return (cause) => {
    log(`main: ${crashPlace(cause instanceof Error ? (cause.stack ?? '') : '')}`);
    dialog.showErrorBox(
      'G-Sim Studio has stopped',
      `Your projects are safe. What happened is written down in ${logPath}`,
    );
    app.exit(1);
  };
}
