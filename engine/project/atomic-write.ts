/**
 * Replaces a file as a whole: temporary file in the same folder, fsync, rename, fsync of the folder.
 * After a failure or a crash at any point the file has its old content or its new one, never a part.
 *
 * Our own rather than `atomically` 2.1.1, which renames a file that a full disk cut short (it ignores
 * short writes), retries a missing permission for seven seconds and takes over Ctrl-C.
 */
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from './error.ts';
import type { FileSystem } from './file-system.ts';

/** On Windows a virus scanner or indexer holds new files open for a moment. */
const RETRIES = process.platform === 'win32' ? 8 : 0;
const FIRST_WAIT_MS = 10;

/**
 * Rejects with the error of the file system. One call at a time for each path; processes that write the same path
 * without a lock name themselves as `writer`, so that none renames what another one has half written.
 */
export async function atomicWrite(
  fs: FileSystem,
  path: string,
  content: Uint8Array | string,
  writer?: string,
): Promise<void> {
  const temporary = join(
    dirname(path),
    `.${basename(path)}${writer === undefined ? '' : `.${writer}`}.tmp`,
  );
  await fs.rm(temporary, { force: true });
  try {
    await writeThrough(fs, temporary, content);
    await renameWithRetries(fs, temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(fs, dirname(path));
}

/** Makes the entries of a folder durable; where a folder cannot be opened (Windows) there is no need. */
export async function syncFolder(fs: FileSystem, path: string): Promise<void> {
  const folder = await fs.open(path, 'r').catch(() => undefined);
  if (folder === undefined) return;
  await folder.sync().catch(() => {});
  await folder.close();
}

async function writeThrough(
  fs: FileSystem,
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Rejects with the error of the file system. */
export async function renameWithRetries(fs: FileSystem, from: string, to: string): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error));
      if (!passing || tried >= RETRIES) throw error;
      await sleep(FIRST_WAIT_MS * 2 ** tried);
    }
  }
}
