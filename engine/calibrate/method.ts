/** What every calibration method looks like from outside, so that a person, a file or `auto` can choose any. */
import type { z } from 'zod';
import type { Executor } from '../compute/executor.ts';
import { CalibrationError } from './error.ts';
import type { CalibrationProblem } from './problem.ts';
import type { CalibrationProgress, CalibrationResult } from './result.ts';
import type { TaskData } from './sbi/task-of-problem.ts';

/** Options of all methods; a method ignores those that it has no use for. */
export interface MethodOptions {
  readonly seed: number;
  /** Parameter sets to simulate at most, without those behind the intervals; default: the method's own. */
  readonly budget?: number;
  /** Where networks are trained; needed by methods that have some. */
  readonly numerics?: Executor;
  /** What inference methods look at: every number, or summaries; default by the size of the data. */
  readonly data?: TaskData;
  /** Size of the bootstrap behind the intervals; absent: the method's default; null: none. */
  readonly intervals?: { readonly replicates: number; readonly evaluations: number } | null;
  /** Start values by name; default the parameter's `default`, then the median of its prior. */
  readonly start?: Readonly<Record<string, number>>;
  /** Start step in prior widths. */
  readonly sigma?: number;
  readonly signal?: AbortSignal;
  /**
   * Share of the allowed time that is used up, 0 to 1: searching and simulating end early enough for what follows. Absent: no
   * limit, and the same numbers on any machine.
   */
  readonly timeUsed?: () => number;
  readonly onProgress?: (progress: CalibrationProgress) => void;
  /** Called with everything that lets it go on to the same numbers; fits the method's `checkpoint`. Awaited. */
  readonly save?: (state: unknown) => Promise<void> | void;
  /** What `save` was given last. Throws CalibrationError 'bad-checkpoint' when it does not fit. */
  readonly resume?: unknown;
}

/** A row of the registry. */
export interface CalibrationMethod {
  readonly id: string;
  /** What it does, for a person. */
  readonly words: string;
  readonly whenToUse: string;
  /** search: one best set, with intervals by resampled data. inference: a posterior. */
  readonly kind: 'search' | 'inference';
  /** What `options.save` is given and `options.resume` takes, for whoever stores it. */
  readonly checkpoint: z.ZodType;
  readonly run: (problem: CalibrationProblem, options: MethodOptions) => Promise<CalibrationResult>;
}

/** A stored checkpoint as its method knows it; undefined stays undefined. Throws CalibrationError 'bad-checkpoint'. */
export function readCheckpoint<Schema extends z.ZodType>(
  schema: Schema,
  stored: unknown,
): z.infer<Schema> | undefined {
  if (stored === undefined) return undefined;
  const read = schema.safeParse(stored);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const place = issue.path.join('.') || 'all of it';
  throw new CalibrationError('bad-checkpoint', `checkpoint: ${place}: ${issue.message}`, {
    hint: 'It belongs to another method or another version: start the calibration anew.',
    cause: read.error,
  });
}
