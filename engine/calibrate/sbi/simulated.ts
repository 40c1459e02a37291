/** Parameter sets and what they simulated, with an account of those that gave nothing. */
import { z } from 'zod';
import { FAILURE_REASONS } from '../../simulator/simulation.ts';
import { CalibrationError } from '../error.ts';
import type { PriorDistribution } from '../prior.ts';
import { openRandom } from '../streams.ts';
import type { InferenceOptions } from './inference.ts';
import type { FailureReason, InferenceTask, SimulateOptions } from './task.ts';

export const numbersSchema = z.custom<Float64Array>(
  (value) => value instanceof Float64Array,
  'not an array of numbers',
);

export const simulatedSchema = z.strictObject({
  /** Row-major [valid, names]. */
  parameters: numbersSchema,
  /** Row-major [valid, members * observations]. */
  x: numbersSchema,
  valid: z.int().min(0),
  /** Sets that were simulated, failed ones included. */
  tried: z.int().min(0),
  failures: z.partialRecord(z.enum(FAILURE_REASONS), z.int()),
});
export type Simulated = z.infer<typeof simulatedSchema>;

export const NOTHING_SIMULATED: Simulated = {
  parameters: new Float64Array(0),
  x: new Float64Array(0),
  valid: 0,
  tried: 0,
  failures: {},
};

/** Row-major [count, names]: set i from a stream of its own of (seed, first + i). */
export function drawPriors(
  priors: readonly PriorDistribution[],
  count: number,
  seed: number,
  first = 0,
): Float64Array {
  const parameters = new Float64Array(count * priors.length);
  for (let set = 0; set < count; set++) {
    const random = openRandom(seed, 'prior', first + set);
    priors.forEach(({ quantile }, i) => {
      parameters[set * priors.length + i] = quantile(random.uniform());
    });
  }
  return parameters;
}

/**
 * Adds what row-major [count, names] simulate. Failed sets are counted and left out: the observed data are valid, so that the
 * posterior is that of the prior without what fails. Not finite where finite data are observed counts as failed.
 */
async function simulateMore(
  task: InferenceTask,
  before: Simulated,
  parameters: Float64Array,
  seed: number,
  options: SimulateOptions,
): Promise<Simulated> {
  const names = task.names.length;
  const width = task.members * task.observations;
  const count = parameters.length / names;
  const result = await task.simulate({ parameters, count, seed, first: before.tried }, options);
  const failures = { ...before.failures };
  const valid: number[] = [];
  for (let set = 0; set < count; set++) {
    const reason = result.failures[set] ?? reasonIn(task.observed, result.x, set * width);
    if (reason === undefined) valid.push(set);
    else failures[reason] = (failures[reason] ?? 0) + 1;
  }
  return {
    parameters: joined(before.parameters, rows(parameters, valid, names)),
    x: joined(before.x, rows(result.x, valid, width)),
    valid: before.valid + valid.length,
    tried: before.tried + count,
    failures,
  };
}

/** Sets between two looks at whether to stop. */
const CHUNK = 2000;

export interface SimulateUpToOptions extends Pick<InferenceOptions, 'signal' | 'onProgress'> {
  readonly seed: number;
  /** Row-major [count, names]: those that stand at `first` of all. */
  readonly propose: (first: number, count: number) => Float64Array;
  /** Of the whole inference, for its progress. */
  readonly total: number;
  readonly words?: string;
  /** Asked between chunks. */
  readonly isOver?: () => boolean;
  readonly onChunk?: (simulated: Simulated) => Promise<void>;
}

/** Goes on until `target` sets were tried; gives what there is when it is cancelled or `isOver` says so. */
export async function simulateUpTo(
  target: number,
  task: InferenceTask,
  before: Simulated,
  { seed, propose, total, words, signal, isOver, onProgress, onChunk }: SimulateUpToOptions,
): Promise<Simulated> {
  let simulated = before;
  while (simulated.tried < target && !signal?.aborted && !isOver?.()) {
    const { tried } = simulated;
    const parameters = propose(tried, Math.min(CHUNK, target - tried));
    const report = (done: number) =>
      onProgress?.({
        phase: 'simulating',
        done: tried + done,
        total,
        unit: 'evaluations',
        ...(words !== undefined && { detail: words }),
      });
    try {
      simulated = await simulateMore(task, simulated, parameters, seed, {
        ...(signal && { signal }),
        onProgress: report,
      });
    } catch (error) {
      if (signal?.aborted) return simulated;
      throw error;
    }
    await onChunk?.(simulated);
  }
  return simulated;
}

/** Why there is too little to learn from: 'bad-problem' where too little was asked for, else 'all-failed'. */
export function tooLittle({ tried, failures }: Simulated): CalibrationError {
  if (Object.keys(failures).length === 0) {
    return new CalibrationError('bad-problem', `budget: ${tried} simulations teach nothing`, {
      hint: 'Allow some hundred simulations at least, or search with cma-es.',
    });
  }
  const reasons = Object.entries(failures).map(([reason, count]) => `${reason} ${count}`);
  const message = `simulations: ${tried}, of which nearly none has a result (${reasons.join(', ')})`;
  return new CalibrationError('all-failed', message, {
    hint: 'Narrow the priors to where the simulator works, or mend the simulator.',
  });
}

function reasonIn(
  observed: Float64Array,
  x: Float64Array,
  from: number,
): FailureReason | undefined {
  for (let i = 0; i < observed.length; i++) {
    if (Number.isFinite(observed[i]!) && !Number.isFinite(x[from + i]!)) return 'not-a-number';
  }
  return undefined;
}

/** Those rows of a row-major matrix. */
export function rows(values: Float64Array, which: readonly number[], width: number): Float64Array {
  const out = new Float64Array(which.length * width);
  which.forEach((row, at) => {
    out.set(values.subarray(row * width, (row + 1) * width), at * width);
  });
  return out;
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
