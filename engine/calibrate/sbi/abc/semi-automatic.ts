/**
 * Semi-automatic summaries (Fearnhead & Prangle 2012): where a data set has many numbers, compare what a regression makes of
 * them, the expected parameters, one number each. The regression is linear in the numbers and, where there are sets enough,
 * their squares.
 */
import { distancesTo, ranked, robustSpreads } from './distance.ts';
import { predict, regress } from './regression.ts';

export interface Pool {
  /** Row-major [count, dimension], in unconstrained space. */
  readonly points: Float64Array;
  readonly dimension: number;
  /** Row-major [count, inputs]: what they simulated. */
  readonly features: Float64Array;
  readonly inputs: number;
  /** [inputs] */
  readonly observed: Float64Array;
  /** [count]: prior over proposal, so that the weighted sets are a sample of the prior. */
  readonly weights: Float64Array;
}

export interface Summaries {
  /** Rows of the pool that can be compared, in ascending order; all that follows is of them only. */
  readonly rows: Uint32Array;
  readonly width: number;
  /** Row-major [rows, width]. */
  readonly values: Float64Array;
  readonly observed: Float64Array;
  /** A unit of distance, by column. */
  readonly spreads: Float64Array;
}

/** Numbers for each parameter from which on summaries take their place. */
const MANY = 1.5;
/** Sets for each term, so that squares are worth their noise. */
const SETS_PER_SQUARE = 20;
/** Times as many sets as are to be near are given to the regression. */
const AROUND = 8;

/**
 * `settled`: how many rows, from the first on, were drawn from the prior: they set the spread of what is compared as it is.
 * `near`: how many sets are wanted near the observation. A regression is asked about those sets only that it was
 * learned from: far away it may take anything for the observation.
 */
export function summarise(
  pool: Pool,
  settled: number,
  near: number,
  isMany = isWide(pool),
): Summaries {
  const { features, inputs, observed, dimension, weights } = pool;
  const prior = Uint32Array.from({ length: settled }, (_, i) => i);
  const plain = {
    rows: Uint32Array.from(weights, (_, i) => i),
    width: inputs,
    values: features,
    observed,
    spreads: robustSpreads(features, inputs, prior),
  };
  if (!isMany) return plain;
  const order = ranked(distancesTo(observed, features, plain.spreads));
  const around = fitted(pool, order.subarray(0, Math.max(AROUND * near, order.length >> 2)).sort());
  const least = Math.max(2 * near, 5 * (inputs + 1), 20 * dimension);
  if (around.rows.length <= least) return around;
  const nearest = ranked(distancesTo(around.observed, around.values, around.spreads));
  return fitted(
    pool,
    nearest
      .subarray(0, least)
      .map((place) => around.rows[place]!)
      .sort(),
  );
}

function isWide({ inputs, dimension }: Pick<Pool, 'inputs' | 'dimension'>): boolean {
  return inputs > MANY * dimension;
}

function fitted(pool: Pool, rows: Uint32Array): Summaries {
  const { points, dimension, inputs, observed } = pool;
  const squares = rows.length >= SETS_PER_SQUARE * 2 * inputs;
  const width = squares ? 2 * inputs : inputs;
  const features = taken(pool.features, rows, inputs);
  const x = squares ? withSquares(features, inputs, observed) : features;
  const target = squares ? withSquares(observed, inputs, observed) : observed;
  const all = Uint32Array.from(rows, (_, i) => i);
  const y = taken(points, rows, dimension);
  // Unweighted: what tells the parameters apart here is wanted, not what the prior expects of them.
  const weights = new Float64Array(rows.length).fill(1);
  const fit = regress({ x, y, inputs: width, outputs: dimension, rows: all, weights }, target);
  const values = new Float64Array(y.length);
  for (const row of all) {
    predict(fit, x, row, values.subarray(row * dimension, (row + 1) * dimension));
  }
  return {
    rows,
    width: dimension,
    values,
    observed: fit.coefficients.slice(0, dimension),
    spreads: robustSpreads(values, dimension, all),
  };
}

export function taken(values: Float64Array, rows: Uint32Array, width: number): Float64Array {
  const out = new Float64Array(rows.length * width);
  rows.forEach((row, at) => {
    out.set(values.subarray(row * width, (row + 1) * width), at * width);
  });
  return out;
}

/** Each row's numbers, then the squares of their distance from the observed ones. */
function withSquares(values: Float64Array, inputs: number, observed: Float64Array): Float64Array {
  const out = new Float64Array(2 * values.length);
  values.forEach((value, k) => {
    const row = Math.floor(k / inputs);
    const place = k % inputs;
    out[2 * row * inputs + place] = value;
    out[(2 * row + 1) * inputs + place] = (value - observed[place]!) ** 2;
  });
  return out;
}
