/** Text to named columns of raw cells: delimiter, header row, names, and what was odd about the lines. */
import Papa from 'papaparse';
import { DataError } from './data-error.ts';
import { DATA_LIMITS, type DataLimits, refuseTooLarge } from './limits.ts';
import { splitCell } from './number-format.ts';
import type { Dialect } from './schema.ts';

export interface CsvTable {
  readonly dialect: Dialect;
  /** Header cells as they stand in the file; '' where the file has none. */
  readonly titles: readonly string[];
  /** cells[column][row] */
  readonly cells: readonly (readonly string[])[];
  /** 1-based row of the file for each row (a record counts one row, as in a spreadsheet). */
  readonly fileRows: Int32Array;
  /** File rows with fewer or more cells than the header; surplus cells that held text are listed too. */
  readonly ragged: readonly {
    readonly row: number;
    readonly cells: number;
    readonly lost: boolean;
  }[];
  /** Lines above the header. */
  readonly preamble: readonly number[];
  /** File rows in which a quote was opened and not closed. */
  readonly brokenQuotes: readonly number[];
}

const DELIMITERS = [';', '\t', '|', ','] as const;
const HEADER_SEARCH = 40;

/** `dialect` given: used as it is. Throws DataError `empty`, `no-rows` or `too-large`. */
export function readCsv(
  text: string,
  options: {
    readonly dialect?: Dialect | undefined;
    readonly limits?: DataLimits | undefined;
  } = {},
): CsvTable {
  if (text.trim() === '') {
    throw new DataError('empty', 'file: empty', {
      hint: 'Choose a CSV file with a header and rows.',
    });
  }
  const delimiter = options.dialect?.delimiter ?? guessDelimiter(text);
  const parsed = parse(text, delimiter);
  const records = parsed.data;
  const headerRow = options.dialect?.headerRow ?? findHeader(records);
  const titles = headerRow === 0 ? widestTitles(records) : (records[headerRow - 1] ?? []);
  const body: number[] = [];
  for (let index = headerRow; index < records.length; index++) {
    if (!isBlank(records[index]!)) body.push(index);
  }
  refuseTooLarge({ rows: body.length, columns: titles.length }, options.limits ?? DATA_LIMITS);
  if (body.length === 0) {
    throw new DataError('no-rows', 'rows: none below the header', {
      hint: 'The file holds only its header: export it again with the data rows.',
    });
  }
  return {
    dialect: { delimiter, headerRow },
    titles: titles.map((title) => title.trim()),
    cells: titles.map((_, column) => body.map((index) => records[index]![column] ?? '')),
    fileRows: Int32Array.from(body, (index) => index + 1),
    ragged: raggedRows(records, body, titles.length),
    preamble: records
      .slice(0, Math.max(0, headerRow - 1))
      .flatMap((r, i) => (isBlank(r) ? [] : [i + 1])),
    brokenQuotes: parsed.errors.filter((e) => e.type === 'Quotes').map((e) => (e.row ?? 0) + 1),
  };
}

function parse(text: string, delimiter: string, preview = 0): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter, preview, header: false, skipEmptyLines: false });
}

function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cell.trim() === '');
}

function raggedRows(
  records: readonly string[][],
  body: readonly number[],
  width: number,
): CsvTable['ragged'] {
  return body.flatMap((index) => {
    const record = records[index]!;
    if (record.length === width) return [];
    const surplus = record.slice(width);
    // Trailing delimiters without text lose nothing.
    if (record.length > width && surplus.every((cell) => cell.trim() === '')) return [];
    return [{ row: index + 1, cells: record.length, lost: record.length > width }];
  });
}

/**
 * The delimiter under which most of the first records have one common width above 1. The comma is tried
 * last, so that "1,5;2,5" is two numbers and not three.
 */
function guessDelimiter(text: string): Dialect['delimiter'] {
  let best: { delimiter: Dialect['delimiter']; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const records = parse(text, delimiter, HEADER_SEARCH).data.filter((record) => !isBlank(record));
    const width = commonWidth(records);
    if (width < 2) continue;
    const score = records.filter((record) => record.length === width).length / records.length;
    if (score > best.score + 1e-9) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The most frequent number of cells; of equally frequent ones the largest. */
function commonWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let best = { width: 0, count: 0 };
  for (const [width, count] of counts) {
    if (count > best.count || (count === best.count && width > best.width)) best = { width, count };
  }
  return best.width;
}

/** 1-based row of the header: the first row as wide as the table that holds no numbers; 0 for none. */
function findHeader(records: readonly (readonly string[])[]): number {
  const head = records.slice(0, HEADER_SEARCH);
  const width = commonWidth(head.filter((record) => !isBlank(record)));
  const first = head.findIndex(
    (record) => filled(record) > 0 && record.length >= Math.min(width, 2),
  );
  const candidate = head.findIndex((record) => looksLikeHeader(record, width));
  if (candidate < 0) return likeTheNextRow(head, first) ? 0 : first + 1;
  // A row of text far below rows of numbers is no header.
  const numbersAbove = head.slice(0, candidate).some((r) => r.length === width && r.some(isNumber));
  return numbersAbove ? 0 : candidate + 1;
}

function looksLikeHeader(record: readonly string[], width: number): boolean {
  if (record.length !== width || filled(record) < Math.max(1, width / 2)) return false;
  return record.every((cell) => cell.trim() === '' || isText(cell));
}

/** Whether a row holds the same kinds of cells as the one below it: then it is data, unless it counts years. */
function likeTheNextRow(head: readonly (readonly string[])[], index: number): boolean {
  const kind = (cell: string) => (isText(cell) ? 'text' : cell.trim() === '' ? '' : 'value');
  const kinds = (record: readonly string[] = []) => record.map(kind).join();
  const values = head[index]?.filter((cell) => kind(cell) === 'value') ?? [];
  if (values.length === 0 || namesYears(values)) return false;
  return kinds(head[index]) === kinds(head[index + 1]);
}

/** 2019, 2020, 2021: names of columns of a table that goes sideways. */
function namesYears(cells: readonly string[]): boolean {
  const years = cells.map(Number);
  return (
    cells.length > 1 &&
    years.every((year, i) => year > 1900 && year < 2100 && year === years[0]! + i)
  );
}

function filled(record: readonly string[]): number {
  return record.filter((cell) => cell.trim() !== '').length;
}

function isNumber(cell: string): boolean {
  return splitCell(cell) !== undefined;
}

/** Not a number and not a date. */
function isText(cell: string): boolean {
  return cell.trim() !== '' && !isNumber(cell) && !/^\d{1,4}[-/.]\d{1,2}/.test(cell.trim());
}

function widestTitles(records: readonly (readonly string[])[]): readonly string[] {
  return Array<string>(commonWidth(records.filter((record) => !isBlank(record)))).fill('');
}
