import type { JobSummary } from '../../../engine/studio/contract/job-view.ts';
import { useProject, useStanding } from '../../state/project-context.ts';
import { isActive } from '../../words/job-words.ts';

export interface ShownCheck {
  /** A check goes on. */
  readonly isChecking: boolean;
  /** The check of the past that the person chose to see. */
  readonly chosen: JobSummary | undefined;
  /** Run whose sheet is shown; undefined: the model was never checked. */
  readonly run: string | undefined;
  /** When it was made, ISO 8601; undefined where it is not known. */
  readonly at: string | undefined;
}

/** The check that the person chose, else that of the model in use. */
export function useShownCheck(simulator: string | undefined): ShownCheck {
  const jobs = useProject((state) => state.jobs);
  const picked = useProject((state) => state.chosen);
  const verdict = useStanding((state) =>
    state.standing?.simulators.find((one) => one.simulator === simulator),
  )?.verdict;
  const checks = jobs?.filter(({ kind }) => kind === 'check') ?? [];
  const chosen = checks.find((check) => check.job === picked && !isActive(check));
  const run = chosen ? chosen.job : verdict?.run;
  return {
    isChecking: checks.some(isActive),
    chosen,
    run,
    at: jobs?.find(({ job }) => job === run)?.ended ?? undefined,
  };
}
