/**
 * How much of a generation's ranking is noise, and the population to meet it with.
 *
 * Some candidates are evaluated again on other seeds. If their ranks change more than chance would allow, the
 * population grows, otherwise it shrinks back slowly: averaging over more candidates is what keeps the mean
 * converging under noise. Measure: Hansen, Niederberger, Guzzella & Koumoutsakos 2009, "A method for handling
 * uncertainty in evolutionary optimization", eqs. 3 to 5; the treatment, population instead of repetitions, is
 * ours. Candidates of a generation share their seeds, so a second evaluation is shifted as a whole: the shift
 * is taken out first.
 */
import { quantiles } from '../../score/quantiles.ts';

/** Growth and decay of the population per measurement. */
const GROWTH = 1.5;
const DECAY = 1.1;
/** Rank changes up to this share of their median under pure noise are allowed (their theta). */
const TOLERANCE = 0.2;

/** Candidates to evaluate again. */
export function repeats(populationSize: number): number {
  return Math.min(populationSize, Math.max(5, Math.ceil(populationSize / 5)));
}

/**
 * Above 0: the ranking is too noisy. values: of the whole generation; again: second values of its first
 * candidates.
 */
export function rankNoise(values: readonly number[], again: readonly number[]): number {
  const first = values.slice(0, again.length);
  const shift = mean(first) - mean(again);
  const second = again.map((value) => value + shift);
  const all = [...values, ...second];
  const size = all.length;
  const rankOf = (value: number): number => all.filter((other) => other < value).length + 1;
  const excess = first.map((value, i) => {
    const before = rankOf(value);
    const after = rankOf(second[i]!);
    const change = Math.max(0, Math.abs(after - before) - 1);
    const limits =
      allowedChange(after - (second[i]! > value ? 1 : 0), size) +
      allowedChange(before - (value > second[i]! ? 1 : 0), size);
    return 2 * change - limits;
  });
  return mean(excess);
}

export function adaptedPopulation(
  populationSize: number,
  noise: number,
  bounds: { readonly least: number; readonly most: number },
): number {
  const wanted =
    noise > 0 ? Math.ceil(populationSize * GROWTH) : Math.floor(populationSize / DECAY);
  return Math.min(bounds.most, Math.max(bounds.least, wanted));
}

/** theta / 2 quantile of the rank changes |k - rank| that pure noise would make. */
function allowedChange(rank: number, size: number): number {
  const changes = Array.from({ length: size - 1 }, (_, k) => Math.abs(k + 1 - rank));
  return quantiles(changes, [TOLERANCE / 2])[0]!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
