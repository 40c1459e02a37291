/** Which of several answers is given, from their values on the same few seeds. */

/** Standard errors of a paired difference of t with 5 degrees of freedom: one of four challengers passes by luck in 5 %. */
const CLEARLY = 3.2;

/**
 * The best of the first `runs` finalists, unless another one is clearly better by their paired differences: the least of many noisy values is the luckiest, not the best.
 */
export function clearlyBest(rounds: readonly Float64Array[], runs: number): number {
  const averages = Array.from(rounds[0]!, (_, i) => mean(rounds.map((values) => values[i]!)));
  const ends = averages.slice(0, runs);
  const incumbent = Math.max(0, ends.indexOf(Math.min(...ends)));
  let winner = incumbent;
  let lead = 0;
  for (let i = runs; i < averages.length; i++) {
    const gains = rounds.map((values) => values[incumbent]! - values[i]!);
    const gain = mean(gains);
    const variance = mean(gains.map((g) => (g - gain) ** 2)) / (gains.length - 1);
    if (gain > CLEARLY * Math.sqrt(variance) && gain > lead) {
      winner = i;
      lead = gain;
    }
  }
  return winner;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
