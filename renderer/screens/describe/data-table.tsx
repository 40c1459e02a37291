import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import type { DataRows } from '../../state/use-data-rows.ts';
import { formatDate } from '../../words/dates.ts';
import { count, formatNumber, plainName, unitWords } from '../../words/numbers.ts';

/** Rows shown at a time. */
const PAGE = 100;

/** The rows as numbers: what the chart draws. */
export function DataTable({ rows }: { readonly rows: DataRows }) {
  const [from, setFrom] = useState(0);
  const known = rows.series[0]?.values.length ?? 0;
  const to = Math.min(from + PAGE, known);
  return (
    <div className="stack tight">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
      <section className="table-scroll" tabIndex={0} aria-label="Observed rows">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{rows.dates ? 'Date' : 'Row'}</th>
              {rows.series.map(({ name, unit }) => (
                <th key={name} scope="col" className="figures">
                  {plainName(name)}
                  {unitWords(unit) && ` (${unitWords(unit)})`}
                </th>
              ))}
              <th scope="col">Use</th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: to - from }, (_, i) => from + i).map((row) => (
              <tr key={row}>
                <th scope="row">{rows.dates ? formatDate(rows.dates[row] ?? '') : row + 1}</th>
                {rows.series.map(({ name, values }) => (
                  <td key={name} className="figures">
                    {formatNumber(values[row] ?? Number.NaN)}
                  </td>
                ))}
                <td className="muted">{row < rows.trainingRows ? 'learned from' : 'kept'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {known > PAGE && (
        <div className="row">
          <Button size="small" isDisabled={from === 0} onPress={() => setFrom(from - PAGE)}>
            Earlier
          </Button>
          <Button size="small" isDisabled={to >= known} onPress={() => setFrom(from + PAGE)}>
            Later
          </Button>
          <span className="small muted">
            {from + 1} to {to} of {count(known, 'row')}
          </span>
        </div>
      )}
    </div>
  );
}
