/** One small file that belongs to the person: settings, recent projects, ... */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../../project/atomic-write.ts';
import { diskError, errnoOf } from '../../project/error.ts';
import { decodeFile, encodeFile, type FileKind } from '../../project/file-kind.ts';
import { nodeFileSystem } from '../../project/file-system.ts';
import { makeFolders } from '../../project/make-folders.ts';

export interface UserFile<T> {
  readonly value: T;
  /**
   * The new value counts at once and until the studio ends. Resolves once it is on disk; rejects with
   * ProjectError 'disk-full', 'read-only', ...
   */
  change(update: (old: T) => T): Promise<void>;
}

/**
 * Never rejects: without a file the value is `otherwise`; a file that cannot be understood is set aside as
 * `<name>.damaged` first.
 */
export async function openUserFile<T extends object>(
  folder: string,
  name: string,
  kind: FileKind<T>,
  otherwise: T,
): Promise<UserFile<T>> {
  const path = join(folder, name);
  let value: T = await read<T>(path, name, kind, otherwise);
  let writing: Promise<void> = Promise.resolve();
  return {
    get value() {
      return value;
    },
    change(update) {
      value = update(value);
      const written = writing.then(() => write(folder, name, encodeFile(kind, value)));
      writing = written.catch(() => {});
      return written;
    },
  };
}

async function read<T extends object>(
  path: string,
  name: string,
  kind: FileKind<T>,
  otherwise: T,
): Promise<T> {
  try {
    return decodeFile(kind, await readFile(path, 'utf8'), { file: path, name });
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') await rename(path, `${path}.damaged`).catch(() => {});
    return otherwise;
  }
}

async function write(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  try {
    await makeFolders(nodeFileSystem, folder);
    // Another host of the same person may write at this moment: the last one counts.
    await atomicWrite(nodeFileSystem, path, text, String(process.pid));
  } catch (error) {
    throw diskError(error, 'write', path, name);
  }
}
