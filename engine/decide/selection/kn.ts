/**
 * The fully sequential procedure KN (Kim & Nelson 2001, "A fully sequential procedure for indifference-zone selection in
 * simulation"): the best of k with at least the stated confidence, if it is better than all others by the difference that
 * matters. Those that cannot be best any more are dropped after each observation. Common random numbers are welcome: only
 * the variances of differences count. Pure over a frozen JSON state.
 */
import { z } from 'zod';

export const knStateSchema = z.strictObject({
  firstStage: z.int().min(2),
  confidence: z.number().gt(0).lt(1),
  /** delta > 0: a smaller difference does not matter. */
  difference: z.number().positive(),
  /** n: observations of each survivor so far. */
  count: z.int().min(0),
  /** Sums of the observations of all k. */
  sums: z.array(z.number()).readonly(),
  /** S^2_il, row-major [k, k]: variances of the paired differences of the first stage; empty before it. */
  variances: z.array(z.number()).readonly(),
  /** Who may still be the best. */
  survivors: z.array(z.int().min(0)).readonly(),
  /** Observations of all so far. */
  observations: z.int().min(0),
});

export type KnState = z.infer<typeof knStateSchema>;

export interface KnOptions {
  /** How many are compared. */
  readonly systems: number;
  /** n_0, observations before the first comparison (default 10). */
  readonly firstStage?: number;
  /** 1 - alpha, the chance of choosing the best (default .95). */
  readonly confidence?: number;
  readonly difference: number;
}

export function createKn(options: KnOptions): KnState {
  const { systems, firstStage = 10, confidence = 0.95, difference } = options;
  return Object.freeze(
    knStateSchema.parse({
      firstStage,
      confidence,
      difference,
      count: 0,
      sums: new Array<number>(systems).fill(0),
      variances: [],
      survivors: Array.from({ length: systems }, (_, i) => i),
      observations: 0,
    }),
  );
}

/** Observations that each survivor owes before the next comparison. */
export function wantedOfKn({ count, firstStage, survivors }: KnState): number {
  if (survivors.length === 1) return 0;
  return count === 0 ? firstStage : 1;
}

/** rows: [observation][survivor], as many as wanted, lower is better; those of a row share their random numbers, if any do. */
export function tellKn(state: KnState, rows: readonly (readonly number[])[]): KnState {
  const { survivors, variances } = state;
  const sums = [...state.sums];
  for (const row of rows) {
    for (const [at, i] of survivors.entries()) sums[i] = sums[i]! + row[at]!;
  }
  const told: KnState = {
    ...state,
    sums,
    count: state.count + rows.length,
    variances: variances.length > 0 ? variances : differenceVariances(rows),
    observations: state.observations + rows.length * survivors.length,
  };
  return Object.freeze({ ...told, survivors: screened(told) });
}

/** The best by its mean; it is the answer once it is alone (`done`). */
export function answerOfKn({ survivors, sums, observations }: KnState): {
  readonly best: number;
  readonly done: boolean;
  readonly observations: number;
} {
  const best = survivors.reduce((lowest, i) => (sums[i]! < sums[lowest]! ? i : lowest));
  return { best, done: survivors.length === 1, observations };
}

function differenceVariances(rows: readonly (readonly number[])[]): number[] {
  const k = rows[0]?.length ?? 0;
  const of = (i: number, l: number): number => {
    const differences = rows.map((row) => row[i]! - row[l]!);
    const mean = differences.reduce((sum, value) => sum + value, 0) / rows.length;
    return differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rows.length - 1);
  };
  return Array.from({ length: k * k }, (_, at) => of(Math.floor(at / k), at % k));
}

/** Figure 1 with c = 1: i stays while its sum is within r W_il = max(0, (h^2 S^2_il - r delta^2) / (2 delta)) of each other one. */
function screened(state: KnState): number[] {
  const { survivors, variances, sums, count, difference, firstStage, confidence } = state;
  const k = sums.length;
  if (survivors.length === 1) return [...survivors];
  // eta and h^2: eq. (3) for independent and dependent systems alike.
  const eta = (((2 * (1 - confidence)) / (k - 1)) ** (-2 / (firstStage - 1)) - 1) / 2;
  const spread = 2 * eta * (firstStage - 1);
  const isIn = (i: number): boolean =>
    survivors.every((l) => {
      const slack = spread * variances[i * k + l]! - count * difference ** 2;
      return sums[i]! <= sums[l]! + Math.max(0, slack / (2 * difference));
    });
  const left = survivors.filter(isIn);
  // Equal sums keep both; past the last stage one of them is as good as the other.
  const isOver = left.every((i) =>
    left.every((l) => spread * variances[i * k + l]! <= count * difference ** 2),
  );
  return isOver ? left.slice(0, 1) : left;
}
