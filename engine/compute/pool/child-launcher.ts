import { fork } from 'node:child_process';
import type { HostRequest, HostSettings } from './messages.ts';
import { readableFolders } from './readable-folders.ts';
import { V8_OPTIONS } from './v8-options.ts';
import { workerFile } from './worker-file.ts';

/** One child process, as the supervisor sees it. */
interface Child {
  /** Absent until it runs. */
  readonly pid: number | undefined;
  send(request: HostRequest): void;
  /** Ends it at once, whatever it is doing (SIGKILL). */
  kill(): void;
}

interface ChildEvents {
  /** Anything it sent: not checked yet. */
  readonly onMessage: (message: unknown) => void;
  /** It is gone; `lastWords`: the end of what it wrote to standard error. */
  readonly onExit: (lastWords: string) => void;
}

/** Starts the child that holds the simulation pool. Electron's utilityProcess can take this place. */
export type ChildLauncher = (settings: HostSettings, events: ChildEvents) => Child;

/**
 * A child of Node itself: without environment, without code from strings, and under Node's permission model
 * without files to write, processes to start or native add-ons to load. (A seat belt, not a wall: Node says
 * so itself. The walls are the realm inside and the kill from outside.)
 */
export const launchFork: ChildLauncher = (settings, { onMessage, onExit }) => {
  const child = fork(workerFile('simulation-host'), [JSON.stringify(settings)], {
    serialization: 'advanced',
    env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot ?? '' } : {},
    execArgv: [
      '--no-warnings',
      '--disallow-code-generation-from-strings',
      ...V8_OPTIONS,
      `--max-old-space-size=${settings.heapMegabytes}`,
      '--permission',
      '--allow-worker',
      ...readableFolders(settings.workerFile).map((folder) => `--allow-fs-read=${folder}`),
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  let gone = false;
  const exit = () => {
    if (gone) return;
    gone = true;
    onExit(lastWords);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-2000);
  });
  child.on('message', onMessage);
  child.on('error', exit);
  child.on('close', exit);
  return {
    pid: child.pid,
    send: (request) => {
      // A child that has just died: its exit tells.
      if (child.connected) child.send(request, () => undefined);
    },
    kill: () => child.kill('SIGKILL'),
  };
};
