import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function decisionsHandlers({
  questions,
}: Pick<StudioContext, 'questions'>): Pick<Handlers, 'decisions.space'> {
  return {
    async 'decisions.space'({ project, subject, horizon }) {
      const [{ readSpace }, asked] = await Promise.all([
        import('../../decide/read-space.ts'),
        questions.read(project, subject),
      ]);
      const { subject: read, open } = asked;
      return questions.use((simulate) => readSpace(read, open.project.meta, horizon, simulate));
    },
  };
}
