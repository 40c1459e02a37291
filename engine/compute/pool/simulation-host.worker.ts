/**
 * The disposable child process: a Piscina of hardened threads behind a message port. It may be killed at any
 * moment, and it ends itself when its supervisor is gone or one of its threads has died.
 */
import { setFlagsFromString } from 'node:v8';
import Piscina from 'piscina';
import { openHostLink } from './host-link.ts';
import { hostRequestSchema, hostSettingsSchema } from './messages.ts';
import { readableFolders } from './readable-folders.ts';
import { WARM_UP } from './serve-tasks.ts';
import { V8_OPTIONS } from './v8-options.ts';

const settings = hostSettingsSchema.parse(JSON.parse(process.argv.at(-1)!));
const link = openHostLink();

// A forked Node has been started with these; Electron's utilityProcess gives a process no options of Node or V8.
// They are in force before the first thread begins.
for (const option of ['--disallow-code-generation-from-strings', ...V8_OPTIONS]) {
  setFlagsFromString(option);
}

const pool = new Piscina({
  filename: settings.workerFile,
  minThreads: settings.threads,
  maxThreads: settings.threads,
  concurrentTasksPerWorker: 1,
  atomics: 'disabled',
  resourceLimits: { maxOldGenerationSizeMb: settings.heapMegabytes },
  // A seat belt for each thread: no file to write, no process to start, no native add-on, no environment.
  execArgv: [
    '--no-warnings',
    '--permission',
    ...readableFolders(settings.workerFile).map((folder) => `--allow-fs-read=${folder}`),
  ],
  env: {},
});
// Without a listener Node would print the error of a thread that dies idle; we end either way.
pool.on('error', end);

link.onMessage((message) => {
  const { id, task, input } = hostRequestSchema.parse(message);
  pool.run({ task, input }).then(
    (result) => link.send({ kind: 'result', id, result }),
    (error: { code?: string }) => {
      const reason = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crashed';
      link.send({ kind: 'lost', id, reason }, end);
    },
  );
});
link.onEnd(end);

// The supervisor reads /proc where there is one.
if (process.platform !== 'linux') {
  setInterval(() => link.send({ kind: 'memory', bytes: process.memoryUsage.rss() }), 100).unref();
}
Promise.all(Array.from({ length: settings.threads }, () => pool.run(WARM_UP))).then(
  () => link.send({ kind: 'ready' }),
  end,
);

/** process.exit would wait for a thread that sits in a built-in function for ever. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
