/**
 * One writer for each project: a folder `.lock` that holds one empty file, named after its holder and
 * renewed while the holder lives.
 *
 * Sound without a second lock: the folder is taken by renaming a prepared one onto it, which only works
 * where there is none or an empty one; and a lock that belongs to nobody is removed by the name of its
 * file, which no later lock has. So however many openers find the same dead holder, none can remove
 * what another has taken since, and one of them wins.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskError, errnoOf, ProjectError } from './error.ts';
import type { FileSystem } from './file-system.ts';

/** A lock that was not renewed for so long belongs to nobody, whoever holds it. */
const STALE_MS = 10_000;
const RENEW_MS = 2_500;
const LOCK = '.lock';
/** `<process>.<where>.<token>.<host>` */
const HOLDER = /^(\d+)\.([0-9a-f]{12})\.[0-9a-f-]{36}\.(.+)$/;
/** A rename may lose against an opener that gives up at the same moment, or against a virus scanner. */
const TRIES = 50;
const WAIT_MS = 5;

export interface Lock {
  /** Set once somebody else took the lock (this process slept longer than a lock lives). */
  readonly lost: boolean;
  /** Never rejects: a lock that cannot be removed goes stale. */
  release(): Promise<void>;
}

/**
 * Takes the lock of the project in `root`, at once also where its holder ran on this computer and died.
 * Rejects with ProjectError 'locked' while another one lives, or died elsewhere less than 10 s ago;
 * 'read-only' and 'disk-full' when the lock cannot be written.
 */
export async function acquireLock(fs: FileSystem, root: string): Promise<Lock> {
  const name = newHolderName();
  try {
    await take(fs, root, name);
  } catch (error) {
    throw diskError(error, 'write', root, LOCK);
  }
  await removeRemains(fs, root).catch(() => {});
  return keep(fs, root, join(root, LOCK, name));
}

/** What every write meets after the lock was lost. */
export function lockLost(root: string): ProjectError {
  return new ProjectError('locked', 'project: another program took over while this one slept', {
    hint: 'Close and open the project again. What was saved before is intact.',
    place: { file: root },
  });
}

async function take(fs: FileSystem, root: string, name: string): Promise<void> {
  const lock = join(root, LOCK);
  // Hidden, and swept up by the next holder if this process dies right here.
  const prepared = join(root, `${LOCK}-${randomUUID()}`);
  await fs.mkdir(prepared);
  try {
    await (await fs.open(join(prepared, name), 'wx')).close();
    for (let tried = 0; ; tried++) {
      for (const holder of await holdersOf(fs, root)) {
        if (!(await isAbandoned(fs, holder))) throw locked(root, holder);
        // Not `recursive`: what another has put there since stays.
        await fs.rm(holder.path, { force: true }).catch(() => {});
      }
      try {
        return await renameOntoEmpty(fs, prepared, lock);
      } catch (error) {
        if (tried >= TRIES || !TAKEN.includes(errnoOf(error))) throw error;
        await sleep(WAIT_MS);
      }
    }
  } catch (error) {
    await fs.rm(prepared, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

/** What a rename says where another lock is by now; EPERM and EACCES on Windows, also of a read-only folder. */
const TAKEN = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'];

async function renameOntoEmpty(fs: FileSystem, from: string, to: string): Promise<void> {
  // Windows renames onto no folder, not even an empty one. One that holds a file is not removed.
  await fs.rmdir(to).catch(() => {});
  await fs.rename(from, to);
}

/** Renews the lock until it is released or lost. */
function keep(fs: FileSystem, root: string, path: string): Lock {
  let state: 'held' | 'lost' | 'released' = 'held';
  let renewed = Date.now();
  const settle = (errno: string) => {
    if (errno === '') renewed = Date.now();
    else if (isGone(errno) && state === 'held') state = 'lost';
  };
  const renew = async () => {
    if (state === 'held') settle(await touch(fs, path));
    if (state !== 'held') clearInterval(timer);
  };
  const timer = setInterval(() => void renew(), RENEW_MS).unref();
  return {
    get lost() {
      // Slept through: somebody may hold it, and the timer has not told yet.
      if (state === 'held' && Date.now() - renewed > STALE_MS) settle(touchAtOnce(path));
      return state === 'lost';
    },
    async release() {
      clearInterval(timer);
      if (state !== 'held') return;
      state = 'released';
      await fs.rm(path, { force: true }).catch(() => {});
      // Not removed when somebody has taken it in between: it is not empty then.
      await fs.rmdir(join(root, LOCK)).catch(() => {});
    },
  };
}

/** '' or why it could not be renewed. By its own name: a lock that another holds is not touched. */
async function touch(fs: FileSystem, path: string): Promise<string> {
  try {
    const file = await fs.open(path, 'r+');
    const now = new Date();
    await file.utimes(now, now).finally(() => file.close());
    return '';
  } catch (error) {
    return errnoOf(error);
  }
}

function touchAtOnce(path: string): string {
  try {
    const now = new Date();
    utimesSync(path, now, now);
    return '';
  } catch (error) {
    return errnoOf(error);
  }
}

function isGone(errno: string): boolean {
  return errno === 'ENOENT' || errno === 'ENOTDIR';
}

interface Holder {
  /** What to remove when it belongs to nobody. */
  readonly path: string;
  /** Undefined for what this studio did not write. */
  readonly process:
    | { readonly id: number; readonly where: string; readonly host: string }
    | undefined;
}

/** Empty where nobody holds the lock; more than one only where a program other than the studio meddled. */
async function holdersOf(fs: FileSystem, root: string): Promise<readonly Holder[]> {
  const lock = join(root, LOCK);
  const status = await fs.lstat(lock).catch(() => undefined);
  if (status === undefined) return [];
  // A file or a link in its place.
  if (!status.isDirectory()) return [{ path: lock, process: undefined }];
  const names = await fs.readdir(lock).catch(() => []);
  return names.map((name) => {
    const [, id, where, host] = HOLDER.exec(name) ?? [];
    const isKnown = id !== undefined && where !== undefined && host !== undefined;
    return {
      path: join(lock, name),
      process: isKnown ? { id: Number(id), where, host } : undefined,
    };
  });
}

async function isAbandoned(fs: FileSystem, { path, process: holder }: Holder): Promise<boolean> {
  const renewed = await renewedAt(fs, path);
  if (renewed < Date.now() - STALE_MS) return true;
  if (holder !== undefined && holder.where === processesHere() && isDead(holder.id)) return true;
  if (renewed < Date.now() + STALE_MS) return false;
  // Another clock, or a zip from another time zone: it is alive when it moves.
  await sleep(1.5 * RENEW_MS);
  return (await renewedAt(fs, path)) === renewed;
}

/** Milliseconds since 1970; -Infinity when it is gone. */
async function renewedAt(fs: FileSystem, path: string): Promise<number> {
  return fs.lstat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity,
  );
}

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ESRCH';
  }
}

/** Folders of openers that died while they took the lock, or gave up. */
async function removeRemains(fs: FileSystem, root: string): Promise<void> {
  for (const name of await fs.readdir(root)) {
    if (!name.startsWith(`${LOCK}-`)) continue;
    const path = join(root, name);
    const { mtimeMs } = await fs.lstat(path);
    if (mtimeMs < Date.now() - STALE_MS) await fs.rm(path, { recursive: true, force: true });
  }
}

function newHolderName(): string {
  const host =
    hostname()
      .replace(/[^\w.-]/g, '_')
      .slice(0, 100)
      .replace(/\.+$/, '') || 'unknown';
  return `${process.pid}.${processesHere()}.${randomUUID()}.${host}`;
}

/**
 * Where a process number means something: this computer since it was started, and on Linux this
 * container. A number from elsewhere says nothing about who lives.
 */
function processesHere(): string {
  const linux = [
    () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
    () => readlinkSync('/proc/self/ns/pid'),
  ];
  const facts = [hostname(), ...linux.map(orNothing)];
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 12);
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function locked(root: string, { process: holder }: Holder): ProjectError {
  const who = holder ? ` (process ${holder.id} on ${holder.host})` : '';
  return new ProjectError('locked', `project: open elsewhere${who}`, {
    hint: 'It can be read here. To change it, close it there first.',
    place: { file: root },
  });
}
