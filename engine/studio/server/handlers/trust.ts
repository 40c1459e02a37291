import type { StudioContext } from '../context.ts';
import { ServerError } from '../server-error.ts';
import type { Handlers } from '../service.ts';

export function trustHandlers({ projects }: StudioContext): Pick<Handlers, 'trust.read'> {
  return {
    async 'trust.read'({ project, run }) {
      const { readTrust } = await import('../../read-trust.ts');
      const open = projects.get(project);
      const view = await readTrust(open.project, run, () => open.data());
      if (view) return view;
      throw new ServerError('not-found', `run: ${run} checked nothing`, {
        hint: 'Check the model first, or choose the run of a check.',
      });
    },
  };
}
