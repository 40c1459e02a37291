import { dirname } from 'node:path';
import { syncFolder } from './atomic-write.ts';
import { errnoOf } from './error.ts';
import type { FileSystem } from './file-system.ts';

/**
 * Makes a folder and those above it that are missing; gives the topmost that was made, undefined when
 * all were there; on an error none is left. Not mkdir's `recursive`, which says "not found" where the disk is read-only.
 */
export async function makeFolders(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    return await makeFolder(fs, path);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return undefined;
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const made = await makeFolders(fs, dirname(path));
  try {
    await makeFolder(fs, path);
  } catch (error) {
    if (made !== undefined) await fs.rm(made, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  return made ?? path;
}

/** The folder is there after a power cut, too. */
async function makeFolder(fs: FileSystem, path: string): Promise<string> {
  await fs.mkdir(path);
  await syncFolder(fs, dirname(path));
  return path;
}
