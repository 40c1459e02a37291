import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const [MOUNT, UMOUNT] = ['/bin/mount', '/bin/umount'];

/**
 * A disk of its own, of this many kB, gone with the test; undefined where mounting is not allowed (then
 * the test should skip, and the reason is printed).
 */
export async function mountDisk(kilobytes: number): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'gsim-disk-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  try {
    const how = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder];
    execFileSync(MOUNT, how, { stdio: 'pipe' });
  } catch (error) {
    console.log(`skipped: cannot mount a disk here (${String(error).split('\n')[0]})`);
    return undefined;
  }
  onTestFinished(() => {
    execFileSync(UMOUNT, ['-l', folder]);
  });
  return folder;
}

/** From now on nothing can be written to the disk. */
export function makeReadOnly(disk: string): void {
  execFileSync(MOUNT, ['-o', 'remount,ro', disk]);
}
