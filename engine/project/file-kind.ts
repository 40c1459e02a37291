/**
 * Files with a version. Each kind of file has a schema and a number; a file of an older number goes
 * through the migrations, one number at a time; a newer one is refused.
 */
import type { z } from 'zod';
import { ProjectError } from './error.ts';
import { formatJson, parseJson } from './json.ts';

/** Turns the content of version n into that of version n + 1. Pure; knows nothing of later versions. */
type Migration = (old: Record<string, unknown>) => Record<string, unknown>;

export interface FileKind<T extends object> {
  /** What messages call it: 'project', 'run'. */
  readonly noun: string;
  /** Version that this studio writes; the file holds it as `schema`. */
  readonly version: number;
  /** Schema of the content without the number. */
  readonly content: z.ZodType<T>;
  /** migrations[n - 1] leads from version n to n + 1; exactly version - 1 of them. */
  readonly migrations: readonly Migration[];
}

/** Where the text comes from: absolute path and the name that the person knows. */
export interface Source {
  readonly file: string;
  readonly name: string;
}

/** The text of a file; throws a plain Error when the value does not fit the schema (our mistake). */
export function encodeFile<T extends object>(kind: FileKind<T>, value: T): string {
  return formatJson({ schema: kind.version, ...kind.content.parse(value) });
}

/**
 * The content of a file. Throws ProjectError 'corrupt' with line and column, or with the field, and
 * 'newer-version' for a file that a later studio wrote.
 */
export function decodeFile<T extends object>(kind: FileKind<T>, text: string, source: Source): T {
  const json = parseJson(text, source);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw corrupt(source, '', 'an object is due');
  }
  const { schema: version, ...content } = json as Record<string, unknown>;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw corrupt(source, 'schema', 'a whole number from 1 is due');
  }
  if (version > kind.version) throw newer(kind, version, source);
  return checkJson(kind.content, migrated(kind, content, version), source);
}

/** The value as the schema gives it; throws ProjectError 'corrupt' that names the first wrong field. */
export function checkJson<T>(schema: z.ZodType<T>, json: unknown, source: Source): T {
  const checked = parseDeep(schema, json, source);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0]!;
  throw corrupt(source, fieldOf(issue.path), plainWords(issue.message));
}

/** 'expected string, but it is missing' */
function plainWords(message: string): string {
  return message.replace(/^Invalid input: /, '').replace('received undefined', 'but it is missing');
}

/** A file of a million open brackets is damage, not a program error. */
function parseDeep<T>(schema: z.ZodType<T>, json: unknown, source: Source) {
  try {
    return schema.safeParse(json);
  } catch (error) {
    if (error instanceof RangeError) throw corrupt(source, '', 'nested too deeply');
    throw error;
  }
}

/** The content of version `version` as that of the newest. */
export function migrated(
  kind: FileKind<object>,
  content: Record<string, unknown>,
  version: number,
): Record<string, unknown> {
  return kind.migrations.slice(version - 1).reduce((old, migration) => migration(old), content);
}

/** 'mapping.columns[2].role' */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((way, step) => {
    if (typeof step === 'number') return `${way}[${step}]`;
    return way === '' ? String(step) : `${way}.${String(step)}`;
  }, '');
}

function newer(kind: FileKind<object>, version: number, source: Source): ProjectError {
  return new ProjectError(
    'newer-version',
    `${kind.noun}: version ${version}, this studio reads up to ${kind.version}; update the studio`,
    { hint: 'Nothing in the folder was changed.', place: { file: source.file, field: 'schema' } },
  );
}

function corrupt(source: Source, field: string, what: string): ProjectError {
  const where = field === '' ? '' : `${field}: `;
  return new ProjectError('corrupt', `${source.name}: ${where}${what}`, {
    hint: 'Mend the field in a text editor, or restore the file from a copy of the project.',
    place: { file: source.file, ...(field !== '' && { field }) },
  });
}
