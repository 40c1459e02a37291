/**
 * The disposable child process: a Piscina of hardened threads behind a message port. It may be killed at any
 * moment, and it ends itself when its supervisor is gone or one of its threads has died.
 */
import Piscina from 'piscina';
import { type HostReply, hostRequestSchema, hostSettingsSchema } from './messages.ts';
import { WARM_UP } from './serve-tasks.ts';

const settings = hostSettingsSchema.parse(JSON.parse(process.argv.at(-1)!));

const pool = new Piscina({
  filename: settings.workerFile,
  minThreads: settings.threads,
  maxThreads: settings.threads,
  concurrentTasksPerWorker: 1,
  atomics: 'disabled',
  resourceLimits: { maxOldGenerationSizeMb: settings.heapMegabytes },
});
// Without a listener Node would print the error of a thread that dies idle; we end either way.
pool.on('error', end);

process.on('message', (message) => {
  const { id, task, input } = hostRequestSchema.parse(message);
  pool.run({ task, input }).then(
    (result) => send({ kind: 'result', id, result }),
    (error: { code?: string }) => {
      const reason = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crashed';
      send({ kind: 'lost', id, reason }, end);
    },
  );
});
process.on('disconnect', end);

// The supervisor reads /proc where there is one.
if (process.platform !== 'linux') {
  setInterval(() => send({ kind: 'memory', bytes: process.memoryUsage.rss() }), 100).unref();
}
Promise.all(Array.from({ length: settings.threads }, () => pool.run(WARM_UP))).then(
  () => send({ kind: 'ready' }),
  end,
);

function send(reply: HostReply, then?: () => void): void {
  process.send?.(reply, () => then?.());
}

/** process.exit would wait for a thread that sits in a built-in function for ever. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
