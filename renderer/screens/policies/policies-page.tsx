import './policies.css';
import { useMemo } from 'react';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useAims } from '../../state/aim-hooks.ts';
import { useSubject, useView } from '../../state/project-context.ts';
import { useDecisionSpace } from '../../state/use-decision-space.ts';
import { rowWord } from '../../words/numbers.ts';
import { MeansSheet } from '../project/means-sheet.tsx';
import { NoModel } from '../project/no-model.tsx';
import { RunsPanel } from '../project/runs-panel.tsx';
import { HORIZON } from './aim-templates.ts';
import { seriesOptions } from './aim-words.ts';
import { FindPolicy } from './find-policy.tsx';
import { GoalSheet } from './goal-sheet.tsx';
import { LeversSheet } from './levers-sheet.tsx';
import type { SentenceWords } from './metric-parts.tsx';
import { NoGoal } from './no-goal.tsx';
import { NoLever } from './no-lever.tsx';
import { PlansSheet } from './plans-sheet.tsx';
import { PolicySearch } from './policy-search.tsx';
import { UnderSheet } from './under-sheet.tsx';

/** What should be reached, with what, and which policies reach it. */
export function PoliciesPage() {
  const subject = useSubject();
  if (!subject) {
    return (
      <NoModel title="No policy can be looked for yet">
        Policies are tried on a model that was fitted to your data. Find a model first; then say
        here what you want to reach and what you can provide.
      </NoModel>
    );
  }
  return (
    <div className="panes policies">
      <div className="pane-side">
        <Goal />
        <RunsPanel kind="decide" />
        <PlansSheet subject={subject} />
      </div>
      <div className="pane-main">
        <PolicySearch />
      </div>
    </div>
  );
}

/** The goal and all that belongs to it. */
function Goal() {
  const view = useView();
  const { resources, costs } = view;
  const { edited } = useAims();
  const read = useDecisionSpace(edited?.aim.horizon ?? HORIZON);
  const space = read.kind === 'loaded' ? read.value : undefined;
  const words = useMemo<SentenceWords | undefined>(
    () => space && { series: seriesOptions(space, { resources, costs }), timeUnit: space.timeUnit },
    [space, resources, costs],
  );
  if (read.kind === 'failed') return <LoadFailed error={read.error} onRetry={read.again} />;
  if (!space || !words) {
    return (
      <p className="chart-words" role="status">
        Reading what can be set…
      </p>
    );
  }
  const means = (
    <MeansSheet outputs={space.outputs} levers={space.levers} timeUnit={rowWord(space.timeUnit)} />
  );
  if (!edited) {
    return (
      <>
        {space.levers.length === 0 ? <NoLever /> : <NoGoal space={space} />}
        {means}
      </>
    );
  }
  return (
    <>
      <GoalSheet {...{ edited, space, words }} />
      <LeversSheet {...{ edited, space }} />
      <UnderSheet edited={edited} timeUnit={space.timeUnit} />
      {means}
      <FindPolicy edited={edited} />
    </>
  );
}
