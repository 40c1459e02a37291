/** open.gsim.json: the file in a project folder that a file manager opens the studio with. */
import { basename, dirname, join, resolve } from 'node:path';
import { diskError, errnoOf, ProjectError } from './error.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './file-system.ts';
import { Folder } from './folder.ts';
import { doorFile } from './schemas.ts';

export const DOOR = 'open.gsim.json';
const ENDING = '.gsim.json';

/**
 * The folder that a path means: itself, or the one that a `*.gsim.json` lies in; absolute, symbolic links resolved.
 * Throws ProjectError 'not-found' where nothing is, 'not-a-folder' for another file, 'corrupt' or 'newer-version' for
 * a file of that name that is no door of ours. Whether the folder holds a project is another question.
 */
export async function projectFolderOf(
  path: string,
  fs: FileSystem = nodeFileSystem,
): Promise<string> {
  const real = await fs.realpath(resolve(path)).catch((error) => {
    throw errnoOf(error) === 'ENOENT'
      ? noProject(path, resolve(path), error)
      : diskError(error, 'read', resolve(path), path);
  });
  const status = await fs.lstat(real).catch((error) => {
    throw diskError(error, 'read', real, path);
  });
  if (status.isDirectory()) return real;
  if (!real.endsWith(ENDING)) throw notADoor(path, real);
  const folder = new Folder(dirname(real), fs, () => {});
  await folder.readKind(basename(real), doorFile);
  return folder.root;
}

export function noProject(path: string, folder: string, cause: unknown): ProjectError {
  return new ProjectError('not-found', `project: none in ${path} (no project.json)`, {
    hint: 'Name the folder of a project, or make a new one.',
    place: { file: join(folder, 'project.json') },
    cause,
  });
}

function notADoor(path: string, file: string): ProjectError {
  return new ProjectError('not-a-folder', `project: ${path} is a file`, {
    hint: `Name the folder of a project, or the file ${DOOR} in it.`,
    place: { file },
  });
}
