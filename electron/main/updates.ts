import type { AppUpdater } from 'electron-updater';
import type { Log } from './log-file.ts';

export interface UpdatesOptions {
  /** The product: a checkout is brought up to date by other means. */
  readonly isPackaged: boolean;
  /** Evaluated when updates are first wanted, never before: it reads files and opens its own log. */
  readonly load: () => Promise<Pick<AppUpdater, 'checkForUpdates' | 'on'>>;
  readonly log: Log;
  /** A new version is on the disk; it is installed as the studio ends. */
  readonly onReady: (version: string) => void;
}

export interface Updates {
  /** As the person set it. */
  setWanted(isWanted: boolean): void;
}

const CHECK_INTERVAL = 6 * 60 * 60 * 1000;

/** Looks for new versions while the person wants it. What goes wrong is written to the log and tried again later. */
export function createUpdates({ isPackaged, load, log, onReady }: UpdatesOptions): Updates {
  let updater: ReturnType<UpdatesOptions['load']> | undefined;
  let timer: NodeJS.Timeout | undefined;

  return {
    setWanted(isWanted) {
      if (!isPackaged || isWanted === (timer !== undefined)) return;
      if (isWanted) {
        timer = setInterval(check, CHECK_INTERVAL);
        timer.unref();
        check();
      } else {
        clearInterval(timer);
        timer = undefined;
      }
    },
  };

  function check(): void {
    updater ??= open();
    updater
      .then((ready) => ready.checkForUpdates())
      .catch((cause: { code?: unknown }) => log(`updates: ${String(cause.code ?? 'no answer')}`));
  }

  async function open() {
    const opened = await load();
    // Without a listener its errors would end the process; they also reject checkForUpdates.
    opened.on('error', () => undefined);
    opened.on('update-downloaded', ({ version }) => onReady(version));
    return opened;
  }
}
