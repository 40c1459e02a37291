import { join } from 'node:path';
import { STUDIO_VERSION } from '../../base/version.ts';
import { ProjectError } from '../../project/error.ts';
import { idFrom } from '../../project/names.ts';
import { createProject, type Project } from '../../project/project.ts';
import type { StudioContext } from './context.ts';
import { checkPath } from './folders.ts';

/** Makes a project, opens it and remembers it. Rejects with ProjectError, ServerError 'bad-path'. */
export function createProjects({
  projects,
  user,
  clock,
  projectsFolder,
}: Pick<StudioContext, 'projects' | 'user' | 'clock' | 'projectsFolder'>): StudioContext['create'] {
  const options = { clock, app: STUDIO_VERSION };
  return async (about, folder) => {
    const project =
      folder === undefined
        ? await createInFreeFolder(join(projectsFolder, idFrom(about.name, 'project')), (path) =>
            createProject(path, about, options),
          )
        : await createProject(checkPath(folder), about, options);
    const open = await projects.add(project);
    const opened = clock().toISOString();
    await user.remember({ project: project.folder, name: about.name, opened }).catch(() => {});
    return open;
  };
}

/** path, path-2, path-3, ...: the first that nobody uses. */
async function createInFreeFolder(
  path: string,
  create: (path: string) => Promise<Project>,
): Promise<Project> {
  for (let number = 1; ; number++) {
    try {
      return await create(number === 1 ? path : `${path}-${number}`);
    } catch (error) {
      const isTaken =
        error instanceof ProjectError && ['exists', 'not-a-folder'].includes(error.code);
      if (!isTaken || number === 10_000) throw error;
    }
  }
}
