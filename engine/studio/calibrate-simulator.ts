/** Fits the numbers of one simulator of a project to its data. */
import { z } from 'zod';
import { cmaCheckpointSchema } from '../calibrate/es/calibrate.ts';
import { CALIBRATION_METHODS } from '../calibrate/registry.ts';
import type { CalibrationProgress, CalibrationResult } from '../calibrate/result.ts';
import { episodesOf } from '../data/episodes.ts';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { ENSEMBLE_SCORES, type EnsembleScoreId } from '../score/registry.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { programOf } from '../simulator/program-of.ts';
import { admitSimulator } from './admit-simulator.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { readProjectSimulator } from './project-simulator.ts';
import { recordRun } from './record-run.ts';
import type { Progress, Services } from './services.ts';
import { type CalibratedRows, calibrationOutcome } from './stored-calibration.ts';
import { takeUpRun } from './take-up-run.ts';

const scoreIds = ENSEMBLE_SCORES.map(({ id }) => id);

/** What the result depends on besides data, simulator and seed; kept with the run. */
const inputsSchema = z.strictObject({
  method: z.literal('cma-es'),
  score: z.enum(scoreIds as [EnsembleScoreId, ...EnsembleScoreId[]]),
  /** Parameter sets that the search may try. */
  budget: z.int().positive(),
  /** Runs of each parameter set. */
  replications: z.int().positive(),
  rows: z.enum(['all', 'training']),
  /** Resampled data sets behind the ranges; 0: no ranges. */
  resamples: z.int().min(0),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
});
type Inputs = z.infer<typeof inputsSchema>;

export interface CalibrateOptions {
  readonly seed: number;
  /** Absent: see readProjectSimulator. */
  readonly simulator?: string;
  readonly score?: EnsembleScoreId;
  readonly budget?: number;
  readonly replications?: number;
  /** Default 'all'. */
  readonly rows?: CalibratedRows;
  /** Default 24. */
  readonly resamples?: number;
  /** Goes on with this run, or with the last one that was interrupted; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface CalibrateReport {
  /** state 'cancelled': the calibration is the best so far. */
  readonly run: RunRecord;
  readonly simulator: { readonly id: string; readonly title: string };
  readonly declaration: Declaration;
  readonly calibration: CalibrationResult;
}

/** Throws UseCaseError, ProjectError, CalibrationError, ComputeError, SimulatorError. */
export async function calibrateSimulator(
  project: Project,
  services: Services,
  options: CalibrateOptions,
): Promise<CalibrateReport> {
  const data = await readProjectData(project);
  const { writer, run, inputs, checkpoint } = options.resume
    ? await takeUpRun(project, {
        kind: 'calibrate',
        run: options.resume.run,
        inputs: inputsSchema,
        checkpoint: cmaCheckpointSchema,
        isSame: ({ digest }) => digest === data.digest,
      })
    : await begin(project, data, options);
  const began = options.resume ? 'resume' : 'start';
  const { run: record, value } = await recordRun(writer, services, began, async () => {
    const simulator = await readProjectSimulator(project, run.simulator ?? undefined);
    const { compiled, id, title } = simulator;
    const seen = inputs.rows === 'all' ? data.dataset : data.training;
    const episodes = episodesOf(seen, compiled.declaration);
    await admitSimulator(services, compiled, episodes);
    const method = CALIBRATION_METHODS.find((row) => row.id === inputs.method)!;
    const { signal, onProgress } = services;
    const calibration = await method.run(
      {
        program: programOf(compiled),
        declaration: compiled.declaration,
        episodes,
        simulate: services.simulate,
        score: inputs.score,
        replications: inputs.replications,
      },
      {
        seed: run.seed,
        budget: inputs.budget,
        intervals: intervalsOf(inputs),
        save: (state) => writer.checkpoint(state),
        ...(checkpoint && { resume: checkpoint }),
        ...(signal && { signal }),
        ...(onProgress && { onProgress: (progress) => onProgress(inWords(progress)) }),
      },
    );
    return {
      outcome: calibrationOutcome(calibration, { simulator: id, rows: inputs.rows }),
      isCancelled: calibration.stopped === 'cancelled',
      value: { simulator: { id, title }, declaration: compiled.declaration, calibration },
    };
  });
  return { run: record, ...value };
}

/** Evaluations of the search on each resampled data set, from the answer on. */
const RESAMPLE_EVALUATIONS = 150;

function intervalsOf({ resamples }: Inputs) {
  if (resamples === 0) return null;
  return { replicates: resamples, evaluations: RESAMPLE_EVALUATIONS };
}

interface Begun {
  readonly writer: RunWriter;
  readonly run: Pick<RunRecord, 'seed' | 'simulator'>;
  readonly inputs: Inputs;
  readonly checkpoint: undefined;
}

async function begin(
  project: Project,
  data: Pick<ProjectData, 'name' | 'digest'>,
  options: CalibrateOptions,
): Promise<Begun> {
  const { id: simulator } = await readProjectSimulator(project, options.simulator);
  const inputs: Inputs = {
    method: 'cma-es',
    score: options.score ?? ENSEMBLE_SCORES[0].id,
    budget: options.budget ?? 1500,
    replications: options.replications ?? 20,
    rows: options.rows ?? 'all',
    resamples: options.resamples ?? 24,
    digest: data.digest,
  };
  const { seed } = options;
  const run = { kind: 'calibrate', seed, inputs, data: [data.name], simulator };
  const writer = await project.startRun(run);
  return { writer, run: { seed, simulator }, inputs, checkpoint: undefined };
}

const PHASES: Readonly<Record<CalibrationProgress['phase'], string>> = {
  search: 'Searching parameters',
  intervals: 'Finding how sure they are',
  simulating: 'Simulating',
  training: 'Learning from the simulations',
  sampling: 'Drawing parameter values',
};

function inWords({ phase, ...rest }: CalibrationProgress): Progress {
  return { phase: PHASES[phase], ...rest };
}
