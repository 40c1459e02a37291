import type { JobSummary, JobView } from '../../../engine/studio/contract/job-view.ts';
import { useProject } from '../../state/project-context.ts';
import { isActive } from '../../words/job-words.ts';

export interface ShownFit {
  /** The fit that goes on. */
  readonly live: JobView | undefined;
  /** The fit of the past that the person chose to see; undefined: the last one of the model in use. */
  readonly chosen: JobSummary | undefined;
}

/** What the page shows of the fits of the project. */
export function useShownFit(): ShownFit {
  const job = useProject((state) => state.job);
  const chosen = useProject((state) =>
    state.jobs?.find(
      (one) => one.job === state.chosen && one.kind === 'calibrate' && !isActive(one),
    ),
  );
  const live = job?.kind === 'calibrate' && isActive(job) ? job : undefined;
  return { live, chosen: live ? undefined : chosen };
}
