// `npm start`: builds what is not current, then opens the studio in Electron, or in the browser where Electron
// cannot be had.
//
//   npm start [-- --browser] [-- --no-fetch] [-- OPTIONS OF THE HOST]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStudio } from './build.ts';
import { browser, chooseHost, type Host } from './start/choose-host.ts';
import { fetchElectron, findElectron } from './start/electron-binary.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ELECTRON = join(ROOT, 'node_modules', 'electron');
/** An Electron that ends with an error within this time has not shown a window. */
const START_MILLISECONDS = 10_000;

const own = ['--browser', '--no-fetch'];
const args = process.argv.slice(2);
const passedOn = args.filter((arg) => !own.includes(arg));
const mayFetch = process.stdout.isTTY && !process.env.CI && !args.includes('--no-fetch');

await buildStudio();
const host = await chooseHost({
  wantsBrowser: args.includes('--browser'),
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasScreen: hasScreen(),
  find: () => findElectron(ELECTRON),
  fetch: mayFetch ? fetchOnce : undefined,
});
process.exitCode = await open(host);

async function open(chosen: Host): Promise<number> {
  if (chosen.kind === 'browser') {
    if (chosen.because) console.error(chosen.because);
    return (await run(process.execPath, [join(ROOT, 'dist/loopback/loopback.cjs'), ...passedOn]))
      .status;
  }
  const { status, milliseconds, stopped } = await run(chosen.binary, [ROOT, ...passedOn]);
  if (status === 0 || stopped || milliseconds > START_MILLISECONDS) return status;
  return open(browser('Electron did not start (its reason is above)'));
}

interface Ended {
  readonly status: number;
  readonly milliseconds: number;
  /** It was asked to end. */
  readonly stopped: boolean;
}

/** Runs to its end. Ctrl-C reaches the child as well, which ends in its own way: wait for it. */
function run(command: string, commandArgs: readonly string[]): Promise<Ended> {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const started = Date.now();
  let stopped = false;
  const child = spawn(command, commandArgs, { stdio: 'inherit', env: environment });
  const onInterrupt = () => {
    stopped = true;
  };
  const onTerminate = () => {
    stopped = true;
    child.kill('SIGTERM');
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate);
  return new Promise((resolve) => {
    const end = (status: number) => {
      process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
      resolve({ status, milliseconds: Date.now() - started, stopped });
    };
    child.on('error', () => end(1));
    child.on('exit', (status) => end(status ?? 1));
  });
}

function fetchOnce(): Promise<boolean> {
  console.error("Looking for Electron's binary (once) ...");
  return fetchElectron({ folder: ELECTRON, cache: join(ROOT, '.cache') });
}

function hasScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}
