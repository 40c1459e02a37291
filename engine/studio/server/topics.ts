/** What can be followed: the states behind the topics, and what tells of their changes. */
import type { Changes } from './changes.ts';
import type { StudioContext } from './context.ts';
import type { TopicSource, Topics } from './service.ts';
import { studioView } from './studio-view.ts';

export function createTopics(context: StudioContext): Topics {
  const { user, projects } = context;
  return {
    studio: () => source(user.changes, () => studioView(context)),
    project({ project }) {
      const open = projects.get(project);
      return source(open.changes, () => open.view());
    },
    jobs({ project }) {
      const { jobs } = projects.get(project);
      return source(jobs.changes, () => jobs.list());
    },
    async job({ project, job }) {
      const { jobs } = projects.get(project);
      // Refuses what is not there before anything is sent.
      await jobs.view(job);
      return source(jobs.changesOf(job), () => jobs.view(job));
    },
  };
}

function source<S>(changes: Changes, read: () => Promise<S> | S): TopicSource<S> {
  return {
    read,
    onChange: (listener) => changes.onChange(listener),
    onEnd: (listener) => changes.onEnd(listener),
  };
}
