import { useMemo, useState } from 'react';
import type { DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import type { Brushes } from '../../charts/parallel.ts';
import { ParallelChart } from '../../charts/parallel-chart.tsx';
import { Switch } from '../../components/switch.tsx';
import { plannerText } from '../../words/planner-text.ts';
import { cardAxes } from './policy-axes.ts';
import type { TriedPolicy } from './tried-policies.ts';
import type { Pins } from './use-pins.ts';

interface Props {
  readonly view: DecisionView;
  readonly policies: readonly TriedPolicy[];
  readonly pins: Pins;
}

/** Fewer lines say nothing that a list does not. */
const FEWEST = 2;

/** All numbers of all policies that were looked at closely; brushes leave those within limits. */
export function CompareSheet({ view, policies, pins }: Props) {
  const [brushes, setBrushes] = useState<Brushes>({});
  const [isAll, setAll] = useState(false);
  const { axes, valuesOf } = useMemo(() => cardAxes(view), [view]);
  const lines = policies
    .filter(({ card, feasible }) => card !== undefined || (isAll && feasible))
    .map((policy) => ({
      ...{ id: policy.id, name: policy.name, values: valuesOf(policy) },
      pin: pins.letterOf(policy.id),
    }));
  const hasOthers = policies.some(({ card, feasible }) => card === undefined && feasible);
  if (lines.length < FEWEST) return null;
  return (
    <section className="sheet" aria-labelledby="compare">
      <div className="sheet-head">
        <h2 id="compare">All their numbers side by side</h2>
      </div>
      <div className="sheet-body stack tight">
        {hasOthers && (
          <Switch isSelected={isAll} onChange={setAll}>
            {view.trace.limits.length === 0
              ? 'All that were tried; only those looked at closely tell their numbers'
              : 'All that keep the limits; only those looked at closely tell their numbers'}
          </Switch>
        )}
        <ParallelChart
          title="All their numbers side by side"
          isTitleHidden
          summary="One line is one policy; pinned ones are thick and carry their letter. Drag along an axis to leave only the policies within it; press beside it to let all in again."
          axes={axes.map((axis) => ({ ...axis, words: plannerText(axis.words) }))}
          lines={lines}
          brushes={brushes}
          many="policies"
          onBrush={setBrushes}
        />
      </div>
    </section>
  );
}
