/** Is the calibrated simulator right about rows that it has not seen? */
import { z } from 'zod';
import { calibrateByCmaEs } from '../calibrate/es/calibrate.ts';
import { episodesOf } from '../data/episodes.ts';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { programOf } from '../simulator/program-of.ts';
import { checkPlan } from '../trust/check-plan.ts';
import { checkByRollingOrigin, type RollingOriginCheck } from '../trust/rolling-origin.ts';
import { type Verdict, verdictOf } from '../trust/verdict.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { type CalibratedModel, readCalibratedModel, setsOf } from './stored-calibration.ts';
import { takeUpRun } from './take-up-run.ts';
import { UseCaseError } from './use-case-error.ts';

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  particles: z.int().positive(),
  /** Id of the run that calibrated the simulator. */
  calibration: z.string(),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
});
type Inputs = z.infer<typeof inputsSchema>;

export interface CheckOptions {
  readonly seed: number;
  readonly simulator?: string;
  /** Runs of each parameter set and origin; default 40. */
  readonly particles?: number;
  /** Repeats what this run, or the last one that was interrupted, was asked; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface CheckReport {
  readonly run: RunRecord;
  readonly simulator: { readonly id: string; readonly title: string };
  readonly check: RollingOriginCheck;
  readonly verdict: Verdict;
}

/**
 * Forecasts the held-out rows from rolling origins with numbers that were fitted without these rows: where
 * the calibration at hand saw them, it is first repeated without. Throws UseCaseError 'nothing-held-out'.
 */
export async function checkModel(
  project: Project,
  services: Services,
  options: CheckOptions,
): Promise<CheckReport> {
  const data = await readProjectData(project);
  if (data.heldOutRows === 0) {
    throw new UseCaseError('nothing-held-out', 'data: no last rows are held out for a check', {
      hint: 'Keep some of the last rows for the check (in the terminal: import again with --held-out ROWS).',
    });
  }
  const { writer, model, seed, inputs } = options.resume
    ? await takeUp(project, data, options.resume.run)
    : await begin(project, data, options);
  const { id, title } = model.simulator;
  const recorded = await recordRun(
    writer,
    services,
    options.resume ? 'resume' : 'start',
    async () => {
      const draws = await blindDraws(data, model, services, seed);
      const check = await forecast(data, { ...model, ...draws }, services, {
        seed,
        particles: inputs.particles,
      });
      const verdict = verdictOf(check);
      return {
        outcome: { result: { check, verdict } },
        isCancelled: false,
        value: { check, verdict },
      };
    },
  );
  return { run: recorded.run, simulator: { id, title }, ...recorded.value };
}

interface Begun {
  readonly writer: RunWriter;
  readonly model: CalibratedModel;
  readonly seed: number;
  readonly inputs: Inputs;
}

async function begin(
  project: Project,
  data: ProjectData,
  { seed, simulator, particles = 40 }: CheckOptions,
): Promise<Begun> {
  const model = await readCalibratedModel(project, simulator);
  const inputs = { particles, calibration: model.run.id, digest: data.digest };
  const { id } = model.simulator;
  const run = { kind: 'check', seed, inputs, data: [data.name], simulator: id };
  return { writer: await project.startRun(run), model, seed, inputs };
}

async function takeUp(project: Project, data: ProjectData, id?: string): Promise<Begun> {
  const { writer, run, inputs } = await takeUpRun(project, {
    kind: 'check',
    run: id,
    inputs: inputsSchema,
    isSame: ({ digest }) => digest === data.digest,
  });
  const { seed, simulator } = run;
  const model = await readCalibratedModel(project, simulator ?? undefined, inputs.calibration);
  return { writer, model, seed, inputs };
}

/** Parameter sets of a calibration that did not see the held-out rows. */
async function blindDraws(
  { training }: ProjectData,
  model: CalibratedModel,
  { simulate, signal, onProgress }: Services,
  seed: number,
): Promise<Pick<CalibratedModel, 'parameterSets' | 'sets'>> {
  if (model.rows === 'training') return model;
  const { compiled } = model.simulator;
  const { declaration } = compiled;
  const program = programOf(compiled);
  const blind = await calibrateByCmaEs(
    { program, declaration, episodes: episodesOf(training, declaration), simulate },
    {
      seed,
      start: model.calibration.parameters,
      sigma: 0.1,
      ...(signal && { signal }),
      onProgress: (progress) =>
        onProgress?.({ ...progress, phase: 'Fitting without the held-out rows', more: true }),
    },
  );
  signal?.throwIfAborted();
  return setsOf(blind);
}

async function forecast(
  { dataset, heldOutRows }: ProjectData,
  { simulator, parameterSets, sets }: Pick<CalibratedModel, 'simulator' | 'parameterSets' | 'sets'>,
  { simulate, signal, onProgress }: Services,
  { seed, particles }: { readonly seed: number; readonly particles: number },
): Promise<RollingOriginCheck> {
  const { compiled } = simulator;
  const rows = Math.max(...dataset.trajectories.map((trajectory) => trajectory.rows));
  const cut = rows - heldOutRows;
  return checkByRollingOrigin({
    simulate,
    program: programOf(compiled),
    declaration: compiled.declaration,
    episodes: episodesOf(dataset, compiled.declaration),
    parameterSets,
    sets,
    particles,
    seed: seed + 1,
    ...checkPlan(cut, heldOutRows),
    cut: cut - 1,
    ...(signal && { signal }),
    onProgress: (done, total) =>
      onProgress?.({ phase: 'Forecasting held-out rows', done, total, unit: 'starting points' }),
  });
}
