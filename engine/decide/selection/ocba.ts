/**
 * Optimal computing budget allocation: where further runs do most for the chance of choosing the right one. Chen, Lin, Yucesan
 * & Chick 2000, "Simulation budget allocation for further enhancing the efficiency of ordinal optimization"; with limits Lee,
 * Pujowidianto, Li, Chen & Yap 2012, "Approximate simulation budget allocation for selecting the best design in the presence
 * of stochastic constraints".
 */

/** A number of which `count` independent runs are known: their mean and variance (n - 1 below the line). */
interface Measured {
  readonly mean: number;
  readonly variance: number;
}

/** What is known of one of those compared. */
export interface Sampled extends Measured {
  /** Runs; mean and variance are of the objective: lower is better. */
  readonly count: number;
  /** What has to be at most `most` on average, in the same order for all; default none. */
  readonly limits?: readonly (Measured & { readonly most: number })[];
}

/** Position of the lowest mean among those that seem to keep their limits; if none does, of what misses them least. */
export function apparentBest(systems: readonly Sampled[]): number {
  const missed = systems.map(({ limits = [] }) =>
    limits.reduce((sum, { mean, most }) => sum + Math.max(0, mean - most), 0),
  );
  const isBetter = (i: number, j: number) =>
    missed[i] === missed[j] ? systems[i]!.mean < systems[j]!.mean : missed[i]! < missed[j]!;
  return systems.reduce((best, _, i) => (isBetter(i, best) ? i : best), 0);
}

/**
 * How many of the next `budget` runs each one gets; whole numbers that add up to it. What is not the best gets (noise / gap)^2 of
 * what tells it apart most clearly: its distance to the best mean or to a limit that it misses. The best gets s_b sqrt(sum
 * N_i^2 / s_i^2) over those told apart by their means, or (noise / gap)^2 of its own nearest limit if that is more. The total is what was run and the
 * budget; who has more than its part already gets none, and the rest is shared anew.
 */
export function ocbaIncrements(systems: readonly Sampled[], budget: number): number[] {
  return increments(systems, weights(systems), budget);
}

/** Parts of the total, up to a factor. */
function weights(systems: readonly Sampled[]): number[] {
  const best = apparentBest(systems);
  const bestMean = systems[best]!.mean;
  const own = ratios(systems.map(({ mean, variance }) => ({ gap: mean - bestMean, variance })));
  const limits = (systems[0]!.limits ?? []).map((_, j) =>
    ratios(
      systems.map(({ limits: all = [] }) => {
        const { mean, variance, most } = all[j]!;
        return { gap: mean - most, variance };
      }),
    ),
  );
  const isMissed = (j: number, i: number) =>
    systems[i]!.limits![j]!.mean > systems[i]!.limits![j]!.most;
  let forBest = 0;
  const parts = systems.map(({ mean, variance }, i) => {
    if (i === best) return 0;
    const byLimit = limits.flatMap((of, j) => (isMissed(j, i) ? [of[i]!] : []));
    const byMean = mean >= bestMean ? own[i]! : Number.POSITIVE_INFINITY;
    const part = Math.min(byMean, ...byLimit);
    if (part === byMean && variance > 0) forBest += part ** 2 / variance;
    return part;
  });
  parts[best] = Math.max(
    Math.sqrt(systems[best]!.variance * forBest),
    ...limits.map((of) => of[best]!),
  );
  return parts;
}

/** (noise / gap)^2 of each; gaps are at least a thousandth of the widest, or what is next to equal would take all. */
function ratios(all: readonly { readonly gap: number; readonly variance: number }[]): number[] {
  const noisiest = Math.max(...all.map(({ variance }) => variance)) || 1;
  const widest = Math.max(...all.map(({ gap }) => Math.abs(gap)));
  const least = Math.max(1e-3 * widest, 1e-6 * Math.sqrt(noisiest));
  return all.map(
    ({ gap, variance }) =>
      Math.max(variance, 1e-12 * noisiest) / Math.max(Math.abs(gap), least) ** 2,
  );
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
