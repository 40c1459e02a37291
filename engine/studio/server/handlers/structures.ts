import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function structuresHandlers({
  projects,
}: StudioContext): Pick<Handlers, 'structures.read' | 'simulators.change-priors'> {
  return {
    async 'structures.read'({ project, of }) {
      const { readStructure } = await import('../../read-structure.ts');
      return readStructure(projects.get(project).project, of);
    },
    async 'simulators.change-priors'({ project, simulator, priors }) {
      const open = projects.get(project);
      const { changePriors } = await import('../../change-priors.ts');
      const { id, title } = await changePriors(open.project, simulator, priors);
      open.simulatorsChanged();
      return { id, title };
    },
  };
}
