import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function wordsHandlers({ projects }: StudioContext): Pick<Handlers, 'words.read'> {
  return {
    async 'words.read'({ project, ...given }) {
      const open = projects.get(project);
      const { readWords } = await import('../../read-words.ts');
      // Words come before data, and while they cannot be read.
      const data = await open.data().catch(() => undefined);
      return readWords({ ...open.project.meta, ...given }, data?.dataset.series ?? []);
    },
  };
}
