import type { Browser, Page } from '@playwright/test';
import type { RunningDouble } from '../../electron-double/start-double.ts';

export interface Folders {
  readonly userFolder: string;
  readonly projectsFolder: string;
}

/** A studio that runs, with its window. */
export interface RunningHost {
  readonly page: Page;
  /** Ends it as a person would. */
  end(): Promise<void>;
  /** kill -9 of the process in which the engine runs. Where that is the host itself, all of it is gone. */
  killEngine(): Promise<void>;
  /** Only of the double. */
  readonly double?: RunningDouble;
}

export interface StartOptions extends Folders {
  /** Playwright's own, for a window that is a page of it. */
  readonly browser: Browser;
  /** Chromium's executable. */
  readonly chromium: string;
}

/** Options of all hosts; one thread, for two studios share two cores. */
export function hostArguments({ userFolder, projectsFolder }: Folders): string[] {
  return [`--user-folder=${userFolder}`, `--projects-folder=${projectsFolder}`];
}
