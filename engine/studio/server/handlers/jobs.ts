import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function jobsHandlers({
  projects,
}: StudioContext): Pick<Handlers, 'jobs.start' | 'jobs.pause' | 'jobs.cancel' | 'jobs.resume'> {
  return {
    'jobs.start': async ({ project, job }) => ({
      job: await projects.get(project).jobs.start(job),
    }),
    async 'jobs.pause'({ project, job }) {
      await projects.get(project).jobs.pause(job);
      return {};
    },
    async 'jobs.cancel'({ project, job }) {
      await projects.get(project).jobs.cancel(job);
      return {};
    },
    async 'jobs.resume'({ project, job }) {
      await projects.get(project).jobs.resume(job);
      return {};
    },
  };
}
