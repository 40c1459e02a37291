import { useState } from 'react';
import { Term } from '../../components/term.tsx';
import { unitWords } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import {
  type ComparedMetric,
  chanceWords,
  errorWords,
  figure,
  signedFigure,
} from './compared-words.ts';
import { type Column, useColumns } from './use-columns.ts';
import { useCompareState } from './use-measures.ts';

/** What each scenario comes to: one number a row, a scenario a column. */
export function TableSheet() {
  const columns = useColumns();
  const hasAnswer = useCompareState((state) => state.head !== undefined);
  const metrics = useMetrics(columns);
  if (!hasAnswer || metrics.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="comes-to">
      <div className="sheet-head">
        <div>
          <h2 id="comes-to">What each comes to</h2>
          <p className="small muted">
            The middle of all outcomes, and 5 to 95 % of them; changes run by run against things as
            they are, <Term id="simulation-error">in brackets</Term> how exact they are.
          </p>
        </div>
      </div>
      <div className="sheet-body">
        <section
          className="table-scroll comes-to"
          aria-label="What each comes to, as a table"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
          tabIndex={0}
        >
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Over the days ahead</th>
                {columns.map(({ id, name }) => (
                  <th key={id} scope="col" className="figures">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {metrics.map((metric) => (
                <MetricRow key={keyOf(metric)} metric={metric} columns={columns} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </section>
  );
}

/** Rows stay while the answer of all runs is on its way: those of few runs tell less. */
function useMetrics(columns: readonly Column[]): readonly ComparedMetric[] {
  const [kept, setKept] = useState<readonly ComparedMetric[]>([]);
  const now = columns.find(({ answer }) => answer && !answer.problem)?.answer?.metrics ?? [];
  const isRough = columns.some((column) => column.isRough);
  const shown = isRough && kept.length > now.length ? kept : now;
  if (shown !== kept && shown.length > 0) setKept(shown);
  return shown;
}

function keyOf({ metric }: ComparedMetric): string {
  return JSON.stringify(metric);
}

function MetricRow({
  metric,
  columns,
}: {
  readonly metric: ComparedMetric;
  readonly columns: readonly Column[];
}) {
  const key = keyOf(metric);
  const unit = unitWords(metric.unit);
  return (
    <tr>
      <th scope="row">
        {plainText(metric.words)}
        {unit !== '' && <span className="small muted"> in {unit}</span>}
      </th>
      {columns.map(({ id, answer, isRough }) => {
        const found = answer?.metrics.find((one) => keyOf(one) === key);
        return (
          <td key={id} className={isRough ? 'figures rough' : 'figures'}>
            {found ? (
              <Figures metric={found} />
            ) : (
              <span className="muted">{isRough ? 'on its way…' : 'none'}</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Figures({ metric }: { readonly metric: ComparedMetric }) {
  const { middle, low, high, change } = metric;
  const chance = chanceWords(metric);
  const isSame = change?.value === 0 && change.low === change.high;
  return (
    <div className="metric">
      <span>
        <strong>{figure(middle)}</strong>{' '}
        {low !== high && (
          <span className="small muted">
            {figure(low, Math.abs(high))} to {figure(high)}
          </span>
        )}
      </span>
      {change && !isSame && (
        <span className="small">
          {signedFigure(change.value)} {errorWords(change, signedFigure)}
        </span>
      )}
      {chance !== '' && <span className="small muted">{chance}</span>}
    </div>
  );
}
