/**
 * A process that wants a project's lock: `hold FOLDER` keeps it, `contend FOLDER` takes and gives it back again
 * and again, and says after each time whether another living process had it too.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeFileSystem } from '../../engine/project/file-system.ts';
import { acquireLock } from '../../engine/project/lock.ts';

const [, , what, folder = ''] = process.argv;
if (what === 'hold') await hold();
else await contend();

async function hold(): Promise<void> {
  const { openProject } = await import('../../engine/project/project.ts');
  const opened = await openProject(folder, { clock: () => new Date(0), app: '0' });
  console.log(opened.readOnly?.code ?? 'writes');
  setInterval(() => {}, 1000);
}

async function contend(): Promise<void> {
  const writers = join(folder, '..', 'writers');
  await mkdir(writers, { recursive: true });
  for (;;) {
    const lock = await acquireLock(nodeFileSystem, folder).catch(() => undefined);
    if (lock === undefined) {
      await sleep(Math.random() * 3);
      continue;
    }
    const mine = join(writers, String(process.pid));
    await mkdir(mine, { recursive: true });
    const others = (await readdir(writers)).filter((pid) => pid !== String(process.pid));
    const living = others.filter((pid) => isAlive(Number(pid)));
    console.log(living.length === 0 ? 'alone' : `with ${living.join(', ')}`);
    await sleep(Math.random() * 3);
    await rm(mine, { recursive: true });
    await lock.release();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
