/**
 * schema.json beside a CSV: a Frictionless Table Schema (decimalChar, groupChar, bareNumber, missingValues,
 * strptime date formats) with the dialect of the file and, as custom properties, units and decided roles.
 * It says everything that reading needs, so that a saved table is read again without guessing.
 */
import { z } from 'zod';
import { DataError } from './data-error.ts';
import { COLUMN_ROLES } from './dataset.ts';
import { ENCODINGS } from './decode.ts';

/** Version of schema.json that this studio reads and writes. */
const SCHEMA_VERSION = 1;

const common = {
  /** The column's name in the studio: unique, not empty, one line. */
  name: z.string().min(1).max(120),
  /** The header cell as it stands in the file, where it differs from the name. */
  title: z.string().optional(),
  /** Decided by a person or by a fix; absent: guessed. */
  role: z.enum(COLUMN_ROLES).optional(),
};

const numberFieldSchema = z.object({
  ...common,
  type: z.enum(['number', 'integer']),
  decimalChar: z.enum(['.', ',']).default('.'),
  groupChar: z.enum(['', ',', '.', ' ', "'"]).default(''),
  /** false: the cells carry `unit` before or after the number. */
  bareNumber: z.boolean().default(true),
  unit: z.string().max(40).optional(),
  /** What a number as written is multiplied with: 0.01 for percent. */
  scale: z.number().positive().optional(),
});

const dateFieldSchema = z.object({
  ...common,
  type: z.enum(['date', 'datetime', 'yearmonth', 'year']),
  /** strptime pattern, or `excel` for a spreadsheet's serial number. */
  format: z.string().max(40),
});

const textFieldSchema = z.object({ ...common, type: z.literal('string') });

export const fieldSchema = z.discriminatedUnion('type', [
  numberFieldSchema,
  dateFieldSchema,
  textFieldSchema,
]);

export const tableSchemaSchema = z.object({
  version: z.literal(SCHEMA_VERSION),
  encoding: z.enum(ENCODINGS),
  dialect: z.object({
    delimiter: z.enum([',', ';', '\t', '|']),
    /** 1-based row of the header in the file; 0: the file has none. */
    headerRow: z.int().min(0),
  }),
  fields: z.array(fieldSchema).min(1),
  /** Cells that mean "not available", compared after trimming. */
  missingValues: z.array(z.string()),
});

export type NumberField = z.infer<typeof numberFieldSchema>;
export type DateField = z.infer<typeof dateFieldSchema>;
export type TextField = z.infer<typeof textFieldSchema>;
export type Field = z.infer<typeof fieldSchema>;
export type TableSchema = z.infer<typeof tableSchemaSchema>;
export type Dialect = TableSchema['dialect'];

export const CURRENT_SCHEMA_VERSION: TableSchema['version'] = SCHEMA_VERSION;

/** A schema.json that was read from a disk; throws DataError `schema` that names the field at fault. */
export function parseTableSchema(value: unknown): TableSchema {
  const parsed = tableSchemaSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new DataError('schema', `schema: ${issue?.message ?? 'not readable'}`, {
    hint: 'Import the CSV again to write a new schema.json.',
    place: { field },
  });
}
