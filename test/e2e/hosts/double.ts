import { chromium, type Page } from '@playwright/test';
import {
  type RunningDouble,
  STUDIO_MAIN,
  startDouble,
} from '../../electron-double/start-double.ts';
import { hostArguments, type RunningHost, type StartOptions } from './host.ts';

export async function startDoubleHost(options: StartOptions): Promise<RunningHost> {
  const double = await startDouble({
    main: STUDIO_MAIN,
    args: hostArguments(options),
    chromium: options.chromium,
  });
  let attached: Attached | undefined;
  try {
    attached = await attach(double);
  } catch (cause) {
    await double.kill();
    throw cause;
  }
  const { page, detach } = attached;
  return {
    page,
    double,
    async end() {
      await detach();
      await Promise.race([double.order({ order: 'quit' }).catch(() => undefined), double.ended]);
      await double.ended;
      await double.kill();
    },
    async killEngine() {
      process.kill(await double.utility(/engine/i), 'SIGKILL');
    },
  };
}

export interface Attached {
  readonly page: Page;
  detach(): Promise<void>;
}

const PAGE_PATIENCE = 3000;
const ATTEMPTS = 10;

/** The window of the double, as it is now: after a crash the page before is no longer of use. */
export async function attach(double: RunningDouble): Promise<Attached> {
  for (let attempt = 1; ; attempt++) {
    const browser = await chromium.connectOverCDP(double.endpoint);
    const context = browser.contexts()[0]!;
    try {
      // A page that is dying as we connect is never shown to this connection, also when it is back: only to the next.
      const shown = context.pages()[0] ?? context.waitForEvent('page', { timeout: PAGE_PATIENCE });
      return { page: await shown, detach: () => browser.close() };
    } catch (error) {
      await browser.close();
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
