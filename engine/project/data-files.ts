/** data/: each CSV exactly as it came, its Table Schema, and the record of how it was read. */
import type { TableSchema } from '../data/schema.ts';
import {
  type Content,
  type Documents,
  type DocumentView,
  dataDocuments,
  decodeDocument,
  isSame,
  plain,
} from './documents.ts';
import { ProjectError } from './error.ts';
import type { Source } from './file-kind.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import type { Listing } from './listing.ts';
import { readEach } from './listing.ts';
import { checkId, fileNameOf, isId } from './names.ts';
import type { ImportRecord } from './schemas.ts';
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
 * Puts the bytes of a data set into place and gives its documents, record and schema. The same bytes may be
 * imported again with another schema or other fixes; other bytes under a used name are refused ('exists'), since runs
 * refer to them. `undo` takes bytes away that were not there before.
 */
export async function putData(
  folder: Folder,
  view: DocumentView,
  data: NewData,
  now: Date,
): Promise<{ readonly documents: Documents; readonly undo: () => Promise<void> }> {
  const files = dataDocuments(checkId(data.name, 'data'));
  const digest = sha256(data.bytes);
  const before = await recordOf(folder, view, data.name);
  const isRecorded = before?.sha256 === digest;
  if (before !== undefined && !isRecorded) throw otherBytes(folder, data.name);
  const isNew = await putBytes(folder, data, digest, isRecorded);
  const record = recordFor(data, digest, before, now);
  const schema = plain(data.schema);
  const undo = async () => {
    if (isNew) await folder.remove(csvOf(data.name)).catch(() => {});
  };
  const documents = new Map([
    [files.schema, schema],
    [files.record, record],
  ]);
  return { documents, undo };
}

/** Schema and record of a data set. Throws ProjectError 'not-found', 'corrupt', ... */
export async function readData(
  folder: Folder,
  view: DocumentView,
  name: string,
): Promise<StoredData> {
  const files = dataDocuments(checkId(name, 'data'));
  const record = (await readDocument(folder, view, files.record)) as ImportRecord;
  const schema = (await readDocument(folder, view, files.schema)) as TableSchema;
  return { name, schema, ...record };
}

/** The imported bytes; throws ProjectError 'data-changed' when the file has others by now. */
export async function readDataBytes(folder: Folder, data: StoredData): Promise<Uint8Array> {
  const csv = csvOf(data.name);
  const bytes = await folder.read(csv, SIZE_LIMITS.data);
  if (sha256(bytes) === data.sha256) return bytes;
  throw new ProjectError('data-changed', `${csv}: not the file that was imported`, {
    hint: 'Restore it from a copy of the project, or import the new file under another name.',
    place: { file: folder.path(csv) },
  });
}

/** SHA-256 of the bytes of a data set, also of one whose import was undone: runs may refer to it. */
export async function digestOfData(
  folder: Folder,
  view: DocumentView,
  name: string,
): Promise<string> {
  const record = await recordOf(folder, view, checkId(name, 'data'));
  return record?.sha256 ?? sha256(await folder.read(csvOf(name), SIZE_LIMITS.data));
}

export async function listData(folder: Folder, view: DocumentView): Promise<Listing<StoredData>> {
  const onDisk = (await folder.list('data')).map((name) => `data/${name}`);
  const names = [...onDisk, ...view.documents.keys()]
    .filter((file) => !view.isGone(file))
    .flatMap((file) => /^data\/(.*)\.import\.json$/.exec(file)?.[1] ?? []);
  const present = [...new Set(names)].filter(isId).sort();
  return readEach(present, (name) => readData(folder, view, name));
}

/** As edited; from the disk where the document was not there or not readable when the project was opened. */
async function readDocument(folder: Folder, view: DocumentView, file: string): Promise<Content> {
  const known = view.documents.get(file);
  if (known !== undefined) return known;
  const source = { file: folder.path(file), name: file };
  if (view.isGone(file)) throw notThere(source);
  return decodeDocument(await folder.readText(file, SIZE_LIMITS.json), source).content;
}

async function recordOf(
  folder: Folder,
  view: DocumentView,
  name: string,
): Promise<ImportRecord | undefined> {
  const { record } = dataDocuments(name);
  const isThere = view.documents.has(record) || (await folder.exists(record));
  if (!isThere || view.isGone(record)) return undefined;
  return (await readDocument(folder, view, record)) as ImportRecord;
}

/** The same record keeps its time: importing once more what is there changes nothing. */
function recordFor(
  { file: path, bytes, fixes, roles }: NewData,
  digest: string,
  before: ImportRecord | undefined,
  now: Date,
): Content {
  const file = fileNameOf(path);
  const imported = now.toISOString();
  const record = { file, imported, bytes: bytes.length, sha256: digest, fixes, roles };
  const again = plain({ ...record, imported: before?.imported });
  return before !== undefined && isSame(plain(before), again) ? again : plain(record);
}

/**
 * Gives whether the bytes were not there before; those of an import that was undone still are. `isRecorded`: they
 * belong there, whatever somebody made of the file.
 */
async function putBytes(
  folder: Folder,
  { name, bytes }: NewData,
  digest: string,
  isRecorded: boolean,
): Promise<boolean> {
  const csv = csvOf(name);
  const isThere = await folder.exists(csv);
  if (isThere && sha256(await folder.read(csv, SIZE_LIMITS.data)) === digest) return false;
  if (isThere && !isRecorded) throw otherBytes(folder, name);
  await folder.makeFolder('data');
  await folder.write(csv, bytes);
  return !isThere;
}

function csvOf(name: string): string {
  return `data/${name}.csv`;
}

function otherBytes(folder: Folder, name: string): ProjectError {
  return new ProjectError('exists', `data: ${name} holds another file already`, {
    hint: 'Import it under another name.',
    place: { file: folder.path(csvOf(name)) },
  });
}

function notThere({ file, name }: Source): ProjectError {
  return new ProjectError('not-found', `file: not found: ${name}`, {
    hint: 'Its import was undone: redo it, or import the file again.',
    place: { file },
  });
}
