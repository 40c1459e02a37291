import { unitWords } from '../words/numbers.ts';
import type { Cell, ChartTable } from './chart-table.tsx';

/** A table as RFC 4180 has it, for a spreadsheet: numbers in full, dates as ISO 8601, nothing for what is not there. */
export function csvOf({ columns, rows }: ChartTable): string {
  const head = columns.map(({ name, unit }) => {
    const words = unitWords(unit);
    return words === '' ? name : `${name} (${words})`;
  });
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: Cell): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet would take such a text for a formula.
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
