import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../engine/project/file-system.ts';
import { acquireLock } from '../../engine/project/lock.ts';
import { randomFrom } from './power-cut-disk.ts';
import {
  changing,
  errorOf,
  importing,
  newData,
  newProject,
  newRun,
  open,
  temporaryFolder,
} from './support.ts';

const rival = fileURLToPath(new URL('./lock-rival.ts', import.meta.url));

/** Another process that opens the project and holds it until it is killed. */
async function holder(folder: string): Promise<ChildProcess> {
  const child = start([rival, 'hold', folder]);
  const [said] = await once(child.stdout!, 'data');
  expect(String(said)).toBe('writes\n');
  return child;
}

function start(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  child.kill(signal);
  await once(child, 'exit');
}

async function heldBy(folder: string): Promise<string> {
  const [name, ...others] = await readdir(join(folder, '.lock'));
  expect(others).toEqual([]);
  return join(folder, '.lock', name!);
}

async function projectFolder(): Promise<string> {
  const { folder, close } = await newProject();
  await close();
  return folder;
}

describe('a project that is open in another process', () => {
  it('opens for reading, names the holder, and can be written once the other closed', async () => {
    const { folder, edit, close } = await newProject();
    await edit(importing(newData));
    await close();
    const other = await holder(folder);

    const second = await open(folder);
    expect(second.readOnly).toMatchObject({
      code: 'locked',
      message: `project: open elsewhere (process ${other.pid} on ${hostname()})`,
      hint: 'It can be read here. To change it, close it there first.',
    });
    expect((await second.readData('beds')).name).toBe('beds');
    expect(await errorOf(second.startRun(newRun))).toBe(second.readOnly);

    await kill(other, 'SIGTERM');
    expect((await open(folder)).readOnly).toBeUndefined();
  });

  it('is taken over at once after a crash', async () => {
    const folder = await projectFolder();
    await kill(await holder(folder));
    const started = performance.now();
    expect((await open(folder)).readOnly).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('in this very process is no exception', async () => {
    const first = await newProject();
    expect((await open(first.folder)).readOnly?.code).toBe('locked');
    await first.edit(changing({ notes: 'mine' }));
    expect(first.meta.notes).toBe('mine');
  });
});

describe('openers at the same moment', () => {
  it('of a lock whose holder died: exactly one of them writes', async () => {
    const folder = await projectFolder();
    for (let round = 0; round < 25; round++) {
      // Nobody has this number: they go up to 2^22.
      await mkdir(join(folder, '.lock'));
      const name = (await lockName(folder)).replace(/^\d+/, '99999999');
      await writeFile(join(folder, '.lock', name), '');
      const tried = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) => acquireLock(halting(round * 8 + i), folder)),
      );
      const won = tried.filter((outcome) => outcome.status === 'fulfilled');
      expect(won).toHaveLength(1);
      const lost = tried.filter((outcome) => outcome.status === 'rejected');
      for (const { reason } of lost) expect(reason).toMatchObject({ code: 'locked' });
      await won[0]!.value.release();
      expect(await readdir(folder)).not.toContain('.lock');
    }
  });

  it('in many processes, killed at random: never two of them write', async () => {
    const folder = await projectFolder();
    const reports: string[] = [];
    const rivals = async () => {
      for (let life = 0; life < 6; life++) {
        const child = start([rival, 'contend', folder]);
        const lines = createInterface({ input: child.stdout! });
        lines.on('line', (line) => reports.push(line));
        await once(lines, 'line');
        await sleep(Math.random() * 60);
        await kill(child);
      }
    };
    await Promise.all(Array.from({ length: 5 }, rivals));
    expect(reports.filter((line) => line !== 'alone')).toEqual([]);
    expect(reports.length).toBeGreaterThan(50);
    expect((await open(folder)).readOnly).toBeUndefined();
  });
});

/** A disk that takes its time, another for each call, so that openers get between each other's steps. */
function halting(seed: number): FileSystem {
  const random = randomFrom(seed);
  return new Proxy(nodeFileSystem, {
    get(fs, name: keyof FileSystem) {
      const call = fs[name] as (...args: readonly unknown[]) => Promise<unknown>;
      return async (...args: readonly unknown[]) => {
        await sleep(random() * 4);
        return call(...args);
      };
    },
  });
}

/** As a holder in this process would write it. */
async function lockName(folder: string): Promise<string> {
  const other = await temporaryFolder();
  const lock = await acquireLock(nodeFileSystem, other);
  const [name] = await readdir(join(other, '.lock'));
  await lock.release();
  expect(folder).not.toBe(other);
  return name!;
}

describe('a lock', () => {
  it('of a living process that lost it (sleep) stops that process from writing', async () => {
    const first = await newProject();
    await rm(join(first.folder, '.lock'), { recursive: true });
    const second = await open(first.folder);
    expect(second.readOnly).toBeUndefined();
    await expect
      .poll(
        async () =>
          (await errorOf(first.edit(changing({ notes: 'x' }))).catch(() => undefined))?.code,
        { timeout: 9000, interval: 500 },
      )
      .toBe('locked');
    await first.close();
    await second.edit(changing({ notes: 'second' }));
    expect(second.meta.notes).toBe('second');
  }, 15_000);

  it('that was stolen is not released by the one who lost it', async () => {
    const folder = await temporaryFolder();
    const first = await acquireLock(nodeFileSystem, folder);
    await rm(join(folder, '.lock'), { recursive: true });
    const second = await acquireLock(nodeFileSystem, folder);
    await first.release();
    expect((await errorOf(acquireLock(nodeFileSystem, folder))).code).toBe('locked');
    await second.release();
  });

  it.each(['holder of another computer', 'number of another container'])(
    'with the %s belongs to nobody only when it is stale',
    async () => {
      const folder = await projectFolder();
      const name = (await lockName(folder)).replace(/^\d+\.[0-9a-f]{12}/, '99999999.0123456789ab');
      await mkdir(join(folder, '.lock'));
      await writeFile(join(folder, '.lock', name), '');
      expect((await open(folder)).readOnly?.code).toBe('locked');
      const then = new Date(Date.now() - 60_000);
      await utimes(join(folder, '.lock', name), then, then);
      expect((await open(folder)).readOnly).toBeUndefined();
    },
  );

  it('from the future (a zip of another time zone) belongs to nobody when it stands still', async () => {
    const folder = await projectFolder();
    const name = (await lockName(folder)).replace(/^\d+\.[0-9a-f]{12}/, '99999999.0123456789ab');
    await mkdir(join(folder, '.lock'));
    await writeFile(join(folder, '.lock', name), '');
    const then = new Date(Date.now() + 3_600_000);
    await utimes(join(folder, '.lock', name), then, then);
    expect((await open(folder)).readOnly).toBeUndefined();
  }, 15_000);

  it('that somebody else wrote there is respected until it is stale', async () => {
    const strange = [
      (path: string) => writeFile(path, 'a file in its place'),
      async (path: string) => {
        await mkdir(path);
        await writeFile(join(path, 'no such name'), '');
      },
    ];
    for (const make of strange) {
      const folder = await projectFolder();
      await make(join(folder, '.lock'));
      expect((await open(folder)).readOnly?.code).toBe('locked');
      const then = new Date(Date.now() - 60_000);
      for (const path of ['.lock', '.lock/no such name']) {
        await utimes(join(folder, path), then, then).catch(() => {});
      }
      expect((await open(folder)).readOnly).toBeUndefined();
    }
  });

  it('that a crash left empty is free, and what lies about is swept up', async () => {
    const folder = await projectFolder();
    await mkdir(join(folder, '.lock'));
    await mkdir(join(folder, '.lock-left'));
    await writeFile(join(folder, '.lock-left', 'x'), '');
    const then = new Date(Date.now() - 60_000);
    await utimes(join(folder, '.lock-left'), then, then);
    expect((await open(folder)).readOnly).toBeUndefined();
    expect(await readdir(folder)).not.toContain('.lock-left');
  });

  it('goes with a project that is renamed while it is open', async () => {
    const { folder } = await newProject();
    const moved = `${folder}-moved`;
    await rename(folder, moved);
    expect((await open(moved)).readOnly?.code).toBe('locked');
    expect(await heldBy(moved)).toContain(String(process.pid));
  });
});
