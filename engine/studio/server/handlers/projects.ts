import type { StudioContext } from '../context.ts';
import { checkPath } from '../folders.ts';
import type { Handlers } from '../service.ts';
import { recentProjects } from '../studio-view.ts';

export function projectsHandlers(
  context: StudioContext,
): Pick<
  Handlers,
  | 'projects.recent'
  | 'projects.forget'
  | 'projects.create'
  | 'projects.open'
  | 'projects.read'
  | 'projects.close'
> {
  const { projects, user, clock, create } = context;
  return {
    'projects.recent': () => recentProjects(context),
    async 'projects.forget'({ project }) {
      await user.forget(project);
      return {};
    },
    async 'projects.create'({ name, description, folder }) {
      return (await create({ name, description }, folder)).view();
    },
    async 'projects.open'({ folder, readOnly = false }) {
      const open = await projects.open(checkPath(folder), { readOnly });
      const { folder: project, meta } = open.project;
      // That it was open is worth less than opening it.
      await user
        .remember({ project, name: meta.name, opened: clock().toISOString() })
        .catch(() => {});
      return open.view();
    },
    'projects.read': ({ project }) => projects.get(project).view(),
    async 'projects.close'({ project }) {
      await projects.close(project);
      return {};
    },
  };
}
