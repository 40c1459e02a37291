import type { App, Shell, WebContents } from 'electron';
import { decideNavigation } from './navigation.ts';
import { addressForBrowser } from './window-open.ts';

export interface GuardOptions {
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly quit: () => void;
  readonly log: (message: string) => void;
}

/** Puts the policies of navigation.ts and window-open.ts on every page that will ever be made. */
export function guardContents(app: Pick<App, 'on'>, options: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, options));
}

function guard(
  contents: Pick<WebContents, 'on' | 'getURL' | 'setWindowOpenHandler'>,
  { shell, quit, log }: GuardOptions,
): void {
  const decide = (event: {
    readonly url: string;
    readonly isMainFrame: boolean;
    preventDefault(): void;
  }) => {
    const answer = decideNavigation(contents.getURL(), event.url, event.isMainFrame);
    if (answer === 'go') return;
    event.preventDefault();
    if (answer === 'quit') quit();
    else log('navigation refused');
  };
  // Every frame, the top one too; will-navigate stands beside it for the day that this changes.
  contents.on('will-frame-navigate', decide);
  contents.on('will-navigate', decide);
  contents.on('will-redirect', decide);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = addressForBrowser(url);
    if (address === undefined) log('window refused');
    else void shell.openExternal(address).catch(() => log('browser: does not open'));
    return { action: 'deny' };
  });
}
