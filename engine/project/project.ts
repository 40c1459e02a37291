/**
 * A project: a plain folder that holds the words, the data, the simulators, the runs and the exports.
 * This file is the door of the room; the parts are in the *-files.ts beside it.
 */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { NewData, StoredData } from './data-files.ts';
import { addData, listData, readData, readDataBytes } from './data-files.ts';
import { diskError, errnoOf, ProjectError } from './error.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './file-system.ts';
import { Folder } from './folder.ts';
import type { Listing } from './listing.ts';
import type { Lock } from './lock.ts';
import { acquireLock, lockLost } from './lock.ts';
import { makeFolders } from './make-folders.ts';
import { checkFileName } from './names.ts';
import * as runFiles from './run-files.ts';
import type { NewRun, RunWriter } from './run-writer.ts';
import { resumeRun, startRun } from './run-writer.ts';
import type { LogEntry, ProjectMeta, RunRecord, SimulatorRecord } from './schemas.ts';
import { projectFile, projectSchema } from './schemas.ts';
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

/** What a person can change in project.json. */
export type MetaChange = Partial<
  Pick<ProjectMeta, 'name' | 'description' | 'data' | 'columns' | 'heldOut' | 'notes'>
>;

/** Every method rejects with a ProjectError that names the file and the way out. */
export interface Project {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly meta: ProjectMeta;
  /** Why nothing can be written (open elsewhere, read-only folder, full disk); undefined when all can. */
  readonly readOnly: ProjectError | undefined;
  updateMeta(change: MetaChange): Promise<ProjectMeta>;

  addData(data: NewData): Promise<StoredData>;
  readData(name: string): Promise<StoredData & { readonly content: Uint8Array }>;
  listData(): Promise<Listing<StoredData>>;

  saveSimulator(simulator: NewSimulator): Promise<SimulatorRecord>;
  readSimulator(id: string): Promise<StoredSimulator>;
  listSimulators(): Promise<Listing<SimulatorRecord>>;

  startRun(run: NewRun): Promise<RunWriter>;
  resumeRun(id: string): ReturnType<typeof resumeRun>;
  readRun(id: string): Promise<RunRecord>;
  readResult(id: string): Promise<unknown>;
  readTable(id: string, table: string): Promise<Table>;
  readLog(id: string): Promise<Listing<LogEntry>>;
  listRuns(): Promise<Listing<RunRecord>>;

  /** Writes exports/<name>, replacing an older one; gives the absolute path. */
  writeExport(name: string, content: Uint8Array | string): Promise<string>;
  /** Gives the lock back. Nothing can be written afterwards. */
  close(): Promise<void>;
}

/**
 * Makes a project in a folder that is empty or does not exist yet, and opens it. Rejects with 'exists',
 * 'not-a-folder', 'disk-full', 'read-only'; nothing is left behind then.
 */
export async function createProject(
  path: string,
  about: { readonly name: string; readonly description: string; readonly id?: string },
  options: ProjectOptions,
): Promise<Project> {
  const fs = options.fs ?? nodeFileSystem;
  const content = projectSchema.safeParse({
    id: about.id ?? randomUUID(),
    name: about.name,
    description: about.description,
    created: options.clock().toISOString(),
    app: options.app,
    data: null,
    columns: [],
    heldOut: { kind: 'none' },
    notes: '',
  });
  if (!content.success) throw badMeta(content.error.issues[0]!);
  const made = await makeEmptyFolder(fs, resolve(path));
  try {
    const root = await fs.realpath(resolve(path));
    const lock = await acquireLock(fs, root);
    const opened = projectIn(root, fs, options, { lock, meta: content.data });
    await opened.save(content.data).catch(async (error) => {
      await opened.project.close();
      throw error;
    });
    return opened.project;
  } catch (error) {
    if (made) await fs.rm(made, { recursive: true, force: true }).catch(() => {});
    throw diskError(error, 'write', resolve(path), path);
  }
}

/**
 * Opens a project for reading and writing; for reading only when `readOnly` is asked for, when it is
 * open elsewhere or when the folder cannot be written (see Project.readOnly).
 */
export async function openProject(
  path: string,
  options: ProjectOptions & { readonly readOnly?: boolean },
): Promise<Project> {
  const fs = options.fs ?? nodeFileSystem;
  const root = await fs.realpath(resolve(path)).catch((error) => {
    throw errnoOf(error) === 'ENOENT'
      ? noProject(path, resolve(path), error)
      : diskError(error, 'read', resolve(path), path);
  });
  const meta = await readMeta(new Folder(root, fs, () => {}), path);
  const access = options.readOnly ? { why: askedReadOnly(root) } : await lockOrReason(fs, root);
  return projectIn(root, fs, options, { ...access, meta }).project;
}

type Access = { readonly lock: Lock } | { readonly why: ProjectError };

function projectIn(
  root: string,
  fs: FileSystem,
  { clock, app }: ProjectOptions,
  { meta: first, ...access }: Access & { readonly meta: ProjectMeta },
): { readonly project: Project; readonly save: (meta: ProjectMeta) => Promise<void> } {
  let meta = first;
  let closed = false;
  const folder = new Folder(root, fs, () => {
    if ('why' in access) throw access.why;
    if (closed) throw new ProjectError('closed', 'project: closed', { hint: 'Open it again.' });
    if (access.lock.lost) throw lockLost(root);
  });
  const save = (next: ProjectMeta) => folder.writeKind('project.json', projectFile, next);
  let saving: Promise<unknown> = Promise.resolve();
  const context = { clock, app };
  const project: Project = {
    folder: root,
    get meta() {
      return meta;
    },
    readOnly: 'why' in access ? access.why : undefined,
    updateMeta(change) {
      const update = saving.then(async () => {
        const checked = projectSchema.safeParse({ ...meta, ...change });
        if (!checked.success) throw badMeta(checked.error.issues[0]!);
        await save(checked.data);
        meta = checked.data;
        return meta;
      });
      saving = update.catch(() => {});
      return update;
    },
    addData: (data) => addData(folder, data, clock()),
    async readData(name) {
      const data = await readData(folder, name);
      return { ...data, content: await readDataBytes(folder, data) };
    },
    listData: () => listData(folder),
    saveSimulator: (simulator) => saveSimulator(folder, simulator, clock()),
    readSimulator: (id) => readSimulator(folder, id),
    listSimulators: () => listSimulators(folder),
    startRun: (run) => startRun(folder, run, context),
    resumeRun: (id) => resumeRun(folder, id, context),
    readRun: (id) => runFiles.readRun(folder, id),
    readResult: (id) => runFiles.readResult(folder, id),
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
      if (!closed && 'lock' in access) await access.lock.release();
      closed = true;
    },
  };
  return { project, save };
}

/** The topmost folder that had to be made; undefined when all were there. */
async function makeEmptyFolder(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    const made = await makeFolders(fs, path);
    const inside = (await fs.readdir(path)).filter((name) => !name.startsWith('.'));
    if (inside.length === 0) return made;
    throw notEmpty(path, inside.includes('project.json'));
  } catch (error) {
    throw diskError(error, 'write', path, path);
  }
}

function notEmpty(path: string, isProject: boolean): ProjectError {
  const message = isProject
    ? `project: one is there already: ${path}`
    : `folder: not empty: ${path}`;
  return new ProjectError('exists', message, {
    hint: isProject ? 'Open it, or choose another folder.' : 'Choose a new or an empty folder.',
    place: { file: path },
  });
}

async function readMeta(folder: Folder, path: string): Promise<ProjectMeta> {
  try {
    return await folder.readKind('project.json', projectFile);
  } catch (error) {
    if (!(error instanceof ProjectError) || error.code !== 'not-found') throw error;
    throw noProject(path, folder.root, error);
  }
}

function noProject(path: string, folder: string, cause: unknown): ProjectError {
  return new ProjectError('not-found', `project: none in ${path} (no project.json)`, {
    hint: 'Name the folder of a project, or make a new one.',
    place: { file: join(folder, 'project.json') },
    cause,
  });
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

function badMeta(issue: { path: PropertyKey[]; message: string }): ProjectError {
  return new ProjectError('corrupt', `project: ${issue.path.join('.')}: ${issue.message}`, {
    hint: 'Correct the field.',
    place: { field: issue.path.join('.') },
  });
}
