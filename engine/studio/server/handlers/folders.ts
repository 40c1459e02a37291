import type { StudioContext } from '../context.ts';
import { checkPath, listFolders, nearestFolder } from '../folders.ts';
import type { Handlers } from '../service.ts';

export function foldersHandlers({ projectsFolder }: StudioContext): Pick<Handlers, 'folders.list'> {
  return {
    'folders.list': async ({ path }) =>
      listFolders(path === undefined ? await nearestFolder(projectsFolder) : checkPath(path)),
  };
}
