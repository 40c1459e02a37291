import { useState } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Button } from '../../components/button.tsx';
import { Window } from '../../components/window.tsx';
import { useView } from '../../state/project-context.ts';
import { formatTimeLeft } from '../../words/dates.ts';
import { JOB_TITLES } from '../../words/job-words.ts';
import { formatNumber } from '../../words/numbers.ts';
import { useJobActions } from './use-job-actions.ts';

/** What is done, about how long it will still take; pause, go on, stop. */
export function RunProgress({ job }: { readonly job: JobView }) {
  const { readOnly } = useView();
  const { pause, resume, stop } = useJobActions(job.job);
  const [isAsking, setAsking] = useState(false);
  const isEnding = job.state === 'cancelling';
  const isPaused = job.state === 'paused';
  useCommand('pause', {
    run: isPaused ? resume : pause,
    words: isPaused ? 'Resume the run' : 'Pause the run',
    whyNot: readOnly ? 'read-only' : isEnding ? 'it is stopping' : undefined,
  });
  useCommand('cancel', {
    run: () => setAsking(true),
    whyNot: readOnly ? 'read-only' : isEnding ? 'it is stopping' : undefined,
  });
  return (
    <div className="job-progress">
      <Figures job={job} />
      {!readOnly && (
        <div className="row">
          {isPaused ? (
            <Button icon="play" onPress={resume}>
              Resume
            </Button>
          ) : (
            <Button icon="pause" isDisabled={isEnding} onPress={pause}>
              Pause
            </Button>
          )}
          <Button
            icon="stop"
            isDisabled={isEnding}
            onPress={stop}
            aria-label={isEnding ? 'Stopping…' : 'Stop and keep the best'}
          >
            <span>
              {isEnding ? 'Stopping…' : 'Stop'}
              {!isEnding && <span className="long-words"> and keep the best</span>}
            </span>
          </Button>
        </div>
      )}
      {isAsking && (
        <Window
          title="Stop this run?"
          role="alertdialog"
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button onPress={() => setAsking(false)}>Go on</Button>
              <Button
                look="primary"
                autoFocus
                onPress={() => {
                  setAsking(false);
                  stop();
                }}
              >
                Stop and keep the best
              </Button>
            </>
          }
        >
          The best model so far is kept, and the run can be taken up again later.
        </Window>
      )}
    </div>
  );
}

function Figures({ job }: { readonly job: JobView }) {
  const { progress, stage, secondsLeft, state } = job;
  const title = stage ?? progress?.phase ?? JOB_TITLES[job.kind];
  const isKnown = progress !== null && progress.total > 0;
  const steps = isKnown
    ? `${formatNumber(Math.floor(progress.done))} of ${formatNumber(Math.ceil(progress.total))} ${progress.unit}`
    : 'getting ready';
  const left =
    state === 'running' && secondsLeft !== null ? `${formatTimeLeft(secondsLeft)} left` : '';
  const phase = progress && progress.phase !== title ? progress.phase : '';
  return (
    <ProgressBar
      className="job-figures"
      aria-label={title}
      value={isKnown ? progress.done : 0}
      maxValue={isKnown ? progress.total : 1}
      valueLabel={steps}
      isIndeterminate={!isKnown}
    >
      {({ percentage = 0 }) => (
        <>
          <div className="row between">
            {/* Only the stage is read out: figures change too often. */}
            <strong role="status">{STATE_PREFIX[state] ?? title}</strong>
            <span className="muted">{left}</span>
          </div>
          <div className="progress">
            <div style={{ width: `${percentage}%` }} />
          </div>
          <p className="small muted one-line">
            {[phase, steps, progress?.detail].filter(Boolean).join(' · ')}
          </p>
        </>
      )}
    </ProgressBar>
  );
}

const STATE_PREFIX: Partial<Record<JobView['state'], string>> = {
  paused: 'Paused',
  cancelling: 'Stopping, keeping the best…',
};
