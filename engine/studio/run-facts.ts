/** The little of an ended run's result that tells where its model stands, read once. */
import { z } from 'zod';
import { ProjectError } from '../project/error.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';

const verdictSchema = z.object({
  kind: z.enum(['trustworthy', 'usable-with-care', 'not-yet']),
  headline: z.string(),
});
const calibratedSchema = z.looseObject({
  rows: z.enum(['all', 'training']),
  calibration: z.looseObject({ intervals: z.array(z.unknown()) }),
});
const checkedSchema = z.looseObject({ verdict: verdictSchema });

const weightsSchema = z.looseObject({
  warnings: z.array(z.string()),
  structures: z.array(
    z
      .looseObject({
        simulator: z.string(),
        weight: z.number(),
        low: z.number(),
        high: z.number(),
      })
      .transform(({ simulator, weight, low, high }) => ({ simulator, weight, low, high })),
  ),
});

export interface RunFacts {
  /** Which rows it calibrated on; null: it calibrated nothing. */
  readonly rows: 'all' | 'training' | null;
  readonly verdict: z.infer<typeof verdictSchema> | null;
}

/** Heaviest first. */
export type StoredWeights = Pick<z.infer<typeof weightsSchema>, 'warnings' | 'structures'>;

const facts = new WeakMap<Project, Map<string, Promise<RunFacts | undefined>>>();
const weights = new WeakMap<Project, Map<string, Promise<StoredWeights | undefined>>>();

/** Undefined for a run without a result, or with a damaged one. */
export function readRunFacts(project: Project, run: RunRecord): Promise<RunFacts | undefined> {
  return once(facts, project, run, 'result', (result) => ({
    rows: calibratedSchema.safeParse(result).data?.rows ?? null,
    verdict: checkedSchema.safeParse(result).data?.verdict ?? null,
  }));
}

/** Undefined for a run that weighed nothing, or with damaged weights. */
export function readStoredWeights(
  project: Project,
  run: RunRecord,
): Promise<StoredWeights | undefined> {
  return once(weights, project, run, 'mixture', (part) => weightsSchema.safeParse(part).data);
}

/** A run that has ended does not change unless it is taken up again; a damaged file may be put back. */
async function once<T>(
  known: WeakMap<Project, Map<string, Promise<T | undefined>>>,
  project: Project,
  { id, ended, files }: RunRecord,
  part: string,
  of: (value: unknown) => T | undefined,
): Promise<T | undefined> {
  if (!files.some(({ file }) => file === `${part}.json`)) return undefined;
  const ofProject = known.get(project) ?? new Map<string, Promise<T | undefined>>();
  known.set(project, ofProject);
  const key = `${id} ${ended}`;
  const reading = ofProject.get(key) ?? project.readPart(id, part).then(of);
  ofProject.set(key, reading);
  try {
    return await reading;
  } catch (error) {
    ofProject.delete(key);
    if (error instanceof ProjectError) return undefined;
    throw error;
  }
}
