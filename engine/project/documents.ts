/** The documents of a project: the files that a person edits, and that undo, merge and the journal know. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { TableSchema } from '../data/schema.ts';
import { tableSchemaSchema } from '../data/schema.ts';
import { checkJson, decodeFile, encodeFile, type Source } from './file-kind.ts';
import { formatJson, parseJson } from './json.ts';
import { isId } from './names.ts';
import {
  aimFile,
  type ImportRecord,
  importFile,
  type ProjectMeta,
  planFile,
  projectFile,
  scenarioFile,
} from './schemas.ts';

export const PROJECT_FILE = 'project.json';

/** The fields of a document as JSON; those of project.json without `revision`. */
export type Content = Readonly<Record<string, unknown>>;

/** By file name; a file that is not there is not in the map. */
export type Documents = ReadonlyMap<string, Content>;

/** The documents as edited, while the disk may still have older ones. */
export interface DocumentView {
  readonly documents: Documents;
  /** It was taken away, whatever the disk still has. */
  isGone(file: string): boolean;
}

/** What became of a field of project.json, or of another document as a whole (`field` absent). */
export const changeSchema = z.strictObject({
  file: z.string().refine(isDocument, 'a document is due'),
  field: z.string().exactOptional(),
  /** Absent: it was not there. */
  before: z.unknown().exactOptional(),
  /** Absent: it is not there any more. */
  after: z.unknown().exactOptional(),
});
export type Change = z.infer<typeof changeSchema>;

/** The documents of the data set `name`, beside its CSV. */
export function dataDocuments(name: string): { readonly record: string; readonly schema: string } {
  return { record: `data/${name}.import.json`, schema: `data/${name}.schema.json` };
}

/** Folders of documents of one kind each: <folder>/<id>.json. */
export const COLLECTIONS = {
  scenarios: scenarioFile,
  aims: aimFile,
  policies: planFile,
} as const;

export type Collection = keyof typeof COLLECTIONS;

/** Folders in which documents lie, beside project.json. */
export const DOCUMENT_FOLDERS: readonly string[] = ['data', ...Object.keys(COLLECTIONS)];

/** 'scenarios', 'surge' -> 'scenarios/surge.json'. */
export function documentOf(collection: Collection, id: string): string {
  return `${collection}/${id}.json`;
}

/** The id of a document of the collection; undefined for any other file. */
export function idIn(collection: Collection, file: string): string | undefined {
  const [, folder, id = ''] = /^([^/]+)\/([^/]+)\.json$/.exec(file) ?? [];
  return folder === collection && isId(id) ? id : undefined;
}

export function isDocument(file: string): boolean {
  return kindOf(file) !== undefined;
}

export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

/** What leads from some documents to others. */
export function changesBetween(from: Documents, to: Documents): readonly Change[] {
  const files = [...new Set([...from.keys(), ...to.keys()])].sort();
  return files.flatMap((file) => {
    const [before, after] = [from.get(file), to.get(file)];
    if (before === after) return [];
    if (file !== PROJECT_FILE) return changeOf({ file }, before, after);
    const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return [...fields].flatMap((field) =>
      changeOf({ file, field }, before?.[field], after?.[field]),
    );
  });
}

/** The documents after the changes: each place has what `after` says. */
export function withChanges(documents: Documents, changes: readonly Change[]): Documents {
  const next = new Map(documents);
  for (const { file, field, after } of changes) {
    const content = field === undefined ? after : withField(next.get(file) ?? {}, field, after);
    if (content === undefined) next.delete(file);
    else next.set(file, content as Content);
  }
  return next;
}

export function inverse(changes: readonly Change[]): readonly Change[] {
  return changes
    .map(({ before, after, ...place }) => ({
      ...place,
      ...(after !== undefined && { before: after }),
      ...(before !== undefined && { after: before }),
    }))
    .reverse();
}

/** Changes that lead to what the places of `changes` hold now, from wherever. */
export function presentValues(documents: Documents, changes: readonly Change[]): readonly Change[] {
  return changes.map(({ file, field }) => {
    const content = documents.get(file);
    const after = field === undefined ? content : content?.[field];
    return { file, ...(field !== undefined && { field }), ...(after !== undefined && { after }) };
  });
}

/** Two sets of changes, one after the other, as one. */
export function composed(first: readonly Change[], then: readonly Change[]): readonly Change[] {
  const places = new Map<string, Change>();
  for (const change of [...first, ...then]) {
    const key = `${change.file}#${change.field ?? ''}`;
    const { after: _between, ...earlier } = places.get(key) ?? change;
    const { after } = change;
    places.set(key, { ...earlier, ...(after !== undefined && { after }) });
  }
  return [...places.values()].filter(({ before, after }) => !isSame(before, after));
}

/** Throws ProjectError 'corrupt' that names the first wrong field. */
export function checkDocument(content: unknown, source: Source): Content {
  const kind = knownKindOf(source.name);
  switch (kind) {
    case 'project':
      return withoutRevision(
        checkJson(projectFile.content, { ...(content as object), revision: 0 }, source),
      );
    case 'record':
      return checkJson(importFile.content, content, source);
    case 'schema':
      return checkJson(tableSchemaSchema, content, source);
    default:
      return checkJson<object>(COLLECTIONS[kind].content, content, source) as Content;
  }
}

/** `revision` is that of project.json, 0 for the others. Throws ProjectError 'corrupt', 'newer-version'. */
export function decodeDocument(
  text: string,
  source: Source,
): { readonly content: Content; readonly revision: number } {
  const kind = knownKindOf(source.name);
  switch (kind) {
    case 'project': {
      const meta = decodeFile(projectFile, text, source);
      return { content: plain(withoutRevision(meta)), revision: meta.revision };
    }
    case 'record':
      return { content: plain(decodeFile(importFile, text, source)), revision: 0 };
    case 'schema': {
      const schema = checkJson(tableSchemaSchema, parseJson(text, source), source);
      return { content: plain(schema), revision: 0 };
    }
    default: {
      const content: object = decodeFile<object>(COLLECTIONS[kind], text, source);
      return { content: plain(content), revision: 0 };
    }
  }
}

/** The text of the file. `revision` goes into project.json only. */
export function encodeDocument(file: string, content: Content, revision: number): string {
  const kind = knownKindOf(file);
  switch (kind) {
    case 'project':
      return encodeFile(projectFile, { ...content, revision } as ProjectMeta);
    case 'record':
      return encodeFile(importFile, content as ImportRecord);
    case 'schema':
      return formatJson(content as TableSchema);
    default:
      return encodeFile<object>(COLLECTIONS[kind], content);
  }
}

/** As JSON gives it back: without properties that are undefined. */
export function plain(content: object): Content {
  return JSON.parse(JSON.stringify(content)) as Content;
}

type DocumentKind = 'project' | 'record' | 'schema' | Collection;

function kindOf(file: string): DocumentKind | undefined {
  if (file === PROJECT_FILE) return 'project';
  const [, name, part] = /^data\/([^/]+)\.(import|schema)\.json$/.exec(file) ?? [];
  if (name !== undefined && isId(name)) return part === 'import' ? 'record' : 'schema';
  return (Object.keys(COLLECTIONS) as Collection[]).find(
    (collection) => idIn(collection, file) !== undefined,
  );
}

function knownKindOf(file: string): DocumentKind {
  const kind = kindOf(file);
  if (kind === undefined) throw new Error(`no document: ${file}`);
  return kind;
}

function withoutRevision({ revision: _revision, ...content }: ProjectMeta): Content {
  return content;
}

function withField(content: Content, field: string, value: unknown): Content {
  if (value !== undefined) return { ...content, [field]: value };
  const { [field]: _gone, ...rest } = content;
  return rest;
}

function changeOf(
  place: Pick<Change, 'file' | 'field'>,
  before: unknown,
  after: unknown,
): readonly Change[] {
  if (isSame(before, after)) return [];
  const [was, is] = [before !== undefined && { before }, after !== undefined && { after }];
  return [{ ...place, ...was, ...is }];
}
