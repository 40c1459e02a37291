/**
 * Which parameters move the loss at all. From the answer each coordinate is moved alone, to three places of its range, on
 * six seeds that all sets share; one whose losses differ from the answer's by no more than luck is silent: the data say
 * nothing about it. A search cannot tell: where nothing matters it stops somewhere, and resampled data stop there too.
 */
import type { Losses, Objective } from './objective.ts';
import { deriveSeed } from './streams.ts';
import type { Transform } from './transform.ts';

export interface InfluenceOptions {
  readonly objective: Objective;
  readonly transform: Transform;
  /** The answer, in coordinates of the transform. */
  readonly point: Float64Array;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onLosses?: (losses: Losses) => void;
}

/** Shares of a coordinate's range. */
const PLACES = [0.1, 0.5, 0.9];
const SEEDS = 6;
/** Standard errors of the paired difference; of t with 5 degrees of freedom 1 % lie beyond 4. */
const CLEAR = 4;
/** Differences below this share of the loss are rounding. */
const ROUNDING = 1e-9;

/** Parameter sets that `silentCoordinates` simulates. */
export function influenceCost(dimension: number): number {
  return SEEDS * (1 + PLACES.length * dimension);
}

/** Indices of coordinates, ascending. */
export async function silentCoordinates(options: InfluenceOptions): Promise<number[]> {
  const { objective, transform, point, seed, signal, onLosses } = options;
  const sets = setsAround(point, transform);
  const count = sets.length / transform.dimension;
  const parameters = transform.toParameters(sets, count);
  const rounds: Float64Array[] = [];
  for (let round = 0; round < SEEDS; round++) {
    const context = { seed: deriveSeed(seed, 'influence', round), ...(signal && { signal }) };
    const losses = await objective.evaluate(parameters, count, context);
    onLosses?.(losses);
    rounds.push(losses.losses);
  }
  return Array.from({ length: transform.dimension }, (_, i) => i).filter((i) =>
    PLACES.every((_, place) => !differs(rounds, 1 + i * PLACES.length + place)),
  );
}

/** The point, then coordinate by coordinate its neighbours at the places; row-major. */
function setsAround(point: Float64Array, { range }: Transform): Float64Array {
  const n = point.length;
  const sets = new Float64Array((1 + PLACES.length * n) * n);
  for (let at = 0; at < sets.length; at += n) sets.set(point, at);
  range.forEach(({ low, high }, i) => {
    PLACES.forEach((place, k) => {
      sets[(1 + i * PLACES.length + k) * n + i] = low + place * (high - low);
    });
  });
  return sets;
}

/** Whether set `at` has another loss than set 0, beyond luck. */
function differs(rounds: readonly Float64Array[], at: number): boolean {
  const gaps = rounds.map((losses) => losses[at]! - losses[0]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  const error = Math.sqrt(variance / gaps.length);
  return Math.abs(mean) > CLEAR * error + ROUNDING * (1 + Math.abs(rounds[0]![0]!));
}
