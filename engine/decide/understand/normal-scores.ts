/** Values on one footing whatever their distribution: by rank, as quantiles of the standard normal distribution. */
import { normalQuantile } from '../../calibrate/special.ts';

/** Blom's scores, equal values at their mean rank; 0 where a value is NaN. */
export function normalScores(values: Float64Array): Float64Array {
  const order = [...values.keys()]
    .filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => values[a]! - values[b]!);
  const scores = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    // Ranks from + 1 to to: their mean, less Blom's 3 / 8.
    const score = normalQuantile(((from + 1 + to) / 2 - 0.375) / (order.length + 0.25));
    for (let at = from; at < to; at++) scores[order[at]!] = score;
    from = to;
  }
  return scores;
}
