/** A first look at a calibration problem with a few simulations of its prior: what choosing a method depends on. */
import { priorDistribution } from './prior.ts';
import { type CalibrationProblem, priorsOf } from './problem.ts';
import { taskOfProblem } from './sbi/task-of-problem.ts';
import { openRandom } from './streams.ts';

export interface Probe {
  /** Parameters that can vary. */
  readonly dimension: number;
  /** Wall time of a parameter set that simulates every episode once, on all workers together. */
  readonly millisecondsPerSet: number;
  /** Two runs with the same numbers differ. */
  readonly isNoisy: boolean;
  /** Share of the prior whose simulations fail. */
  readonly failing: number;
  /** Statistics of the data that lie far outside of what the prior simulates, in words. */
  readonly outside: readonly string[];
}

export interface ProbeOptions {
  readonly seed: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

const SETS = 200;
/** Sets that are simulated twice. */
const REPEATED = 8;
/** How far outside, in widths of the range that was simulated, is far: chance alone hardly gets there. */
const MARGIN = 0.25;

/** Throws CalibrationError: 'bad-prior', 'no-observations'. */
export async function probeProblem(
  problem: CalibrationProblem,
  { seed, now, signal }: ProbeOptions,
): Promise<Probe> {
  const priors = priorsOf(problem).map(priorDistribution);
  const task = taskOfProblem(problem, 'summary');
  const random = openRandom(seed, 'probe', 0);
  const parameters = Float64Array.from({ length: SETS * priors.length }, (_, i) =>
    priors[i % priors.length]!.quantile(random.uniform()),
  );
  const options = signal && { signal };
  const few = parameters.slice(0, REPEATED * priors.length);
  // The first simulations of a program are slow: they do not count.
  const again = await task.simulate(
    { parameters: few, count: REPEATED, seed, first: SETS },
    options,
  );
  const started = now();
  const { x, failures } = await task.simulate({ parameters, count: SETS, seed, first: 0 }, options);
  const millisecondsPerSet = (now() - started) / SETS;
  const size = task.observations;
  const isNoisy = Array.from({ length: REPEATED }, (_, set) => set).some(
    (set) =>
      failures[set] === undefined &&
      again.failures[set] === undefined &&
      again.x
        .subarray(set * size, (set + 1) * size)
        .some((value, i) => Math.abs(value - x[set * size + i]!) > 1e-9 * (1 + Math.abs(value))),
  );
  return {
    dimension: priors.filter(({ low, high }) => low < high).length,
    millisecondsPerSet,
    isNoisy,
    failing: failures.filter((reason) => reason !== undefined).length / SETS,
    outside: outsideOf(task.observed, x, task.labels!),
  };
}

function outsideOf(observed: Float64Array, x: Float64Array, labels: readonly string[]): string[] {
  return labels.flatMap((label, i) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = i; at < x.length; at += labels.length) {
      if (x[at]! > high) high = x[at]!;
      if (x[at]! < low) low = x[at]!;
    }
    const margin = MARGIN * (high - low);
    const value = observed[i]!;
    if (!(high >= low) || !(value < low - margin || value > high + margin)) return [];
    const side = value > high ? 'higher' : 'lower';
    return [
      `${label} is ${shown(value)}, ${side} than any simulation (${shown(low)} to ${shown(high)})`,
    ];
  });
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
