/** Columns of numbers as CSV: posterior samples, trajectories. What is written reads back bit for bit. */
import Papa from 'papaparse';
import { numberText } from '../base/plain.ts';
import { ProjectError } from './error.ts';

/** Named columns of one length, in order. */
export type Table = Readonly<Record<string, Float64Array>>;

/** CSV with a header line, '\n' line ends, no spaces; NaN and Infinity by name. */
export function formatTable(table: Table): string {
  const columns = Object.values(table);
  const rows = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== rows)) {
    throw new Error(`table: columns of different length: ${Object.keys(table).join(', ')}`);
  }
  const lines = [Papa.unparse([Object.keys(table)])];
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map((column) => numberText(column[row]!)).join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** The table of a CSV text; throws ProjectError 'corrupt' with the line of the first bad row. */
export function parseTable(text: string, place: { file: string; name: string }): Table {
  const { data } = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true });
  const [names = [], ...rows] = data;
  if (new Set(names).size !== names.length) throw broken(place, 1, 'two columns have one name');
  const columns = names.map(() => new Float64Array(rows.length));
  rows.forEach((cells, row) => {
    if (cells.length !== names.length) {
      throw broken(place, row + 2, `${cells.length} cells where ${names.length} are due`);
    }
    cells.forEach((cell, at) => {
      const value = cellNumber(cell);
      if (value === undefined) {
        throw broken(place, row + 2, `${JSON.stringify(cell)} is no number`);
      }
      columns[at]![row] = value;
    });
  });
  return Object.fromEntries(names.map((name, at) => [name, columns[at]!]));
}

function cellNumber(cell: string): number | undefined {
  if (cell === 'NaN') return Number.NaN;
  const value = Number(cell);
  return cell.trim() === '' || Number.isNaN(value) ? undefined : value;
}

function broken(place: { file: string; name: string }, line: number, what: string): ProjectError {
  return new ProjectError('corrupt', `${place.name}: line ${line}: ${what}`, {
    hint: 'Restore the file from a copy of the project, or run the step again with the same seed.',
    place: { file: place.file, line },
  });
}
