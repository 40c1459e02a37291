import { Button as AriaButton } from 'react-aria-components/Button';
import type { JobSummary } from '../../../engine/studio/contract/job-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useOpenProject, useProject } from '../../state/project-context.ts';
import { formatDuration, formatMoment } from '../../words/dates.ts';
import { JOB_TITLES, runName, STATE_WORDS } from '../../words/job-words.ts';

const STATE_ICONS = {
  running: 'play',
  paused: 'pause',
  cancelling: 'stop',
  interrupted: 'warning',
  finished: 'check',
  cancelled: 'stop',
  failed: 'cross',
} as const satisfies Record<JobSummary['state'], IconName>;

/** The runs of one kind; the one that is chosen is shown beside. */
export function RunsPanel({ kind: wanted }: { readonly kind: JobSummary['kind'] }) {
  const project = useOpenProject();
  const jobs = useProject((state) => state.jobs)?.filter(({ kind }) => kind === wanted);
  const shown = useProject((state) => state.job?.job);
  if (jobs === undefined || jobs.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="runs">
      <div className="sheet-head">
        <h2 id="runs">Runs</h2>
        <span className="small muted">{jobs.length}</span>
      </div>
      <ul className="sheet-body runs">
        {jobs.map(({ job, kind, state, started, ended, seconds }) => (
          <li key={job}>
            <AriaButton
              className="run"
              aria-current={job === shown}
              onPress={() => project.choose(job)}
            >
              <Icon name={STATE_ICONS[state]} />
              <span className="run-words">
                <span>
                  {runName(job)}: {JOB_TITLES[kind].toLowerCase()}
                </span>
                <span className="small muted">
                  {STATE_WORDS[state]}, {formatMoment(started, new Date())}
                  {ended !== null && seconds !== null && `, ${formatDuration(seconds)}`}
                </span>
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
