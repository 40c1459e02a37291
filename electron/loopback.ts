/** The studio in the browser: the engine, and the server that only its own windows can use, in one process. */
import type { WebSocket } from 'ws';
import { StudioError } from '../engine/base/error.ts';
import { createStudio } from '../engine/studio/server/create-studio.ts';
import { serveFatal } from '../engine/studio/server/serve-connection.ts';
import { webSocketTransport } from '../engine/studio/transport/web-socket.ts';
import { startLoopbackServer } from './loopback/loopback-server.ts';
import { openBrowser } from './loopback/open-browser.ts';
import { LOOPBACK_HELP, type LoopbackOptions, readLoopbackOptions } from './loopback/options.ts';
import { assetsFolder, windowFolder } from './product-files.ts';

/** What is left undone after this time is done when the project is opened again. */
const CLOSE_MILLISECONDS = 10_000;

main().catch((cause) => {
  const error = asError(cause);
  process.stderr.write(`${error.message}${error.hint ? `\n${error.hint}` : ''}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const options = readLoopbackOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(LOOPBACK_HELP);
    return;
  }
  const studio = createStudio({
    userFolder: options.userFolder,
    projectsFolder: options.projectsFolder,
    assetsFolder: assetsFolder(),
    clock: () => new Date(),
    ...(options.threads !== undefined && { threads: options.threads }),
  });
  // Told to each window that asks, instead of ending the process before a window could show it.
  studio.catch(() => undefined);
  const page = openingPage();
  const server = await startLoopbackServer({
    root: windowFolder(),
    port: options.port,
    onConnection: (socket: WebSocket) => {
      page.isNotNeeded();
      const transport = webSocketTransport(socket);
      studio.then(
        (running) => running.connect(transport),
        (cause) => serveFatal(transport, asError(cause).toJSON()),
      );
    },
  });
  endOnSignals(async () => {
    page.isNotNeeded();
    const running = await studio.catch(() => undefined);
    await running?.close();
    await server.close();
  });
  say(options, server);
  if (!options.openBrowser) return;
  openBrowser({ url: server.url, folder: options.projectsFolder }).then(
    page.isThere,
    ({ message }: Error) => {
      process.stderr.write(`The browser was not opened (${message}): open the address above.\n`);
    },
  );
}

/** The page that leads the browser here goes as soon as a window came, whichever is known first. */
function openingPage() {
  let isNeeded = true;
  let remove: (() => Promise<void>) | undefined;
  const tidy = () => {
    if (!isNeeded) void remove?.();
  };
  return {
    isNotNeeded() {
      isNeeded = false;
      tidy();
    },
    isThere(removePage: () => Promise<void>) {
      remove = removePage;
      tidy();
    },
  };
}

/** The only place where the token is shown. */
function say({ json }: LoopbackOptions, { url, port }: { url: string; port: number }): void {
  const line = json
    ? JSON.stringify({ url, port, pid: process.pid })
    : `G-Sim Studio is open in the browser: ${url}`;
  process.stdout.write(`${line}\n`);
}

/** The first Ctrl-C stops the jobs so that they can be resumed, the second one ends the process. */
function endOnSignals(close: () => Promise<void>): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      setTimeout(() => process.exit(1), CLOSE_MILLISECONDS).unref();
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function asError(cause: unknown): StudioError {
  if (cause instanceof StudioError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new StudioError('port-in-use', 'port: in use by another program', {
      hint: 'Choose another one with --port, or none for a free one.',
    });
  }
  return new StudioError('unexpected', `studio: ${message}`, { cause });
}
