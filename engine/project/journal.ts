/**
 * journal.jsonl: every edit, on disk before it is acknowledged (write-ahead). Each line carries a checksum:
 *
 *   {"sum":"0123456789abcdef","line":{...}}
 *
 * The first line says whose journal it is, the others are entries in sequence. Documents are brought up to date
 * afterwards; entries newer than the `revision` of project.json are replayed when the project is opened. When the
 * fields of project.json change with a new version, the version of the journal rises with it, and its migrations
 * turn the lines.
 */
import { z } from 'zod';
import { changeSchema } from './documents.ts';
import { ProjectError } from './error.ts';
import type { FileKind, Source } from './file-kind.ts';
import { checkJson, decodeFile, migrated } from './file-kind.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import { sha256 } from './sha256.ts';

export const JOURNAL = 'journal.jsonl';

const entrySchema = z.strictObject({
  /** Counts the lines after the first, from 1. */
  seq: z.int().positive(),
  revision: z.int().positive(),
  at: z.iso.datetime({ offset: true }),
  /** state: what the documents have become, and no step to undo (written when the journal is made shorter). */
  kind: z.enum(['edit', 'undo', 'redo', 'state']),
  /** In the person's words: 'Held out 28 rows'. Of an undo: that of the step. */
  intent: z.string(),
  burst: z.string().exactOptional(),
  changes: z.array(changeSchema),
});

/** An entry that does not know its place in the file. */
export type Entry = Omit<z.infer<typeof entrySchema>, 'seq'>;

const headerSchema = z.strictObject({ project: z.uuid() });

export const journalFile: FileKind<z.infer<typeof headerSchema>> = {
  noun: 'journal',
  version: 1,
  content: headerSchema,
  migrations: [],
};

/** What could be read of a journal. */
export interface StoredJournal {
  /** Id of the project that it belongs to; undefined when there is no journal. */
  readonly project: string | undefined;
  /** Of an older studio: it has to be written anew before something is added. */
  readonly isOld: boolean;
  readonly entries: readonly Entry[];
  /** Bytes of the lines that hold them. */
  readonly size: number;
  /** The first line that is no entry, and everything from there on; a torn last line is none of these. */
  readonly damage: { readonly line: number; readonly rest: Uint8Array } | undefined;
}

/** Throws ProjectError 'newer-version', 'no-permission', 'outside', 'too-large', ... */
export async function readJournal(folder: Folder): Promise<StoredJournal> {
  const source = { file: folder.path(JOURNAL), name: JOURNAL };
  const isThere = (await folder.stamp(JOURNAL)) !== undefined;
  const bytes = isThere ? await folder.read(JOURNAL, SIZE_LIMITS.journal) : new Uint8Array();
  return parseJournal(bytes, source);
}

/** Writes the journal. One call at a time. */
export class Journal {
  readonly #folder: Folder;
  readonly #project: string;
  #size: number;
  #seq: number;

  constructor(folder: Folder, project: string, stored: Pick<StoredJournal, 'size' | 'entries'>) {
    this.#folder = folder;
    this.#project = project;
    this.#size = stored.size;
    this.#seq = stored.entries.length;
  }

  /** Bytes. */
  get size(): number {
    return this.#size;
  }

  get lines(): number {
    return this.#seq;
  }

  /**
   * Resolves once the disk has the entry. Where another program took the file away it is written anew with `all`,
   * this entry included; gives whether that was so.
   */
  async append(entry: Entry, all: () => readonly Entry[]): Promise<boolean> {
    if (this.#size === 0) {
      await this.rewrite([entry]);
      return false;
    }
    const line = lineOf({ seq: this.#seq + 1, ...entry });
    const isAdded = await this.#folder.appendDurably(JOURNAL, this.#size, line);
    if (!isAdded) {
      await this.rewrite(all());
      return true;
    }
    this.#seq++;
    this.#size += Buffer.byteLength(line);
    return false;
  }

  /** Replaces the journal as a whole. */
  async rewrite(entries: readonly Entry[]): Promise<void> {
    const header = lineOf({ schema: journalFile.version, project: this.#project });
    const lines = entries.map((entry, at) => lineOf({ ...entry, seq: at + 1 }));
    const text = [header, ...lines].join('');
    await this.#folder.write(JOURNAL, text);
    this.#seq = entries.length;
    this.#size = Buffer.byteLength(text);
  }
}

function parseJournal(bytes: Uint8Array, source: Source): StoredJournal {
  const entries: Entry[] = [];
  let header: Header | undefined;
  let size = 0;
  let damage: StoredJournal['damage'];
  // A last line that is torn was never acknowledged: it is left out in silence, with its line end or without.
  for (let line = 1; damage === undefined; line++) {
    const end = bytes.indexOf(NEW_LINE, size);
    if (end < 0) break;
    const payload = payloadOf(bytes.subarray(size, end));
    const where = { ...source, name: `${source.name}, line ${line}` };
    const entry = header && entryOf(payload, header, where);
    header ??= headerOf(payload, where);
    const isSound = header !== undefined && (line === 1 || entry?.seq === line - 1);
    if (!isSound && end === bytes.length - 1) break;
    if (!isSound) damage = { line, rest: bytes.subarray(size) };
    else {
      if (entry !== undefined) entries.push(entry);
      size = end + 1;
    }
  }
  const { project, version = journalFile.version } = header ?? {};
  return { project, isOld: version < journalFile.version, entries, size, damage };
}

const NEW_LINE = 10;
const LINE = /^\{"sum":"([0-9a-f]{16})","line":(.*)\}$/s;

function lineOf(payload: object): string {
  const text = JSON.stringify(payload);
  return `{"sum":"${checksum(text)}","line":${text}}\n`;
}

/** The text of the payload; undefined where the checksum does not fit. */
function payloadOf(bytes: Uint8Array): string | undefined {
  const [, sum, text] = LINE.exec(new TextDecoder().decode(bytes)) ?? [];
  return text !== undefined && checksum(text) === sum ? text : undefined;
}

function checksum(text: string): string {
  return sha256(text).slice(0, 16);
}

interface Header {
  readonly project: string;
  readonly version: number;
}

function headerOf(payload: string | undefined, source: Source): Header | undefined {
  return unlessDamaged(() => {
    if (payload === undefined) return undefined;
    const { project } = decodeFile(journalFile, payload, source);
    return { project, version: (JSON.parse(payload) as { schema: number }).schema };
  });
}

function entryOf(payload: string | undefined, { version }: Header, source: Source) {
  return unlessDamaged(() => {
    if (payload === undefined) return undefined;
    const line = JSON.parse(payload) as Record<string, unknown>;
    return checkJson(entrySchema, migrated(journalFile, line, version), source);
  });
}

function unlessDamaged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProjectError && error.code === 'corrupt') return undefined;
    throw error;
  }
}
