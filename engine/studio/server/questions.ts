/** What all live questions share: subjects that are read once, and a turn on the pool that is kept while questions come. */
import type { Lane } from '../../compute/share-executor.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import type { ExploreSubjects, KeptSubject } from '../explore/explore-subjects.ts';
import type { ProjectData } from '../project-data.ts';
import { createIdleLane, type IdleLane } from './idle-lane.ts';
import type { OpenProject } from './open-project.ts';
import type { OpenProjects } from './open-projects.ts';

interface AskedSubject extends KeptSubject {
  readonly open: OpenProject;
  readonly data: ProjectData;
}

export interface Questions {
  /** `project`: folder of one that is open. Rejects as readSubject does, and where it is not open or has no data. */
  read(project: string, subject: ExploreRequest['subject']): Promise<AskedSubject>;
  /** Runs the work with simulations whose answers are waited for. */
  readonly use: IdleLane['use'];
}

export function createQuestions({
  projects,
  lane,
}: {
  readonly projects: Pick<OpenProjects, 'get'>;
  readonly lane: () => Lane;
}): Questions {
  const subjects = new WeakMap<OpenProject, Promise<ExploreSubjects>>();
  return {
    use: createIdleLane(lane).use,
    async read(project, subject) {
      const open = projects.get(project);
      const [known, data] = await Promise.all([subjectsOf(open), open.data()]);
      return { ...(await known.read(open.project, data, subject)), open, data };
    },
  };

  function subjectsOf(open: OpenProject): Promise<ExploreSubjects> {
    const known = subjects.get(open);
    if (known) return known;
    const made = import('../explore/explore-subjects.ts').then(({ ExploreSubjects }) => {
      const own = new ExploreSubjects();
      open.models.onChange(() => own.forget());
      return own;
    });
    subjects.set(open, made);
    return made;
  }
}
