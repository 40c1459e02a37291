import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

/** What can be done to a run. */
export function useJobActions(job: string) {
  const app = useApp();
  const { project } = useView();
  const act = (method: 'jobs.pause' | 'jobs.resume' | 'jobs.cancel') => () =>
    void app.attempt(() => app.client.call(method, { project, job }));
  return { pause: act('jobs.pause'), resume: act('jobs.resume'), stop: act('jobs.cancel') };
}
