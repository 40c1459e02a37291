// Where Chromium is on this machine; installs one where there is none.
//
//   node scripts/find-chromium.ts     prints the path
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder
      ? [
          join(folder, 'Chromium', 'Application', 'chrome.exe'),
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        ]
      : [];
  }),
};

/** Its executable, or undefined. $CHROMIUM goes first, and must be right when it is set. */
async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM: ${named} is no program. Name Chromium's executable, or nothing.`);
  }
  const usual = PLACES[process.platform] ?? [];
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)),
    );
  return [...usual, ...onPath, await playwrightsOwn()].find((path) => path && isExecutable(path));
}

/** The executable; installs Chromium where it is missing and can be had. */
export async function haveChromium(): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  console.error('Chromium is not on this machine: installing it ...');
  install();
  const installed = await findChromium();
  if (installed) return installed;
  throw new Error(
    'Chromium was not found and could not be installed: install it and set CHROMIUM to its executable.',
  );
}

function install(): void {
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (isDebianRoot) {
    if (run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) return;
    // The list of packages may be missing or old.
    if (
      run('apt-get', ['update']) &&
      run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    )
      return;
  }
  run('npx', ['playwright', 'install', 'chromium']);
}

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  return status === 0;
}

async function playwrightsOwn(): Promise<string | undefined> {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  haveChromium().then(console.log, ({ message }) => {
    console.error(message);
    process.exit(1);
  });
}
