/** The weighted structures of a discovery as its run keeps them, and how later steps read them. */
import { z } from 'zod';
import { type CalibrationResult, calibrationResultSchema } from '../calibrate/result.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import type { ModelMixture } from './model-mixture.ts';
import { type ProjectSimulator, readProjectSimulator } from './project-simulator.ts';
import { setsOf } from './stored-calibration.ts';
import { UseCaseError } from './use-case-error.ts';

const mixtureSchema = z.strictObject({
  method: z.string(),
  warnings: z.array(z.string()),
  /** Heaviest first; the weights of those that are kept sum to 1. */
  structures: z.array(
    z.strictObject({
      simulator: z.string(),
      weight: z.number().min(0).max(1),
      low: z.number(),
      high: z.number(),
      calibration: calibrationResultSchema,
    }),
  ),
});

/** A structure of a mixture with the numbers that the data leave possible. */
interface MixedModel {
  readonly simulator: ProjectSimulator;
  readonly weight: number;
  readonly low: number;
  readonly high: number;
  readonly calibration: CalibrationResult;
  /** Row-major [sets, parameters]. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
}

export interface StoredMixture {
  /** The discovery that found it. */
  readonly run: RunRecord;
  readonly warnings: readonly string[];
  /** Heaviest first; the weights sum to 1. */
  readonly models: readonly MixedModel[];
}

/** `ids`: of candidates, in the project. */
export function storeMixture(
  { weights, members }: ModelMixture,
  ids: ReadonlyMap<string, string>,
): z.infer<typeof mixtureSchema> {
  const total = members.reduce((sum, { weight }) => sum + weight.weight, 0);
  return {
    method: weights.method,
    warnings: [...weights.warnings],
    structures: members.flatMap(({ weight: { id, weight, low, high }, calibration }) => {
      const simulator = ids.get(id);
      const share = weight / total;
      return simulator === undefined
        ? []
        : [{ simulator, weight: share, low, high, calibration: structuredClone(calibration) }];
    }),
  };
}

/**
 * The mixture of this discovery, or of the last one that has one. Throws UseCaseError 'no-mixture', ProjectError for
 * damaged files.
 */
export async function readMixture(project: Project, run?: string): Promise<StoredMixture> {
  const { items } = await project.listRuns();
  const record = items.findLast(
    ({ id, files }) =>
      (run === undefined || id === run) && files.some(({ file }) => file === 'mixture.json'),
  );
  const stored = record && mixtureSchema.safeParse(await project.readPart(record.id, 'mixture'));
  if (record === undefined || !stored?.success) {
    throw new UseCaseError('no-mixture', `structures: none are weighed (${run ?? 'any run'})`, {
      hint: 'Discover structures first; a search that was stopped weighs none.',
    });
  }
  const models: MixedModel[] = [];
  for (const { simulator, ...rest } of stored.data.structures) {
    const own = await readProjectSimulator(project, simulator);
    models.push({ simulator: own, ...rest, ...setsOf(rest.calibration) });
  }
  return { run: record, warnings: stored.data.warnings, models };
}
