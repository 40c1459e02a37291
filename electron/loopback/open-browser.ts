import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface OpenBrowserOptions {
  readonly url: string;
  /** Where the page that leads to the studio lies for a moment. */
  readonly folder: string;
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Runs the system's command; rejects where it is missing or fails. */
  readonly run?: (command: string, args: readonly string[]) => Promise<void>;
}

/** How long a browser may take to start. */
const PAGE_MILLISECONDS = 60_000;
const COMMAND_MILLISECONDS = 10_000;

/**
 * Opens the address in the person's browser. The token must not stand in a command line, which every user of
 * this machine can read; so what is opened is a page that only the person can read, and that leads on. (It lies
 * in a folder without a dot: browsers installed as snaps see no others.) Rejects with a reason in words.
 * Gives the function that removes the page, called by itself after a minute.
 */
export async function openBrowser(options: OpenBrowserOptions): Promise<() => Promise<void>> {
  const { url, folder, platform = process.platform, run = runCommand } = options;
  if (!hasScreen(platform, options.environment ?? process.env))
    throw new Error('there is no screen');
  const page = join(folder, `opening-studio-${randomBytes(6).toString('hex')}.html`);
  await mkdir(folder, { recursive: true });
  await writeFile(page, pageTo(url), { mode: 0o600, flag: 'wx' });
  const late = setTimeout(() => remove(), PAGE_MILLISECONDS);
  late.unref();
  const remove = async () => {
    clearTimeout(late);
    await rm(page, { force: true });
  };
  const [command, ...args] = OPENERS[platform] ?? ['xdg-open'];
  try {
    await run(command, [...args, page]);
  } catch (cause) {
    await remove();
    throw cause;
  }
  return remove;
}

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Without one, xdg-open would start a browser of the terminal. */
function hasScreen(
  platform: NodeJS.Platform,
  { DISPLAY, WAYLAND_DISPLAY }: NonNullable<OpenBrowserOptions['environment']>,
): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** The address has no character that needs escaping in HTML: digits, letters, dots, '/:#='. */
function pageTo(url: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>G-Sim Studio</title>
<script>location.replace(${JSON.stringify(url)})</script>
<p>The studio opens here.</p>
`;
}

/** Resolves once the command says that it worked, or goes on running as the browser itself. */
function runCommand(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.unref();
    const late = setTimeout(resolve, COMMAND_MILLISECONDS);
    child.on('error', () => settle(new Error(`${command} is not there`)));
    child.on('exit', (status) => settle(status ? new Error(`${command} failed`) : undefined));
    function settle(error: Error | undefined): void {
      clearTimeout(late);
      if (error) reject(error);
      else resolve();
    }
  });
}
