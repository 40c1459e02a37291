import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemTimers } from '../../contract/timers.ts';
import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function exploreHandlers({
  questions,
}: Pick<StudioContext, 'questions'>): Pick<Handlers, 'explore.run'> {
  return {
    async 'explore.run'({ project, question }, { signal }) {
      const began = systemTimers.now();
      const [{ exploreModel }, { subject, inputModel }] = await Promise.all([
        import('../../explore/explore-model.ts'),
        questions.read(project, question.subject),
      ]);
      signal.throwIfAborted();
      const answer = await questions.use((simulate) =>
        exploreModel(
          subject,
          {
            ...{ simulate, signal },
            inputModel: (horizon) => inputModel(horizon, question.inputs, question.seed),
            async pause() {
              await nextTurn();
              signal.throwIfAborted();
            },
          },
          question,
        ),
      );
      return { ...answer, milliseconds: systemTimers.now() - began };
    },
  };
}
