/** Calibration by CMA-ES: search, answer on fresh seeds, intervals by residual bootstrap. */
import { z } from 'zod';
import {
  type BootstrapOptions,
  bootstrap,
  bootstrapCost,
  bootstrapStateSchema,
} from '../bootstrap.ts';
import { createObjective, FAILURE_LOSS, type FailureCounts, type Objective } from '../objective.ts';
import { type CalibrationProblem, priorsOf } from '../problem.ts';
import {
  addFailures,
  type CalibrationProgress,
  type CalibrationResult,
  calibrationResultSchema,
  INTERVAL_LEVEL,
  intervalsOf,
} from '../result.ts';
import { deriveSeed } from '../streams.ts';
import { createTransform, type Transform } from '../transform.ts';
import { defaultPopulationSize } from './cma-constants.ts';
import {
  type Evaluate,
  type OptimiseResult,
  type OptimiseState,
  optimise,
  optimiseStateSchema,
} from './optimise.ts';
import type { STRATEGIES } from './restarts.ts';

const failuresSchema = calibrationResultSchema.shape.failures;

/** Where a calibration stands; plain JSON. */
export const cmaCheckpointSchema = z.strictObject({
  version: z.literal(1),
  method: z.literal('cma-es'),
  failures: failuresSchema,
  search: optimiseStateSchema,
  /** Present once the search is over: its answer, and how far the bootstrap is. */
  answer: z
    .strictObject({
      point: z.array(z.number()).readonly(),
      value: z.number(),
      evaluations: z.int(),
      stopped: z.enum(['converged', 'budget']),
    })
    .optional(),
  bootstrap: bootstrapStateSchema.optional(),
});
export type CmaCheckpoint = z.infer<typeof cmaCheckpointSchema>;

export interface CmaCalibrationOptions {
  readonly seed: number;
  /** Evaluations of the search at most, the comparison of answers included; default 200 (n + 1). */
  readonly budget?: number;
  /** Default 'none': one run, which stops when it has converged. */
  readonly restarts?: (typeof STRATEGIES)[number];
  /** Start values by name; default the parameter's `default`, then the median of its prior. */
  readonly start?: Readonly<Record<string, number>>;
  /** Start step in prior widths; default 0.25. */
  readonly sigma?: number;
  /** Size of the bootstrap behind the intervals; default 24 replicates of 150 evaluations; null: none. */
  readonly intervals?: { readonly replicates: number; readonly evaluations: number } | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CalibrationProgress) => void;
  readonly save?: (checkpoint: CmaCheckpoint) => Promise<void> | void;
  readonly resume?: CmaCheckpoint;
}

const DEFAULT_INTERVALS = { replicates: 24, evaluations: 150 };
/** A ten-thousandth of a prior's width, or no change of the loss: nobody could tell the difference. */
const TOLERANCES = { x: 1e-4, value: 1e-9 };

interface Job {
  readonly problem: CalibrationProblem;
  readonly options: CmaCalibrationOptions;
  readonly objective: Objective;
  readonly transform: Transform;
  failures: FailureCounts;
}

/** Throws CalibrationError: 'bad-prior', 'bad-problem', 'no-observations', 'bad-checkpoint'. */
export async function calibrateByCmaEs(
  problem: CalibrationProblem,
  options: CmaCalibrationOptions,
): Promise<CalibrationResult> {
  const transform = createTransform(priorsOf(problem));
  const objective = createObjective(problem);
  const job: Job = {
    problem,
    options,
    objective,
    transform,
    failures: options.resume?.failures ?? {},
  };
  if (transform.dimension === 0) return nothingToFind(job);
  const found = await search(job);
  const { stopped } = found;
  const outcome = { point: found.point, value: found.value, evaluations: found.evaluations };
  if (stopped === 'cancelled' || options.intervals === null) {
    return resultOf(job, { ...outcome, stopped }, []);
  }
  return intervals(job, { ...outcome, stopped, search: found.state });
}

/** The search, or its answer when the checkpoint has it already. */
async function search(job: Job): Promise<OptimiseResult> {
  const { options, transform } = job;
  const { seed, signal, resume } = options;
  if (resume?.answer) {
    return {
      ...resume.answer,
      point: Float64Array.from(resume.answer.point),
      state: resume.search,
    };
  }
  const evaluate: Evaluate = async (points, count, context) => {
    const { losses, failures } = await job.objective.evaluate(
      transform.toParameters(points, count),
      count,
      context,
    );
    job.failures = addFailures(job.failures, failures);
    return losses;
  };
  return optimise({
    evaluate,
    seed,
    budget: searchBudget(job),
    noisy: true,
    start: {
      mean: startPoint(job),
      sigma: options.sigma ?? 0.25,
      strategy: options.restarts ?? 'none',
      range: transform.range,
      floors: transform.floors(defaultPopulationSize(transform.dimension)),
      tolerances: { ...TOLERANCES, stagnation: 40 + 5 * transform.dimension },
    },
    save: (state) =>
      options.save?.({ version: 1, method: 'cma-es', failures: job.failures, search: state }),
    onProgress: ({ evaluations, best }) =>
      options.onProgress?.(progressOf('search', evaluations, totalBudget(job), best)),
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

type Found = Omit<OptimiseResult, 'state' | 'stopped'> & {
  readonly stopped: 'converged' | 'budget';
  readonly search: OptimiseState;
};

/** Sets around the answer; the answer alone when this phase is cancelled. */
async function intervals(job: Job, found: Found): Promise<CalibrationResult> {
  const { options, transform } = job;
  const size = options.intervals ?? DEFAULT_INTERVALS;
  const cost = bootstrapCost(transform.dimension, size.replicates, size.evaluations);
  try {
    const sets = await bootstrap({ ...bootstrapOptions(job, found, cost), ...size });
    const width = transform.parameters;
    const rows = Array.from({ length: size.replicates }, (_, i) =>
      Array.from(sets.subarray(i * width, (i + 1) * width)),
    );
    return resultOf(job, { ...found, evaluations: found.evaluations + cost }, rows);
  } catch (error) {
    if (options.signal?.aborted) return resultOf(job, { ...found, stopped: 'cancelled' }, []);
    throw error;
  }
}

function bootstrapOptions(job: Job, found: Found, cost: number): BootstrapOptions {
  const { problem, objective, transform, options } = job;
  const { seed, signal, resume } = options;
  const { search, point, value, evaluations, stopped } = found;
  const answer = { point: Array.from(point), value, evaluations, stopped };
  const fixed = { version: 1, method: 'cma-es', search, answer } as const;
  return {
    problem,
    objective,
    transform,
    best: point,
    covariance: search.restarts.run.covariance,
    seed,
    save: (state) => options.save?.({ ...fixed, failures: job.failures, bootstrap: state }),
    onProgress: (done) =>
      options.onProgress?.(progressOf('intervals', evaluations + done, evaluations + cost, value)),
    onFailures: (failures) => {
      job.failures = addFailures(job.failures, failures);
    },
    ...(signal && { signal }),
    ...(resume?.bootstrap && { resume: resume.bootstrap }),
  };
}

function progressOf(
  phase: CalibrationProgress['phase'],
  done: number,
  total: number,
  best: number,
): CalibrationProgress {
  const detail = Number.isFinite(best) ? { detail: `best ${best.toPrecision(3)}` } : {};
  return { phase, done, total, unit: 'evaluations', ...detail };
}

function searchBudget({ options, transform }: Job): number {
  return options.budget ?? 200 * (transform.dimension + 1);
}

function totalBudget(job: Job): number {
  const { options, transform } = job;
  const size = options.intervals === undefined ? DEFAULT_INTERVALS : options.intervals;
  const search = searchBudget(job);
  if (size === null) return search;
  return search + bootstrapCost(transform.dimension, size.replicates, size.evaluations);
}

/** Every parameter has a single possible value: only its loss is to be known. */
async function nothingToFind(job: Job): Promise<CalibrationResult> {
  const { seed, signal } = job.options;
  const point = new Float64Array(0);
  const context = { seed: deriveSeed(seed, 'confirm', 0), ...(signal && { signal }) };
  const only = job.transform.toParameters(point, 1);
  const { losses, failures } = await job.objective.evaluate(only, 1, context);
  job.failures = addFailures(job.failures, failures);
  return resultOf(job, { point, value: losses[0]!, evaluations: 1, stopped: 'converged' }, []);
}

function resultOf(
  { problem, options, transform, failures }: Job,
  found: Omit<OptimiseResult, 'state'>,
  sets: readonly (readonly number[])[],
): CalibrationResult {
  const names = Object.keys(problem.declaration.parameters);
  const best = transform.toParameters(found.point, 1);
  return {
    method: 'cma-es',
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
    notes: [],
  };
}
