/** The friendly entry: bytes of a CSV in; table, schema, findings and guessed roles out. */
import { columnNames } from './column-names.ts';
import { readCsv } from './csv.ts';
import { DataError } from './data-error.ts';
import { decodeText, type Encoding } from './decode.ts';
import type { Finding } from './finding.ts';
import { applyFixes, type Fix } from './fix.ts';
import { findMissingValues, inferReadings, type Reading } from './infer.ts';
import { countRecords, DATA_LIMITS, type DataLimits, refuseTooLarge } from './limits.ts';
import type { Mapping } from './mapping.ts';
import { guessRoles, type RoleGuess, timeKeyOf } from './roles.ts';
import { CURRENT_SCHEMA_VERSION, type TableSchema } from './schema.ts';
import { readColumn, type Table } from './table.ts';
import { findTraps } from './traps/registry.ts';
import { type FileFacts, trapContext } from './traps/trap.ts';

export interface ImportOptions {
  /** Read as this schema says; nothing is guessed again. */
  readonly schema?: TableSchema;
  /** Fixes that were taken before, oldest first. */
  readonly fixes?: readonly Fix[];
  /** The person's decisions; other columns keep their guessed roles. Traps are judged by these roles. */
  readonly mapping?: Mapping;
  /** Default: found out from the bytes. */
  readonly encoding?: Encoding;
  readonly limits?: DataLimits;
}

export interface ImportResult {
  /** The table after the fixes. */
  readonly table: Table;
  /** The table as it was read: what fixes are replayed on, so that each can be undone. */
  readonly original: Table;
  /** schema.json: reads the same file again without guessing. */
  readonly schema: TableSchema;
  readonly findings: readonly Finding[];
  /** One for each column of the table; a mapping as it is. */
  readonly roles: readonly RoleGuess[];
}

/** Throws DataError `empty`, `binary`, `too-large`, `no-rows`, `schema`, `fix` or `unknown-column`. */
export function importCsv(bytes: Uint8Array, options: ImportOptions = {}): ImportResult {
  const limits = options.limits ?? DATA_LIMITS;
  refuseTooLarge({ bytes: bytes.length, rows: countRecords(bytes) - 1 }, limits);
  const decoded = decodeText(bytes, options.encoding ?? options.schema?.encoding);
  const csv = readCsv(decoded.text, { dialect: options.schema?.dialect, limits });
  const { names, changes } = columnNames(csv.titles);
  const read = options.schema
    ? { schema: checkedSchema(options.schema, csv.titles, names), readings: undefined }
    : inferSchema(csv, names, decoded.encoding);
  const original: Table = {
    rows: csv.fileRows.length,
    fileRows: csv.fileRows,
    columns: read.schema.fields.map((field, i) =>
      readColumn(field, csv.cells[i]!, read.schema.missingValues),
    ),
    missingValues: read.schema.missingValues,
  };
  const table = applyFixes(original, options.fixes ?? []);
  const facts: FileFacts = {
    decoded,
    csv,
    names: changes,
    ...(read.readings && { readings: stillRead(read.readings, table) }),
  };
  const roles = guessRoles(table, options.mapping);
  const findings = findTraps(trapContext(table, roles, timeKeyOf(roles), facts));
  return { table, original, schema: read.schema, findings, roles };
}

function inferSchema(
  csv: ReturnType<typeof readCsv>,
  names: readonly string[],
  encoding: Encoding,
): { readonly schema: TableSchema; readonly readings: readonly Reading[] } {
  const missingValues = findMissingValues(csv.cells);
  const readings = inferReadings(names, csv.cells, missingValues);
  const fields = readings.map(({ field }, i) => {
    const title = csv.titles[i]!;
    return title === field.name ? field : { ...field, title };
  });
  const schema: TableSchema = {
    version: CURRENT_SCHEMA_VERSION,
    encoding,
    dialect: csv.dialect,
    fields,
    missingValues: [...missingValues],
  };
  return { schema, readings };
}

/** The schema must be that of this file: the same columns in the same order. */
function checkedSchema(
  schema: TableSchema,
  titles: readonly string[],
  names: readonly string[],
): TableSchema {
  const same = (index: number) => {
    const field = schema.fields[index];
    return (
      field !== undefined &&
      (field.title ?? field.name) === (titles[index] || field.title || names[index])
    );
  };
  const wrong = names.findIndex((_, index) => !same(index));
  if (wrong < 0 && schema.fields.length === names.length) return schema;
  const at = wrong < 0 ? names.length : wrong;
  throw new DataError('schema', `schema: column ${at + 1} is not the one of the file`, {
    hint: 'The file has other columns than when the schema was saved: import it again as a new file.',
  });
}

/** Readings that a fix has replaced are decided and no longer in doubt. */
function stillRead(readings: readonly Reading[], table: Table): readonly Reading[] {
  return readings.map((reading) => {
    const column = table.columns.find(({ name }) => name === reading.field.name);
    const { title: _title, role: _role, ...now } = column?.field ?? reading.field;
    const { title: _t, role: _r, ...before } = reading.field;
    const same = JSON.stringify(now) === JSON.stringify(before);
    return same
      ? reading
      : { ...reading, field: column!.field, others: [], decidedBy: 'cells', units: [] };
  });
}
