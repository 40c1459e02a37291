import { useMemo } from 'react';
import type { DecisionTrace, DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import type { Loaded } from '../../state/use-loaded.ts';
import { isActive } from '../../words/job-words.ts';
import { CloserSheet } from './closer-sheet.tsx';
import { CompareSheet } from './compare-sheet.tsx';
import { FrontSheet } from './front-sheet.tsx';
import { PinnedSheet } from './pinned-sheet.tsx';
import { ProgressSheet } from './progress-sheet.tsx';
import { RunHead } from './run-head.tsx';
import { triedPolicies } from './tried-policies.ts';
import { usePins } from './use-pins.ts';

interface Props {
  readonly job: JobView;
  readonly read: Loaded<DecisionView>;
}

const NO_CARDS: DecisionView['cards'] = [];
const NO_LIMITS: DecisionView['aim']['limits'] = [];

/** A search for policies: how it goes, the compromises, those that are pinned, what is behind them. */
export function SearchResult({ job, read }: Props) {
  const view = read.kind === 'loaded' && read.value.run === job.job ? read.value : undefined;
  const trace: DecisionTrace | undefined = job.decision ?? view?.trace;
  const cards = view?.cards ?? NO_CARDS;
  const policies = useMemo(() => (trace ? triedPolicies(trace, cards) : []), [trace, cards]);
  const pins = usePins(job.job, view);
  return (
    <>
      <RunHead job={job} view={view} trace={trace} />
      {read.kind === 'failed' && job.state !== 'failed' && (
        <LoadFailed error={read.error} onRetry={read.again} />
      )}
      {trace && policies.length > 0 && (
        <FrontSheet
          {...{ trace, policies, pins }}
          limits={view?.aim.limits ?? NO_LIMITS}
          isLive={isActive(job)}
        />
      )}
      {trace && isActive(job) && <ProgressSheet trace={trace} />}
      {view && trace && cards.length > 0 && (
        <>
          <PinnedSheet {...{ view, pins, job }} />
          <CompareSheet {...{ view, policies, pins }} />
          <CloserSheet {...{ view, pins }} />
        </>
      )}
      {trace && !isActive(job) && trace.progress.length > 1 && <ProgressSheet trace={trace} />}
    </>
  );
}
