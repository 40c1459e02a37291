/** How a calibration lies in a run's folder, whichever use case found it. */
import { z } from 'zod';
import { type CalibrationResult, calibrationResultSchema } from '../calibrate/result.ts';
import type { Project } from '../project/project.ts';
import type { RunOutcome } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { Table } from '../project/table.ts';
import { type ProjectSimulator, readProjectSimulator } from './project-simulator.ts';
import { UseCaseError } from './use-case-error.ts';

/** all: what is used and exported; training: without the held-out rows, what a check may use. */
export type CalibratedRows = 'all' | 'training';

/** What a run with a calibration has as its result, beside whatever else it found. */
const resultSchema = z.looseObject({
  calibration: calibrationResultSchema,
  rows: z.enum(['all', 'training']),
});

/** A simulator with the numbers that the data leave possible. */
export interface CalibratedModel {
  /** The run that calibrated it. */
  readonly run: RunRecord;
  readonly simulator: ProjectSimulator;
  readonly calibration: CalibrationResult;
  readonly rows: CalibratedRows;
  /** Row-major [sets, parameters]: the calibration's sets, or its one answer where it has none. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
}

/**
 * The outcome of a run that calibrated a saved simulator: the sets go to posterior.csv, a learned density to
 * density.json, the rest to result.json together with `more`.
 */
export function calibrationOutcome(
  calibration: CalibrationResult,
  { simulator, rows }: { readonly simulator: string; readonly rows: CalibratedRows },
  more: Readonly<Record<string, unknown>> = {},
): RunOutcome {
  const { density, ...rest } = calibration;
  const names = Object.keys(calibration.parameters);
  const column = (i: number) => Float64Array.from(calibration.sets, (set) => set[i]!);
  const posterior = Object.fromEntries(names.map((name, i) => [name, column(i)]));
  return {
    result: { ...more, rows, calibration: { ...rest, sets: [] } },
    simulator,
    ...(density !== undefined && { parts: { density } }),
    ...(calibration.sets.length > 0 && { tables: { posterior } }),
  };
}

/**
 * The last calibration, on all rows if there is one, of the simulator in question (readProjectSimulator).
 * `run`: that of this run and no other. Throws UseCaseError 'no-calibration'.
 */
export async function readCalibratedModel(
  project: Project,
  simulatorId?: string,
  run?: string,
): Promise<CalibratedModel> {
  const simulator = await readProjectSimulator(project, simulatorId);
  const { items } = await project.listRuns();
  const candidates = items.filter(
    ({ id, simulator: its, files }) =>
      its === simulator.id &&
      (run === undefined || id === run) &&
      files.some(({ file }) => file === 'result.json'),
  );
  let best: CalibratedModel | undefined;
  for (const candidate of candidates.toReversed()) {
    const stored = await readCalibration(project, candidate);
    if (stored === undefined || (best !== undefined && stored.rows !== 'all')) continue;
    best = { run: candidate, simulator, ...stored, ...setsOf(stored.calibration) };
    // Older ones are not read: a damaged one among them does not matter.
    if (stored.rows === 'all') break;
  }
  if (best) return best;
  throw new UseCaseError('no-calibration', `simulator: ${simulator.id} is not calibrated`, {
    hint: 'Calibrate it first.',
  });
}

async function readCalibration(
  project: Project,
  run: RunRecord,
): Promise<Pick<CalibratedModel, 'calibration' | 'rows'> | undefined> {
  const result = resultSchema.safeParse(await project.readResult(run.id)).data;
  if (!result) return undefined;
  const isTabled = run.files.some(({ file }) => file === 'posterior.csv');
  const posterior = isTabled ? await project.readTable(run.id, 'posterior') : {};
  const density = await project.readPart(run.id, 'density');
  const calibration = { ...result.calibration, sets: rowsOf(posterior) };
  return {
    calibration: density === undefined ? calibration : { ...calibration, density },
    rows: result.rows,
  };
}

function rowsOf(table: Table): number[][] {
  const columns = Object.values(table);
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    columns.map((column) => column[row]!),
  );
}

/** Row-major draws of a calibration: its sets, the first `most` of them, or its one answer. */
export function setsOf({ sets, parameters }: CalibrationResult, most = Number.POSITIVE_INFINITY) {
  const rows = sets.length > 0 ? sets.slice(0, most) : [Object.values(parameters)];
  return { parameterSets: Float64Array.from(rows.flat()), sets: rows.length };
}
