/** Reads the documents and the journal of a project, and mends what a crash or another program left. */
import { DocumentFiles } from './conflicts.ts';
import {
  type Change,
  changesBetween,
  checkDocument,
  DOCUMENT_FOLDERS,
  type Documents,
  isDocument,
  PROJECT_FILE,
  withChanges,
} from './documents.ts';
import { ProjectError } from './error.ts';
import type { Folder } from './folder.ts';
import { type History, NO_HISTORY, recorded } from './history.ts';
import { type Entry, JOURNAL, Journal, readJournal, type StoredJournal } from './journal.ts';

/** Something that opening a project mended or left out, in words. */
export interface Notice {
  readonly file: string;
  readonly message: string;
  readonly hint: string;
}

export interface LoadedDocuments {
  readonly files: DocumentFiles;
  readonly documents: Documents;
  readonly history: History;
  readonly journal: Journal;
  /** Of the newest change. */
  readonly revision: number;
  /** What the files have. */
  readonly savedRevision: number;
  /** Done to the files while the project was closed, where the journal knows what they held. */
  readonly outside: readonly Change[];
  readonly notices: readonly Notice[];
}

/**
 * `mends`: the damaged part of a journal is moved out of the way; without it nothing is written. Throws ProjectError
 * 'not-found', 'corrupt', 'newer-version', ...
 */
export async function loadDocuments(
  folder: Folder,
  { mends }: { readonly mends: boolean },
): Promise<LoadedDocuments> {
  // Before project.json: what another process saves in between is then in both, and not in neither.
  const stored = await readJournal(folder);
  const files = new DocumentFiles(folder);
  const savedRevision = await files.load(PROJECT_FILE);
  const unreadable = await loadOthers(folder, files);
  const onDisk = files.contents;
  const project = String(onDisk.get(PROJECT_FILE)!.id);
  const isForeign = stored.project !== undefined && stored.project !== project;
  const entries = isForeign ? [] : stored.entries;
  const newer = entries.filter(({ revision }) => revision > savedRevision);
  const documents = replayed(folder, onDisk, newer);
  const journal = new Journal(folder, project, { size: stored.size, entries });
  const outside = changesBetween(withChanges(onDisk, entries.flatMap(changesOf)), documents);
  if (mends && stored.isOld) await journal.rewrite(entries);
  return {
    files,
    documents,
    history: entries.reduce(recorded, NO_HISTORY),
    journal,
    revision: Math.max(savedRevision, entries.at(-1)?.revision ?? 0),
    savedRevision,
    outside: outside.filter(({ file }) => !unreadable.has(file)),
    notices: [
      ...(await setAside(folder, journal, stored, { isForeign, mends })),
      ...[...unreadable].flatMap(([file, error]) => noticeOf(file, error)),
    ],
  };
}

/** The documents beside project.json; gives those that cannot be read, and why. */
async function loadOthers(
  folder: Folder,
  files: DocumentFiles,
): Promise<ReadonlyMap<string, ProjectError>> {
  const unreadable = new Map<string, ProjectError>();
  for (const parent of DOCUMENT_FOLDERS) {
    const names = (await folder.list(parent)).map((name) => `${parent}/${name}`);
    for (const file of names.filter(isDocument)) {
      try {
        await files.load(file);
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        unreadable.set(file, error);
      }
    }
  }
  return unreadable;
}

/** Data are told of by whoever asks for them; nobody asks for a scenario that is not on the list. */
function noticeOf(file: string, { message, hint }: ProjectError): readonly Notice[] {
  return file.startsWith('data/') ? [] : [{ file, message, hint: hint ?? '' }];
}

function replayed(folder: Folder, onDisk: Documents, newer: readonly Entry[]): Documents {
  const documents = withChanges(onDisk, newer.flatMap(changesOf));
  for (const { file } of newer.flatMap(changesOf)) {
    const content = documents.get(file);
    if (content !== undefined) checkDocument(content, { file: folder.path(JOURNAL), name: file });
  }
  return documents;
}

/** Keeps what is no part of the journal in a file of its own. */
async function setAside(
  folder: Folder,
  journal: Journal,
  { entries, damage }: StoredJournal,
  { isForeign, mends }: { readonly isForeign: boolean; readonly mends: boolean },
): Promise<readonly Notice[]> {
  if (!isForeign && damage === undefined) return [];
  const aside = await freeName(folder);
  const message = isForeign
    ? `${JOURNAL}: belongs to another project`
    : `${JOURNAL}: damaged at line ${damage!.line}; the ${entries.length} steps before it were used`;
  if (!mends) {
    return [{ file: JOURNAL, message, hint: 'Open the project for writing to have it mended.' }];
  }
  const bytes = isForeign ? await folder.read(JOURNAL, Number.POSITIVE_INFINITY) : damage!.rest;
  await folder.write(aside, bytes);
  await journal.rewrite(isForeign ? [] : entries);
  const hint = isForeign
    ? `It is kept as ${aside}. The project is as its files say, without earlier steps to undo.`
    : `The rest is kept as ${aside}. Check whether the last changes are there.`;
  return [{ file: JOURNAL, message, hint }];
}

async function freeName(folder: Folder): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `journal.damaged-${number}.jsonl`;
    if (!(await folder.exists(name))) return name;
  }
}

function changesOf({ changes }: Entry): readonly Change[] {
  return changes;
}
