/** Takes a CSV into a project: reads it, shows what looks wrong, applies the fixes that the person took. */

import { StudioError } from '../base/error.ts';
import type { Dataset } from '../data/dataset.ts';
import { datasetOf } from '../data/dataset-of.ts';
import type { Finding } from '../data/finding.ts';
import type { Fix } from '../data/fix.ts';
import { type ImportResult, importCsv } from '../data/import-csv.ts';
import type { ColumnMapping, Mapping } from '../data/mapping.ts';
import type { RoleGuess } from '../data/roles.ts';
import { type DatasetSummary, summarise } from '../data/summarise.ts';
import type { StoredData } from '../project/data-files.ts';
import { fileNameOf, idFrom } from '../project/names.ts';
import type { Project } from '../project/project.ts';
import type { ProjectMeta } from '../project/schemas.ts';
import { togetherFindings } from './explained-together.ts';
import { UseCaseError } from './use-case-error.ts';

export interface ImportRequest {
  /** Name of the file that the person chose. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Name in the project; absent: made from the file's name. */
  readonly name?: string;
  /** Ids of offered fixes to apply, in order, after those that were applied before. */
  readonly fixes?: readonly string[];
  /** Ids of applied fixes to take back. */
  readonly undo?: readonly string[];
  /** Roles that the person decides now; earlier decisions and guesses stand for the other columns. */
  readonly roles?: Mapping;
  /** Last rows kept from calibration; absent: a fifth of the rows, 28 at most. */
  readonly heldOutRows?: number;
}

export interface ImportReport {
  readonly data: string;
  readonly rows: number;
  readonly roles: readonly RoleGuess[];
  /** What is still to be looked at after the fixes, with offers. */
  readonly findings: readonly Finding[];
  readonly applied: readonly Fix[];
  /**
   * saved: the project uses the data from now on. blocked: they cannot be used as they are, for the
   * reason given; the project is unchanged.
   */
  readonly outcome:
    | {
        readonly kind: 'saved';
        readonly summary: DatasetSummary;
        readonly heldOut: ProjectMeta['heldOut'];
      }
    | { readonly kind: 'blocked'; readonly error: StudioError };
}

/** Rows kept from calibration where nothing was said: a fifth of the shortest trajectory, 28 at most. */
function defaultHeldOut({ trajectories }: Dataset): ProjectMeta['heldOut'] {
  const shortest = Math.min(...trajectories.map(({ rows }) => rows));
  const rows = Math.min(28, Math.floor(shortest / 5));
  return rows === 0 ? { kind: 'none' } : { kind: 'last-rows', rows };
}

/** Throws DataError for a file that cannot be read at all, UseCaseError 'unknown-fix', ProjectError. */
export async function importData(project: Project, request: ImportRequest): Promise<ImportReport> {
  const name = request.name ?? idFrom(fileNameOf(request.file), 'data');
  const before = await earlier(project, name, request.bytes);
  const decided = overlay(before?.roles ?? [], request.roles ?? []);
  const read = applyChosen(request, before, decided, project.meta.description);
  const report = {
    data: name,
    rows: read.result.table.rows,
    roles: read.result.roles,
    findings: read.result.findings,
    applied: read.fixes,
  };
  const columns = read.result.roles.map(settled);
  const usable = tryDataset(read.result, columns);
  if (usable instanceof StudioError)
    return { ...report, outcome: { kind: 'blocked', error: usable } };

  const { dataset, findings } = usable;
  const { bytes, heldOutRows } = request;
  const file = fileNameOf(request.file);
  const { schema } = read.result;
  const heldOut = heldOutOf(dataset, heldOutRows);
  await project.edit({
    intent: before === undefined ? `Imported ${file}` : `Changed how ${file} is read`,
    data: { name, file, bytes, schema, fixes: [...read.fixes], roles: [...read.decided] },
    meta: { data: name, columns, heldOut },
  });
  return {
    ...report,
    findings: [...report.findings, ...findings],
    outcome: { kind: 'saved', summary: summarise(dataset), heldOut },
  };
}

interface Read {
  readonly result: ImportResult;
  readonly fixes: readonly Fix[];
  readonly decided: Mapping;
}

/** The fixes of before less those taken back, then the chosen ones, each as the file then offers it. */
function applyChosen(
  { bytes, fixes: chosen = [], undo = [] }: ImportRequest,
  before: StoredData | undefined,
  decided: Mapping,
  words: string,
): Read {
  const unknown = undo.find((id) => !before?.fixes.some((fix) => fix.id === id));
  if (unknown !== undefined) throw unknownFix(unknown, before?.fixes ?? [], 'was applied');
  const start = (before?.fixes ?? []).filter(({ id }) => !undo.includes(id));
  const read = (fixes: readonly Fix[], roles: Mapping): Read => {
    const result = importCsv(bytes, {
      ...{ fixes, mapping: roles },
      ...(before && { schema: before.schema }),
    });
    const findings = [...result.findings, ...togetherFindings(result, roles, words)];
    return { result: { ...result, findings }, fixes, decided: roles };
  };
  return chosen.reduce(
    (now, id) => {
      if (now.fixes.some((fix) => fix.id === id)) return now;
      const offers = now.result.findings.flatMap((finding) => finding.fixes);
      const fix = offers.find((offer) => offer.id === id);
      if (fix === undefined) throw unknownFix(id, offers, 'is offered');
      return read([...now.fixes, fix], withoutDecision(now.decided, fix));
    },
    read(start, decided),
  );
}

/** A fix that settles a role overrules what was decided before. */
function withoutDecision(decided: Mapping, { operation }: Fix): Mapping {
  if (operation.kind === 'leave-out')
    return decided.filter(({ column }) => !operation.columns.includes(column));
  if (operation.kind !== 'set-role' && operation.kind !== 'difference') return decided;
  return decided.filter(({ column }) => column !== operation.column);
}

/** What was saved under the name, when it was made of the same bytes. */
async function earlier(
  project: Project,
  name: string,
  bytes: Uint8Array,
): Promise<StoredData | undefined> {
  const { items } = await project.listData();
  if (!items.some((data) => data.name === name)) return undefined;
  const { content, ...data } = await project.readData(name);
  return Buffer.from(content).equals(bytes) ? data : undefined;
}

function overlay(before: Mapping, now: Mapping): Mapping {
  return [...before.filter(({ column }) => !now.some((entry) => entry.column === column)), ...now];
}

/** A guess as the settled meaning of its column. */
function settled({ column, role, use, unit, kind }: RoleGuess): ColumnMapping {
  return {
    column,
    role,
    ...(use !== undefined && { use }),
    ...(unit !== undefined && { unit }),
    ...(kind !== undefined && { kind }),
  };
}

function tryDataset(
  result: ImportResult,
  columns: Mapping,
): ReturnType<typeof datasetOf> | StudioError {
  try {
    return datasetOf(result.table, columns);
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
}

function heldOutOf(dataset: Dataset, rows: number | undefined): ProjectMeta['heldOut'] {
  if (rows === undefined) return defaultHeldOut(dataset);
  const most = Math.max(...dataset.trajectories.map((trajectory) => trajectory.rows)) - 2;
  if (rows > most) {
    throw new UseCaseError('bad-option', `held-out rows: ${rows}, at most ${Math.max(0, most)}`, {
      hint: 'Calibration needs a start row and at least one row after it.',
    });
  }
  return rows === 0 ? { kind: 'none' } : { kind: 'last-rows', rows };
}

function unknownFix(id: string, known: readonly Fix[], how: string): UseCaseError {
  const ids = known.map((fix) => fix.id);
  return new UseCaseError('unknown-fix', `fix: no ${JSON.stringify(id)} ${how}`, {
    hint: ids.length === 0 ? 'There is none.' : `One of: ${ids.join(', ')}.`,
  });
}
