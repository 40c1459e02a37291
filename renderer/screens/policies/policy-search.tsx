import { useProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useJob } from '../../state/use-job.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { isActive } from '../../words/job-words.ts';
import { NothingSearched } from './nothing-searched.tsx';
import { SearchResult } from './search-result.tsx';

/** The search that is shown: the one that was chosen, that goes on, or the last. */
export function PolicySearch() {
  const { client } = useApp();
  const { project } = useView();
  const run = useProject(({ jobs, chosen }) => {
    const searches = jobs?.filter(({ kind }) => kind === 'decide') ?? [];
    const shown = searches.find(({ job }) => job === chosen);
    return (shown ?? searches.find(isActive) ?? searches[0])?.job;
  });
  const isKnown = useProject(({ jobs }) => jobs !== undefined);
  const job = useJob(run);
  // What is known of it changes with its state; while it goes on its trace tells what is new.
  const isBegun = (job?.decision?.objectives.length ?? 0) > 0;
  const key = job && JSON.stringify([project, job.job, job.state, job.ended, isBegun]);
  const read = useLoaded(key, (signal) =>
    client.call('decisions.read', { project, run: job?.job ?? '' }, { signal }),
  );
  if (job) return <SearchResult key={job.job} job={job} read={read} />;
  if (run === undefined && isKnown) return <NothingSearched />;
  return (
    <p className="chart-words" role="status">
      Reading the run…
    </p>
  );
}
