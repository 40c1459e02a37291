/** runs/<id>/: what was asked, how far it came, what came out. Unchangeable once finished. */
import { ProjectError } from './error.ts';
import type { FileKind } from './file-kind.ts';
import { checkJson } from './file-kind.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import { parseJson } from './json.ts';
import type { Listing } from './listing.ts';
import { readEach } from './listing.ts';
import { checkId, isId } from './names.ts';
import { fromPlain } from './plain.ts';
import type { LogEntry, RunRecord } from './schemas.ts';
import { logEntrySchema, plainFile, runFile } from './schemas.ts';
import type { Table } from './table.ts';
import { parseTable } from './table.ts';

export async function readRun(folder: Folder, id: string): Promise<RunRecord> {
  return folder.readKind(runFileName(checkId(id, 'run'), 'run.json'), runFile);
}

/** Records of all runs, oldest first. */
export async function listRuns(folder: Folder): Promise<Listing<RunRecord>> {
  return readEach((await folder.list('runs')).filter(isId), (id) => readRun(folder, id));
}

/** The last checkpoint; undefined when the run was interrupted before its first. */
export async function readCheckpoint(folder: Folder, id: string): Promise<unknown> {
  return readPlain(folder, runFileName(checkId(id, 'run'), 'checkpoint.json'));
}

/** What `finish` (or `cancel`, for the best so far) saved; undefined when there is nothing. */
export async function readResult(folder: Folder, id: string): Promise<unknown> {
  return readPlain(folder, runFileName(checkId(id, 'run'), 'result.json'));
}

export async function readTable(folder: Folder, id: string, table: string): Promise<Table> {
  const name = runFileName(checkId(id, 'run'), `${checkId(table, 'table')}.csv`);
  const text = await folder.readText(name, SIZE_LIMITS.table);
  return parseTable(text, { file: folder.path(name), name });
}

/** The log of a run. A line that a crash cut short is a problem, the others are read. */
export async function readLog(folder: Folder, id: string): Promise<Listing<LogEntry>> {
  const name = runFileName(checkId(id, 'run'), 'log.jsonl');
  if (!(await folder.exists(name))) return { items: [], problems: [] };
  const lines = (await folder.readText(name, SIZE_LIMITS.table)).split('\n');
  const written = lines.flatMap((line, at) => (line === '' ? [] : [`${at + 1}`]));
  return readEach(written, async (number) => {
    const source = { file: folder.path(name), name: `${name}, line ${number}` };
    return checkJson(logEntrySchema, parseJson(lines[Number(number) - 1]!, source), source);
  });
}

export function runFileName(id: string, file: string): string {
  return `runs/${id}/${file}`;
}

async function readPlain(folder: Folder, name: string): Promise<unknown> {
  if (!(await folder.exists(name))) return undefined;
  const kind: FileKind<{ value: unknown }> = plainFile;
  const { value } = await folder.readKind(name, kind, SIZE_LIMITS.table);
  try {
    return fromPlain(value);
  } catch (cause) {
    throw new ProjectError('corrupt', `${name}: value: ${(cause as Error).message}`, {
      hint: 'Restore the file from a copy of the project, or start the run again with its seed.',
      place: { file: folder.path(name), field: 'value' },
      cause,
    });
  }
}
