/**
 * Optimal computing budget allocation: where further runs do most for the chance of choosing the right one.
 * Chen, Lin, Yucesan & Chick 2000, "Simulation budget allocation for further enhancing the efficiency of ordinal optimization".
 */

/** What is known of one of those compared: of `count` independent runs, mean and variance (n - 1 below the line). */
export interface Sampled {
  /** Lower is better. */
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

/** Position of the lowest mean. */
export function apparentBest(systems: readonly Sampled[]): number {
  return systems.reduce((best, { mean }, i) => (mean < systems[best]!.mean ? i : best), 0);
}

/**
 * How many of the next `budget` runs each one gets; whole numbers that add up to it. Theorem 1: with d the difference to the
 * best mean, N_i / N_j = (s_i d_j / (s_j d_i))^2 among the others, and N_b = s_b sqrt(sum N_i^2 / s_i^2) for the best; the total
 * is what was run and the budget. Who has more than that already gets none, and the rest is shared anew.
 */
export function ocbaIncrements(systems: readonly Sampled[], budget: number): number[] {
  return increments(systems, weights(systems), budget);
}

/** The shares of theorem 1, up to a factor. */
function weights(systems: readonly Sampled[]): number[] {
  const best = apparentBest(systems);
  const bestMean = systems[best]!.mean;
  // Values that do not vary and means that are equal count as if they hardly did and hardly were.
  const least = 1e-12 * Math.max(...systems.map(({ variance }) => variance), Number.MIN_VALUE);
  const widest = Math.max(...systems.map(({ mean }) => mean - bestMean));
  const gap = (mean: number) => (widest > 0 ? Math.max((mean - bestMean) / widest, 1e-3) : 1);
  const shares = systems.map(({ mean, variance }, i) =>
    i === best ? 0 : Math.max(variance, least) / gap(mean) ** 2,
  );
  const others = systems.reduce(
    (sum, { variance }, i) => sum + shares[i]! ** 2 / Math.max(variance, least),
    0,
  );
  shares[best] = Math.sqrt(Math.max(systems[best]!.variance, least) * others);
  return shares;
}

function increments(
  systems: readonly Sampled[],
  shares: readonly number[],
  budget: number,
): number[] {
  let sharing = systems.map((_, i) => i);
  for (;;) {
    const total = sharing.reduce((sum, i) => sum + systems[i]!.count, budget);
    const mass = sharing.reduce((sum, i) => sum + shares[i]!, 0);
    const due = (i: number) => (mass > 0 ? (shares[i]! / mass) * total : total / sharing.length);
    const short = sharing.filter((i) => due(i) > systems[i]!.count);
    if (short.length === sharing.length) {
      const wanted = systems.map((_, i) => (sharing.includes(i) ? due(i) - systems[i]!.count : 0));
      return whole(wanted, budget);
    }
    sharing = short;
  }
}

/** Whole numbers that add up to the total: the largest remainders are rounded up. */
function whole(wanted: readonly number[], total: number): number[] {
  const floors = wanted.map(Math.floor);
  const missing = total - floors.reduce((sum, value) => sum + value, 0);
  const order = wanted
    .map((value, i) => ({ i, rest: value - floors[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, missing)) floors[i]! += 1;
  return floors;
}
