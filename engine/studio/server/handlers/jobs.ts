import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';
import { rethrowExplained } from './explained.ts';

export function jobsHandlers({
  projects,
}: StudioContext): Pick<
  Handlers,
  'jobs.start' | 'jobs.pause' | 'jobs.cancel' | 'jobs.resume' | 'jobs.steer'
> {
  return {
    'jobs.start': async ({ project, job }) => ({
      job: await projects.get(project).jobs.start(job).catch(rethrowExplained),
    }),
    async 'jobs.steer'({ project, job, steer }) {
      await projects.get(project).jobs.steer(job, steer).catch(rethrowExplained);
      return {};
    },
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
