import type { JobSummary } from '../../../engine/studio/contract/job-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { useView } from '../../state/project-context.ts';
import { canResume } from '../../words/job-words.ts';
import { useJobActions } from './use-job-actions.ts';

/** How a run ended, where that needs saying, and how it goes on. */
export function RunEnded({ job }: { readonly job: JobSummary }) {
  const { readOnly } = useView();
  const { resume } = useJobActions(job.job);
  if (!canResume(job) || job.state === 'paused') return null;
  const actions = !readOnly && (
    <Button size="small" look="primary" icon="play" onPress={resume}>
      Resume
    </Button>
  );
  if (job.state === 'failed') {
    return (
      <Banner tone="bad" role="alert" actions={actions}>
        {job.error ? <ErrorWords error={job.error} /> : <p>The run failed.</p>}
      </Banner>
    );
  }
  return job.state === 'interrupted' ? (
    <Banner tone="care" role="status" actions={actions}>
      <p>
        <strong>This run was interrupted.</strong> What it had found is kept. It goes on where it
        was, and ends with the same numbers as if nothing had been.
      </p>
      {job.error && <ErrorWords error={job.error} />}
    </Banner>
  ) : (
    <Banner tone="plain" icon="stop" role="status" actions={actions}>
      <p>
        <strong>Stopped; the best so far is kept.</strong> It can go on where it was.
      </p>
    </Banner>
  );
}
