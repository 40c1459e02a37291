import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useApp } from '../../state/studio-app.ts';
import { formatDuration, formatMoment } from '../../words/dates.ts';
import { isActive, runName, STATE_WORDS } from '../../words/job-words.ts';
import { plainText } from '../../words/plain-text.ts';
import { VERDICTS } from '../../words/verdict-words.ts';
import { RunEnded } from '../project/run-ended.tsx';
import type { Tried } from './candidate-words.ts';
import { runSentence, spendingWords } from './run-words.ts';
import type { Decisions } from './use-decisions.ts';
import { WaitingDecisions } from './waiting-decisions.tsx';

interface Props {
  readonly job: JobView;
  readonly tried: readonly Tried[];
  readonly decisions: Decisions;
}

/** What the search is doing or came to, in a sentence; what it cost; what waits to be heeded. */
export function RunSheet({ job, tried, decisions }: Props) {
  const { discovery, outcome } = job;
  const verdict = outcome?.verdict && VERDICTS[outcome.verdict.kind];
  return (
    <section className="sheet" aria-labelledby="search-run">
      <div className="sheet-head">
        <h2 id="search-run">{runName(job.job)}</h2>
        <p className="small muted">
          {STATE_WORDS[job.state]}, started {formatMoment(job.started, new Date())}
          {job.seconds !== null && !isActive(job) && `, ${formatDuration(job.seconds)} of work`}
        </p>
      </div>
      <div className="sheet-body stack tight">
        <p className="run-sentence">{runSentence(job, tried)}</p>
        {verdict && (
          <p className={`verdict-mark ${verdict.tone}`}>
            <Icon name={verdict.icon} />
            {outcome?.verdict?.headline}
          </p>
        )}
        {verdict && <NextSteps />}
        <RunEnded job={job} />
        {job.warnings.length > 0 && (
          <Banner tone="care" role="status">
            {job.warnings.map((warning) => (
              <p key={warning}>{plainText(warning)}</p>
            ))}
          </Banner>
        )}
        {discovery?.spending && (
          <p className="small muted">Language model so far: {spendingWords(discovery.spending)}</p>
        )}
        {discovery?.activity && <p className="small muted">{discovery.activity}</p>}
        <WaitingDecisions discovery={discovery} tried={tried} decisions={decisions} job={job} />
      </div>
    </section>
  );
}

function NextSteps() {
  const { route } = useApp();
  return (
    <div className="row">
      <Button look="primary" icon="shield-check" onPress={() => route.getState().goStep('trust')}>
        Look at trust
      </Button>
      <Button icon="chart" onPress={() => route.getState().goStep('forecast')}>
        Look ahead
      </Button>
    </div>
  );
}
