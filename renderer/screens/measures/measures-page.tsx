import './measures.css';
import { type ReactNode, useMemo } from 'react';
import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useSubject, useView } from '../../state/project-context.ts';
import { useDecisionSpace } from '../../state/use-decision-space.ts';
import { rowWord } from '../../words/numbers.ts';
import { ConditionsSheet } from '../project/conditions-sheet.tsx';
import { MeansSheet } from '../project/means-sheet.tsx';
import { NoModel } from '../project/no-model.tsx';
import { calendarOf } from './calendar.ts';
import { ComparedSheet } from './compared-sheet.tsx';
import { ModelContext, useModel } from './model-context.ts';
import { ModulesSheet } from './modules-sheet.tsx';
import { namesOf } from './names.ts';
import { ScenarioSheet } from './scenario-sheet.tsx';
import { ScenariosSheet } from './scenarios-sheet.tsx';
import { TableSheet } from './table-sheet.tsx';
import { useCompareState, useFollowedComparison } from './use-measures.ts';

/** What would a measure do? Scenarios side by side, with the same luck. */
export function MeasuresPage() {
  const subject = useSubject();
  const horizon = useCompareState(({ wishes }) => wishes.horizon);
  const space = useDecisionSpace(horizon);
  useFollowedComparison();
  if (!subject) {
    return (
      <NoModel title="There is no model to try measures on yet">
        Here measures are compared with things as they are: what each would change, what it would
        cost, and in how many of 100 runs it would be better. Find a model first.
      </NoModel>
    );
  }
  if (space.kind === 'failed') {
    return (
      <div className="pane-main">
        <LoadFailed error={space.error} onRetry={space.again} />
      </div>
    );
  }
  if (space.kind === 'loading') {
    return (
      <p className="first-words" role="status">
        Reading what can be changed in the model…
      </p>
    );
  }
  return (
    <WithModel space={space.value}>
      <div className="panes measures">
        <div className="pane-side">
          <ScenariosSheet />
          <ScenarioSheet />
          <Means />
        </div>
        <div className="pane-main">
          <ComparedSheet />
          <TableSheet />
          <ModulesSheet />
          <Conditions />
        </div>
      </div>
    </WithModel>
  );
}

function WithModel({
  space,
  children,
}: {
  readonly space: DecisionSpace;
  readonly children: ReactNode;
}) {
  const { resources, readOnly } = useView();
  const { horizon, record, since } = useCompareState(({ wishes }) => wishes);
  const isReadOnly = readOnly !== null;
  const model = useMemo(
    () => ({
      ...{ space, isReadOnly },
      names: namesOf(space, resources),
      calendar: calendarOf(space.records[record], horizon, since),
      timeUnit: rowWord(space.timeUnit),
    }),
    [space, resources, isReadOnly, record, horizon, since],
  );
  return <ModelContext value={model}>{children}</ModelContext>;
}

function Means() {
  const { space, timeUnit } = useModel();
  return <MeansSheet outputs={space.outputs} levers={space.levers} timeUnit={timeUnit} />;
}

function Conditions() {
  const head = useCompareState((state) => state.head);
  return head && <ConditionsSheet conditions={head.conditions} warnings={head.warnings} />;
}
