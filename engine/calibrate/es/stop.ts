/** When a run has nothing more to give (Hansen 2009, BIPOP; tutorial appendix B.3). */
import { z } from 'zod';
import { quantiles } from '../../score/quantiles.ts';
import type { RunView } from './strategy.ts';

export const STOP_REASONS = [
  'tolx',
  'tolfun',
  'condition',
  'stagnation',
  'max-iterations',
  'no-effect',
  'diverged',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const tolerancesSchema = z.strictObject({
  /** All standard deviations and steps of p_c below this, in coordinates of the search. */
  x: z.number().min(0).default(1e-11),
  /** Range of the best values of recent generations, and of the last one, below this. */
  value: z.number().min(0).default(1e-11),
  /** Generations of the stagnation test; default 120 + 30 n / lambda. */
  stagnation: z.int().positive().optional(),
});
export type Tolerances = z.infer<typeof tolerancesSchema>;

export const historySchema = z.strictObject({
  /** Best and median value of recent generations, oldest first. */
  best: z.array(z.number()).readonly(),
  median: z.array(z.number()).readonly(),
  /** Range of the values in the last generation. */
  range: z.number().nullable(),
});
export type History = z.infer<typeof historySchema>;

export const EMPTY_HISTORY: History = { best: [], median: [], range: null };

const LONGEST_HISTORY = 2000;
/** No value to speak of: JSON knows no infinity. */
const WORST = Number.MAX_VALUE;

export function remember(history: History, values: ArrayLike<number>): History {
  const finite = Array.from(values, (value) => (Number.isFinite(value) ? value : WORST));
  const [best, median, worst] = quantiles(finite, [0, 0.5, 1]) as [number, number, number];
  return {
    best: [...history.best, best].slice(-LONGEST_HISTORY),
    median: [...history.median, median].slice(-LONGEST_HISTORY),
    range: worst - best,
  };
}

/** Why to stop now, or null. sigma0: step size at the start of the run. */
export function stopReason(
  run: RunView,
  history: History,
  sigma0: number,
  tolerances: Tolerances,
): StopReason | null {
  const n = run.mean.length;
  const lambda = run.populationSize;
  const free = run.deviations.map((deviation, i) =>
    // A coordinate at its floor is as narrow as it gets; it fluctuates above it.
    deviation <= 2 * run.floors[i]! ? 0 : deviation,
  );
  const isWide = free.some(
    (deviation, i) => deviation > 0 && Math.max(deviation, run.drift[i]!) >= tolerances.x,
  );
  if (!isWide) return 'tolx';
  const window = 10 + Math.ceil((30 * n) / lambda);
  if (history.best.length >= window) {
    const recent = history.best.slice(-window);
    const range = Math.max(Math.max(...recent) - Math.min(...recent), history.range ?? 0);
    if (range < tolerances.value) return 'tolfun';
  }
  const { longest, shortest } = run.axes;
  if (free.every((deviation) => deviation > 0) && (longest / shortest) ** 2 > 1e14) {
    return 'condition';
  }
  if (stagnates(run, history, tolerances)) return 'stagnation';
  if (run.generation >= 100 + (50 * (n + 3) ** 2) / Math.sqrt(lambda)) return 'max-iterations';
  if (run.mean.some((m, i) => free[i]! > 0 && m === m + 0.2 * free[i]!)) return 'no-effect';
  if (run.sigma * longest > 1e4 * sigma0) return 'diverged';
  return null;
}

/** Neither the best nor the median values of the last 30 % of a window beat those of its first 30 %. */
function stagnates(run: RunView, history: History, tolerances: Tolerances): boolean {
  const n = run.mean.length;
  const least = tolerances.stagnation ?? 120 + (30 * n) / run.populationSize;
  const window = Math.ceil(Math.max(least, 0.2 * run.generation));
  if (history.best.length < window) return false;
  const improves = (values: readonly number[]): boolean => {
    const recent = values.slice(-window);
    const part = Math.ceil(0.3 * window);
    const [before] = quantiles(recent.slice(0, part), [0.5]) as [number];
    const [after] = quantiles(recent.slice(-part), [0.5]) as [number];
    return after < before;
  };
  return !improves(history.best) && !improves(history.median);
}
