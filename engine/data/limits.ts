/**
 * How much a CSV may hold. Rows are counted on the bytes, before any cell exists, so that a file that is
 * far too long is refused with its true number of rows and without its memory.
 */
import { DataError } from './data-error.ts';

export interface DataLimits {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Data rows, without the header. */
  readonly rows: number;
  /** Rows times columns. */
  readonly cells: number;
  readonly columns: number;
}

export const DATA_LIMITS: DataLimits = {
  bytes: 256 * 2 ** 20,
  rows: 1_000_000,
  cells: 20_000_000,
  columns: 2_000,
};

const WAY_OUT =
  'Aggregate the table (for example one row a day), keep fewer columns, or cut it to the period in question; then import it again.';

/** Refuses what the limits do not allow; `rows` and `columns` as far as they are known. */
export function refuseTooLarge(
  size: { readonly bytes?: number; readonly rows?: number; readonly columns?: number },
  limits: DataLimits = DATA_LIMITS,
): void {
  const { bytes = 0, rows = 0, columns = 0 } = size;
  const tooLarge = (noun: string, value: number, most: number): never => {
    throw new DataError('too-large', `${noun}: ${value}, at most ${most}`, { hint: WAY_OUT });
  };
  if (rows > limits.rows) tooLarge('rows', rows, limits.rows);
  if (columns > limits.columns) tooLarge('columns', columns, limits.columns);
  if (rows * columns > limits.cells) tooLarge('cells', rows * columns, limits.cells);
  if (bytes > limits.bytes) tooLarge('bytes', bytes, limits.bytes);
}

/**
 * The bytes of a file that arrives in chunks (a Node stream is such an iterable). Once a limit is passed
 * nothing more is kept; the rest is only counted, so that the error tells how long the file really is.
 */
export async function gatherBytes(
  chunks: AsyncIterable<Uint8Array>,
  limits: DataLimits = DATA_LIMITS,
): Promise<Uint8Array> {
  let kept: Uint8Array[] = [];
  let bytes = 0;
  const rows = rowCounter();
  for await (const chunk of chunks) {
    bytes += chunk.length;
    rows.add(chunk);
    if (bytes > limits.bytes || rows.count() - 1 > limits.rows) kept = [];
    else kept.push(chunk);
  }
  refuseTooLarge({ bytes, rows: rows.count() - 1 }, limits);
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of kept) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Records of the file, its header included. Line feeds inside quotes do not count. */
export function countRecords(bytes: Uint8Array): number {
  const rows = rowCounter();
  rows.add(bytes);
  return rows.count();
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;

/**
 * Counts the records that hold anything, ended by LF, CRLF or CR outside quotes. NUL is passed over, so
 * that UTF-16 counts the same.
 */
function rowCounter(): { add(chunk: Uint8Array): void; count(): number } {
  let records = 0;
  let quoted = false;
  let open = false;
  return {
    add(chunk) {
      for (let index = 0; index < chunk.length; index++) {
        const byte = chunk[index]!;
        if (byte === QUOTE) quoted = !quoted;
        if (!quoted && (byte === LINE_FEED || byte === CARRIAGE_RETURN)) {
          if (open) records++;
          open = false;
        } else if (byte !== 0) open = true;
      }
    },
    count: () => records + (open ? 1 : 0),
  };
}
