import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function standingHandlers({ projects }: StudioContext): Pick<Handlers, 'standing.read'> {
  return {
    async 'standing.read'({ project }) {
      const open = projects.get(project);
      const { readStanding } = await import('../../read-standing.ts');
      return readStanding(open.project, (await open.simulators()).items);
    },
  };
}
