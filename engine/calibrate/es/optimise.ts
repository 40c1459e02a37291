/**
 * Runs an evolution strategy against an evaluator that may be noisy, slow and parallel. All randomness comes from the seed
 * and the number of the generation, and the state is saved after each one: a run that was stopped goes on to
 * the same numbers.
 *
 * Under noise every generation has its own seeds, shared by its candidates (common random numbers); the mean
 * of the search distribution is evaluated with them, the population follows the noise, and the answer is a
 * mean: the last ones and those that looked best are evaluated again on fresh seeds, and the best of that
 * comparison is given, with its value there.
 */
import { z } from 'zod';
import { CalibrationError } from '../error.ts';
import { deriveSeed, openRandom } from '../streams.ts';
import { clearlyBest } from './clearly-best.ts';
import { adaptedPopulation, rankNoise, repeats } from './noise.ts';
import {
  ask,
  createRestarts,
  type RestartOptions,
  type RestartState,
  restartStateSchema,
  tell,
  withRun,
} from './restarts.ts';
import { type RunState, runOf } from './strategies.ts';

interface EvaluationContext {
  /** Seed of the simulations; the same for every point of a call. */
  readonly seed: number;
  /** search: a generation; repeat: candidates of it again; confirm: answers on fresh seeds. */
  readonly purpose: 'search' | 'repeat' | 'confirm';
  readonly signal?: AbortSignal;
}

/** Values of `count` points, row-major [count, dimension]; lower is better, NaN is worst. */
export type Evaluate = (
  points: Float64Array,
  count: number,
  context: EvaluationContext,
) => Promise<Float64Array>;

export const optimiseStateSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int().min(0),
  generation: z.int().min(0),
  evaluations: z.int().min(0),
  restarts: restartStateSchema,
  /** Means worth a second look: those of lowest value, lowest first. Empty without noise. */
  means: z
    .array(z.strictObject({ point: z.array(z.number()).readonly(), value: z.number() }))
    .readonly(),
});
export type OptimiseState = z.infer<typeof optimiseStateSchema>;

export interface OptimiseOptions {
  readonly start: RestartOptions;
  readonly evaluate: Evaluate;
  /** Evaluations at most, those for the answer included. */
  readonly budget: number;
  readonly seed: number;
  /** Values differ between seeds (default false). */
  readonly noisy?: boolean;
  /** Stop as soon as a value is at most this; without noise only. */
  readonly target?: number;
  /** Called after each generation with a state to resume from. */
  readonly save?: (state: OptimiseState) => Promise<void> | void;
  /** A state that `save` was given; `start` is ignored then. */
  readonly resume?: OptimiseState;
  readonly signal?: AbortSignal;
  /** Asked before each generation; true: it ends as if the budget were used up. */
  readonly isOver?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
}

interface Progress {
  readonly evaluations: number;
  readonly budget: number;
  /** Lowest value so far; under noise, of a mean. */
  readonly best: number;
  /** The search distribution after the generation. */
  readonly run: RunState;
}

export interface OptimiseResult {
  readonly point: Float64Array;
  /** Under noise: on fresh seeds; when cancelled: as the search saw it. */
  readonly value: number;
  readonly evaluations: number;
  readonly stopped: 'converged' | 'budget' | 'cancelled';
  readonly state: OptimiseState;
}

/** Generations between two measurements of noise; while the population has to grow, each one is measured. */
const NOISE_EVERY = 3;
/** Largest population under noise, as a share of the budget: some thirty generations are left to it. */
const LARGEST_SHARE = 1 / 30;
const MEANS_KEPT = 4;
/** Means compared at the end, and the seeds on which they are. */
const FINALISTS = 5;
const CONFIRMATIONS = 6;
/** Evaluations that the comparison of answers under noise takes at most. */
export const CONFIRMATION = CONFIRMATIONS * FINALISTS;

export async function optimise(options: OptimiseOptions): Promise<OptimiseResult> {
  const { budget, signal } = options;
  let state = options.resume ?? initialState(options);
  if (state.seed !== options.seed) {
    throw new CalibrationError(
      'bad-checkpoint',
      `seed: ${options.seed}, saved with ${state.seed}`,
      {
        hint: 'Resume with the seed that the run was started with.',
      },
    );
  }
  const reserve = options.noisy ? CONFIRMATION : 0;
  try {
    while (!state.restarts.done && !reached(state, options)) {
      if (signal?.aborted) return cancelled(state);
      if (state.evaluations + cost(state, options) + reserve > budget) break;
      if (options.isOver?.()) break;
      state = await generation(state, options);
      await options.save?.(state);
      const { evaluations, restarts } = state;
      options.onProgress?.({ evaluations, budget, best: bestOf(state).value, run: restarts.run });
    }
    return await answer(state, options);
  } catch (error) {
    // Evaluators reject when they are cancelled; whatever the error, the person asked to stop.
    if (signal?.aborted) return cancelled(state);
    throw error;
  }
}

function initialState({ seed, start }: OptimiseOptions): OptimiseState {
  const restarts = createRestarts(start);
  return { version: 1, seed, generation: 0, evaluations: 0, restarts, means: [] };
}

/** Evaluations of the next generation. */
function cost(state: OptimiseState, options: OptimiseOptions): number {
  const { candidates } = runOf(state.restarts.run);
  if (!options.noisy) return candidates;
  return candidates + 1 + (isMeasured(state, options) ? repeats(candidates) : 0);
}

function isMeasured({ generation, restarts }: OptimiseState, { budget }: OptimiseOptions): boolean {
  if (runOf(restarts.run).resize === undefined) return false;
  const { least, most } = populationBounds(restarts, budget);
  const { populationSize } = restarts.run;
  return generation % NOISE_EVERY === 0 || (populationSize > least && populationSize < most);
}

function populationBounds({ run, settings, regime, doublings }: RestartState, budget: number) {
  const small = Math.min(run.populationSize, settings.populationSize);
  const least = regime === 'small' ? small : settings.populationSize * 2 ** doublings;
  return { least, most: Math.max(least, Math.floor(budget * LARGEST_SHARE)) };
}

async function generation(state: OptimiseState, options: OptimiseOptions): Promise<OptimiseState> {
  const { seed, noisy } = options;
  const { run } = state.restarts;
  const n = run.mean.length;
  const random = openRandom(seed, 'search', state.generation);
  const asked = ask(state.restarts, random);
  const { candidates } = asked;
  const count = candidates.length / n;
  const points = noisy ? withRow(candidates, run.mean) : candidates;
  const values = await evaluateOn(points, n, 'search', state.generation, options);
  const own = values.subarray(0, count);
  const told = tell(state.restarts, asked, own, random);
  const next: OptimiseState = {
    ...state,
    generation: state.generation + 1,
    evaluations: state.evaluations + values.length,
    restarts: told,
  };
  if (!noisy) return next;
  const means = keepLowest(state.means, { point: run.mean, value: values[count]! });
  if (!isMeasured(state, options)) return { ...next, means };
  return measured({ ...next, means }, candidates, own, options);
}

/** Evaluates some candidates on other seeds and fits the population to what that shows. */
async function measured(
  state: OptimiseState,
  candidates: Float64Array,
  values: Float64Array,
  options: OptimiseOptions,
): Promise<OptimiseState> {
  const { run } = state.restarts;
  const n = run.mean.length;
  const count = repeats(values.length);
  const some = candidates.slice(0, count * n);
  const again = await evaluateOn(some, n, 'repeat', state.generation, options);
  const noise = rankNoise(Array.from(values), Array.from(again));
  // A run that has just started has another population; it is measured in its turn.
  const same = run.populationSize === values.length && run.generation > 0;
  const population = adaptedPopulation(
    run.populationSize,
    noise,
    populationBounds(state.restarts, options.budget),
  );
  const resized = same ? runOf(run).resize?.(population) : undefined;
  const restarts = resized ? withRun(state.restarts, resized) : state.restarts;
  return { ...state, evaluations: state.evaluations + count, restarts };
}

async function evaluateOn(
  points: Float64Array,
  n: number,
  purpose: EvaluationContext['purpose'],
  index: number,
  { evaluate, seed, noisy, signal }: OptimiseOptions,
): Promise<Float64Array> {
  // Without noise nothing depends on the seed, and evaluators may rely on that.
  const own = noisy ? deriveSeed(seed, purpose, index) : seed;
  const context = { seed: own, purpose, ...(signal && { signal }) };
  return evaluate(points, points.length / n, context);
}

function withRow(rows: Float64Array, row: readonly number[]): Float64Array {
  const all = new Float64Array(rows.length + row.length);
  all.set(rows);
  all.set(row, rows.length);
  return all;
}

type Mean = OptimiseState['means'][number];

function keepLowest(means: readonly Mean[], mean: Mean): readonly Mean[] {
  if (!Number.isFinite(mean.value)) return means;
  return [...means, mean].sort((a, b) => a.value - b.value).slice(0, MEANS_KEPT);
}

/** Without noise the best point seen. Under noise, means compared on fresh seeds. */
async function answer(state: OptimiseState, options: OptimiseOptions): Promise<OptimiseResult> {
  const stopped = state.restarts.done || reached(state, options) ? 'converged' : 'budget';
  const { point, value } = bestOf(state);
  const { evaluations } = state;
  if (!options.noisy) {
    return { point: Float64Array.from(point), value, evaluations, stopped, state };
  }
  const runs = meansOfRuns(state.restarts);
  const finalists = [...runs, ...state.means.map((mean) => mean.point)].slice(0, FINALISTS);
  const rounds: Float64Array[] = [];
  for (let round = 0; round < CONFIRMATIONS; round++) {
    const points = Float64Array.from(finalists.flat());
    rounds.push(
      await evaluateOn(points, points.length / finalists.length, 'confirm', round, options),
    );
  }
  const winner = clearlyBest(rounds, runs.length);
  return {
    point: Float64Array.from(finalists[winner]!),
    value: mean(rounds.map((values) => values[winner]!)),
    evaluations: evaluations + CONFIRMATIONS * finalists.length,
    stopped,
    state,
  };
}

/** Where the last runs ended, and where the present one is. */
function meansOfRuns({ finished, run, done }: RestartState): (readonly number[])[] {
  const ends = finished.map(({ mean }) => mean).slice(-2);
  return done ? ends : [...ends, run.mean];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function cancelled(state: OptimiseState): OptimiseResult {
  const { point, value } = bestOf(state);
  const { evaluations } = state;
  return { point: Float64Array.from(point), value, evaluations, stopped: 'cancelled', state };
}

/** As the search saw it; before the first generation, the start with no value. */
function bestOf({ restarts, means }: OptimiseState): Mean {
  return means[0] ?? restarts.best ?? { point: restarts.run.mean, value: Number.NaN };
}

function reached({ restarts }: OptimiseState, { target, noisy }: OptimiseOptions): boolean {
  return !noisy && target !== undefined && restarts.best !== null && restarts.best.value <= target;
}
