/** Is the calibrated simulator right about rows that it has not seen? */
import { z } from 'zod';
import { posteriorOfResult } from '../calibrate/posterior-of-result.ts';
import type { CalibrationProblem } from '../calibrate/problem.ts';
import { calibrationMethod } from '../calibrate/registry.ts';
import type { CalibrationResult } from '../calibrate/result.ts';
import { taskOfProblem } from '../calibrate/sbi/task-of-problem.ts';
import { episodesOf } from '../data/episodes.ts';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import { programOf } from '../simulator/program-of.ts';
import { checkPlan } from '../trust/check-plan.ts';
import { checkByRollingOrigin, type RollingOriginCheck } from '../trust/rolling-origin.ts';
import { type TrustSheet, type TrustSheetProgress, trustSheet } from '../trust/sheet.ts';
import type { Verdict } from '../trust/verdict.ts';
import {
  beginCalibratedRun,
  type CalibratedRun,
  calibratedInputs,
  takeUpCalibratedRun,
} from './calibrated-run.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { recordRun } from './record-run.ts';
import type { Services } from './services.ts';
import { type CalibratedModel, readCalibratedModel, setsOf } from './stored-calibration.ts';
import { UseCaseError } from './use-case-error.ts';

/** What the result depends on besides the seed; kept with the run. */
const inputsSchema = z.strictObject({
  particles: z.int().positive(),
  ...calibratedInputs,
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
  /** That of the sheet. */
  readonly verdict: Verdict;
  readonly sheet: TrustSheet;
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
    ? await takeUpCalibratedRun(project, data, {
        kind: 'check',
        run: options.resume.run,
        inputs: inputsSchema,
      })
    : await begin(project, data, options);
  const { id, title } = model.simulator;
  const recorded = await recordRun(
    writer,
    services,
    options.resume ? 'resume' : 'start',
    async () => {
      const problem = blindProblem(data, model, services);
      const blind = await blindCalibration(problem, model, services, seed);
      const check = await forecast(data, { ...model, ...setsOf(blind, MOST_SETS) }, services, {
        seed,
        particles: inputs.particles,
      });
      const sheet = await sheetOf(problem, blind, check, model, services, seed);
      return {
        outcome: { result: { check, verdict: sheet.verdict, sheet } },
        isCancelled: false,
        value: { check, verdict: sheet.verdict, sheet },
      };
    },
  );
  return { run: recorded.run, simulator: { id, title }, ...recorded.value };
}

/** Draws of a calibration that forecasts start from. */
const MOST_SETS = 48;

async function begin(
  project: Project,
  data: ProjectData,
  { seed, simulator, particles = 40 }: CheckOptions,
): Promise<CalibratedRun<Inputs>> {
  const model = await readCalibratedModel(project, simulator);
  return beginCalibratedRun(project, data, { kind: 'check', seed, model }, { particles });
}

/** A calibration that did not see the held-out rows: the one at hand, or the same again on the rest. */
async function blindCalibration(
  problem: CalibrationProblem,
  { calibration, rows }: CalibratedModel,
  { numerics, signal, onProgress }: Services,
  seed: number,
): Promise<CalibrationResult> {
  if (rows === 'training') return calibration;
  const method = calibrationMethod(calibration.method);
  const isSearch = method.kind === 'search';
  const blind = await method.run(problem, {
    seed,
    numerics,
    // A search begins where the other ended; an inference simulates as much as the other did.
    ...(isSearch
      ? { start: calibration.parameters, sigma: 0.1 }
      : { budget: calibration.evaluations, ...(calibration.look && { data: calibration.look }) }),
    ...(signal && { signal }),
    onProgress: ({ done, total, unit, detail }) =>
      onProgress?.({
        phase: 'Fitting without the held-out rows',
        ...{ done, total, unit },
        ...(detail !== undefined && { detail }),
        more: true,
      }),
  });
  signal?.throwIfAborted();
  return blind;
}

function blindProblem(
  { training }: ProjectData,
  { simulator }: CalibratedModel,
  { simulate }: Services,
): CalibrationProblem {
  const { declaration } = simulator.compiled;
  const episodes = episodesOf(training, declaration);
  return { program: programOf(simulator.compiled), declaration, episodes, simulate };
}

const PARTS: Readonly<Record<TrustSheetProgress['part'], string>> = {
  simulating: 'Making up data whose answers are known',
  repeating: 'Asking for these answers',
  'around the data': 'Asking around the observed data',
  running: 'Running beside the data',
};

function sheetOf(
  problem: CalibrationProblem,
  blind: CalibrationResult,
  heldOut: RollingOriginCheck,
  { simulator }: CalibratedModel,
  { signal, onProgress }: Services,
  seed: number,
): Promise<TrustSheet> {
  const task = taskOfProblem(problem, blind.look);
  return trustSheet({
    task,
    posterior: posteriorOfResult(task, blind),
    problem,
    timeUnit: simulator.compiled.declaration.time.unit,
    heldOut,
    seed: seed + 2,
    ...(signal && { signal }),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    onProgress: ({ part, done, total }) =>
      onProgress?.({ phase: PARTS[part], done, total, unit: 'data sets', more: true }),
  });
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
