import type { JobSummary } from '../../../engine/studio/contract/job-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useOpenProject } from '../../state/project-context.ts';
import { JOB_TITLES, runName } from '../../words/job-words.ts';

interface Props {
  /** The run of the past that is shown. */
  readonly job: JobSummary;
  /** Model in use. */
  readonly simulator: string;
  readonly title: string;
}

/** Says so where the run that is shown is of another model than the one in use. */
export function OtherModel({ job, simulator, title }: Props) {
  const project = useOpenProject();
  if (job.simulator === null || job.simulator === simulator) return null;
  return (
    <Banner
      tone="plain"
      actions={
        <Button size="small" onPress={() => project.choose(undefined)}>
          Show the model in use
        </Button>
      }
    >
      <p>
        {runName(job.job)} ({JOB_TITLES[job.kind].toLowerCase()}) was about another model than the
        one in use, {title}.
      </p>
    </Banner>
  );
}
