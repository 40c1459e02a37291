import { useMemo } from 'react';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { useOpenProject } from '../../state/project-context.ts';
import { CandidateSheet } from './candidate-sheet.tsx';
import { triedOf } from './candidate-words.ts';
import { discoverStore } from './decisions-store.ts';
import { RunSheet } from './run-sheet.tsx';
import { SeenSheet } from './seen-sheet.tsx';
import { TriedSheet } from './tried-sheet.tsx';
import { useDecisions, useDiscover } from './use-decisions.ts';
import { WeightsSheet } from './weights-sheet.tsx';

/** One search: what came of it, what was tried, one structure closely, what was seen, how much each counts. */
export function SearchSheets({ job }: { readonly job: JobView }) {
  const project = useOpenProject();
  const { discovery } = job;
  const decisions = useDecisions(job);
  const tried = useMemo(() => (discovery ? triedOf(discovery) : []), [discovery]);
  const picked = useDiscover((state) => state.chosen[job.job]);
  const choose = (id: string | undefined) =>
    discoverStore(project).setState((state) => {
      const { [job.job]: _, ...others } = state.chosen;
      return { chosen: id === undefined ? others : { ...others, [job.job]: id } };
    });
  // Unless the person picked one, the best is looked at, and the next best once there is one.
  const chosen =
    tried.find(({ candidate }) => candidate.id === picked) ??
    tried.find(({ isBest }) => isBest) ??
    tried[0];
  return (
    <>
      <RunSheet job={job} tried={tried} decisions={decisions} />
      {discovery && tried.length > 0 && (
        <TriedSheet
          {...{ discovery, tried, decisions }}
          run={job.job}
          chosen={chosen?.candidate.id}
          isPicked={picked !== undefined}
          onChoose={choose}
        />
      )}
      {chosen && (
        <CandidateSheet
          {...{ job, tried, decisions }}
          shown={chosen}
          onKeep={() => choose(chosen.candidate.id)}
        />
      )}
      {discovery && <SeenSheet {...{ discovery, tried, decisions }} />}
      {discovery?.weights && <WeightsSheet weights={discovery.weights} tried={tried} />}
    </>
  );
}
