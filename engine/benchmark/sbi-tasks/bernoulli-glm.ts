/**
 * Spikes that a filter of a stimulus makes more or less likely: the benchmark's "Bernoulli GLM" with its sufficient
 * statistic. Priors of a task are independent of each other, the published prior of the filter is not: parameters here are
 * its standardised coordinates, `toFilter` gives the published ones. The stimulus is white noise of our own.
 */
import { EigenvalueDecomposition, inverse, Matrix, solve } from 'ml-matrix';
import { openRandom } from '../../calibrate/streams.ts';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { createBenchmark } from './benchmark-task.ts';

const LAGS = 9;
const DIMENSIONS = 1 + LAGS;
const BINS = 100;
/** Turns of the independence sampler behind each reference draw. */
const TURNS = 40;
/** The proposal of the reference is this much wider than the posterior's normal approximation. */
const WIDER = 1.15;

const design = designOf(openRandom(42, 'benchmark/bernoulli-glm/stimulus', 0));
/** Filter = factor times standardised coordinates: a factor of the prior's covariance. */
const factor = priorFactor();
/** [BINS, DIMENSIONS]: the design for standardised coordinates. */
const rotated = design.mmul(factor);

/** Offset and filter of nine lags; seen are the number of spikes and the stimulus before them, summed. */
export const bernoulliGlm = createBenchmark({
  id: 'bernoulli-glm',
  names: Array.from({ length: DIMENSIONS }, (_, i) => `z${i + 1}`),
  priors: Array.from({ length: DIMENSIONS }, () => ({ kind: 'normal', mean: 0, sd: 1 }) as const),
  observations: DIMENSIONS,
  members: 1,
  simulate(parameters, random, x) {
    x.fill(0);
    for (let bin = 0; bin < BINS; bin++) {
      if (random.uniform() >= 1 / (1 + Math.exp(-drive(parameters, bin)))) continue;
      for (let d = 0; d < DIMENSIONS; d++) x[d]! += design.get(bin, d);
    }
  },
  reference(observed, count, seed) {
    const { mode, spread } = normalApproximation(observed);
    const random = openRandom(seed, 'benchmark/bernoulli-glm/reference', 0);
    const values = new Float64Array(count * DIMENSIONS);
    for (let drawn = 0; drawn < count; drawn++) {
      let current = proposed(mode, spread, random, observed);
      for (let turn = 0; turn < TURNS; turn++) {
        const next = proposed(mode, spread, random, observed);
        if (Math.log(random.uniform()) < next.logWeight - current.logWeight) current = next;
      }
      values.set(current.point, drawn * DIMENSIONS);
    }
    return values;
  },
  logPosterior,
  published: toFilter,
});

/** Row-major [count, 10] as the benchmark states it: the offset, then the filter by lag. */
export function toFilter(parameters: Float64Array, count: number): Float64Array {
  const filters = new Float64Array(parameters.length);
  for (let set = 0; set < count; set++) {
    for (let i = 0; i < DIMENSIONS; i++) {
      for (let j = 0; j < DIMENSIONS; j++) {
        filters[set * DIMENSIONS + i]! += factor.get(i, j) * parameters[set * DIMENSIONS + j]!;
      }
    }
  }
  return filters;
}

/** The likelihood needs the sufficient statistic only. */
function logPosterior(parameters: ArrayLike<number>, observed: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < DIMENSIONS; d++) {
    let filter = 0;
    for (let j = 0; j < DIMENSIONS; j++) filter += factor.get(d, j) * parameters[j]!;
    sum += observed[d]! * filter - 0.5 * parameters[d]! ** 2;
  }
  for (let bin = 0; bin < BINS; bin++) {
    const value = drive(parameters, bin);
    sum -= Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
  }
  return sum;
}

function drive(parameters: ArrayLike<number>, bin: number): number {
  let sum = 0;
  for (let d = 0; d < DIMENSIONS; d++) sum += rotated.get(bin, d) * parameters[d]!;
  return sum;
}

/** A draw of the normal approximation, made wider; its importance weight up to a constant. */
function proposed(mode: Matrix, spread: Matrix, random: RandomSource, observed: Float64Array) {
  const z = Array.from({ length: DIMENSIONS }, () => random.normal());
  const point = Float64Array.from(z, (_, i) =>
    z.reduce((sum, value, j) => sum + WIDER * spread.get(i, j) * value, mode.get(i, 0)),
  );
  const squares = z.reduce((sum, value) => sum + value * value, 0);
  return { point, logWeight: logPosterior(point, observed) + 0.5 * squares };
}

/** Newton's method: the posterior has one peak. `spread` times a standard normal has the inverse curvature as covariance. */
function normalApproximation(observed: Float64Array) {
  const counts = factor.transpose().mmul(Matrix.columnVector(observed));
  let mode = Matrix.zeros(DIMENSIONS, 1);
  let curvature = Matrix.eye(DIMENSIONS);
  for (let turn = 0; turn < 100; turn++) {
    const rates = Array.from(
      { length: BINS },
      (_, bin) => 1 / (1 + Math.exp(-drive(mode.to1DArray(), bin))),
    );
    const weighted = rotated.clone();
    rates.forEach((rate, bin) => {
      weighted.mulRow(bin, rate * (1 - rate));
    });
    curvature = Matrix.add(rotated.transpose().mmul(weighted), Matrix.eye(DIMENSIONS));
    const slope = Matrix.sub(counts, rotated.transpose().mmul(Matrix.columnVector(rates))).sub(
      mode,
    );
    const step = solve(curvature, slope);
    mode = Matrix.add(mode, Matrix.mul(step, Math.min(1, 2 / step.norm())));
    if (step.norm() < 1e-10) break;
  }
  const eigen = new EigenvalueDecomposition(curvature, { assumeSymmetric: true });
  const spread = eigen.eigenvectorMatrix.clone();
  eigen.realEigenvalues.forEach((value, column) => {
    spread.mulColumn(column, 1 / Math.sqrt(value));
  });
  return { mode, spread };
}

/** A constant, then white noise of this and the eight bins before. */
function designOf(random: RandomSource): Matrix {
  const stimulus = Array.from({ length: BINS }, () => random.normal());
  const matrix = Matrix.zeros(BINS, DIMENSIONS);
  for (let bin = 0; bin < BINS; bin++) {
    matrix.set(bin, 0, 1);
    for (let lag = 0; lag < LAGS && lag <= bin; lag++)
      matrix.set(bin, 1 + lag, stimulus[bin - lag]!);
  }
  return matrix;
}

/** Offset: variance 2. Filter: precision F'F, where F takes second differences and adds sqrt(lag / 9) on the diagonal. */
function priorFactor(): Matrix {
  const difference = Matrix.eye(LAGS);
  for (let i = 1; i < LAGS; i++) difference.set(i, i - 1, -1);
  const f = difference.mmul(difference);
  for (let i = 0; i < LAGS; i++) f.set(i, i, f.get(i, i) + Math.sqrt(i / LAGS));
  const whole = Matrix.zeros(DIMENSIONS, DIMENSIONS);
  whole.set(0, 0, Math.SQRT2);
  return whole.setSubMatrix(inverse(f), 1, 1);
}
