/** "Simple likelihood, complex posterior": Papamakarios et al. 2019, as Lueckmann et al. 2021 state it. */
import { openRandom } from '../../calibrate/streams.ts';
import { createBenchmark, type SbiBenchmark } from './benchmark-task.ts';
import { sampleGrid } from './grid-sampler.ts';

const DRAWS = 4;
const BOUND = 3;
/** Added to the variances. */
const JITTER = 1e-6;
/** Along each of three dimensions: 64,000 cells. */
const CELLS = 40;

/**
 * Five parameters, uniform in -3..3: mean (t1, t2) of a normal in the plane, the roots of its two deviations (t3, t4; their
 * signs do not matter) and the inverse tanh of its correlation (t5); seen are four draws of it.
 * `exchangeable`: the draws are the members of a set; else they are eight numbers in a row.
 */
export function createSlcp({ exchangeable }: { readonly exchangeable: boolean }): SbiBenchmark {
  return createBenchmark({
    id: exchangeable ? 'slcp' : 'slcp-flat',
    names: ['t1', 't2', 't3', 't4', 't5'],
    priors: Array.from(
      { length: 5 },
      () => ({ kind: 'uniform', low: -BOUND, high: BOUND }) as const,
    ),
    observations: exchangeable ? 2 : 2 * DRAWS,
    members: exchangeable ? DRAWS : 1,
    simulate([t1, t2, t3, t4, t5], random, x) {
      const { a, b, ab } = covariance(t3!, t4!, t5!);
      const sdA = Math.sqrt(a);
      const rest = Math.sqrt(b - (ab * ab) / a);
      for (let i = 0; i < DRAWS; i++) {
        const [z, w] = [random.normal(), random.normal()];
        x[2 * i] = t1! + sdA * z;
        x[2 * i + 1] = t2! + (ab / sdA) * z + rest * w;
      }
    },
    reference,
    logPosterior(parameters, observed) {
      const [t1, t2, t3, t4, t5] = Array.from(parameters) as [
        number,
        number,
        number,
        number,
        number,
      ];
      if (Array.from(parameters).some((t) => Math.abs(t) > BOUND)) return Number.NEGATIVE_INFINITY;
      const { a, b, ab } = covariance(t3, t4, t5);
      const determinant = a * b - ab * ab;
      let squares = 0;
      for (let i = 0; i < DRAWS; i++) {
        const [u, v] = [observed[2 * i]! - t1, observed[2 * i + 1]! - t2];
        squares += (b * u * u - 2 * ab * u * v + a * v * v) / determinant;
      }
      return -0.5 * (DRAWS * Math.log(determinant) + squares);
    },
  });
}

export const slcp = createSlcp({ exchangeable: true });

/**
 * Without its bounds the mean, given the covariance, is normal around the mean of the draws with a fourth of the covariance:
 * what is left are three dimensions, for a grid. Means outside the bounds are drawn anew together with their covariance.
 */
function reference(observed: Float64Array, count: number, seed: number): Float64Array {
  const random = openRandom(seed, 'benchmark/slcp/reference', 0);
  const { m1, m2, s11, s22, s12 } = scatter(observed);
  const density = {
    // Logarithms of |t3| and |t4|: the width of the posterior goes with its place.
    low: [-6, -6, -BOUND],
    high: [Math.log(BOUND), Math.log(BOUND), BOUND],
    cells: CELLS,
    logDensity: ([l3, l4, t5]: Float64Array) => {
      const { a, b, ab } = covariance(Math.exp(l3!), Math.exp(l4!), t5!);
      const determinant = a * b - ab * ab;
      const squares = (b * s11 - 2 * ab * s12 + a * s22) / determinant;
      return -0.5 * ((DRAWS - 1) * Math.log(determinant) + squares) + l3! + l4!;
    },
  };
  const values = new Float64Array(5 * count);
  for (let drawn = 0; drawn < count; ) {
    const covariances = sampleGrid(density, count, random);
    for (let i = 0; i < count && drawn < count; i++) {
      const [l3, l4, t5] = covariances.subarray(3 * i, 3 * i + 3);
      const sign = () => (random.uniform() < 0.5 ? 1 : -1);
      const [t3, t4] = [sign() * Math.exp(l3!), sign() * Math.exp(l4!)];
      const { a, b, ab } = covariance(t3, t4, t5!);
      const z = random.normal();
      const t1 = m1 + Math.sqrt(a / DRAWS) * z;
      const rest = Math.sqrt((b - (ab * ab) / a) / DRAWS);
      const t2 = m2 + (ab / Math.sqrt(a * DRAWS)) * z + rest * random.normal();
      if (Math.abs(t1) > BOUND || Math.abs(t2) > BOUND) continue;
      values.set([t1, t2, t3, t4, t5!], 5 * drawn);
      drawn += 1;
    }
  }
  return values;
}

function covariance(t3: number, t4: number, t5: number) {
  const [sdA, sdB] = [t3 * t3, t4 * t4];
  return { a: sdA * sdA + JITTER, b: sdB * sdB + JITTER, ab: Math.tanh(t5) * sdA * sdB };
}

/** Means, and sums of squares and products around them. */
function scatter(observed: Float64Array) {
  const pairs = Array.from(
    { length: DRAWS },
    (_, i) => [observed[2 * i]!, observed[2 * i + 1]!] as const,
  );
  const sum = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  const m1 = sum(([x]) => x) / DRAWS;
  const m2 = sum(([, y]) => y) / DRAWS;
  return {
    m1,
    m2,
    s11: sum(([x]) => (x - m1) ** 2),
    s22: sum(([, y]) => (y - m2) ** 2),
    s12: sum(([x, y]) => (x - m1) * (y - m2)),
  };
}
