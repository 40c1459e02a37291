/** runs/<id>/: what was asked, how far it came, what came out. Unchangeable once finished. */

import { fromPlain } from '../base/plain.ts';
import { ProjectError } from './error.ts';
import { checkJson } from './file-kind.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import { parseJson } from './json.ts';
import type { Listing } from './listing.ts';
import { readEach } from './listing.ts';
import { checkId, isId } from './names.ts';
import type { LogEntry, RunRecord } from './schemas.ts';
import { checkpointFile, logEntrySchema, plainFile, runFile } from './schemas.ts';
import { sha256 } from './sha256.ts';
import type { Table } from './table.ts';
import { parseTable } from './table.ts';

export async function readRun(folder: Folder, id: string): Promise<RunRecord> {
  return folder.readKind(runFileName(checkId(id, 'run'), 'run.json'), runFile);
}

/** Records of all runs, oldest first. */
export async function listRuns(folder: Folder): Promise<Listing<RunRecord>> {
  return readEach((await folder.list('runs')).filter(isId), (id) => readRun(folder, id));
}

/**
 * The last checkpoint; undefined when the run was interrupted before its first. One that was damaged is refused: a run
 * that goes on from it would give other numbers.
 */
export async function readCheckpoint(folder: Folder, id: string): Promise<unknown> {
  const name = runFileName(checkId(id, 'run'), 'checkpoint.json');
  if (!(await folder.exists(name))) return undefined;
  const { value, sha256: digest } = await folder.readKind(name, checkpointFile, SIZE_LIMITS.state);
  if (digest !== undefined && digest !== sha256(JSON.stringify(value))) {
    throw new ProjectError('data-changed', `${name}: not what the run saved`, {
      hint: 'Restore the file from a copy of the project, or remove it: the run then begins again, to the same numbers.',
      place: { file: folder.path(name) },
    });
  }
  return unpacked(folder, name, value);
}

/**
 * What `finish` (or `cancel`, for the best so far) saved, the result or one of its parts; undefined when there is
 * nothing.
 */
export async function readPart(folder: Folder, id: string, part: string): Promise<unknown> {
  const { files } = await readRun(folder, id);
  const file = `${checkId(part, 'part')}.json`;
  if (!files.some((saved) => saved.file === file)) return undefined;
  const result = await readPlain(folder, runFileName(id, file));
  await checkUnchanged(folder, id, file, files);
  return result;
}

/** A CSV that `finish` or `cancel` saved; `table` is its name without the ending. */
export async function readTable(folder: Folder, id: string, table: string): Promise<Table> {
  const file = `${checkId(table, 'table')}.csv`;
  const { files } = await readRun(folder, id);
  const name = runFileName(id, file);
  const text = await folder.readText(name, SIZE_LIMITS.table);
  const columns = parseTable(text, { file: folder.path(name), name });
  await checkUnchanged(folder, id, file, files);
  return columns;
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

/** After the file was read, so that a broken one is told with its line rather than as changed. */
async function checkUnchanged(
  folder: Folder,
  id: string,
  file: string,
  files: RunRecord['files'],
): Promise<void> {
  const name = runFileName(id, file);
  const digest = sha256(await folder.read(name, SIZE_LIMITS.table));
  if (files.some((saved) => saved.file === file && saved.sha256 === digest)) return;
  throw new ProjectError('data-changed', `${name}: not what the run saved`, {
    hint: 'Restore the file from a copy of the project, or run the step again with the same seed.',
    place: { file: folder.path(name) },
  });
}

async function readPlain(folder: Folder, name: string): Promise<unknown> {
  if (!(await folder.exists(name))) return undefined;
  const { value } = await folder.readKind(name, plainFile, SIZE_LIMITS.state);
  return unpacked(folder, name, value);
}

function unpacked(folder: Folder, name: string, value: unknown): unknown {
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
