/** Calibration by an evolution strategy: search, answer on fresh seeds, intervals by bootstrap. */
import type { z } from 'zod';
import { addLedgers, EMPTY_LEDGER, type FailureLedger } from '../failure-ledger.ts';
import type { MethodOptions } from '../method.ts';
import {
  createObjective,
  FAILURE_LOSS,
  type FailureCounts,
  type Losses,
  type Objective,
} from '../objective.ts';
import { type CalibrationProblem, priorsOf } from '../problem.ts';
import {
  addFailures,
  type CalibrationProgress,
  type CalibrationResult,
  INTERVAL_LEVEL,
  intervalsOf,
} from '../result.ts';
import { resultNotes } from '../result-notes.ts';
import { deriveSeed } from '../streams.ts';
import { createTransform, type Transform } from '../transform.ts';
import { checkpointSchemaOf, type EvolutionCheckpoint } from './checkpoint.ts';
import { defaultPopulationSize } from './cma-constants.ts';
import { PUBLISHED } from './genetic.ts';
import { geneticCost, geneticPopulation } from './genetic-budget.ts';
import { misfitsOf } from './misfits.ts';
import { type Evaluate, type OptimiseResult, optimise } from './optimise.ts';
import type { STRATEGIES } from './restarts.ts';
import { searchedParameters } from './searched.ts';
import type { Algorithm } from './strategies.ts';
import { findUncertainty, type Size, sizeInTime, uncertaintyCost } from './uncertainty.ts';

export const cmaCheckpointSchema = checkpointSchemaOf('cma-es');
export type CmaCheckpoint = z.infer<typeof cmaCheckpointSchema>;

export interface EvolutionOptions
  extends Omit<MethodOptions, 'save' | 'resume' | 'numerics' | 'data'> {
  /** Default 'none': one run, which stops when it has converged. */
  readonly restarts?: (typeof STRATEGIES)[number];
  readonly save?: (checkpoint: EvolutionCheckpoint) => Promise<void> | void;
  readonly resume?: EvolutionCheckpoint;
}

export type CmaCalibrationOptions = Omit<EvolutionOptions, 'save' | 'resume'> & {
  readonly save?: (checkpoint: CmaCheckpoint) => Promise<void> | void;
  readonly resume?: CmaCheckpoint;
};

const DEFAULT_INTERVALS = { replicates: 24, evaluations: 150 };
/** Beyond it resampled data would take longer than anybody waits, and so short searches would not move. */
const MOST_RESAMPLED = 100;
/** A ten-thousandth of a prior's width, or no change of the loss: nobody could tell the difference. */
const TOLERANCES = { x: 1e-4, value: 1e-9 };
/** Sigma at the start, in prior widths. */
const SIGMA = 0.25;
/** Of the allowed time: the rest is for the ranges, which take longer. */
const SEARCH_SHARE = 0.4;
const NO_TIME = 'No ranges: the time was used up before they could be found. Allow more minutes.';

interface Job {
  readonly algorithm: Algorithm;
  readonly problem: CalibrationProblem;
  readonly options: EvolutionOptions;
  readonly objective: Objective;
  readonly transform: Transform;
  failures: FailureCounts;
  ledger: FailureLedger;
}

/** `calibrateByEvolution` with CMA-ES. */
export function calibrateByCmaEs(
  problem: CalibrationProblem,
  { save, ...options }: CmaCalibrationOptions,
): Promise<CalibrationResult> {
  return calibrateByEvolution('cma-es', problem, {
    ...options,
    ...(save && { save: (checkpoint) => save({ ...checkpoint, method: 'cma-es' }) }),
  });
}

/**
 * Defaults: a budget of 200 (n + 1) parameter sets, of the genetic algorithm what its published ten generations take;
 * sigma .25; 24 replicates of 150 evaluations for the intervals, none above 100 parameters. The genetic algorithm starts
 * all over the priors, whatever `start` says. Throws CalibrationError: 'bad-prior', 'bad-problem', 'no-observations',
 * 'bad-checkpoint'.
 */
export async function calibrateByEvolution(
  algorithm: Algorithm,
  problem: CalibrationProblem,
  options: EvolutionOptions,
): Promise<CalibrationResult> {
  const { resume } = options;
  const transform = createTransform(priorsOf(problem));
  const objective = createObjective(problem);
  const failures = resume?.failures ?? {};
  const ledger = resume?.ledger ?? EMPTY_LEDGER;
  const job: Job = { algorithm, problem, options, objective, transform, failures, ledger };
  if (transform.dimension === 0) return nothingToFind(job);
  const found = await search(job);
  const { stopped, state } = found;
  if (stopped === 'cancelled') return resultOf(job, found, []);
  const wanted = intervalSize(job);
  if (wanted === null) return resultOf(job, found, []);
  const size = sizeInTimeOf(job, wanted, found);
  if (size === null) return resultOf(job, found, [], [NO_TIME]);
  const sure = await findUncertainty({
    ...job,
    ...options,
    ...size,
    found: { ...found, stopped, state },
    count: (losses) => count(job, losses),
    save: (more) =>
      options.save?.({
        ...checkpointOf(job, found),
        ...more,
        answer: answerOf({ ...found, stopped }),
      }),
    onProgress: (done) => tell(job, 'intervals', found.evaluations + done, found.value),
  });
  if (sure === null) return resultOf(job, { ...found, stopped: 'cancelled' }, []);
  const evaluations = found.evaluations + sure.evaluations;
  return resultOf(job, { ...found, evaluations }, sure.sets);
}

function sizeInTimeOf({ options, transform }: Job, size: Size, { evaluations }: OptimiseResult) {
  const { timeUsed, resume } = options;
  if (timeUsed === undefined) return size;
  const before = resume?.search.evaluations ?? 0;
  const pace = { used: timeUsed(), evaluations: evaluations - before };
  return sizeInTime(size, transform.dimension, pace);
}

function count(job: Job, { failures, ledger }: Losses): void {
  job.failures = addFailures(job.failures, failures);
  job.ledger = addLedgers(job.ledger, ledger);
}

function checkpointOf(
  { algorithm, failures, ledger }: Job,
  { state }: Pick<OptimiseResult, 'state'>,
) {
  return { version: 1, method: algorithm, failures, ledger, search: state } as const;
}

function answerOf(found: OptimiseResult & { readonly stopped: 'converged' | 'budget' }) {
  const { point, value, evaluations, stopped } = found;
  return { point: Array.from(point), value, evaluations, stopped };
}

/** The search, or its answer when the checkpoint has it already. */
async function search(job: Job): Promise<OptimiseResult> {
  const { algorithm, options, transform } = job;
  const { seed, signal, resume, timeUsed } = options;
  if (resume?.answer) {
    const point = Float64Array.from(resume.answer.point);
    return { ...resume.answer, point, state: resume.search };
  }
  const evaluate: Evaluate = async (points, sets, context) => {
    const parameters = transform.toParameters(points, sets);
    const losses = await job.objective.evaluate(parameters, sets, context);
    count(job, losses);
    return losses.losses;
  };
  return optimise({
    evaluate,
    seed,
    budget: searchBudget(job),
    noisy: true,
    start: {
      algorithm,
      mean: startPoint(job),
      sigma: options.sigma ?? SIGMA,
      strategy: options.restarts ?? 'none',
      range: transform.range,
      floors: transform.floors(defaultPopulationSize(transform.dimension)),
      tolerances: { ...TOLERANCES, stagnation: 40 + 5 * transform.dimension },
      ...(algorithm === 'genetic' && { populationSize: geneticPopulation(searchBudget(job)) }),
    },
    save: (state) => options.save?.(checkpointOf(job, { state })),
    onProgress: ({ evaluations, best, run }) =>
      tell(job, 'search', evaluations, best, {
        ...(Number.isFinite(best) && { point: { measure: 'error', value: best } }),
        parameters: searchedParameters(
          run,
          Object.keys(job.problem.declaration.parameters),
          transform,
        ),
      }),
    ...(timeUsed && { isOver: () => timeUsed() > SEARCH_SHARE }),
    ...(signal && { signal }),
    ...(resume && { resume: resume.search }),
  });
}

function startPoint({ problem, options, transform }: Job): Float64Array {
  const middle = transform.toParameters(transform.centre, 1);
  const values = Object.entries(problem.declaration.parameters).map(
    ([name, parameter], i) => options.start?.[name] ?? parameter.default ?? middle[i]!,
  );
  return transform.toPoint(values);
}

function tell(
  job: Job,
  phase: CalibrationProgress['phase'],
  done: number,
  best: number,
  more: Pick<CalibrationProgress, 'point' | 'parameters'> = {},
): void {
  const detail = Number.isFinite(best) ? { detail: `best ${best.toPrecision(3)}` } : {};
  const size = intervalSize(job);
  const after = size === null ? 0 : uncertaintyCost(job.transform.dimension, size);
  const total = Math.max(done, searchBudget(job) + after);
  job.options.onProgress?.({ phase, done, total, unit: 'evaluations', ...detail, ...more });
}

function searchBudget({ algorithm, options, transform }: Job): number {
  if (options.budget !== undefined) return options.budget;
  if (algorithm === 'genetic') return geneticCost(PUBLISHED.populationSize);
  return 200 * (transform.dimension + 1);
}

function intervalSize({ options, transform }: Pick<Job, 'options' | 'transform'>) {
  if (options.intervals === null || transform.dimension > MOST_RESAMPLED) return null;
  return options.intervals ?? DEFAULT_INTERVALS;
}

/** Every parameter has a single possible value: only its loss is to be known. */
async function nothingToFind(job: Job): Promise<CalibrationResult> {
  const { seed, signal } = job.options;
  const point = new Float64Array(0);
  const context = { seed: deriveSeed(seed, 'confirm', 0), ...(signal && { signal }) };
  const losses = await job.objective.evaluate(job.transform.toParameters(point, 1), 1, context);
  count(job, losses);
  const value = losses.losses[0]!;
  return resultOf(job, { point, value, evaluations: 1, stopped: 'converged' }, []);
}

async function resultOf(
  job: Job,
  found: Omit<OptimiseResult, 'state'>,
  sets: readonly (readonly number[])[],
  more: readonly string[] = [],
): Promise<CalibrationResult> {
  const { algorithm, problem, options, transform, failures } = job;
  const names = Object.keys(problem.declaration.parameters);
  const best = transform.toParameters(found.point, 1);
  return {
    method: algorithm,
    seed: options.seed,
    parameters: Object.fromEntries(names.map((name, i) => [name, best[i]!])),
    // Cancelled before anything was scored: as bad as can be.
    value: Number.isFinite(found.value) ? found.value : 2 * FAILURE_LOSS,
    sets,
    setsAre: sets.length > 0 ? 'bootstrap' : 'none',
    intervals: intervalsOf(names, best, sets),
    level: INTERVAL_LEVEL,
    evaluations: found.evaluations,
    failures,
    stopped: found.stopped,
    notes:
      found.stopped === 'cancelled'
        ? []
        : [...(await notesOf(job, best, found.value, sets)), ...more],
  };
}

async function notesOf(
  job: Job,
  answer: Float64Array,
  value: number,
  sets: readonly (readonly number[])[],
): Promise<string[]> {
  const { problem, objective, options, transform, ledger } = job;
  const names = Object.keys(problem.declaration.parameters);
  const { seed, signal } = options;
  const misfits = await misfitsOf(problem, objective, answer, value, {
    seed: deriveSeed(seed, 'misfit', 0),
    ...(signal && { signal }),
  });
  const notes = resultNotes({
    names,
    priors: priorsOf(problem),
    answer,
    sets,
    failures: ledger,
    misfits,
  });
  if (options.intervals === null || transform.dimension <= MOST_RESAMPLED) return notes;
  return [
    ...notes,
    `No ranges: ${transform.dimension} parameters are too many to calibrate them on resampled data.`,
  ];
}
