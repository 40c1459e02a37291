import { diskError, ProjectError } from './error.ts';
import type { FileSystem } from './file-system.ts';
import { makeFolders } from './make-folders.ts';

/**
 * Makes sure that an empty folder is there; hidden files do not count. Gives the topmost folder that had to be made,
 * undefined when all were there. Throws ProjectError 'exists', 'not-a-folder', 'disk-full', 'read-only', ...
 */
export async function makeEmptyFolder(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    const made = await makeFolders(fs, path);
    const inside = (await fs.readdir(path)).filter((name) => !name.startsWith('.'));
    if (inside.length === 0) return made;
    throw notEmpty(path, inside.includes('project.json'));
  } catch (error) {
    throw diskError(error, 'write', path, path);
  }
}

function notEmpty(path: string, isProject: boolean): ProjectError {
  const message = isProject
    ? `project: one is there already: ${path}`
    : `folder: not empty: ${path}`;
  return new ProjectError('exists', message, {
    hint: isProject ? 'Open it, or choose another folder.' : 'Choose a new or an empty folder.',
    place: { file: path },
  });
}
