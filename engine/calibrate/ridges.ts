/**
 * Pairs of parameters that make up for each other, and how far. Searches on resampled data start at the answer and end near
 * it, so along a ridge of the loss their spread is the reach of the search, not what the data leave open. A pair whose
 * values go together is walked: one is held at places all over its range, the other fitted to it, and a place counts when
 * its loss on fresh seeds is no higher than one parameter alone may make it at 90 %. The resampled sets say how high that is: they
 * have gone astray in all n parameters, so that nine in ten of them lie below as many chi-squared of n degrees of freedom.
 */
import { quantiles } from '../score/quantiles.ts';
import type { Losses, Objective } from './objective.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { chiSquaredQuantile } from './special.ts';
import { deriveSeed, openRandom } from './streams.ts';
import type { Transform } from './transform.ts';

export interface RidgeOptions {
  readonly objective: Objective;
  readonly transform: Transform;
  /** The answer, length n. */
  readonly point: Float64Array;
  /** Resampled sets in coordinates of the transform, row-major [count, n]. */
  readonly points: Float64Array;
  /** Coordinates that are not looked at. */
  readonly silent: readonly number[];
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onLosses?: (losses: Losses) => void;
}

/** Rank correlation from which a pair is walked; how many pairs are, and how many sets must have been there. */
const SUSPICIOUS = 0.35;
const MOST_PAIRS = 3;
const FEWEST_SETS = 12;
/** Places of the parameter that is held; grid of the other one over its range, then around its best value. */
const PLACES = 13;
const GRID = 15;
const ZOOM = 9;
const SEEDS = 4;
/** Level at which a place is still possible. */
const POSSIBLE = 0.9;
/** A ridge is told from a slant when it is so many times as long as the sets' own spread. */
const LONGER = 1.5;

interface Pair {
  readonly held: number;
  readonly fitted: number;
}

/** The points, those of pairs on a ridge spread along it; the same array where there is none. */
export async function spreadAlongRidges(options: RidgeOptions): Promise<Float64Array> {
  let points = options.points;
  for (const pair of suspiciousPairs(options)) {
    const ridge = await walk(pair, options);
    if (isLong(ridge, pair, options)) points = spread(points, ridge, pair, options);
  }
  return points;
}

function suspiciousPairs({ points, point, silent }: RidgeOptions): Pair[] {
  const n = point.length;
  if (points.length / n < FEWEST_SETS) return [];
  const loud = Array.from({ length: n }, (_, i) => i).filter((i) => !silent.includes(i));
  return loud
    .flatMap((held, k) => loud.slice(k + 1).map((fitted) => ({ held, fitted })))
    .map((pair) => {
      const [a, b] = [column(points, pair.held, n), column(points, pair.fitted, n)];
      return { ...pair, size: Math.abs(rankCorrelation(a, b)) };
    })
    .filter(({ size }) => size >= SUSPICIOUS)
    .sort((a, b) => b.size - a.size)
    .slice(0, MOST_PAIRS);
}

/** Points of the plane of a pair, ascending in the one that is held. */
type Ridge = readonly { readonly held: number; readonly fitted: number }[];

async function walk(pair: Pair, options: RidgeOptions): Promise<Ridge> {
  const { point, points, silent, transform } = options;
  const { low, high } = transform.range[pair.fitted]!;
  const places = evenly(transform.range[pair.held]!, PLACES);
  const cell = (high - low) / GRID;
  const coarse = await bestOthers(
    places.map((held) => ({ held, candidates: evenly({ low, high }, GRID) })),
    pair,
    options,
  );
  const fine = await bestOthers(
    coarse.map(({ held, fitted }) => ({
      held,
      candidates: evenly({ low: fitted - cell, high: fitted + cell }, ZOOM),
    })),
    pair,
    options,
  );
  const tried = fine.flatMap((place) => Array.from(moved(point, pair, place)));
  const rises = await risesOf(Float64Array.from([...tried, ...points]), options);
  const [ofAll] = quantiles(rises.slice(PLACES), [POSSIBLE]) as [number];
  const loud = point.length - silent.length;
  const limit = (ofAll * chiSquaredQuantile(POSSIBLE, 1)) / chiSquaredQuantile(POSSIBLE, loud);
  return fine.filter((_, i) => rises[i]! <= limit);
}

/** Of each place the candidate of least loss, all on one seed. */
async function bestOthers(
  places: readonly { readonly held: number; readonly candidates: readonly number[] }[],
  pair: Pair,
  options: RidgeOptions,
): Promise<Ridge> {
  const tried = places.flatMap(({ held, candidates }) =>
    candidates.map((fitted) => ({ held, fitted })),
  );
  const sets = tried.flatMap((place) => Array.from(moved(options.point, pair, place)));
  const losses = await lossesOf(Float64Array.from(sets), 0, options);
  const each = tried.length / places.length;
  return places.map((_, i) => {
    const own = losses.subarray(i * each, (i + 1) * each);
    return tried[i * each + own.indexOf(Math.min(...own))]!;
  });
}

/** Mean loss of each set beyond the answer's, on fresh seeds. */
async function risesOf(sets: Float64Array, options: RidgeOptions): Promise<number[]> {
  const { point } = options;
  const count = sets.length / point.length;
  const rises = new Array<number>(count).fill(0);
  const all = Float64Array.from([...point, ...sets]);
  for (let round = 1; round <= SEEDS; round++) {
    const losses = await lossesOf(all, round, options);
    for (let i = 0; i < count; i++) rises[i] = rises[i]! + (losses[i + 1]! - losses[0]!) / SEEDS;
  }
  return rises;
}

async function lossesOf(
  sets: Float64Array,
  round: number,
  { objective, transform, seed, signal, onLosses }: RidgeOptions,
): Promise<Float64Array> {
  const count = sets.length / transform.dimension;
  const context = { seed: deriveSeed(seed, 'ridges', round), ...(signal && { signal }) };
  const losses = await objective.evaluate(transform.toParameters(sets, count), count, context);
  onLosses?.(losses);
  return losses.losses;
}

/** Whether places in a row reach well beyond the spread of the resampled sets. */
function isLong(ridge: Ridge, { held }: Pair, { points, point }: RidgeOptions): boolean {
  if (ridge.length < 2) return false;
  const [low, high] = quantiles(column(points, held, point.length), [0.05, 0.95]) as [
    number,
    number,
  ];
  return ridge.at(-1)!.held - ridge[0]!.held > LONGER * (high - low);
}

/** Each point keeps its distance from the ridge and gets another place along it, evenly over its length. */
function spread(
  points: Float64Array,
  ridge: Ridge,
  { held, fitted }: Pair,
  { point, seed }: RidgeOptions,
): Float64Array {
  const n = point.length;
  const count = points.length / n;
  const random = openRandom(seed, 'ridges/spread', held * n + fitted);
  const order = random.shuffle(Array.from({ length: count }, (_, i) => i));
  const [first, last] = [ridge[0]!.held, ridge.at(-1)!.held];
  const next = points.slice();
  order.forEach((place, i) => {
    const at = first + ((place + 0.5) / count) * (last - first);
    const away = points[i * n + fitted]! - heightAt(ridge, points[i * n + held]!);
    next[i * n + held] = at;
    next[i * n + fitted] = heightAt(ridge, at) + away;
  });
  return next;
}

/** The ridge between its points, and straight on beyond them. */
function heightAt(ridge: Ridge, held: number): number {
  let k = 1;
  while (k < ridge.length - 1 && held > ridge[k]!.held) k++;
  const [a, b] = [ridge[k - 1]!, ridge[k]!];
  return a.fitted + ((held - a.held) / (b.held - a.held)) * (b.fitted - a.fitted);
}

function moved(point: Float64Array, pair: Pair, place: Ridge[number]): Float64Array {
  const set = point.slice();
  set[pair.held] = place.held;
  set[pair.fitted] = place.fitted;
  return set;
}

/** Middles of equal parts. */
function evenly({ low, high }: { readonly low: number; readonly high: number }, count: number) {
  return Array.from({ length: count }, (_, i) => low + ((i + 0.5) / count) * (high - low));
}

function column(points: Float64Array, i: number, n: number): number[] {
  return Array.from({ length: points.length / n }, (_, set) => points[set * n + i]!);
}
