/**
 * A project: a plain folder that holds the words, the data, the simulators, the runs and the exports.
 * This file is the door of the room; the parts are in the *-files.ts beside it.
 */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { NO_MEANS } from '../decide/schemas/means.ts';
import { type Collected, collectionOf } from './collections.ts';
import type { Conflict } from './conflicts.ts';
import type { StoredData } from './data-files.ts';
import { digestOfData, listData, readData, readDataBytes } from './data-files.ts';
import { DocumentStore } from './document-store.ts';
import { type Collection, PROJECT_FILE } from './documents.ts';
import { DOOR, noProject, projectFolderOf } from './door.ts';
import { makeEmptyFolder } from './empty-folder.ts';
import { diskError, ProjectError } from './error.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './file-system.ts';
import { Folder } from './folder.ts';
import { type HistoryStep, shown } from './history.ts';
import type { Listing } from './listing.ts';
import { loadDocuments, type Notice } from './load-documents.ts';
import type { Lock } from './lock.ts';
import { acquireLock, lockLost } from './lock.ts';
import { checkFileName } from './names.ts';
import { checkMeta, type EditStep, editProject, metaOf } from './project-edit.ts';
import * as runFiles from './run-files.ts';
import type { NewRun, RunWriter } from './run-writer.ts';
import { resumeRun, startRun } from './run-writer.ts';
import type { LogEntry, ProjectMeta, RunRecord, SimulatorRecord } from './schemas.ts';
import { doorFile, projectFile } from './schemas.ts';
import type { NewSimulator, StoredSimulator } from './simulator-files.ts';
import { listSimulators, readSimulator, saveSimulator } from './simulator-files.ts';
import type { Table } from './table.ts';

export interface ProjectOptions {
  readonly clock: () => Date;
  /** Version of the studio, written into what it makes. */
  readonly app: string;
  /** Default: the disk. */
  readonly fs?: FileSystem;
}

/** Every method rejects with a ProjectError that names the file and the way out. */
export interface Project {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly meta: ProjectMeta;
  /** Why nothing can be written (open elsewhere, read-only folder, full disk); undefined when all can. */
  readonly readOnly: ProjectError | undefined;
  /** What opening mended or left out. */
  readonly notices: readonly Notice[];

  /** Rises with each change of a document: project.json, and how data are read. */
  readonly revision: number;
  /**
   * Resolves once the step is durable; the files follow within a second. A step that changes nothing is none. Importing
   * data and what follows from it are one step; undoing it leaves the bytes of the CSV, which runs may refer to.
   * Rejects with 'exists' when the name belongs to data with other bytes.
   */
  edit(step: EditStep): Promise<void>;
  /** Rejects with 'nothing-to-undo'. */
  undo(): Promise<void>;
  /** Rejects with 'nothing-to-redo'. */
  redo(): Promise<void>;
  /** The intents that undo and redo would act on; undefined when there is none. */
  readonly undoIntent: string | undefined;
  readonly redoIntent: string | undefined;
  /** Newest first; it survives closing and opening. */
  history(): readonly HistoryStep[];

  /** Documents that another program changed while the project is open. They are not written until resolved. */
  readonly conflicts: readonly Conflict[];
  /**
   * Looks for conflicts, or, where nothing can be written, for what the writer did meanwhile: to be called every other
   * second. Cheap when nothing was touched.
   */
  checkDisk(): Promise<void>;
  /**
   * merge: by field, ours where both changed one, or where theirs cannot be read. reload: theirs; ours is one undo
   * away. Rejects with 'not-found' where there is no conflict, 'corrupt' where theirs cannot be reloaded.
   */
  resolve(file: string, choice: 'merge' | 'reload'): Promise<void>;
  /** Brings the files up to date now. Nothing is lost without it. */
  flush(): Promise<void>;
  /** Called after each change of documents, conflicts and simulators; gives the function that ends it. */
  onChange(listener: () => void): () => void;

  /** Scenarios, aims or plans, by id in the order of their names. */
  collection<C extends Collection>(collection: C): readonly Collected<C>[];

  readData(name: string): Promise<StoredData & { readonly content: Uint8Array }>;
  listData(): Promise<Listing<StoredData>>;

  saveSimulator(simulator: NewSimulator): Promise<SimulatorRecord>;
  readSimulator(id: string): Promise<StoredSimulator>;
  listSimulators(): Promise<Listing<SimulatorRecord>>;

  startRun(run: NewRun): Promise<RunWriter>;
  resumeRun(id: string): ReturnType<typeof resumeRun>;
  readRun(id: string): Promise<RunRecord>;
  readResult(id: string): Promise<unknown>;
  /** The last state of the run, also after it has ended; undefined when it kept none. */
  readCheckpoint(id: string): Promise<unknown>;
  /** What was saved beside the result under this name; undefined when there is nothing. */
  readPart(id: string, part: string): Promise<unknown>;
  readTable(id: string, table: string): Promise<Table>;
  readLog(id: string): Promise<Listing<LogEntry>>;
  listRuns(): Promise<Listing<RunRecord>>;

  /** Writes exports/<name>, replacing an older one; gives the absolute path. */
  writeExport(name: string, content: Uint8Array | string): Promise<string>;
  /** Writes what is left to be written and gives the lock back. Nothing can be written afterwards. */
  close(): Promise<void>;
}

/**
 * Makes a project in a folder that is empty or does not exist yet, and opens it. Rejects with 'exists',
 * 'not-a-folder', 'disk-full', 'read-only'; nothing is left behind then.
 */
export async function createProject(
  path: string,
  about: {
    readonly name: string;
    readonly description: string;
    readonly goal?: string;
    readonly rules?: string;
    readonly id?: string;
  },
  options: ProjectOptions,
): Promise<Project> {
  const fs = options.fs ?? nodeFileSystem;
  const meta = checkMeta({
    id: about.id ?? randomUUID(),
    name: about.name,
    description: about.description,
    goal: about.goal ?? '',
    rules: about.rules ?? '',
    assumptions: {},
    created: options.clock().toISOString(),
    app: options.app,
    data: null,
    columns: [],
    heldOut: { kind: 'none' },
    ...NO_MEANS,
    notes: '',
    revision: 0,
  });
  const made = await makeEmptyFolder(fs, resolve(path));
  try {
    const root = await fs.realpath(resolve(path));
    return await openLocked(root, fs, options, await acquireLock(fs, root), async (folder) => {
      await folder.writeKind(DOOR, doorFile, { gsim: 'project' });
      await folder.writeKind(PROJECT_FILE, projectFile, meta);
    });
  } catch (error) {
    await fs
      .rm(made ?? join(resolve(path), DOOR), { recursive: true, force: true })
      .catch(() => {});
    throw diskError(error, 'write', resolve(path), path);
  }
}

/**
 * Opens a project, named by its folder or by the door in it (see projectFolderOf), for reading and writing; for
 * reading only when `readOnly` is asked for, when it is open elsewhere or when the folder cannot be written (see
 * Project.readOnly).
 */
export async function openProject(
  path: string,
  options: ProjectOptions & { readonly readOnly?: boolean },
): Promise<Project> {
  const fs = options.fs ?? nodeFileSystem;
  const root = await projectFolderOf(path, fs);
  await checkIsProject(new Folder(root, fs, () => {}), path);
  const access = options.readOnly ? { why: askedReadOnly(root) } : await lockOrReason(fs, root);
  if ('lock' in access) return openLocked(root, fs, options, access.lock);
  const folder = new Folder(root, fs, () => {
    throw access.why;
  });
  const loaded = await loadDocuments(folder, { mends: false });
  const store = new DocumentStore(folder, options.clock, loaded);
  return projectIn(folder, store, { ...options, notices: loaded.notices }, access);
}

type Access = { readonly lock: Lock } | { readonly why: ProjectError };

async function openLocked(
  root: string,
  fs: FileSystem,
  options: ProjectOptions,
  lock: Lock,
  prepare?: (folder: Folder) => Promise<void>,
): Promise<Project> {
  let isClosed = false;
  const folder = new Folder(root, fs, () => {
    if (isClosed) throw new ProjectError('closed', 'project: closed', { hint: 'Open it again.' });
    if (lock.lost) throw lockLost(root);
  });
  const release = async () => {
    if (!isClosed) await lock.release();
    isClosed = true;
  };
  try {
    await prepare?.(folder);
    const loaded = await loadDocuments(folder, { mends: true });
    const store = new DocumentStore(folder, options.clock, loaded);
    await store.begin();
    return projectIn(folder, store, { ...options, notices: loaded.notices }, { release });
  } catch (error) {
    await release();
    throw error;
  }
}

function projectIn(
  folder: Folder,
  store: DocumentStore,
  { clock, app, notices }: ProjectOptions & Pick<Project, 'notices'>,
  access: { readonly release: () => Promise<void> } | { readonly why: ProjectError },
): Project {
  const read = (name: string) => readData(folder, store, name);
  const digestOf = (name: string) => digestOfData(folder, store, name);
  const context = { clock, app, readData: read, digestOfData: digestOf };
  return {
    folder: folder.root,
    get meta() {
      return metaOf(store);
    },
    readOnly: 'why' in access ? access.why : undefined,
    notices,
    get revision() {
      return store.revision;
    },
    edit: (step) => editProject(folder, store, step, clock),
    undo: () => store.undo(),
    redo: () => store.redo(),
    get undoIntent() {
      return store.history.steps[store.history.done - 1]?.intent;
    },
    get redoIntent() {
      return store.history.steps[store.history.done]?.intent;
    },
    history: () => shown(store.history),
    get conflicts() {
      return store.conflicts;
    },
    checkDisk: () => ('why' in access ? store.follow() : store.checkDisk()),
    resolve: (file, choice) => store.resolve(file, choice),
    flush: async () => {
      if ('release' in access) await store.flush();
    },
    onChange: (listener) => store.onChange(listener),
    collection: (collection) => collectionOf(store, collection),
    async readData(name) {
      const data = await read(name);
      return { ...data, content: await readDataBytes(folder, data) };
    },
    listData: () => listData(folder, store),
    async saveSimulator(simulator) {
      const saved = await saveSimulator(folder, simulator, clock());
      store.changed();
      return saved;
    },
    readSimulator: (id) => readSimulator(folder, id),
    listSimulators: () => listSimulators(folder),
    startRun: (run) => startRun(folder, run, context),
    resumeRun: (id) => resumeRun(folder, id, context),
    readRun: (id) => runFiles.readRun(folder, id),
    readResult: (id) => runFiles.readPart(folder, id, 'result'),
    readCheckpoint: (id) => runFiles.readCheckpoint(folder, id),
    readPart: (id, part) => runFiles.readPart(folder, id, part),
    readTable: (id, table) => runFiles.readTable(folder, id, table),
    readLog: (id) => runFiles.readLog(folder, id),
    listRuns: () => runFiles.listRuns(folder),
    async writeExport(name, content) {
      const file = `exports/${checkFileName(name)}`;
      await folder.makeFolder('exports');
      await folder.write(file, content);
      return folder.path(file);
    },
    async close() {
      if ('why' in access) return;
      await store.close();
      await access.release();
    },
  };
}

/** Before anything is written, be it a lock. */
async function checkIsProject(folder: Folder, path: string): Promise<void> {
  try {
    await folder.readKind(PROJECT_FILE, projectFile);
  } catch (error) {
    if (!(error instanceof ProjectError) || error.code !== 'not-found') throw error;
    throw noProject(path, folder.root, error);
  }
}

async function lockOrReason(fs: FileSystem, root: string): Promise<Access> {
  try {
    return { lock: await acquireLock(fs, root) };
  } catch (error) {
    if (error instanceof ProjectError) return { why: error };
    throw error;
  }
}

function askedReadOnly(root: string): ProjectError {
  return new ProjectError('read-only', 'project: opened for reading only', {
    hint: 'Open it for writing to change it.',
    place: { file: root },
  });
}
