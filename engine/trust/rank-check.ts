/** Are ranks uniform, as they are where ranges hold what they claim? And if not, what is wrong with the ranges? */
import { normalQuantile } from '../calibrate/special.ts';
import { rankBand } from './rank-band.ts';
import type { RangeKind, RankCheck } from './schemas/rank-check.ts';

/**
 * `ranks`: how many of the draws lie below the truth, by data set: 0 .. possible - 1, at least one. Where the ranks are
 * those of an honest method, `kind` is 'as-claimed' with probability `level`.
 */
export function checkRanks(ranks: ArrayLike<number>, possible: number, level = 0.95): RankCheck {
  const count = ranks.length;
  const band = rankBand(count, possible, level);
  const below = countsBelow(ranks, possible);
  const inside = band.places.every(
    (place, k) => below[place]! >= band.low[k]! && below[place]! <= band.high[k]!,
  );
  const fromDiagonal = (counts: readonly number[]) =>
    counts.map((value, k) => value / count - band.places[k]! / possible);
  return {
    kind: inside ? 'as-claimed' : misfit(ranks, possible),
    count,
    possible,
    places: band.places.map((place) => place / possible),
    difference: fromDiagonal(band.places.map((place) => below[place]!)),
    low: fromDiagonal(band.low),
    high: fromDiagonal(band.high),
    ...normalScores(ranks, possible),
  };
}

/** Place -> ranks below it. */
function countsBelow(ranks: ArrayLike<number>, possible: number): Uint32Array {
  const below = new Uint32Array(possible + 1);
  for (let i = 0; i < ranks.length; i++) below[ranks[i]! + 1]! += 1;
  for (let place = 1; place <= possible; place++) below[place]! += below[place - 1]!;
  return below;
}

/** Whichever stands out more, in standard errors: the mean of the ranks, or their distance from the middle. */
function misfit(ranks: ArrayLike<number>, possible: number): Exclude<RangeKind, 'as-claimed'> {
  let mean = 0;
  let spread = 0;
  for (let i = 0; i < ranks.length; i++) {
    const u = (ranks[i]! + 0.5) / possible - 0.5;
    mean += u / ranks.length;
    spread += (u * u - 1 / 12) / ranks.length;
  }
  // Variances of u and of u^2 for u uniform on (-1/2, 1/2).
  if (Math.abs(mean) * Math.sqrt(12) > Math.abs(spread) * Math.sqrt(180)) return 'shifted';
  return spread > 0 ? 'too-narrow' : 'too-wide';
}

function normalScores(
  ranks: ArrayLike<number>,
  possible: number,
): Pick<RankCheck, 'widthFactor' | 'shift'> {
  const scores = Float64Array.from({ length: possible }, (_, r) =>
    normalQuantile((r + 0.5) / possible),
  );
  const uniform = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / possible);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < ranks.length; i++) {
    sum += scores[ranks[i]!]!;
    squares += scores[ranks[i]!]! ** 2;
  }
  const mean = sum / ranks.length;
  const deviation = Math.sqrt(Math.max(0, squares / ranks.length - mean * mean));
  return { widthFactor: deviation / uniform, shift: mean / uniform };
}
