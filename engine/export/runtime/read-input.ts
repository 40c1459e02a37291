/** A CSV file of inputs, levers and a start row, read into the episode that is run instead of the embedded one. */
import type { ScriptEpisode, ScriptPayload } from './payload.ts';
import { listed, numberIn, UsageError } from './usage-error.ts';

interface Cell {
  readonly text: string;
  /** From 1, as an editor counts. */
  readonly line: number;
}

/**
 * Row 1 holds names, each further row is one time step: the first one is the start row. Columns are named like the
 * inputs, levers and outputs (or the data columns they came from); of the outputs only the first row counts, and
 * without any the embedded start row is used. A column `date` holds ISO dates. Throws UsageError.
 */
export function readInput(
  text: string,
  path: string,
  payload: ScriptPayload,
): { readonly episode: ScriptEpisode; readonly unused: readonly string[] } {
  const [header, ...rows] = parseCsv(text, path);
  if (header === undefined || rows.length < 2) {
    throw new UsageError(
      `rows: ${path} has ${rows.length}`,
      'It needs a line of column names, the start row and at least one row more.',
    );
  }
  const names = header.map((cell) => cell.text.trim());
  const used = new Set<string>();
  const columnOf = ({ name, column }: { name: string; column?: string }): number => {
    const index = names.findIndex((own) => own === name || own === column);
    if (index >= 0) used.add(names[index]!);
    return index;
  };
  const inputs: Record<string, number[]> = {};
  for (const input of payload.inputs) {
    const column = columnOf(input);
    if (column < 0 && input.default === undefined) throw missingColumn(input.name, names, path);
    inputs[input.name] = rows.map((row) =>
      column < 0 ? input.default! : valueAt(row, column, names, path),
    );
  }
  const levers: Record<string, number[]> = {};
  for (const lever of payload.levers) {
    const column = columnOf(lever);
    if (column >= 0) levers[lever.name] = rows.map((row) => valueAt(row, column, names, path));
  }
  const start: Record<string, number> = {};
  for (const output of payload.outputs) {
    const column = columnOf(output);
    if (column >= 0) start[output.name] = valueAt(rows[0]!, column, names, path);
  }
  const dates = datesIn(rows, names, path);
  if (dates) used.add('date');
  const episode: ScriptEpisode = {
    id: path,
    steps: rows.length - 1,
    start: Object.keys(start).length > 0 ? start : payload.episodes[0]!.start,
    inputs,
    levers,
    ...(dates && { dates }),
  };
  return { episode, unused: names.filter((name) => !used.has(name)) };
}

function missingColumn(name: string, names: readonly string[], path: string): UsageError {
  return new UsageError(
    `missing column: ${name}`,
    `${path} has ${listed(names)}; the simulator needs a value of ${name} in every row.`,
  );
}

/** An empty cell, NA or NaN is a missing value. */
function valueAt(
  row: readonly Cell[],
  column: number,
  names: readonly string[],
  path: string,
): number {
  const { text, line } = row[column]!;
  if (/^\s*(na|nan)?\s*$/i.test(text)) return Number.NaN;
  const value = numberIn(text);
  if (value === undefined) {
    throw new UsageError(
      `${path}, line ${line}, ${names[column]}: ${text}`,
      'Write a plain number (1234.5) or leave the cell empty where the value is missing.',
    );
  }
  return value;
}

function datesIn(
  rows: readonly (readonly Cell[])[],
  names: readonly string[],
  path: string,
): string[] | undefined {
  const column = names.indexOf('date');
  if (column < 0) return undefined;
  return rows.map((row) => {
    const { text, line } = row[column]!;
    const date = text.trim();
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
      throw new UsageError(`${path}, line ${line}, date: ${text}`, 'Write dates as 2020-03-27.');
    }
    return date;
  });
}

/** RFC 4180 with comma, semicolon or tab; blank lines are left out. */
function parseCsv(text: string, path: string): Cell[][] {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let rowLine = 1;
  const endRow = () => {
    row.push({ text: cell, line: rowLine });
    if (row.length > 1 || cell.trim() !== '') rows.push(row);
    row = [];
    cell = '';
    rowLine = line + 1;
  };
  for (let i = 0; i < source.length; i++) {
    const letter = source[i]!;
    if (quoted) {
      if (letter === '\n') line++;
      if (letter !== '"') cell += letter;
      else if (source[i + 1] === '"') cell += source[++i]!;
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator) {
      row.push({ text: cell, line: rowLine });
      cell = '';
    } else if (letter === '\n') {
      endRow();
      line++;
    } else if (letter !== '\r') cell += letter;
  }
  if (quoted)
    throw new UsageError(`${path}, line ${rowLine}: open quote`, 'Close it with another ".');
  endRow();
  checkWidths(rows, path);
  return rows;
}

function separatorOf(source: string): string {
  const header = source.slice(0, source.search(/[\r\n]|$/));
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function checkWidths(rows: readonly (readonly Cell[])[], path: string): void {
  const width = rows[0]?.length ?? 0;
  for (const row of rows) {
    if (row.length !== width) {
      throw new UsageError(
        `${path}, line ${row[0]!.line}: ${row.length} cells`,
        `The first line has ${width}; every line needs as many.`,
      );
    }
  }
}
