/** Fits the numbers of one simulator of a project to its data. */
import { z } from 'zod';
import { chooseMethod } from '../calibrate/choose-method.ts';
import { priorDistribution } from '../calibrate/prior.ts';
import { probeProblem } from '../calibrate/probe.ts';
import type { CalibrationProblem } from '../calibrate/problem.ts';
import { CALIBRATION_METHODS, calibrationMethod } from '../calibrate/registry.ts';
import type { CalibrationProgress, CalibrationResult } from '../calibrate/result.ts';
import { TASK_DATA, type TaskData } from '../calibrate/sbi/task-of-problem.ts';
import { episodesOf } from '../data/episodes.ts';
import type { Project } from '../project/project.ts';
import type { RunWriter } from '../project/run-writer.ts';
import type { RunRecord } from '../project/schemas.ts';
import { ENSEMBLE_SCORES, type EnsembleScoreId } from '../score/registry.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { programOf } from '../simulator/program-of.ts';
import { admitSimulator } from './admit-simulator.ts';
import { MOST_FOLLOWED, TraceLog } from './calibration-trace.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import { readProjectSimulator } from './project-simulator.ts';
import { recordRun } from './record-run.ts';
import type { Progress, Services } from './services.ts';
import { type CalibratedRows, calibrationOutcome } from './stored-calibration.ts';
import { takeUpRun } from './take-up-run.ts';
import { type TimeLimit, timeLimit } from './time-limit.ts';
import type { MethodEntry } from './trace-entry.ts';

const scoreIds = ENSEMBLE_SCORES.map(({ id }) => id);
const methodIds = CALIBRATION_METHODS.map(({ id }) => id);

/** `auto`: chosen by a first look at the problem. */
export const METHOD_CHOICES = ['auto', ...methodIds] as const;
type MethodChoice = (typeof METHOD_CHOICES)[number];

/** What the result depends on besides data, simulator and seed; kept with the run. */
const inputsSchema = z.strictObject({
  method: z.enum(METHOD_CHOICES),
  score: z.enum(scoreIds as [EnsembleScoreId, ...EnsembleScoreId[]]),
  /** Parameter sets that the method may simulate; absent: its own default. */
  budget: z.int().positive().exactOptional(),
  /** Time after which it ends with the best so far; absent: none, and the same numbers on any machine. */
  minutes: z.number().positive().exactOptional(),
  /** Runs of each parameter set where sets are scored. */
  replications: z.int().positive(),
  rows: z.enum(['all', 'training']),
  /** Resampled data sets behind the ranges of a search; 0: no ranges. */
  resamples: z.int().min(0),
  /** What inference looks at; absent: by the size of the data. */
  look: z.enum(TASK_DATA).exactOptional(),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
});
type Inputs = z.infer<typeof inputsSchema>;

const choiceSchema = z.strictObject({
  method: z.enum(methodIds as [string, ...string[]]),
  budget: z.int().positive().exactOptional(),
  /** Why `auto` took it; absent where the person named it. */
  because: z.string().exactOptional(),
});
export type MethodChosen = z.infer<typeof choiceSchema>;

interface Checkpoint {
  readonly chosen: MethodChosen;
  readonly state?: unknown;
}

/** The method comes first: a run that goes on goes on with the same. */
const checkpointSchema = z.union([
  z.strictObject({ chosen: choiceSchema, state: z.unknown().optional() }),
  // Of versions that knew one method.
  z
    .looseObject({ method: z.literal('cma-es') })
    .transform((state): Checkpoint => ({ chosen: { method: 'cma-es' }, state })),
]);

export interface CalibrateOptions {
  readonly seed: number;
  /** Absent: see readProjectSimulator. */
  readonly simulator?: string;
  /** Default 'auto'. */
  readonly method?: MethodChoice;
  readonly score?: EnsembleScoreId;
  readonly budget?: number;
  /** Ends with the best so far after them. Time counts anew when the run is taken up again. Default: no limit. */
  readonly minutes?: number;
  readonly replications?: number;
  /** Default 'all'. */
  readonly rows?: CalibratedRows;
  /** Default 24. */
  readonly resamples?: number;
  readonly look?: TaskData;
  /** Goes on with this run, or with the last one that was interrupted; the other options are the run's. */
  readonly resume?: { readonly run?: string };
}

export interface CalibrateReport {
  /** state 'cancelled': the calibration is the best so far. */
  readonly run: RunRecord;
  readonly simulator: { readonly id: string; readonly title: string };
  readonly declaration: Declaration;
  readonly chosen: MethodChosen;
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
        checkpoint: checkpointSchema,
        isSame: ({ digest }) => digest === data.digest,
      })
    : await begin(project, data, options);
  const began = options.resume ? 'resume' : 'start';
  const { run: record, value } = await recordRun(writer, services, began, async (log) => {
    const { signal, onProgress, numerics } = services;
    const now = () => performance.now();
    const limit = inputs.minutes === undefined ? undefined : timeLimit(inputs.minutes, signal, now);
    const simulator = await readProjectSimulator(project, run.simulator ?? undefined);
    const { compiled, id, title } = simulator;
    const seen = inputs.rows === 'all' ? data.dataset : data.training;
    const episodes = episodesOf(seen, compiled.declaration);
    await admitSimulator(services, compiled, episodes);
    const problem: CalibrationProblem = {
      program: programOf(compiled),
      declaration: compiled.declaration,
      episodes,
      simulate: services.simulate,
      score: inputs.score,
      replications: inputs.replications,
    };
    const chosen = checkpoint?.chosen ?? (await choose(problem, inputs, services, run.seed));
    await writer.checkpoint({ chosen, state: checkpoint?.state });
    log(methodEntry(chosen, compiled.declaration));
    const trace = new TraceLog(log);
    const found = await calibrationMethod(chosen.method).run(problem, {
      seed: run.seed,
      numerics,
      intervals: intervalsOf(inputs),
      save: (state) => writer.checkpoint({ chosen, state }),
      ...(chosen.budget !== undefined && { budget: chosen.budget }),
      ...(inputs.look && { data: inputs.look }),
      ...(checkpoint?.state !== undefined && { resume: checkpoint.state }),
      ...(limit ? { signal: limit.signal, timeUsed: limit.used } : signal && { signal }),
      onProgress(progress) {
        trace.add(progress);
        onProgress?.(inWords(progress));
      },
    });
    trace.flush();
    const calibration = limit ? withinTime(found, limit) : found;
    return {
      outcome: calibrationOutcome(calibration, { simulator: id, rows: inputs.rows }, { chosen }),
      isCancelled: calibration.stopped === 'cancelled',
      value: { simulator: { id, title }, declaration: compiled.declaration, chosen, calibration },
    };
  });
  return { run: record, ...value };
}

/** What the person named, or what suits the problem. */
async function choose(
  problem: CalibrationProblem,
  { method, budget, minutes }: Inputs,
  { signal, onProgress }: Services,
  seed: number,
): Promise<MethodChosen> {
  if (method !== 'auto') return { method, ...(budget !== undefined && { budget }) };
  onProgress?.({ phase: 'Looking at the problem', done: 0, total: 0, unit: 'evaluations' });
  const now = () => performance.now();
  const probe = await probeProblem(problem, { seed, now, ...(signal && { signal }) });
  const milliseconds = minutes === undefined ? {} : { milliseconds: SIMULATING * minutes * 60_000 };
  return chooseMethod(probe, { budget, ...milliseconds });
}

/** Share of the allowed time that simulations may take. */
const SIMULATING = 0.5;

function methodEntry({ method, because }: MethodChosen, { parameters }: Declaration): MethodEntry {
  const free = Object.entries(parameters).filter(([, { prior }]) => {
    const { low, high } = priorDistribution(prior);
    return low < high;
  });
  return {
    event: 'method',
    id: method,
    words: calibrationMethod(method).words,
    because: because ?? null,
    parameters: free.slice(0, MOST_FOLLOWED).map(([name, { unit }]) => ({ name, unit })),
  };
}

/** What a time limit cut short is done, not stopped; what it may have cut short says so. */
function withinTime(found: CalibrationResult, { isUp, used }: TimeLimit): CalibrationResult {
  const stopped = found.stopped === 'cancelled' && isUp() ? 'budget' : found.stopped;
  if (stopped !== 'budget' || used() < EARLIEST_CUT) return { ...found, stopped };
  return { ...found, stopped, notes: [...found.notes, TIMED] };
}

/** No method ends because of the time before this share of it. */
const EARLIEST_CUT = 0.4;
const TIMED =
  'It had a limited time: how far it comes in it depends on the computer, and so do these numbers.';

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
  if (options.method !== undefined && options.method !== 'auto') calibrationMethod(options.method);
  const { id: simulator } = await readProjectSimulator(project, options.simulator);
  const inputs: Inputs = {
    method: options.method ?? 'auto',
    score: options.score ?? ENSEMBLE_SCORES[0].id,
    ...(options.budget !== undefined && { budget: options.budget }),
    ...(options.minutes !== undefined && { minutes: options.minutes }),
    replications: options.replications ?? 20,
    rows: options.rows ?? 'all',
    resamples: options.resamples ?? 24,
    ...(options.look && { look: options.look }),
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

function inWords({ phase, done, total, unit, detail }: CalibrationProgress): Progress {
  return { phase: PHASES[phase], done, total, unit, ...(detail !== undefined && { detail }) };
}
