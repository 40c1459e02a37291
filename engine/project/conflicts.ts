/** What another program may have done to the documents on disk while the project is open. */
import {
  type Content,
  type Documents,
  decodeDocument,
  encodeDocument,
  isSame,
  PROJECT_FILE,
} from './documents.ts';
import { ProjectError } from './error.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import { sha256 } from './sha256.ts';

/** A document that another program changed; it is not written until the person chose (Project.resolve). */
export interface Conflict {
  /** 'project.json' */
  readonly file: string;
  readonly kind: 'changed' | 'deleted' | 'unreadable';
  /** Fields that both sides changed: a merge keeps ours. Empty: a merge loses nothing. */
  readonly clashes: readonly string[];
}

/** What a file holds now that is not what we last read or wrote. */
export type Theirs =
  | {
      readonly kind: 'changed';
      readonly content: Content;
      readonly revision: number;
      readonly digest: string;
    }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'unreadable'; readonly error: ProjectError; readonly digest: string };

/** A file as we last read or wrote it. */
interface Known {
  /** Undefined: it was not there, or could not be read. */
  readonly content: Content | undefined;
  /** Of the text; '' when there was none. */
  readonly digest: string;
  /** '': to be looked at again. Undefined: it was not there. */
  readonly stamp: string | undefined;
}

/** The documents as they lie in the folder. */
export class DocumentFiles {
  readonly #folder: Folder;
  readonly #known = new Map<string, Known>();
  readonly #theirs = new Map<string, Theirs>();

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** As last read or written: the base of a merge. */
  get contents(): Documents {
    const all = [...this.#known].flatMap(([file, { content }]) =>
      content === undefined ? [] : [[file, content] as const],
    );
    return new Map(all);
  }

  /** Files that hold what another program left there. */
  get theirs(): ReadonlyMap<string, Theirs> {
    return this.#theirs;
  }

  /** Reads a file for the first time; gives the revision of project.json, 0 for others. */
  async load(file: string): Promise<number> {
    const stamp = await this.#folder.stamp(file);
    const text = await this.#folder.readText(file, SIZE_LIMITS.json);
    const { content, revision } = decodeDocument(text, this.#source(file));
    this.#known.set(file, { content, digest: sha256(text), stamp });
    return revision;
  }

  /** Looks whether another program changed the file: cheap when it was not touched. */
  async look(file: string): Promise<void> {
    const known = this.#known.get(file) ?? { content: undefined, digest: '', stamp: undefined };
    const stamp = await this.#folder.stamp(file).catch(() => '');
    const isTouched = stamp !== known.stamp || this.#theirs.has(file);
    if (!isTouched && stamp !== '') return;
    const now = await this.#read(file);
    this.#theirs.delete(file);
    if (!isAsKnown(now, known)) this.#theirs.set(file, now);
    else if (now.kind === 'changed') this.#known.set(file, { ...now, stamp });
  }

  /** From now on theirs is the base. */
  accept(file: string): void {
    const theirs = this.#theirs.get(file);
    if (theirs === undefined) return;
    const content = theirs.kind === 'changed' ? theirs.content : undefined;
    const digest = theirs.kind === 'deleted' ? '' : theirs.digest;
    this.#known.set(file, { content, digest, stamp: '' });
    this.#theirs.delete(file);
  }

  /** Writes or removes the file, whatever is there: look first. */
  async save(file: string, content: Content | undefined, revision: number): Promise<void> {
    if (content === undefined) {
      await this.#folder.remove(file);
      this.#known.set(file, { content, digest: '', stamp: undefined });
    } else {
      const text = encodeDocument(file, content, revision);
      if (file !== PROJECT_FILE) await this.#folder.makeFolder(file.slice(0, file.indexOf('/')));
      await this.#folder.write(file, text);
      this.#known.set(file, { content, digest: sha256(text), stamp: '' });
    }
    this.#theirs.delete(file);
  }

  async #read(file: string): Promise<Theirs> {
    let digest = '';
    try {
      const text = await this.#folder.readText(file, SIZE_LIMITS.json);
      digest = sha256(text);
      return { kind: 'changed', ...decodeDocument(text, this.#source(file)), digest };
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      if (error.code === 'not-found') return { kind: 'deleted' };
      return { kind: 'unreadable', error, digest };
    }
  }

  #source(file: string) {
    return { file: this.#folder.path(file), name: file };
  }
}

/** Laid out anew is not changed. */
function isAsKnown(now: Theirs, known: Known): boolean {
  switch (now.kind) {
    case 'changed':
      return now.digest === known.digest || isSame(now.content, known.content);
    case 'deleted':
      return known.digest === '';
    case 'unreadable':
      return false;
    default:
      return now satisfies never;
  }
}

/** Fields that both sides changed, each in its own way. */
export function clashesOf(base: Content = {}, ours: Content = {}, theirs: Content = {}): string[] {
  return fieldsOf(base, ours, theirs).filter(
    (field) =>
      !isSame(ours[field], base[field]) &&
      !isSame(theirs[field], base[field]) &&
      !isSame(ours[field], theirs[field]),
  );
}

/** Three versions as one: of each field the one that changed, ours where both did. */
export function merged(base: Content = {}, ours: Content = {}, theirs: Content = {}): Content {
  const fields = fieldsOf(base, ours, theirs).map(
    (field) => [field, isSame(ours[field], base[field]) ? theirs[field] : ours[field]] as const,
  );
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function fieldsOf(...contents: readonly Content[]): string[] {
  return [...new Set(contents.flatMap((content) => Object.keys(content)))];
}
