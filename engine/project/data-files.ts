/** data/: each CSV exactly as it came, its Table Schema, and the record of how it was read. */
import type { TableSchema } from '../data/schema.ts';
import { tableSchemaSchema } from '../data/schema.ts';
import { ProjectError } from './error.ts';
import { checkJson } from './file-kind.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import { formatJson, parseJson } from './json.ts';
import type { Listing } from './listing.ts';
import { readEach } from './listing.ts';
import { checkId, isId } from './names.ts';
import type { ImportRecord } from './schemas.ts';
import { importFile } from './schemas.ts';
import { sha256 } from './sha256.ts';

export interface NewData {
  readonly name: string;
  /** Name of the file that the person chose. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly schema: TableSchema;
  readonly fixes: ImportRecord['fixes'];
  readonly roles: ImportRecord['roles'];
}

export interface StoredData extends ImportRecord {
  readonly name: string;
  readonly schema: TableSchema;
}

/**
 * Saves a data set. The same bytes may be imported again with another schema or other fixes; other
 * bytes under a used name are refused ('exists'), since runs refer to them.
 */
export async function addData(folder: Folder, data: NewData, now: Date): Promise<StoredData> {
  const { csv, schema, record } = filesOf(checkId(data.name, 'data'));
  const digest = sha256(data.bytes);
  const isNew = !(await folder.exists(record));
  if (!isNew && (await folder.readKind(record, importFile)).sha256 !== digest) {
    throw new ProjectError('exists', `data: ${data.name} holds another file already`, {
      hint: 'Import it under another name.',
      place: { file: folder.path(csv) },
    });
  }
  const { name, file, bytes, fixes, roles } = data;
  const imported = now.toISOString();
  const content = { file, imported, bytes: bytes.length, sha256: digest, fixes, roles };
  await folder.makeFolder('data');
  try {
    if (isNew) await folder.write(csv, bytes);
    await folder.write(schema, formatJson(data.schema));
    // Last: a data set exists once its record does.
    await folder.writeKind(record, importFile, content);
  } catch (error) {
    if (isNew) await removeQuietly(folder, [csv, schema]);
    throw error;
  }
  return { name, schema: data.schema, ...content };
}

/** Schema and record of a data set. Throws ProjectError 'not-found', 'corrupt', ... */
export async function readData(folder: Folder, name: string): Promise<StoredData> {
  const files = filesOf(checkId(name, 'data'));
  const record = await folder.readKind(files.record, importFile);
  const source = { file: folder.path(files.schema), name: files.schema };
  const json = parseJson(await folder.readText(files.schema, SIZE_LIMITS.json), source);
  return { name, schema: checkJson(tableSchemaSchema, json, source), ...record };
}

/** The imported bytes; throws ProjectError 'data-changed' when the file has others by now. */
export async function readDataBytes(folder: Folder, data: StoredData): Promise<Uint8Array> {
  const { csv } = filesOf(data.name);
  const bytes = await folder.read(csv, SIZE_LIMITS.data);
  if (sha256(bytes) === data.sha256) return bytes;
  throw new ProjectError('data-changed', `${csv}: not the file that was imported`, {
    hint: 'Restore it from a copy of the project, or import the new file under another name.',
    place: { file: folder.path(csv) },
  });
}

export async function listData(folder: Folder): Promise<Listing<StoredData>> {
  const ending = '.import.json';
  const files = await folder.list('data');
  const names = files
    .filter((file) => file.endsWith(ending))
    .map((f) => f.slice(0, -ending.length));
  return readEach(names.filter(isId), (name) => readData(folder, name));
}

function filesOf(name: string): { csv: string; schema: string; record: string } {
  return {
    csv: `data/${name}.csv`,
    schema: `data/${name}.schema.json`,
    record: `data/${name}.import.json`,
  };
}

async function removeQuietly(folder: Folder, names: readonly string[]): Promise<void> {
  for (const name of names) await folder.remove(name).catch(() => {});
}
