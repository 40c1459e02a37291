import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { formatDate } from '../words/dates.ts';
import { count, formatNumber, plainName, unitWords } from '../words/numbers.ts';

/** The numbers that a chart draws. Null: there is none. */
export interface ChartTable {
  /** `kind`: how its values are written; absent: numbers and texts as they are. */
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly kind?: 'date';
  }[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | null;

/** Rows shown at a time. */
const PAGE = 100;

/** A chart's twin: the same as numbers. The first column names its row. */
export function ChartTableView({
  table,
  title,
}: {
  readonly table: ChartTable;
  readonly title: string;
}) {
  const [from, setFrom] = useState(0);
  const { columns, rows } = table;
  const start = from < rows.length ? from : 0;
  const shown = Math.min(PAGE, rows.length - start);
  return (
    <div className="stack tight">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
      <section className="table-scroll" tabIndex={0} aria-label={`${title}, as a table`}>
        <table className="data-table">
          <thead>
            <tr>
              {columns.map(({ name, unit }, i) => (
                <th
                  key={`${name} ${unit}`}
                  scope="col"
                  className={isFigures(table, i) ? 'figures' : ''}
                >
                  {headOf(name, unit)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: shown }, (_, i) => start + i).map((row) => (
              <Row key={row} table={table} row={rows[row] ?? []} />
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > PAGE && <Pager from={start} rows={rows.length} onChange={setFrom} />}
    </div>
  );
}

function Row({ table, row }: { readonly table: ChartTable; readonly row: readonly Cell[] }) {
  return (
    <tr>
      {table.columns.map((column, i) => {
        const words = cellWords(row[i] ?? null, column.kind);
        const key = `${column.name} ${column.unit}`;
        if (i === 0)
          return (
            <th key={key} scope="row">
              {words}
            </th>
          );
        return (
          <td key={key} className={isFigures(table, i) ? 'figures' : ''}>
            {words}
          </td>
        );
      })}
    </tr>
  );
}

interface PagerProps {
  readonly from: number;
  readonly rows: number;
  onChange(from: number): void;
}

function Pager({ from, rows, onChange }: PagerProps) {
  const to = Math.min(from + PAGE, rows);
  return (
    <div className="row">
      <Button size="small" isDisabled={from === 0} onPress={() => onChange(from - PAGE)}>
        Earlier rows
      </Button>
      <Button size="small" isDisabled={to >= rows} onPress={() => onChange(from + PAGE)}>
        Later rows
      </Button>
      <span className="small muted" role="status">
        {from + 1} to {to} of {count(rows, 'row')}
      </span>
    </div>
  );
}

function headOf(name: string, unit: string): string {
  const words = unitWords(unit);
  return words === '' ? plainName(name) : `${plainName(name)} (${words})`;
}

function cellWords(value: Cell, kind: 'date' | undefined): string {
  if (value === null) return '–';
  if (typeof value === 'number') return formatNumber(value);
  return kind === 'date' ? formatDate(value) : value;
}

/** Numbers stand to the right. */
function isFigures({ rows }: ChartTable, column: number): boolean {
  return column > 0 && rows.some((row) => typeof row[column] === 'number');
}
