/** One writer for each project: a lock folder, kept fresh while the writer lives. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { atomicWrite } from './atomic-write.ts';
import { diskError, errnoOf, ProjectError } from './error.ts';
import type { FileSystem } from './file-system.ts';

/** A lock that was not renewed for so long belongs to nobody. Renewed twice in this time. */
const STALE_MS = 10_000;
const LOCK = '.lock';
const HOLDER = '.lock-holder';

export interface Lock {
  /** Set once somebody else took the lock (this process slept longer than a lock lives). */
  readonly lost: boolean;
  /** Never rejects: a lock that cannot be removed goes stale. */
  release(): Promise<void>;
}

/**
 * Takes the lock of the project in `root`. Rejects at once with ProjectError 'locked' while another
 * process that lives holds it; one that died is waited for, 12 s at most, until its lock is stale.
 * 'read-only' and 'disk-full' when the lock cannot be written.
 */
export async function acquireLock(fs: FileSystem, root: string): Promise<Lock> {
  const state = { lost: false };
  const retries = holderDied(root) ? { retries: 13, minTimeout: 1000, factor: 1 } : 0;
  const release = await lockfile
    .lock(root, {
      lockfilePath: join(root, LOCK),
      stale: STALE_MS,
      retries,
      onCompromised: () => {
        state.lost = true;
      },
    })
    .catch((error: unknown) => {
      throw errnoOf(error) === 'ELOCKED' ? locked(root) : diskError(error, 'write', root, LOCK);
    });
  // Only told to the next opener, so a full disk does not matter here.
  await atomicWrite(fs, join(root, HOLDER), `${process.pid} ${hostname()}\n`).catch(() => {});
  return {
    get lost() {
      return state.lost;
    },
    async release() {
      await fs.rm(join(root, HOLDER), { force: true }).catch(() => {});
      if (!state.lost) await release().catch(() => {});
    },
  };
}

/** What every write meets after the lock was lost. */
export function lockLost(root: string): ProjectError {
  return new ProjectError('locked', 'project: another program took over while this one slept', {
    hint: 'Close and open the project again. What was saved before is intact.',
    place: { file: root },
  });
}

function locked(root: string): ProjectError {
  const { pid, host } = readHolder(root) ?? {};
  const holder = pid === undefined ? '' : ` (process ${pid} on ${host})`;
  return new ProjectError('locked', `project: open elsewhere${holder}`, {
    hint: 'It can be read here. To change it, close it there first.',
    place: { file: root },
  });
}

/** Whether the process that holds the lock ran on this computer and is gone (crash, power cut). */
function holderDied(root: string): boolean {
  const { pid, host } = readHolder(root) ?? {};
  if (pid === undefined || host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ESRCH';
  }
}

function readHolder(root: string): { pid: number; host: string } | undefined {
  try {
    const [, pid, host] = /^(\d+) (\S+)\n$/.exec(readFileSync(join(root, HOLDER), 'utf8')) ?? [];
    return pid === undefined || host === undefined ? undefined : { pid: Number(pid), host };
  } catch {
    return undefined;
  }
}
