import type { DecisionTrace, DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { formatDuration, formatMoment } from '../../words/dates.ts';
import { isActive, runName, STATE_WORDS } from '../../words/job-words.ts';
import { plannerText } from '../../words/planner-text.ts';
import { RunEnded } from '../project/run-ended.tsx';
import { searchSentence } from './search-words.ts';
import { WarningBanners } from './warning-banners.tsx';

interface Props {
  readonly job: JobView;
  readonly view: DecisionView | undefined;
  readonly trace: DecisionTrace | undefined;
}

const NOTHING: readonly string[] = [];

/** What was looked for, what came of it, what to know before it is used. */
export function RunHead({ job, view, trace }: Props) {
  const warnings = [...new Set([...(view?.warnings ?? NOTHING), ...job.warnings])];
  return (
    <section className="sheet" aria-labelledby="policy-run">
      <div className="sheet-head">
        <h2 id="policy-run">
          {runName(job.job)}
          {view && `: ${view.aim.name}`}
        </h2>
        <p className="small muted">
          {STATE_WORDS[job.state]}, started {formatMoment(job.started, new Date())}
          {job.seconds !== null && !isActive(job) && `, ${formatDuration(job.seconds)} of work`}
        </p>
      </div>
      <div className="sheet-body stack tight">
        <p className="run-sentence">{searchSentence(job, trace, view)}</p>
        {view?.ended && <p>{plannerText(view.ended)}</p>}
        {view && view.sentences.length > 0 && (
          <ul className="bullets" aria-label="What was wanted">
            {view.sentences.map((sentence) => (
              <li key={sentence}>{plannerText(sentence)}</li>
            ))}
          </ul>
        )}
        <RunEnded job={job} />
        <WarningBanners warnings={warnings} />
      </div>
    </section>
  );
}
