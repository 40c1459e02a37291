/** Writes a run while it goes on. Its folder has exactly one writer, until it is finished. */
import { isAbsolute, sep } from 'node:path';
import type { ErrorData, StudioError } from '../base/error.ts';
import { toPlain } from '../base/plain.ts';
import { CONTRACT_VERSION } from '../simulator/declaration.ts';
import type { StoredData } from './data-files.ts';
import { ProjectError } from './error.ts';
import { encodeFile } from './file-kind.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import { checkId, fileNameOf, nextNumbered } from './names.ts';
import { readCheckpoint, readRun, runFileName } from './run-files.ts';
import type { RunRecord, RunVersions } from './schemas.ts';
import { checkpointFile, plainFile, runFile } from './schemas.ts';
import { sha256 } from './sha256.ts';
import type { Table } from './table.ts';
import { formatTable } from './table.ts';

export interface NewRun {
  /** What is done: 'calibrate', 'discover', ... Small letters. */
  readonly kind: string;
  readonly seed: number;
  /** Everything else that the result depends on, as JSON. */
  readonly inputs: RunRecord['inputs'];
  /** Names of the data sets that it reads. */
  readonly data: readonly string[];
  /** Id of the saved simulator that it runs, if it is one. */
  readonly simulator?: string;
}

export interface RunOutcome {
  /** Plain data; typed arrays, NaN and infinities are kept exactly. */
  readonly result: unknown;
  /** CSV files beside it: 'posterior' becomes posterior.csv. */
  readonly tables?: Readonly<Record<string, Table>>;
  /** Plain data beside it, too large for whoever only wants the result: 'density' becomes density.json. */
  readonly parts?: Readonly<Record<string, unknown>>;
  /** The saved simulator that the run settled on, where it was not given at the start. */
  readonly simulator?: string;
}

export interface RunWriter {
  readonly id: string;
  /** Replaces the checkpoint: whatever lets the run go on to the same numbers. */
  checkpoint(state: unknown): Promise<void>;
  /** Adds a line to log.jsonl. */
  log(event: string, details?: Readonly<Record<string, unknown>>): Promise<void>;
  /** After this the run can never be changed. */
  finish(outcome: RunOutcome): Promise<RunRecord>;
  /** Stopped by the person: the best so far is kept, and the run can be resumed. */
  cancel(best?: RunOutcome): Promise<RunRecord>;
  /** Stopped by an error: the run can be resumed. */
  fail(error: StudioError): Promise<RunRecord>;
}

/** Where a writer gets the time and the version of the studio from. */
export interface RunContext {
  readonly clock: () => Date;
  readonly app: string;
  /** Of data that are in the project. */
  readonly readData: (name: string) => Promise<StoredData>;
  /** Of the bytes of data, also when their import was undone. */
  readonly digestOfData: (name: string) => Promise<string>;
}

export async function startRun(
  folder: Folder,
  run: NewRun,
  context: RunContext,
): Promise<RunWriter> {
  const data = await digestsOf(context, run.data);
  const started: Omit<RunRecord, 'id'> = {
    kind: run.kind,
    state: 'running',
    started: context.clock().toISOString(),
    resumed: [],
    seed: run.seed,
    versions: versionsOf(context),
    data,
    simulator: run.simulator ?? null,
    inputs: run.inputs,
    files: [],
  };
  const id = await folder.makeWhole(
    'runs',
    (taken) => nextNumbered(taken, run.kind),
    (place, name) => folder.writeKind(`${place}/run.json`, runFile, { id: name, ...started }),
  );
  return writerOf(folder, { id, ...started }, context);
}

/**
 * Takes a run up again that was cancelled, failed, or whose process ended; it has no result until it ends
 * again. `checkpoint` is undefined
 * when it had none: start from the beginning, the seed gives the same numbers. Throws ProjectError
 * 'finished', and 'data-changed' when its data are no longer what it started with.
 */
export async function resumeRun(
  folder: Folder,
  id: string,
  context: RunContext,
): Promise<{ readonly run: RunRecord; readonly writer: RunWriter; readonly checkpoint: unknown }> {
  const before = await readRun(folder, id);
  if (before.state === 'finished') throw finished(folder, id);
  await checkData(folder, before, context);
  const checkpoint = await readCheckpoint(folder, id);
  const { ended, error, ...open } = before;
  const again = { at: context.clock().toISOString(), versions: versionsOf(context) };
  const resumed = [...before.resumed, again];
  // Without the best so far: its files are replaced one by one, before run.json says what they are.
  const run: RunRecord = { ...open, state: 'running', resumed, files: [] };
  await folder.writeKind(runFileName(id, 'run.json'), runFile, run);
  return { run, writer: writerOf(folder, run, context), checkpoint };
}

function writerOf(folder: Folder, open: RunRecord, { clock }: RunContext): RunWriter {
  const { id } = open;
  let state: RunRecord['state'] = open.state;
  let logged = Promise.resolve();
  const name = (file: string) => runFileName(id, file);
  const mustRun = () => {
    if (state === 'finished') throw finished(folder, id);
    if (state !== 'running') throw new Error(`run ${id}: ${state}, resume it first`);
  };
  const end = async (
    next: Exclude<RunRecord['state'], 'running'>,
    outcome: RunOutcome | undefined,
    error?: StudioError,
  ): Promise<RunRecord> => {
    mustRun();
    const record: RunRecord = {
      ...open,
      state: next,
      ended: clock().toISOString(),
      simulator: outcome?.simulator ?? open.simulator,
      files: outcome === undefined ? open.files : await writeOutcome(folder, id, outcome),
      ...(error && { error: portable(folder, error) }),
    };
    await folder.writeKind(name('run.json'), runFile, record);
    state = next;
    return record;
  };
  return {
    id,
    async checkpoint(value) {
      mustRun();
      await folder.write(name('checkpoint.json'), checkpointText(value));
    },
    async log(event, details = {}) {
      mustRun();
      const entry = { at: clock().toISOString(), event, ...(toPlain(details) as object) };
      const line = `${withoutRoot(folder, JSON.stringify(entry))}\n`;
      // One at a time: appends that overlap may come in any order.
      const written = logged.then(() => folder.append(name('log.jsonl'), line));
      logged = written.catch(() => {});
      await written;
    },
    finish: (outcome) => end('finished', outcome),
    cancel: (best) => end('cancelled', best),
    fail: (error) => end('failed', undefined, error),
  };
}

/** Everything comes before run.json, which alone says that the run is finished. */
async function writeOutcome(
  folder: Folder,
  id: string,
  { result, tables = {}, parts = {} }: RunOutcome,
): Promise<RunRecord['files']> {
  const texts = Object.entries(tables).map(
    ([name, table]) => [`${checkId(name, 'table')}.csv`, formatTable(table)] as const,
  );
  const files: RunRecord['files'] = [];
  const plain = Object.entries({ ...parts, result }).map(
    ([name, value]) => [`${checkId(name, 'part')}.json`, plainText(value)] as const,
  );
  for (const [file, text] of [...texts, ...plain]) {
    await folder.write(runFileName(id, file), text);
    files.push({ file, sha256: sha256(text) });
  }
  return files;
}

function checkpointText(state: unknown): string {
  const { value } = plainFile.content.parse({ value: toPlain(state) });
  return readable(encodeFile(checkpointFile, { sha256: sha256(JSON.stringify(value)), value }));
}

function plainText(value: unknown): string {
  return readable(encodeFile(plainFile, plainFile.content.parse({ value: toPlain(value) })));
}

/** Throws a plain Error for what could not be read again: large arrays belong into tables. */
function readable(text: string): string {
  if (text.length <= SIZE_LIMITS.state) return text;
  throw new Error(`run: state of ${text.length} characters, at most ${SIZE_LIMITS.state}`);
}

async function digestsOf(
  { readData }: RunContext,
  names: readonly string[],
): Promise<RunRecord['data']> {
  const digests: RunRecord['data'] = [];
  for (const name of names) {
    digests.push({ name, sha256: (await readData(name)).sha256 });
  }
  return digests;
}

async function checkData(
  folder: Folder,
  run: RunRecord,
  { digestOfData }: RunContext,
): Promise<void> {
  for (const { name, sha256: before } of run.data) {
    if ((await digestOfData(name)) === before) continue;
    throw new ProjectError('data-changed', `run: ${run.id} started with other data ${name}`, {
      hint: 'Start a new run on the new data.',
      place: { file: folder.path(runFileName(run.id, 'run.json')), field: 'data' },
    });
  }
}

/** The error without paths of this computer: the project may be read on another. */
function portable(folder: Folder, error: StudioError): ErrorData {
  const { place, ...data } = JSON.parse(withoutRoot(folder, JSON.stringify(error))) as ErrorData;
  if (place === undefined) return data;
  const { file, ...rest } = place;
  if (file === undefined) return { ...data, place };
  return { ...data, place: { ...rest, file: isAbsolute(file) ? fileNameOf(file) : file } };
}

/** JSON in which the files of the project are named as seen from its folder. */
function withoutRoot({ root }: Folder, json: string): string {
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  return json.replaceAll(quoted(root + sep), '').replaceAll(quoted(root), '.');
}

function versionsOf({ app }: RunContext): RunVersions {
  return { app, contract: CONTRACT_VERSION, node: process.versions.node };
}

function finished(folder: Folder, id: string): ProjectError {
  return new ProjectError('finished', `run: ${id} is finished and cannot be changed`, {
    hint: 'Start a new run.',
    place: { file: folder.path(runFileName(id, 'run.json')) },
  });
}
