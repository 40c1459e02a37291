import { openRandom } from '../../calibrate/streams.ts';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { createBenchmark } from './benchmark-task.ts';

const RADIUS = 0.1;
const SPREAD = 0.01;
const SHIFT = 0.25;

/** Two parameters whose posterior is two crescents; each is as likely as the other. */
export const twoMoons = createBenchmark({
  id: 'two-moons',
  names: ['t1', 't2'],
  priors: [
    { kind: 'uniform', low: -1, high: 1 },
    { kind: 'uniform', low: -1, high: 1 },
  ],
  observations: 2,
  members: 1,
  simulate([t1, t2], random, x) {
    const [p1, p2] = crescent(random);
    x[0] = p1 - Math.abs(t1! + t2!) / Math.SQRT2;
    x[1] = p2 + (t2! - t1!) / Math.SQRT2;
  },
  // Parameters are a rotation of what moves the crescent, one of two signs: each point of it gives them back exactly.
  reference(observed, count, seed) {
    const random = openRandom(seed, 'benchmark/two-moons/reference', 0);
    const values = new Float64Array(2 * count);
    for (let drawn = 0; drawn < count; ) {
      const [p1, p2] = crescent(random);
      const along = (p1 - observed[0]!) * (random.uniform() < 0.5 ? 1 : -1);
      const across = observed[1]! - p2;
      const t1 = (along - across) / Math.SQRT2;
      const t2 = (along + across) / Math.SQRT2;
      if (p1 < observed[0]! || Math.abs(t1) > 1 || Math.abs(t2) > 1) continue;
      values[2 * drawn] = t1;
      values[2 * drawn + 1] = t2;
      drawn += 1;
    }
    return values;
  },
  logPosterior(parameters, observed) {
    const [t1, t2] = [parameters[0]!, parameters[1]!];
    if (Math.abs(t1) > 1 || Math.abs(t2) > 1) return Number.NEGATIVE_INFINITY;
    const p1 = observed[0]! + Math.abs(t1 + t2) / Math.SQRT2 - SHIFT;
    const p2 = observed[1]! - (t2 - t1) / Math.SQRT2;
    if (p1 < 0) return Number.NEGATIVE_INFINITY;
    const radius = Math.hypot(p1, p2);
    return -0.5 * ((radius - RADIUS) / SPREAD) ** 2 - Math.log(radius);
  },
});

function crescent(random: RandomSource): readonly [number, number] {
  const angle = random.uniform(-Math.PI / 2, Math.PI / 2);
  const radius = random.normal(RADIUS, SPREAD);
  return [radius * Math.cos(angle) + SHIFT, radius * Math.sin(angle)];
}
