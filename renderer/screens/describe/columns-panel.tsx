import { useState } from 'react';
import { TextField } from '../../components/text-field.tsx';
import { useView } from '../../state/project-context.ts';
import { useDataRows } from '../../state/use-data-rows.ts';
import { count, plainName } from '../../words/numbers.ts';
import { ColumnRow } from './column-row.tsx';

/** From so many on, columns are searched. */
const MANY = 8;

/** What each column is for, with its unit and range, side by side with its picture. */
export function ColumnsPanel() {
  const view = useView();
  const [sought, setSought] = useState('');
  const loaded = useDataRows(view, 0);
  const { data, columns } = view;
  if (!data) return null;
  const rows = loaded.kind === 'loaded' ? loaded.rows.series : [];
  const pictures = new Map(
    data.series.map(({ name, column }) => [
      column,
      rows.find((series) => series.name === name)?.values,
    ]),
  );
  const kept =
    loaded.kind === 'loaded' ? 1 - loaded.rows.trainingRows / Math.max(1, loaded.rows.rows) : 0;
  const shown = columns.filter(({ column }) =>
    plainName(column).toLowerCase().includes(sought.trim().toLowerCase()),
  );
  return (
    <section className="sheet" aria-labelledby="columns">
      <div className="sheet-head">
        <h2 id="columns">What the columns mean</h2>
        <span className="small muted">{count(columns.length, 'column')}</span>
      </div>
      <div className="sheet-body stack">
        {columns.length > MANY && (
          <TextField
            label="Search the columns"
            isLabelHidden
            placeholder="Search the columns"
            value={sought}
            onChange={setSought}
          />
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
        <section className="columns-scroll" tabIndex={0} aria-label="Columns">
          <table className="data-table columns-table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">What it counts</th>
                <th scope="col">Use</th>
                <th scope="col">Unit</th>
                <th scope="col">Range</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <ColumnRow
                  key={entry.column}
                  entry={entry}
                  series={data.series.find(({ column }) => column === entry.column)}
                  values={pictures.get(entry.column)}
                  keptShare={kept}
                />
              ))}
            </tbody>
          </table>
        </section>
        {shown.length === 0 && <p className="muted">No column is called like that.</p>}
      </div>
    </section>
  );
}
