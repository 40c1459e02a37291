/**
 * The weighting kernel of a forecast for outputs without declared noise: what was observed is taken as exact, so
 * particles should be as near to it as their number allows (approximate Bayesian filtering; the width is chosen
 * by the effective sample size as in Jasra et al. 2012).
 */
import type { EpisodePlan } from './episode-plan.ts';
import type { Machine } from './member.ts';
import { effectiveSize } from './resample.ts';

/** Share of the living particles that should count. */
const COUNTING = 0.2;
/** Widths that are tried, in standard deviations of the particles: from WIDEST, halved so often at most. */
const WIDEST = 1;
const HALVINGS = 6;

interface Cloud {
  readonly hasKernel: boolean;
  readonly width: number;
  readonly outputs: Float64Array;
  readonly alive: Uint8Array;
  readonly leastSds: Float64Array;
}

/**
 * Weighs by the narrowest kernel with which enough particles count; by the widest where none does. `weighBy` sets
 * the log weights for standard deviations by output and gives them.
 */
export function narrowestKernel(
  cloud: Cloud,
  weighBy: (kernelSds: Float64Array) => Float64Array,
): void {
  const { alive, leastSds, hasKernel } = cloud;
  if (!hasKernel) {
    weighBy(leastSds);
    return;
  }
  const spreads = spreadsOf(cloud);
  const living = alive.reduce((sum, one) => sum + one, 0);
  const sdsAt = (share: number) => leastSds.map((least, i) => Math.max(least, share * spreads[i]!));
  let share = WIDEST;
  for (let i = 0; i < HALVINGS; i++) {
    if (effectiveSize(weighBy(sdsAt(share / 2)), alive) < COUNTING * living) break;
    share /= 2;
  }
  weighBy(sdsAt(share));
}

function spreadsOf({ outputs, alive, width }: Cloud): Float64Array {
  return Float64Array.from({ length: width }, (_, i) => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (let k = 0; k < alive.length; k++) {
      if (alive[k] === 0) continue;
      count++;
      const shift = outputs[k * width + i]! - mean;
      mean += shift / count;
      squares += shift * (outputs[k * width + i]! - mean);
    }
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  });
}

/** Of counts half a unit; else a tenth of what was observed up to the origin, at least 1e-6 of its size. */
export function leastSdsOf(
  { outputs, noises }: Machine['plan'],
  { episode, origin }: { readonly episode: EpisodePlan; readonly origin: number },
): Float64Array {
  const width = outputs.length;
  return Float64Array.from({ length: width }, (_, i) => {
    if (noises[i]!.of === 'count') return 0.5;
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (let row = 0; row <= origin; row++) {
      const value = episode.observed[row * width + i]!;
      if (Number.isNaN(value)) continue;
      count++;
      const shift = value - mean;
      mean += shift / count;
      squares += shift * (value - mean);
    }
    const sd = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    return Math.max(0.1 * sd, 1e-6 * (1 + Math.abs(mean)));
  });
}
