import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemTimers } from '../../contract/timers.ts';
import type { ExploreSubjects } from '../../explore/explore-subjects.ts';
import type { StudioContext } from '../context.ts';
import { createIdleLane } from '../idle-lane.ts';
import type { OpenProject } from '../open-project.ts';
import type { Handlers } from '../service.ts';

export function exploreHandlers({
  projects,
  lane,
}: Pick<StudioContext, 'projects' | 'lane'>): Pick<Handlers, 'explore.run'> {
  const idle = createIdleLane(lane);
  const subjects = new WeakMap<OpenProject, Promise<ExploreSubjects>>();
  return {
    async 'explore.run'({ project, question }, { signal }) {
      const began = systemTimers.now();
      const open = projects.get(project);
      const [{ exploreModel }, known, data] = await Promise.all([
        import('../../explore/explore-model.ts'),
        subjectsOf(open),
        open.data(),
      ]);
      const { subject, inputModel } = await known.read(open.project, data, question.subject);
      signal.throwIfAborted();
      const answer = await idle.use((simulate) =>
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

  function subjectsOf(open: OpenProject): Promise<ExploreSubjects> {
    const known = subjects.get(open);
    if (known) return known;
    const made = import('../../explore/explore-subjects.ts').then(({ ExploreSubjects }) => {
      const own = new ExploreSubjects();
      open.changes.onChange(() => own.forget());
      return own;
    });
    subjects.set(open, made);
    return made;
  }
}
