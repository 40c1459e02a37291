/** Folders of this computer, for hosts whose system has no dialog to choose one. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { diskError } from '../../project/error.ts';
import type { Result } from '../contract/methods.ts';
import { ServerError } from './server-error.ts';

/** Entries shown; nobody reads more. */
const MOST_ENTRIES = 1000;

/** What a window named, as the system writes it. Throws ServerError 'bad-path'. */
export function checkPath(path: string): string {
  if (isAbsolute(path) && !path.includes('\0')) return normalize(path);
  throw new ServerError('bad-path', `folder: not an absolute path: ${JSON.stringify(path)}`, {
    hint: 'Choose a folder from the list, or write its whole path.',
  });
}

/** Sorted; hidden ones are left out. Throws ProjectError that names the folder. */
export async function listFolders(path: string): Promise<Result<'folders.list'>> {
  let found: Dirent[];
  try {
    found = await readdir(path, { withFileTypes: true });
  } catch (error) {
    throw diskError(error, 'read', path, path);
  }
  const names = found
    .filter(
      (entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()),
    )
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const entries: Result<'folders.list'>['entries'] = [];
  for (const name of names) {
    if (entries.length === MOST_ENTRIES) break;
    const own = join(path, name);
    if (await isFolder(own)) entries.push({ name, path: own, isProject: await isProject(own) });
  }
  const parent = dirname(path);
  return { path, parent: parent === path ? null : parent, entries };
}

/** The folder, or the nearest one above that is there. */
export async function nearestFolder(path: string): Promise<string> {
  if (await isFolder(path)) return path;
  const parent = dirname(path);
  return parent === path ? path : nearestFolder(parent);
}

export async function isProject(folder: string): Promise<boolean> {
  return stat(join(folder, 'project.json')).then(
    (status) => status.isFile(),
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
