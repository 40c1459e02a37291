import { useProject } from '../../state/project-context.ts';
import { useJob } from '../../state/use-job.ts';
import { isActive } from '../../words/job-words.ts';
import { SearchSheets } from './search-sheets.tsx';

/** The search that is shown: the one that was chosen, that goes on, or the last. */
export function Search() {
  const run = useProject(({ jobs, chosen }) => {
    const searches = jobs?.filter(({ kind }) => kind === 'discover') ?? [];
    const shown = searches.find(({ job }) => job === chosen);
    return (shown ?? searches.find(isActive) ?? searches[0])?.job;
  });
  const isKnown = useProject(({ jobs }) => jobs !== undefined);
  const job = useJob(run);
  if (job) return <SearchSheets key={job.job} job={job} />;
  if (run !== undefined || !isKnown) {
    return (
      <p className="chart-words" role="status">
        Reading the run…
      </p>
    );
  }
  return <NothingTried />;
}

function NothingTried() {
  return (
    <section className="sheet" aria-labelledby="nothing-tried">
      <div className="sheet-head">
        <h2 id="nothing-tried">Nothing was tried yet</h2>
      </div>
      <div className="sheet-body stack tight model-empty">
        <p>
          The studio proposes structures that fit your words, fits their numbers to the days it may
          see, judges each on days it has not seen, and improves the best. Here you will see every
          structure it tries, how far off it is and why, and you can have your say between rounds.
        </p>
        <p>You can watch, pause, and stop at any time; the best so far is kept.</p>
      </div>
    </section>
  );
}
