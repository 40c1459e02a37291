/** Runs that work with a calibrated simulator: begun, or taken up again with the calibration that they began with. */
import { z } from 'zod';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { ProjectData } from './project-data.ts';
import { type CalibratedModel, readCalibratedModel } from './stored-calibration.ts';
import { takeUpRun } from './take-up-run.ts';

/** What such a run's result depends on in any case. */
export const calibratedInputs = {
  /** Id of the run that calibrated the simulator. */
  calibration: z.string(),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
} as const;

interface CalibratedInputs {
  readonly calibration: string;
  readonly digest: string;
}

export interface CalibratedRun<Inputs> {
  readonly writer: RunWriter;
  readonly model: CalibratedModel;
  readonly seed: number;
  readonly inputs: Inputs;
}

/** `own`: what was asked for besides, as it is kept with the run. */
export async function beginCalibratedRun<Own extends object>(
  project: Project,
  data: Pick<ProjectData, 'name' | 'digest'>,
  {
    kind,
    seed,
    model,
  }: { readonly kind: string; readonly seed: number; readonly model: CalibratedModel },
  own: Own,
): Promise<CalibratedRun<Own & CalibratedInputs>> {
  const inputs = { ...own, calibration: model.run.id, digest: data.digest };
  const simulator = model.simulator.id;
  const run = { kind, seed, inputs: { ...inputs }, data: [data.name], simulator };
  return { writer: await project.startRun(run), model, seed, inputs };
}

/** Throws UseCaseError 'nothing-to-resume', ProjectError 'data-changed', 'corrupt'. */
export async function takeUpCalibratedRun<Inputs extends CalibratedInputs>(
  project: Project,
  data: Pick<ProjectData, 'digest'>,
  wanted: {
    readonly kind: string;
    readonly run: string | undefined;
    readonly inputs: z.ZodType<Inputs>;
  },
): Promise<CalibratedRun<Inputs>> {
  const { writer, run, inputs } = await takeUpRun(project, {
    ...wanted,
    isSame: ({ digest }) => digest === data.digest,
  });
  const { seed, simulator } = run;
  const model = await readCalibratedModel(project, simulator ?? undefined, inputs.calibration);
  return { writer, model, seed, inputs };
}
