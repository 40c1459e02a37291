import type { BrowserWindow, Dialog } from 'electron';
import { APP_ADDRESS, ownAddress, REPORT_ADDRESS, REPORT_PATH } from './addresses.ts';
import type { Attempts } from './attempts.ts';
import type { Log } from './log-file.ts';

export interface WatchOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** Reloads that are left (three a minute). */
  readonly reloads: Attempts;
  /** Makes the page at REPORT_ADDRESS. */
  readonly report: (detail: string) => void;
  /** Not even the report page stands. */
  readonly giveUp: () => void;
  readonly log: Log;
}

/** Loads the window anew when its process is gone, and shows a report when that does not help. */
export function watchWindow(window: BrowserWindow, options: WatchOptions): void {
  const { dialog, reloads, report, giveUp, log } = options;
  const contents = window.webContents;
  let isReporting = false;
  let answered: AbortController | undefined;

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`window: process gone, ${reason}, code ${exitCode}`);
    answered?.abort();
    if (window.isDestroyed()) return;
    if (reloads.take()) return load(APP_ADDRESS);
    if (isReporting) return giveUp();
    isReporting = true;
    report(`${reason}, code ${exitCode}`);
    load(REPORT_ADDRESS);
  });
  // The report has done its work once the studio is back.
  contents.on('did-finish-load', () => {
    if (ownAddress(contents.getURL())?.pathname !== REPORT_PATH) isReporting = false;
  });
  window.on('unresponsive', () => {
    log('window: does not answer');
    if (!answered) void askToReload();
  });
  window.on('responsive', () => answered?.abort());

  function load(address: string): void {
    void window.loadURL(address).catch(() => log('window: did not load'));
  }

  async function askToReload(): Promise<void> {
    answered = new AbortController();
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The window does not answer.',
      detail: 'It may be busy for a moment. What is being calculated goes on either way.',
      buttons: ['Wait', 'Reload the window'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: answered.signal,
    });
    answered = undefined;
    // Its process is gone then, which is handled above.
    if (response === 1 && !window.isDestroyed()) contents.forcefullyCrashRenderer();
  }
}
