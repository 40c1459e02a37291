/** Tells when a run ends, and the host whether one goes on. */
import type { JobSummary } from '../../engine/studio/contract/job-view.ts';
import { isActive, JOB_TITLES } from '../words/job-words.ts';

export interface JobWatch {
  /** The newest states of all runs of the project. */
  see(jobs: readonly JobSummary[], projectName: string): void;
}

export interface JobWatchActions {
  readonly tell: (title: string, body: string, job: JobSummary) => void;
  readonly setBusy: (isBusy: boolean) => void;
}

export function createJobWatch({ tell, setBusy }: JobWatchActions): JobWatch {
  let worked = new Set<string>();
  let wasBusy: boolean | undefined;
  return {
    see(jobs, projectName) {
      for (const job of jobs) {
        const end = worked.has(job.job) && endOf(job);
        if (end) tell(`${JOB_TITLES[job.kind]}: ${end}`, projectName, job);
      }
      worked = new Set(jobs.filter(isActive).map(({ job }) => job));
      const isBusy = jobs.some(({ state }) => state === 'running' || state === 'cancelling');
      if (isBusy !== wasBusy) setBusy(isBusy);
      wasBusy = isBusy;
    },
  };
}

/** Undefined where it goes on, or the person ended it. */
function endOf({ state, error }: JobSummary): string | undefined {
  if (state === 'finished') return 'finished';
  if (state === 'failed') return error ? `failed (${error.message})` : 'failed';
  return undefined;
}
