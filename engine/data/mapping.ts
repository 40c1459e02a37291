/** What each column is for: guessed by roles.ts, decided by a person, saved with the project. */
import { z } from 'zod';
import { DataError } from './data-error.ts';
import { COLUMN_ROLES, type ColumnRole, type SeriesUse } from './dataset.ts';

export const columnMappingSchema = z.strictObject({
  column: z.string().min(1),
  role: z.enum(COLUMN_ROLES),
  /** Absent: what the role usually is (`useOfRole`). */
  use: z.enum(['output', 'input', 'lever']).optional(),
  unit: z.string().max(60).optional(),
  kind: z.enum(['count', 'continuous', 'proportion']).optional(),
});

/** Columns that are not listed are ignored. */
export const mappingSchema = z.array(columnMappingSchema);

export type ColumnMapping = z.infer<typeof columnMappingSchema>;
export type Mapping = readonly ColumnMapping[];

/** A mapping that was read from a disk or typed by a person. Throws DataError `mapping`. */
export function parseMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DataError('mapping', `mapping: ${issue?.message ?? 'not readable'}`, {
    hint: `Give each column one of the roles ${COLUMN_ROLES.join(', ')}.`,
    place: { field: issue?.path.map(String).join('.') ?? '' },
  });
}

/** The mapping of a list of guesses: their column, role, use, unit and kind. */
export function mappingOf(entries: Mapping): Mapping {
  return entries.map(({ column, role, use, unit, kind }) => ({
    column,
    role,
    ...(use !== undefined && { use }),
    ...(unit !== undefined && { unit }),
    ...(kind !== undefined && { kind }),
  }));
}

/** How a simulator usually uses a series of this role. */
export function useOfRole(role: ColumnRole): SeriesUse {
  switch (role) {
    case 'lever':
    case 'order':
      return 'lever';
    case 'capacity':
    case 'demand':
    case 'input':
      return 'input';
    default:
      return 'output';
  }
}
