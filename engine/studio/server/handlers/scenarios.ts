import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemTimers } from '../../contract/timers.ts';
import type { ComparedRuns } from '../../decide/compared-runs.ts';
import type { ExploredSubject } from '../../explore/explored-subject.ts';
import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function scenariosHandlers({
  questions,
}: Pick<StudioContext, 'questions'>): Pick<
  Handlers,
  'scenarios.compare' | 'scenarios.flow' | 'aims.understand'
> {
  /** Forgotten with the subject. */
  const kept = new WeakMap<ExploredSubject, ComparedRuns>();
  return {
    async 'scenarios.compare'({ project, question }, { signal }) {
      const began = systemTimers.now();
      const [{ compareScenarios }, { ComparedRuns }, { open, subject, inputModel }] =
        await Promise.all([
          import('../../decide/compare-scenarios.ts'),
          import('../../decide/compared-runs.ts'),
          questions.read(project, question.subject),
        ]);
      signal.throwIfAborted();
      const runs = kept.get(subject) ?? new ComparedRuns();
      kept.set(subject, runs);
      const { resources, costs } = open.project.meta;
      const answer = await questions.use((simulate) =>
        compareScenarios(
          subject,
          {
            ...{ simulate, signal, kept: runs },
            means: { resources, costs },
            inputs: inputModel(question.horizon, undefined, question.seed),
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
    async 'scenarios.flow'({ project, question }, { signal }) {
      const [{ flowOfScenario }, { open, subject, inputModel }] = await Promise.all([
        import('../../decide/flow-of-scenario.ts'),
        questions.read(project, question.subject),
      ]);
      const { resources, costs } = open.project.meta;
      return questions.use((simulate) =>
        flowOfScenario(
          subject,
          {
            ...{ simulate, signal },
            means: { resources, costs },
            inputs: inputModel(question.horizon, undefined, question.seed),
          },
          question,
        ),
      );
    },
    async 'aims.understand'({ project, subject, text }) {
      const [{ understandAim }, asked] = await Promise.all([
        import('../../decide/understand-aim.ts'),
        questions.read(project, subject),
      ]);
      return understandAim(text, asked.subject, asked.open.project.meta);
    },
  };
}
