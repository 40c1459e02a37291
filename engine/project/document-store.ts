/**
 * The documents of an open project: edited in memory, durable in the journal before an edit resolves, and brought up
 * to date on disk soon afterwards. What another program did to a file meanwhile is never overwritten unasked.
 */
import { type Conflict, clashesOf, merged, type Theirs } from './conflicts.ts';
import { cannotReload, noConflict, nothingTo } from './document-errors.ts';
import {
  type Content,
  changesBetween,
  checkDocument,
  type Documents,
  type DocumentView,
  inverse,
  isDocument,
  isSame,
  PROJECT_FILE,
  withChanges,
} from './documents.ts';
import { ProjectError } from './error.ts';
import type { Folder } from './folder.ts';
import { entriesOf, type History, recorded, shortened } from './history.ts';
import { type Entry, JOURNAL } from './journal.ts';
import { type LoadedDocuments, loadDocuments } from './load-documents.ts';

/** Milliseconds from an edit to the files. */
const SAVE_AFTER = 500;
/** Milliseconds until the files are tried again after the disk refused them. */
const RETRY_AFTER = 5000;
/** A journal beyond these is made shorter when the project is opened, to the newest KEPT_STEPS. */
const LONG_JOURNAL = { bytes: 4 * 1024 * 1024, steps: 2000 };
const KEPT_STEPS = 500;
/** Beyond these it is made shorter at once. */
const HUGE_JOURNAL = { bytes: 32 * 1024 * 1024, lines: 10_000 };

export class DocumentStore implements DocumentView {
  readonly #folder: Folder;
  readonly #clock: () => Date;
  #loaded: LoadedDocuments;
  readonly #listeners = new Set<() => void>();
  /** Files that the disk does not have as they are, with the first revision that it lacks. */
  readonly #unsaved = new Map<string, number>();
  #documents: Documents;
  #history: History;
  #revision: number;
  #queue: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** What the files of the writer looked like when they were last read; '' at first. */
  #followed = '';

  constructor(folder: Folder, clock: () => Date, loaded: LoadedDocuments) {
    this.#folder = folder;
    this.#clock = clock;
    this.#loaded = loaded;
    this.#documents = loaded.documents;
    this.#history = loaded.history;
    this.#revision = loaded.revision;
    this.#replayed();
  }

  get documents(): Documents {
    return this.#documents;
  }

  isGone(file: string): boolean {
    return !this.#documents.has(file) && this.#unsaved.has(file);
  }

  get history(): History {
    return this.#history;
  }

  get revision(): number {
    return this.#revision;
  }

  get conflicts(): readonly Conflict[] {
    return [...this.#loaded.files.theirs].map(([file, theirs]) => {
      const content = theirs.kind === 'changed' ? theirs.content : undefined;
      const [base, ours] = [this.#loaded.files.contents.get(file), this.#documents.get(file)];
      return { file, kind: theirs.kind, clashes: content ? clashesOf(base, ours, content) : [] };
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** `next` gives the documents as they are to be; nothing is recorded when they are the same. */
  edit(
    step: { readonly intent: string; readonly burst?: string },
    next: (now: Documents) => Documents | Promise<Documents>,
  ): Promise<void> {
    return this.#inTurn(async () => {
      this.#folder.checkWritable();
      await this.#commit({ kind: 'edit', ...step }, await next(this.#documents));
    });
  }

  undo(): Promise<void> {
    return this.#inTurn(async () => {
      this.#folder.checkWritable();
      const step = this.#history.steps[this.#history.done - 1];
      if (step === undefined) throw nothingTo('undo');
      const next = withChanges(this.#documents, inverse(step.changes));
      await this.#commit({ kind: 'undo', intent: step.intent }, next);
    });
  }

  redo(): Promise<void> {
    return this.#inTurn(async () => {
      this.#folder.checkWritable();
      const step = this.#history.steps[this.#history.done];
      if (step === undefined) throw nothingTo('redo');
      const next = withChanges(this.#documents, step.changes);
      await this.#commit({ kind: 'redo', intent: step.intent }, next);
    });
  }

  /** Looks whether another program changed a document. */
  checkDisk(): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.conflicts;
      for (const file of this.#loaded.files.contents.keys()) await this.#look(file);
      if (JSON.stringify(before) === JSON.stringify(this.conflicts)) return;
      if (this.#unsaved.size > 0) this.#saveIn(SAVE_AFTER);
      this.changed();
    });
  }

  /** For who only reads: takes over what the writer did meanwhile. */
  follow(): Promise<void> {
    return this.#inTurn(async () => {
      const stamps = await this.#stamps();
      if (stamps === this.#followed) return;
      // While the writer is in the middle of something, or gone, what was read before stands.
      const loaded = await loadDocuments(this.#folder, { mends: false }).catch(unlessDisk);
      if (!loaded) return;
      this.#followed = stamps;
      if (loaded.revision === this.#revision) return;
      this.#loaded = loaded;
      this.#documents = loaded.documents;
      this.#history = loaded.history;
      this.#revision = loaded.revision;
      this.#unsaved.clear();
      this.#replayed();
      this.changed();
    });
  }

  /** What the journal has and the files do not. */
  #replayed(): void {
    const { files, documents, revision, savedRevision } = this.#loaded;
    if (revision > savedRevision) {
      this.#touched(changesBetween(files.contents, documents), savedRevision + 1);
    }
  }

  async #stamps(): Promise<string> {
    const stamps = [JOURNAL, PROJECT_FILE].map((file) => this.#folder.stamp(file));
    return (await Promise.all(stamps).catch(() => [])).join();
  }

  /** merge: by field, ours where both changed one. reload: theirs. Ours stays one undo away. */
  resolve(file: string, choice: 'merge' | 'reload'): Promise<void> {
    return this.#inTurn(async () => {
      this.#folder.checkWritable();
      if (!isDocument(file)) throw noConflict(file);
      await this.#look(file);
      const theirs = this.#loaded.files.theirs.get(file);
      if (theirs === undefined) throw noConflict(file);
      if (theirs.kind === 'unreadable' && theirs.error.code === 'newer-version') throw theirs.error;
      await (choice === 'merge' ? this.#merge(file, theirs) : this.#reload(file, theirs));
      this.#saveIn(SAVE_AFTER);
      this.changed();
    });
  }

  /** Brings the files up to date now; those in conflict stay as they are. */
  flush(): Promise<void> {
    return this.#inTurn(() => this.#save());
  }

  /** What opening leaves to be done by whoever may write. A disk that refuses it is no reason not to open. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#unsaved.size > 0) this.#saveIn(SAVE_AFTER);
      const isLong =
        this.#loaded.journal.size > LONG_JOURNAL.bytes ||
        this.#history.steps.length > LONG_JOURNAL.steps;
      if (isLong) await this.#compact();
      if (this.#loaded.outside.length === 0) return;
      const step = { kind: 'edit' as const, intent: 'Changed outside of the studio' };
      const changes = [...this.#loaded.outside];
      await this.#record({ ...step, revision: this.#revision + 1, changes }, this.#documents);
      this.#saveIn(SAVE_AFTER);
    }).catch(unlessDisk);
  }

  /** Writes what is left to be written, as far as the disk allows: the journal has it all. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush().catch(unlessDisk);
    clearTimeout(this.#timer);
  }

  async #merge(file: string, theirs: Theirs): Promise<void> {
    if (theirs.kind === 'changed') {
      const ours = this.#documents.get(file);
      const both = merged(this.#loaded.files.contents.get(file), ours, theirs.content);
      const intent = `Merged ${file} with what another program changed`;
      await this.#commit({ kind: 'edit', intent }, withDocument(this.#documents, file, both));
    }
    this.#touched([{ file }], this.#revision);
    await this.#writeFile(file);
  }

  async #reload(file: string, theirs: Theirs): Promise<void> {
    const content = theirs.kind === 'changed' ? theirs.content : undefined;
    const path = this.#folder.path(file);
    if (theirs.kind === 'unreadable') throw cannotReload(path, file, theirs.error);
    if (content === undefined && file === PROJECT_FILE) throw cannotReload(path, file);
    const intent = `Took ${file} as another program left it`;
    await this.#commit({ kind: 'edit', intent }, withDocument(this.#documents, file, content));
    this.#loaded.files.accept(file);
  }

  async #commit(step: Pick<Entry, 'kind' | 'intent' | 'burst'>, next: Documents): Promise<void> {
    const changes = [...changesBetween(this.#documents, next)];
    if (changes.length === 0 && step.kind === 'edit') return;
    for (const name of new Set(changes.map(({ file }) => file))) {
      const content = next.get(name);
      if (content !== undefined) checkDocument(content, { file: this.#folder.path(name), name });
    }
    await this.#record({ ...step, revision: this.#revision + 1, changes }, next);
    this.#saveIn(SAVE_AFTER);
    this.changed();
  }

  /** From here on the change is durable and in force. */
  async #record(step: Omit<Entry, 'at'>, next: Documents): Promise<void> {
    const entry = { ...step, at: this.#clock().toISOString() };
    const history = recorded(this.#history, entry);
    const { journal } = this.#loaded;
    const all = () => this.#entries(history, entry.revision, next);
    const isAnew = await journal.append(entry, all);
    this.#documents = next;
    this.#history = isAnew ? shortened(history, KEPT_STEPS) : history;
    this.#revision = entry.revision;
    this.#touched(step.changes, entry.revision);
    const isHuge = journal.size > HUGE_JOURNAL.bytes || journal.lines > HUGE_JOURNAL.lines;
    // The edit is durable already: a disk that has no room for a shorter journal keeps the long one.
    if (isHuge) await this.#compact().catch(unlessDisk);
  }

  #touched(changes: readonly { readonly file: string }[], revision: number): void {
    for (const { file } of [...changes, { file: PROJECT_FILE }]) {
      if (!this.#unsaved.has(file)) this.#unsaved.set(file, revision);
    }
  }

  async #look(file: string): Promise<void> {
    await this.#loaded.files.look(file);
    const theirs = this.#loaded.files.theirs.get(file);
    if (theirs === undefined || theirs.kind === 'unreadable') return;
    const content = theirs.kind === 'changed' ? theirs.content : undefined;
    if (isSame(content, this.#documents.get(file))) this.#loaded.files.accept(file);
    else if (file === PROJECT_FILE && theirs.kind === 'changed') {
      await this.#outrun(theirs.revision);
    }
  }

  /** When the project is opened again, what is not saved yet has to be newer than another program's revision. */
  async #outrun(revision: number): Promise<void> {
    this.#revision = Math.max(this.#revision, revision);
    if (revision < Math.min(...this.#unsaved.values())) return;
    const changes = [...changesBetween(this.#loaded.files.contents, this.#documents)];
    const entry = { kind: 'state', intent: 'Unsaved', revision: this.#revision + 1 } as const;
    await this.#record({ ...entry, changes }, this.#documents);
    for (const unsaved of this.#unsaved.keys()) this.#unsaved.set(unsaved, entry.revision);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unsaved.size === 0) return;
    try {
      // project.json last: its revision says that the others are there.
      const files = [...this.#unsaved.keys()].filter((file) => file !== PROJECT_FILE);
      for (const file of [...files, PROJECT_FILE]) await this.#saveFile(file);
    } catch (error) {
      this.#saveIn(RETRY_AFTER);
      throw error;
    }
  }

  async #saveFile(file: string): Promise<void> {
    const wasKnown = this.#loaded.files.theirs.has(file);
    await this.#look(file);
    if (!this.#loaded.files.theirs.has(file)) await this.#writeFile(file);
    else if (!wasKnown) this.changed();
  }

  async #writeFile(file: string): Promise<void> {
    const lacking = [...this.#unsaved].flatMap(([other, first]) => (other === file ? [] : [first]));
    const revision = Math.min(this.#revision + 1, ...lacking) - 1;
    await this.#loaded.files.save(file, this.#documents.get(file), revision);
    this.#unsaved.delete(file);
  }

  #saveIn(milliseconds: number): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      // The edits are in the journal, and the files are tried again.
      this.flush().catch(() => {});
    }, milliseconds);
    this.#timer.unref();
  }

  async #compact(): Promise<void> {
    const entries = this.#entries(this.#history, this.#revision, this.#documents);
    await this.#loaded.journal.rewrite(entries);
    this.#history = shortened(this.#history, KEPT_STEPS);
  }

  #entries(history: History, revision: number, documents: Documents): readonly Entry[] {
    return entriesOf(history, KEPT_STEPS, {
      revision,
      at: this.#clock().toISOString(),
      documents,
      onDisk: this.#loaded.files.contents,
      isSaved: this.#unsaved.size === 0 && revision === this.#revision,
    });
  }

  /** One after the other, in the order of the calls. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

/** The documents with this one instead; undefined: without it. */
function withDocument(documents: Documents, file: string, content: Content | undefined): Documents {
  const next = new Map(documents);
  if (content === undefined) next.delete(file);
  else next.set(file, content);
  return next;
}

function unlessDisk(error: unknown): void {
  if (!(error instanceof ProjectError)) throw error;
}
