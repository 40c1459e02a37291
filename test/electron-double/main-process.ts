/** One doubled main process: what `require('electron')` gives in it, and what carries out a test's orders. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppDouble } from './app.ts';
import { AppOrigins } from './app-origins.ts';
import { browserWindowClass } from './browser-window.ts';
import { startChromium } from './chromium.ts';
import type { DoubleOrder, FromDouble, SchemeAnswer } from './control-messages.ts';
import {
  createDialog,
  createMenu,
  createSafeStorage,
  createScreen,
  createShell,
  notificationClass,
} from './desktop.ts';
import { IpcMainDouble } from './ipc-main.ts';
import { preparePageScripts } from './page-scripts.ts';
import { MessageChannelMain } from './ports.ts';
import type { DoubleProcess } from './process.ts';
import { createProtocol, SessionDouble } from './session.ts';
import { emitPreventable } from './strict-emitter.ts';
import { notThere, strict } from './strict-object.ts';
import { utilityProcess } from './utility-process.ts';

export interface MainProcessOptions {
  /** Folder of the application's package.json. */
  readonly root: string;
  /** Chromium's executable. */
  readonly chromium: string;
  readonly say: (message: FromDouble) => void;
  readonly fail: (error: Error) => void;
}

export interface MainProcess {
  /** The module. */
  readonly electron: object;
  carryOut(order: DoubleOrder): Promise<unknown>;
}

export function createMainProcess({ root, chromium, say, fail }: MainProcessOptions): MainProcess {
  const log = (what: string, detail: unknown) => say({ kind: 'log', what, detail });
  const started = startChromium(chromium);
  started.then(({ cdp: _, ...told }) => say({ kind: 'chromium', ...told }), fail);
  preparePageScripts();

  const answers: unknown[] = [];
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const app = new AppDouble(root, manifest, { ready: started, closeWindows, log });
  const origins = new AppOrigins();
  const protocol = createProtocol(origins, () => app.isReady());
  const session = new SessionDouble();
  const ipcMain = new IpcMainDouble();
  const defaultSession = strict('session', session);
  const double: DoubleProcess = {
    chromium: started,
    app,
    ipcMain,
    origins,
    session: defaultSession,
    permissions: session,
    log,
    say,
    fail,
  };
  const BrowserWindow = browserWindowClass(double);
  const { Menu, click } = createMenu(log);

  const electron = strict('electron', {
    app: strict('app', app),
    BrowserWindow: strict('BrowserWindow', BrowserWindow),
    dialog: createDialog(log, { answers }),
    ipcMain: strict('ipcMain', ipcMain),
    Menu,
    MessageChannelMain,
    Notification: strict('Notification', notificationClass(log)),
    protocol,
    safeStorage: createSafeStorage(),
    screen: createScreen(),
    session: strict('session (the module)', { defaultSession }),
    shell: createShell(log),
    utilityProcess: utilityProcess(double),
  });
  return { electron, carryOut };

  async function closeWindows(): Promise<boolean> {
    for (const window of BrowserWindow.getAllWindows()) {
      window.close();
      if (!window.isClosing) return false;
    }
    return true;
  }

  function firstWindow() {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('electron double: there is no window');
    return window;
  }

  async function carryOut(order: DoubleOrder): Promise<unknown> {
    switch (order.order) {
      case 'second-instance':
        return app.emit('second-instance', {}, order.argv, process.cwd(), null);
      case 'open-file':
        return emitPreventable(app, 'open-file', {}, order.path);
      case 'click-menu':
        return click(order.label);
      case 'answer-dialogs':
        return answers.push(...order.answers);
      case 'go':
        return firstWindow().webContents.load(order.url);
      case 'hang':
        return hang(order.isHanging ? 'unresponsive' : 'responsive');
      case 'close-window':
        return firstWindow().close();
      case 'quit':
        return app.quit();
      case 'request': {
        const answer = await origins.request(order.url, { method: order.method });
        const { status, headers } = answer;
        return {
          status,
          headers: Object.fromEntries(headers),
          body: await answer.text(),
        } satisfies SchemeAnswer;
      }
      case 'window-options':
        return firstWindow().options;
      default:
        throw notThere(`the order ${(order satisfies never as DoubleOrder).order}`);
    }
  }

  function hang(event: 'unresponsive' | 'responsive'): void {
    const window = firstWindow();
    window.emit(event);
    window.webContents.emit(event);
  }
}
