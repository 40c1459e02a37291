import { useMemo } from 'react';
import type { DecisionTrace } from '../../../engine/studio/contract/decision-view.ts';
import { ProgressChart } from '../../charts/progress-chart.tsx';
import { formatNumber } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';

/** Whether it still gets better: when the curve is flat, more looking brings little. */
export function ProgressSheet({ trace }: { readonly trace: DecisionTrace }) {
  const { progress, measure } = trace;
  const points = useMemo(
    () => progress.map(({ evaluations, value }) => ({ done: evaluations, value })),
    [progress],
  );
  const last = points.at(-1);
  const words = plannerText(measure);
  return (
    <section className="sheet" aria-labelledby="progress">
      <div className="sheet-head">
        <h2 id="progress">Does it still get better?</h2>
      </div>
      <div className="sheet-body">
        <ProgressChart
          title={upperFirst(words)}
          summary={
            last
              ? `${upperFirst(words)}: ${formatNumber(last.value)} after ${formatNumber(last.done)} policies. Once it is flat, more looking brings little.`
              : 'Nothing is known yet.'
          }
          size="small"
          points={points}
          xName="policies tried"
          yName={words}
          unit=""
          {...(last === undefined && {
            state: { kind: 'loading', words: 'The first policies are on their way…' },
          })}
        />
      </div>
    </section>
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
