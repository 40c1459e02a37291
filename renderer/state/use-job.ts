import { useEffect, useState } from 'react';
import type { JobView } from '../../engine/studio/contract/job-view.ts';
import { followJob } from './follow-job.ts';
import { keepEqual } from './keep-equal.ts';
import { useProject, useView } from './project-context.ts';
import { shownJob } from './project-store.ts';
import { useApp } from './studio-app.ts';

/** One run, also where another one is shown; undefined until it is known. */
export function useJob(run: string | undefined): JobView | undefined {
  const { client } = useApp();
  const { project } = useView();
  const shown = useProject((state) => (state.job?.job === run ? state.job : undefined));
  // The project follows that one already.
  const isShown = useProject((state) => shownJob(state) === run);
  const [own, setOwn] = useState<JobView>();
  const followed = isShown ? undefined : run;
  useEffect(() => {
    if (followed === undefined) return;
    return followJob(client, { project, job: followed }, (next) =>
      setOwn((before) => keepEqual(before, next)),
    );
  }, [client, project, followed]);
  return shown ?? (own?.job === run ? own : undefined);
}
