/** Runs in the planner's words. */
import type { JobSummary } from '../../engine/studio/contract/job-view.ts';

type JobKind = JobSummary['kind'];
type JobState = JobSummary['state'];

export const JOB_TITLES = {
  discover: 'Finding a model',
  calibrate: 'Fitting the numbers',
  simulate: 'Simulating',
  check: 'Checking on days not seen',
  decide: 'Finding a policy',
} as const satisfies Record<JobKind, string>;

export const STATE_WORDS = {
  running: 'running',
  paused: 'paused',
  cancelling: 'stopping',
  interrupted: 'interrupted',
  finished: 'finished',
  cancelled: 'stopped, best kept',
  failed: 'failed',
} as const satisfies Record<JobState, string>;

/** The engine works on it. */
export function isActive({ state }: Pick<JobSummary, 'state'>): boolean {
  return state === 'running' || state === 'paused' || state === 'cancelling';
}

export function canResume({ state }: Pick<JobSummary, 'state'>): boolean {
  return (
    state === 'paused' || state === 'interrupted' || state === 'cancelled' || state === 'failed'
  );
}

/** 'Run 3' of '0003-discover'. */
export function runName(job: string): string {
  const number = /^(\d+)-/.exec(job)?.[1];
  return number === undefined ? job : `Run ${Number(number)}`;
}
