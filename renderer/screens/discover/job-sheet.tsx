import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { useView } from '../../state/project-context.ts';
import { formatDuration, formatMoment } from '../../words/dates.ts';
import { isActive, JOB_TITLES, runName } from '../../words/job-words.ts';
import { useJobActions } from '../project/use-job-actions.ts';
import { Outcome } from '../trust/outcome.tsx';
import { Rounds } from './rounds.tsx';

/** One run: while it goes on, and what came of it. */
export function JobSheet({ job }: { readonly job: JobView }) {
  return (
    <div className="stack">
      <p className="small muted">
        {runName(job.job)}: {JOB_TITLES[job.kind].toLowerCase()}, started{' '}
        {formatMoment(job.started, new Date())}
        {job.seconds !== null && !isActive(job) && `, ${formatDuration(job.seconds)} of work`}
      </p>
      {!isActive(job) && <Ended job={job} />}
      {job.warnings.length > 0 && (
        <Banner tone="care" role="status">
          {job.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Banner>
      )}
      {job.outcome && <Outcome job={job} outcome={job.outcome} />}
      {job.discovery && <Rounds rounds={job.discovery.rounds} />}
    </div>
  );
}

/** How a run ended, where that needs saying, and how it goes on. */
function Ended({ job }: { readonly job: JobView }) {
  const { readOnly } = useView();
  const { resume } = useJobActions(job.job);
  const actions = !readOnly && (
    <Button size="small" look="primary" icon="play" onPress={resume}>
      Resume
    </Button>
  );
  switch (job.state) {
    case 'interrupted':
      return (
        <Banner tone="care" role="status" actions={actions}>
          <p>
            <strong>This run was interrupted.</strong> What it had found is kept. It goes on where
            it was, and ends with the same numbers as if nothing had been.
          </p>
          {job.error && <ErrorWords error={job.error} />}
        </Banner>
      );
    case 'cancelled':
      return (
        <Banner tone="plain" icon="stop" role="status" actions={actions}>
          <p>
            <strong>Stopped; the best so far is kept.</strong> It can go on where it was.
          </p>
        </Banner>
      );
    case 'failed':
      return (
        <Banner tone="bad" role="alert" actions={actions}>
          {job.error ? <ErrorWords error={job.error} /> : <p>The run failed.</p>}
        </Banner>
      );
    default:
      return null;
  }
}
