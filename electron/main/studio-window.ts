import type { BrowserWindow, BrowserWindowConstructorOptions, Dialog, Screen } from 'electron';
import type { DesktopCommand } from '../../engine/studio/contract/desktop.ts';
import { TELL } from '../channels.ts';
import { APP_ADDRESS } from './addresses.ts';
import { askBeforeClosing } from './ask-before-closing.ts';
import { type WatchOptions, watchWindow } from './watch-window.ts';
import { placeWindow, readWindowState, SMALLEST, USUAL, writeWindowState } from './window-state.ts';

/** The studio's one window. */
export interface StudioWindow {
  readonly contents: BrowserWindow['webContents'];
  readonly window: BrowserWindow;
  /** Waits until the page listens. */
  command(command: DesktopCommand): void;
  listening(): void;
  setBusy(isBusy: boolean): void;
  /** Brings it to the front, from wherever it is. */
  show(): void;
}

export interface StudioWindowOptions
  extends Pick<WatchOptions, 'reloads' | 'report' | 'giveUp' | 'log'> {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly webPreferences: NonNullable<BrowserWindowConstructorOptions['webPreferences']>;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** File of the window's place. */
  readonly statePath: string;
}

/** Commands that wait for a page at most: a page that never listens gets no more than the last. */
const WAITING_COMMANDS = 16;

export function openStudioWindow(options: StudioWindowOptions): StudioWindow {
  const { screen, dialog, statePath } = options;
  const place = placeWindow(readWindowState(statePath), workAreas(screen));
  const window = options.create({
    ...(place.bounds ?? USUAL),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'G-Sim Studio',
    show: false,
    webPreferences: options.webPreferences,
  });
  let waiting: readonly DesktopCommand[] = [];
  let isListening = false;

  // Shown with its first picture; a page that has none within a second is shown as it is.
  const show = () => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (place.isMaximised) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  setTimeout(show, 1000).unref();
  const { setBusy } = askBeforeClosing(window, dialog, () =>
    writeWindowState(statePath, window.getNormalBounds(), window.isMaximized()),
  );
  watchWindow(window, { ...options, dialog });
  // A page that is loaded anew has to say again that it listens.
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) isListening = false;
  });
  void window.loadURL(APP_ADDRESS).catch(() => options.log('window: did not load'));

  return {
    contents: window.webContents,
    window,
    command(command) {
      if (isListening) window.webContents.send(TELL.command, command);
      else waiting = [...waiting, command].slice(-WAITING_COMMANDS);
    },
    listening() {
      isListening = true;
      for (const command of waiting) window.webContents.send(TELL.command, command);
      waiting = [];
    },
    setBusy,
    show() {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

/** The main display first. */
function workAreas(screen: StudioWindowOptions['screen']) {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}
