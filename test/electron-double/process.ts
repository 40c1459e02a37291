/** What the parts of one doubled main process share. */
import type { AppDouble } from './app.ts';
import type { AppOrigins } from './app-origins.ts';
import type { Chromium } from './chromium.ts';
import type { FromDouble } from './control-messages.ts';
import type { IpcMainDouble } from './ipc-main.ts';
import type { SessionDouble } from './session.ts';

export interface DoubleProcess {
  readonly chromium: Promise<Chromium>;
  readonly app: AppDouble;
  readonly ipcMain: IpcMainDouble;
  readonly origins: AppOrigins;
  /** As the application sees it. */
  readonly session: object;
  readonly permissions: SessionDouble;
  /** Tells the test what was done to the desktop: a notification shown, an address opened, ... */
  log(what: string, detail: unknown): void;
  say(message: FromDouble): void;
  /** The double cannot go on: ends the process with the reason. */
  fail(error: Error): void;
}
