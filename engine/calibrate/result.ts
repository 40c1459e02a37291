/** What every calibration method is given and gives back, so that methods can stand for each other. */
import { z } from 'zod';
import { quantiles } from '../score/quantiles.ts';
import { FAILURE_REASONS } from '../simulator/simulation.ts';
import type { FailureCounts } from './objective.ts';
import { TASK_DATA } from './sbi/task-of-problem.ts';

export const calibrationResultSchema = z.strictObject({
  method: z.string(),
  seed: z.int().min(0),
  /** Name -> value, in the order of the declaration: the answer. */
  parameters: z.record(z.string(), z.number()),
  /** Mean loss of the answer on seeds that the search did not see, in units of the outputs' scales. */
  value: z.number(),
  /** Parameter sets that the data leave possible, each in the order of the declaration; may be empty. */
  sets: z.array(z.array(z.number()).readonly()).readonly(),
  /** What the sets are: a bootstrap's confidence distribution, a posterior sample, or none. */
  setsAre: z.enum(['bootstrap', 'posterior', 'none']),
  /** Central interval of the sets. Without sets, low and high are the value. */
  intervals: z
    .array(
      z.strictObject({ name: z.string(), value: z.number(), low: z.number(), high: z.number() }),
    )
    .readonly(),
  /** Share of the sets that the intervals hold. */
  level: z.number(),
  /** Parameter sets simulated and scored. */
  evaluations: z.int().min(0),
  /** Runs that failed, by reason. */
  failures: z.partialRecord(z.enum(FAILURE_REASONS), z.int()),
  stopped: z.enum(['converged', 'budget', 'cancelled']),
  /** What a person should know of it, as sentences (result-notes.ts); none in files of older versions. */
  notes: z.array(z.string()).readonly().default([]),
  /** What an inference looked at. */
  look: z.enum(TASK_DATA).exactOptional(),
  /** Of a learned posterior, plain data that its method opens again; absent where there is none. */
  density: z.unknown().optional(),
});
export type CalibrationResult = z.infer<typeof calibrationResultSchema>;

export interface CalibrationProgress {
  readonly phase: 'search' | 'intervals' | 'simulating' | 'training' | 'sampling';
  /** Of `unit`: parameter sets that were simulated, passes over them that a network was trained for, draws. */
  readonly done: number;
  /** At most; of epochs, as many as are expected; 0: not known. */
  readonly total: number;
  readonly unit: 'evaluations' | 'epochs' | 'draws';
  /** What else is worth seeing: 'best 0.31', 'round 2 of 10'. */
  readonly detail?: string;
  /** What falls while it goes on; absent where nothing does. */
  readonly point?: { readonly measure: ProgressMeasure; readonly value: number };
  /** Parameters that can vary, in the order of the declaration; absent where the method has no such thing yet. */
  readonly parameters?: readonly SearchedParameter[];
}

/**
 * error: loss of the best set so far. network: minus the mean log density of parameters of simulations that no network was
 * trained on. distance: of the furthest set that is kept from the data, in standard deviations of what is compared.
 */
export type ProgressMeasure = 'error' | 'network' | 'distance';

/** Where a search stands: 90 % of the sets that it tries next, or that it keeps, have a value in low..high. */
export interface SearchedParameter {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const INTERVAL_LEVEL = 0.9;

/** Intervals of the sets around an answer. */
export function intervalsOf(
  names: readonly string[],
  answer: ArrayLike<number>,
  sets: readonly (readonly number[])[],
): CalibrationResult['intervals'] {
  const tail = (1 - INTERVAL_LEVEL) / 2;
  return names.map((name, i) => {
    const value = answer[i]!;
    if (sets.length === 0) return { name, value, low: value, high: value };
    const [low, high] = quantiles(
      sets.map((set) => set[i]!),
      [tail, 1 - tail],
    ) as [number, number];
    return { name, value, low, high };
  });
}

export function addFailures(a: FailureCounts, b: FailureCounts): FailureCounts {
  const sum: Partial<Record<(typeof FAILURE_REASONS)[number], number>> = { ...a };
  for (const reason of FAILURE_REASONS) {
    const more = b[reason];
    if (more !== undefined) sum[reason] = (sum[reason] ?? 0) + more;
  }
  return sum;
}
