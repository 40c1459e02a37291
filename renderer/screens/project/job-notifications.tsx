import { useEffect, useMemo, useRef, useState } from 'react';
import type { JobSummary } from '../../../engine/studio/contract/job-view.ts';
import { useCommandRows } from '../../commands/use-command-rows.ts';
import { createJobWatch } from '../../state/job-watch.ts';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import type { NoticeAction } from '../../state/ui-store.ts';
import { formatMoment } from '../../words/dates.ts';
import { JOB_TITLES, runName, STATE_WORDS } from '../../words/job-words.ts';
import { STEP_OF_RUN } from '../../words/step-words.ts';
import { useWindowTitle } from './window-title.ts';

/** Tells of the end of runs: by the system, in the window and its title; and lists all runs in the palette. */
export function JobNotifications() {
  const { desktop, studio, ui } = useApp();
  const jobs = useProject((state) => state.jobs);
  const { name } = useView();
  const title = useWindowTitle();
  const setEnd = useRef(title.setEnd);
  setEnd.current = title.setEnd;
  const [watch] = useState(() =>
    createJobWatch({
      tell(words, body, job) {
        ui.getState().tell(words, afterwards(job));
        setEnd.current(words);
        if (studio.getState().view?.settings.notifications)
          void desktop.notify({ title: words, body });
      },
      setBusy: (isBusy) => void desktop.setBusy(isBusy),
    }),
  );
  useEffect(() => {
    if (jobs) watch.see(jobs, name);
  }, [watch, jobs, name]);
  useRunRows();
  return null;
}

/** Where to look once a run has ended. */
function afterwards({ kind, state }: JobSummary): NoticeAction {
  if (state === 'failed') return { step: STEP_OF_RUN[kind], words: 'See what happened' };
  switch (kind) {
    case 'discover':
      return { step: 'trust', words: 'See how far to trust it' };
    case 'calibrate':
      return { step: 'calibrate', words: 'See the numbers' };
    case 'check':
      return { step: 'trust', words: 'See the check' };
    case 'simulate':
      return { step: 'forecast', words: 'Look ahead' };
    case 'decide':
      return { step: 'policies', words: 'See the policies' };
    default:
      return kind satisfies never;
  }
}

function useRunRows() {
  const { route } = useApp();
  const project = useOpenProject();
  const jobs = useProject((state) => state.jobs);
  const rows = useMemo(
    () =>
      (jobs ?? []).map(({ job, kind, state, started }) => ({
        id: job,
        words: `${runName(job)}: ${JOB_TITLES[kind].toLowerCase()}`,
        about: `${STATE_WORDS[state]}, ${formatMoment(started, new Date())}`,
        run() {
          project.choose(job);
          route.getState().goStep(STEP_OF_RUN[kind]);
        },
      })),
    [jobs, project, route],
  );
  useCommandRows('Runs of this project', rows);
}
