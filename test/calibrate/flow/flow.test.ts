import { describe, expect, it } from 'vitest';
import { createFlow, densityConstant, type Flow } from '../../../engine/calibrate/flow/flow.ts';
import { FLOW_DEFAULTS, type FlowSpec } from '../../../engine/calibrate/flow/spec.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { createWasmBackend } from '../../../engine/tensor/wasm-backend.ts';

const OBSERVATIONS = 3;
const BATCH = 64;

/** A flow whose weights are far from where they start: nothing is the identity. */
function flowOf(change: Partial<FlowSpec>): Flow {
  const spec = {
    ...FLOW_DEFAULTS,
    dimensions: 2,
    observations: OBSERVATIONS,
    hidden: 16,
    ...change,
  };
  const flow = createFlow(createWasmBackend(), spec, openRandom(5, 'flow', 0));
  const { tape, theta, x, logDensity } = flow.densityTape(BATCH);
  const { dimensions, observations, members } = spec;
  tape.write(theta, normals(dimensions * BATCH));
  tape.write(
    x,
    normals(observations * members * BATCH).map((value) => 2 * value),
  );
  for (let step = 0; step < 12; step++) {
    tape.forward();
    flow.parameters.clearGradients();
    tape.backward(logDensity, new Float64Array(BATCH).fill(-1));
    flow.parameters.step({ rate: 0.01 });
  }
  return flow;
}

/** Gives log densities of columns [dimensions, batch], every one given the same observations. */
function densitiesBy(flow: Flow, batch: number): (theta: Float64Array) => Float64Array {
  const { tape, theta: input, x, logDensity } = flow.densityTape(batch, { differentiate: false });
  tape.write(x, given(flow, batch));
  return (theta) => {
    tape.write(input, theta);
    tape.forward();
    return tape.read(logDensity).map((value) => value + densityConstant(flow.spec));
  };
}

function given({ spec }: Flow, batch: number): Float64Array {
  const columns = spec.members * batch;
  return Float64Array.from({ length: spec.observations * columns }, (_, i) =>
    Math.sin(1 + Math.floor(i / columns)),
  );
}

function samples(flow: Flow, noise: Float64Array, batch: number): Float64Array {
  const tape = flow.sampleTape(batch);
  tape.tape.write(tape.noise, noise);
  tape.tape.write(tape.x, given(flow, batch));
  tape.prepare();
  tape.tape.forward();
  return tape.tape.read(tape.theta);
}

function normals(count: number): Float64Array {
  const random = openRandom(8, 'noise', 0);
  return Float64Array.from({ length: count }, () => random.normal());
}

const KINDS = [
  ['spline', 1],
  ['spline', 2],
  ['spline', 5],
  ['affine', 1],
  ['affine', 2],
  ['affine', 5],
] as const;

describe.each(KINDS)('a %s flow of %i dimensions', (kind, dimensions) => {
  it('samples what its density says: the change of variables holds for every sample', () => {
    const flow = flowOf({ kind, dimensions });
    const noise = normals(dimensions * BATCH);
    const theta = samples(flow, noise, BATCH);
    // log q(theta) = log N(z) - log |d theta / d z|, the latter by finite differences of the sampler.
    const log = densitiesBy(flow, BATCH)(theta);
    for (let b = 0; b < 12; b++) {
      const z = Array.from({ length: dimensions }, (_, d) => noise[d * BATCH + b]!);
      const base = z.reduce(
        (sum, value) => sum - 0.5 * value * value,
        densityConstant({ dimensions }),
      );
      const slope = logDeterminant(jacobian(flow, noise, b));
      expect(log[b]! - (base - slope)).toBeCloseTo(0, 1);
    }
  });

  it('has a first weight for everything: every parameter depends on what was observed', () => {
    const flow = flowOf({ kind, dimensions });
    const tape = flow.densityTape(4);
    tape.tape.write(tape.theta, normals(dimensions * 4));
    tape.tape.write(tape.x, given(flow, 4));
    tape.tape.forward();
    flow.parameters.clearGradients();
    tape.tape.backward(tape.logDensity);
    expect(tape.tape.readGradient(tape.x).every((value) => value !== 0)).toBe(true);
  });
});

it.each(['spline', 'affine'] as const)('the density of a %s flow integrates to one', (kind) => {
  const flow = flowOf({ kind, dimensions: 2 });
  const [side, reach] = [480, 12];
  const step = (2 * reach) / side;
  const densities = densitiesBy(flow, side);
  let total = 0;
  for (let row = 0; row < side; row++) {
    const at = (i: number) => -reach + (i + 0.5) * step;
    const theta = Float64Array.from({ length: 2 * side }, (_, i) => (i < side ? at(i) : at(row)));
    total += densities(theta).reduce((sum, log) => sum + Math.exp(log) * step * step, 0);
  }
  expect(total).toBeCloseTo(1, 2);
});

it('a masked affine flow is autoregressive: a parameter depends on those before it alone', () => {
  const flow = flowOf({ kind: 'affine', dimensions: 4, transforms: 1 });
  const noise = normals(4 * BATCH);
  const slopes = jacobian(flow, noise, 0);
  slopes.forEach((row, i) => {
    row.forEach((slope, j) => {
      if (j > i) expect(Math.abs(slope)).toBeLessThan(1e-6);
    });
  });
  expect(Math.abs(slopes[3]![0]!)).toBeGreaterThan(1e-4);
});

it.each([
  { kind: 'mlp', hidden: 8, layers: 2, features: 4 },
  { kind: 'convolution', channels: 2, filters: 4, size: 3, layers: 2, features: 4 },
] as const)(
  'an embedding by $kind does not care in which order the members of a set come',
  (embedding) => {
    const observations = embedding.kind === 'mlp' ? 3 : 16;
    const flow = flowOf({ embedding, observations, members: 3 });
    const tape = flow.densityTape(4, { differentiate: false });
    tape.tape.write(tape.theta, normals(8));
    const all = normals(3 * observations);
    const members = [0, 1, 2].map((m) => (row: number) => all[m * observations + row]!);
    const run = (order: readonly number[]) => {
      const x = new Float64Array(observations * 12);
      for (let row = 0; row < observations; row++) {
        for (let m = 0; m < 3; m++)
          x.fill(members[order[m]!]!(row), row * 12 + m * 4, row * 12 + m * 4 + 4);
      }
      tape.tape.write(tape.x, x);
      tape.tape.forward();
      return tape.tape.read(tape.logDensity)[0]!;
    };
    expect(run([2, 0, 1])).toBeCloseTo(run([0, 1, 2]), 5);
    expect(run([0, 0, 1])).not.toBeCloseTo(run([0, 1, 2]), 3);
  },
);

/** d theta_i / d z_j of column b, by central differences. */
function jacobian(flow: Flow, noise: Float64Array, b: number): number[][] {
  const { dimensions } = flow.spec;
  const h = 2e-3;
  const columns = Array.from({ length: dimensions }, (_, j) => {
    const moved = (by: number) => {
      const at = noise.slice();
      at[j * BATCH + b]! += by;
      return samples(flow, at, BATCH);
    };
    const [up, down] = [moved(h), moved(-h)];
    return Array.from(
      { length: dimensions },
      (_, i) => (up[i * BATCH + b]! - down[i * BATCH + b]!) / (2 * h),
    );
  });
  return Array.from({ length: dimensions }, (_, i) => columns.map((column) => column[i]!));
}

/** log |det| by elimination. */
function logDeterminant(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let sum = 0;
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    sum += Math.log(Math.abs(rows[k]![k]!));
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j < rows.length; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  return sum;
}
