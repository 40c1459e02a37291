import { useEffect, useState } from 'react';
import { createJobWatch } from '../../state/job-watch.ts';
import { useProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

/** Tells of the end of runs: by the system, and to a screen reader. */
export function JobNotifications() {
  const { desktop, studio, ui } = useApp();
  const jobs = useProject((state) => state.jobs);
  const { name } = useView();
  const [watch] = useState(() =>
    createJobWatch({
      tell(title, body) {
        ui.getState().tell(title);
        if (studio.getState().view?.settings.notifications) void desktop.notify({ title, body });
      },
      setBusy: (isBusy) => void desktop.setBusy(isBusy),
    }),
  );
  useEffect(() => {
    if (jobs) watch.see(jobs, name);
  }, [watch, jobs, name]);
  return null;
}
