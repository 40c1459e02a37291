import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { CandidateOverview } from './candidate-overview.tsx';
import { PROPOSERS, type Tried } from './candidate-words.ts';
import { CodeTab } from './code-tab.tsx';
import { DecideButtons } from './decide-buttons.tsx';
import { EditBanner } from './edit-banner.tsx';
import { StructureTabs } from './structure-tabs.tsx';
import { type Decisions, tryingOf } from './use-decisions.ts';

interface Props {
  readonly job: JobView;
  readonly tried: readonly Tried[];
  readonly shown: Tried;
  readonly decisions: Decisions;
  /** Keeps this one in view, whichever becomes the best. */
  onKeep(): void;
}

/** One structure closely: how it fits, how it hangs together, what it assumes, its code. */
export function CandidateSheet({ job, tried, shown, decisions, onKeep }: Props) {
  const { client } = useApp();
  const { project } = useView();
  const { candidate, label, name } = shown;
  const [run, id] = [job.job, candidate.id];
  const structure = useLoaded(JSON.stringify([project, run, id]), (signal) =>
    client.call(
      'structures.read',
      { project, of: { kind: 'candidate', run, candidate: id } },
      { signal },
    ),
  );
  const parent = tried.find((one) => one.candidate.id === candidate.parent);
  const isUndecidedEdit =
    candidate.proposer === 'llm' &&
    candidate.parent !== null &&
    decisions.marks[id] === undefined &&
    decisions.whyNot === undefined;
  return (
    <section className="sheet" aria-labelledby="structure">
      <div className="sheet-head">
        <div className="structure-title">
          <h2 id="structure">Structure {label}</h2>
          <p>{name}</p>
          <p className="small muted">
            {PROPOSERS[candidate.proposer].by}
            {parent && `, made from ${parent.label}`}
          </p>
        </div>
        <DecideButtons candidate={id} decisions={decisions} />
      </div>
      <div className="sheet-body stack">
        {isUndecidedEdit && (
          <EditBanner candidate={candidate} parent={parent} decisions={decisions} />
        )}
        {structure.kind === 'failed' && (
          <LoadFailed error={structure.error} onRetry={structure.again} />
        )}
        <StructureTabs
          id={id}
          structure={
            structure.kind === 'loaded' && !structure.isReloading ? structure.value : undefined
          }
          values={candidate.parameters}
          first={isUndecidedEdit ? 'code' : 'overview'}
          decisions={decisions}
          overview={<CandidateOverview run={run} shown={shown} />}
          code={(view) => (
            <CodeTab
              structure={view}
              parentName={parent?.label}
              onEdit={onKeep}
              {...tryingOf(decisions)}
              onTry={(code, isOwn) => decisions.tryCode(code, isOwn ? undefined : id)}
            />
          )}
        />
      </div>
    </section>
  );
}
