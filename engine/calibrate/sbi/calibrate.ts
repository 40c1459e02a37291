/**
 * A method of simulation-based inference as a calibration method: the problem becomes a task, the posterior becomes a result
 * with draws, intervals and one answer.
 *
 * The answer is the posterior's mean or its most plausible set, whichever scores better on seeds that nothing else used: the
 * mean of a posterior with two modes may lie where no data come from.
 */
import { z } from 'zod';
import { CalibrationError } from '../error.ts';
import { type MethodOptions, readCheckpoint } from '../method.ts';
import { createObjective, FAILURE_LOSS } from '../objective.ts';
import type { Posterior } from '../posterior.ts';
import { type CalibrationProblem, priorsOf } from '../problem.ts';
import { type CalibrationResult, INTERVAL_LEVEL, intervalsOf } from '../result.ts';
import { resultNotes } from '../result-notes.ts';
import { deriveSeed } from '../streams.ts';
import type { Inference, InferenceOptions } from './inference.ts';
import { learnRestriction, type Restriction } from './restriction.ts';
import type { InferenceTask } from './task.ts';
import { defaultTaskData, type TaskData, taskOfProblem } from './task-of-problem.ts';

export type Infer = (task: InferenceTask, options: InferenceOptions) => Promise<Inference>;

/** Draws that are kept in the result. */
const KEPT_DRAWS = 500;
/** Draws behind the answer and the intervals. */
const DRAWS = 4000;
/** Fresh seeds on which the answers are compared. */
const CONFIRMATIONS = 3;

export const inferenceCheckpointSchema = z.strictObject({
  version: z.literal(1),
  method: z.string(),
  /** What the method saved. */
  state: z.unknown(),
  /** Every set that was simulated: row-major [count, names], and 1 where it failed. */
  simulated: z.strictObject({
    parameters: z.instanceof(Float64Array),
    failed: z.instanceof(Uint8Array),
  }),
});

/** `budget`: parameter sets that the method simulates when nothing else is said. */
export interface InferenceMethod {
  readonly id: string;
  readonly budget: number;
  readonly infer: Infer;
}

/** The posterior together with what is stored of it: checks need it as it is. */
export interface InferredCalibration {
  readonly task: InferenceTask;
  readonly posterior: Posterior;
  readonly result: CalibrationResult;
}

/**
 * Throws CalibrationError: 'bad-prior', 'bad-problem' (no numerics to train on, unequal raw data), 'no-observations',
 * 'bad-checkpoint', 'all-failed'.
 */
export async function calibrateByInference(
  method: InferenceMethod,
  problem: CalibrationProblem,
  options: MethodOptions,
): Promise<InferredCalibration> {
  const { seed, budget = method.budget, numerics, signal, timeUsed, onProgress, save } = options;
  if (numerics === undefined) {
    throw new CalibrationError('bad-problem', `method: ${method.id} has nothing to train on`, {
      hint: 'Lend it an executor for numerics.',
    });
  }
  const resume = readCheckpoint(inferenceCheckpointSchema, options.resume);
  const look = options.data ?? defaultTaskData(problem);
  const { task, simulated } = recorded(taskOfProblem(problem, look), resume?.simulated);
  const inference = await method.infer(task, {
    seed,
    simulations: budget,
    numerics,
    ...(signal && { signal }),
    ...(timeUsed && { timeUsed }),
    ...(onProgress && { onProgress }),
    ...(save && {
      save: (state) => save({ version: 1, method: method.id, state, simulated: simulated() }),
    }),
    ...(resume && { resume: resume.state }),
  });
  const restriction = restrictionOf(task, simulated(), inference.failures, seed);
  const posterior = restricted(inference.posterior, restriction);
  const draws = posterior.sample(DRAWS, deriveSeed(seed, 'inference/draws', 0));
  const answer = await betterAnswer(problem, posterior, draws, seed);
  const found = { task, look, inference, restriction, draws, answer };
  return { task, posterior, result: resultOf(method, options, found) };
}

interface Simulated {
  readonly parameters: Float64Array;
  readonly failed: Uint8Array;
}

/** The task, keeping account of what was simulated and what of it failed. */
function recorded(
  task: InferenceTask,
  before: Simulated | undefined,
): { readonly task: InferenceTask; readonly simulated: () => Simulated } {
  const parameters: Float64Array[] = before ? [before.parameters] : [];
  const failed: Uint8Array[] = before ? [before.failed] : [];
  return {
    task: {
      ...task,
      async simulate(request, options) {
        const result = await task.simulate(request, options);
        parameters.push(request.parameters);
        failed.push(Uint8Array.from(result.failures, (reason) => (reason === undefined ? 0 : 1)));
        return result;
      },
    },
    simulated: () => ({ parameters: joinedNumbers(parameters), failed: joinedFlags(failed) }),
  };
}

function joinedNumbers(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function joinedFlags(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** Undefined where nothing failed: the whole prior is allowed. */
function restrictionOf(
  { names, priors }: InferenceTask,
  { parameters, failed }: Simulated,
  reasons: Inference['failures'],
  seed: number,
): Restriction | undefined {
  if (!failed.includes(1)) return undefined;
  return learnRestriction({
    names,
    priors,
    parameters,
    failed,
    reasons,
    count: failed.length,
    seed: deriveSeed(seed, 'inference/restriction', 0),
  });
}

/** Draws where runs fail are left out; where none other come, they are kept: nothing is better than a wrong prior. */
function restricted(posterior: Posterior, restriction: Restriction | undefined): Posterior {
  if (restriction === undefined) return posterior;
  const width = posterior.names.length;
  return {
    ...posterior,
    sample(count, seed) {
      const kept: number[] = [];
      for (let round = 0; kept.length < count * width && round < 20; round++) {
        const draws = posterior.sample(count, deriveSeed(seed, 'inference/restricted', round));
        const allowed = restriction.allows(draws, count);
        for (let i = 0; i < count && kept.length < count * width; i++) {
          if (allowed[i] === 1) kept.push(...draws.subarray(i * width, (i + 1) * width));
        }
      }
      return kept.length === count * width
        ? Float64Array.from(kept)
        : posterior.sample(count, seed);
    },
  };
}

interface Answer {
  readonly parameters: Float64Array;
  /** Mean loss on fresh seeds. */
  readonly value: number;
}

async function betterAnswer(
  problem: CalibrationProblem,
  posterior: Posterior,
  draws: Float64Array,
  seed: number,
): Promise<Answer> {
  const objective = createObjective(problem);
  const width = posterior.names.length;
  const candidates = Float64Array.from([...meanOf(problem, draws, width), ...posterior.map]);
  const sums = new Float64Array(2);
  for (let i = 0; i < CONFIRMATIONS; i++) {
    const { losses } = await objective.evaluate(candidates, 2, {
      seed: deriveSeed(seed, 'inference/confirm', i),
    });
    losses.forEach((loss, candidate) => {
      sums[candidate]! += loss;
    });
  }
  const best = sums[1]! < sums[0]! ? 1 : 0;
  return {
    parameters: candidates.slice(best * width, (best + 1) * width),
    value: sums[best]! / CONFIRMATIONS,
  };
}

/** Means; of whole numbers and choices the most frequent value. */
function meanOf(problem: CalibrationProblem, draws: Float64Array, width: number): number[] {
  return priorsOf(problem).map(({ kind }, i) => {
    const own = Array.from({ length: draws.length / width }, (_, row) => draws[row * width + i]!);
    if (kind !== 'integer' && kind !== 'choice') {
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    }
    const counts = Map.groupBy(own, (value) => value);
    return [...counts].reduce((a, b) => (b[1].length > a[1].length ? b : a))[0];
  });
}

function resultOf(
  { id }: InferenceMethod,
  { seed }: MethodOptions,
  found: {
    readonly task: InferenceTask;
    readonly look: TaskData;
    readonly inference: Inference;
    readonly restriction: Restriction | undefined;
    readonly draws: Float64Array;
    readonly answer: Answer;
  },
): CalibrationResult {
  const { posterior, simulations, failures, stopped, notes, stored } = found.inference;
  const { names } = posterior;
  const rows = Array.from({ length: DRAWS }, (_, i) =>
    Array.from(found.draws.subarray(i * names.length, (i + 1) * names.length)),
  );
  const { parameters, value } = found.answer;
  return {
    method: id,
    seed,
    parameters: Object.fromEntries(names.map((name, i) => [name, parameters[i]!])),
    value: Number.isFinite(value) ? value : 2 * FAILURE_LOSS,
    sets: rows.slice(0, KEPT_DRAWS),
    setsAre: 'posterior',
    intervals: intervalsOf(names, parameters, rows),
    level: INTERVAL_LEVEL,
    evaluations: simulations,
    failures,
    notes: [
      ...notes,
      ...(found.restriction?.words ?? []),
      ...resultNotes({ names, priors: found.task.priors, answer: parameters, sets: rows }),
    ],
    look: found.look,
    ...(stored !== undefined && { density: stored }),
    stopped,
  };
}
