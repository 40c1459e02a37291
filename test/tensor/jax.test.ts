import { defaultDevice, init, numpy as np, valueAndGrad } from '@jax-js/jax';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createFlow } from '../../engine/calibrate/flow/flow.ts';
import { FLOW_DEFAULTS, type FlowSpec } from '../../engine/calibrate/flow/spec.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { type Backend, padded } from '../../engine/tensor/backend.ts';
import { type Parameter, Parameters } from '../../engine/tensor/parameters.ts';
import type { Tensor } from '../../engine/tensor/tape.ts';
import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { JaxTape } from './jax-tape.ts';
import {
  BATCH,
  build,
  declare,
  INVERSES,
  lossWeights,
  numbersFrom,
  PRIMITIVES,
} from './primitives.ts';
import { relativeError } from './relative-error.ts';

/** Both sides are in single precision, and the logarithm of jax-js is good to 1e-5 only. */
const CLOSE = 1e-4;
const SEED = 7;

beforeAll(async () => {
  await init('wasm');
  defaultDevice('wasm');
});

/** A network: inputs as [rows, columns], all parameters in one line. */
interface Case {
  readonly batch: number;
  readonly inputs: readonly { readonly rows: number; readonly values: Float64Array }[];
  readonly parameters: Float64Array;
  /** Offset of the first parameter. */
  readonly base: number;
  readonly record: (tape: JaxTape) => Tensor;
}

interface Result {
  readonly values: Float64Array;
  readonly inputs: readonly Float64Array[];
  readonly parameters: Float64Array;
}

describe.each(PRIMITIVES)('$name', (primitive) => {
  it('has the values and the gradients that jax-js gives, to 1e-4', async () => {
    const built = build(createWasmBackend(), primitive, numbersFrom(SEED));
    const { tape, parameters, inputs, output, trained } = built;
    tape.forward();
    parameters.clearGradients();
    tape.backward(output, lossWeights(output));
    const theirs = await inJax(caseOf(primitive));
    expect(relativeError(tape.read(output), theirs.values)).toBeLessThan(CLOSE);
    for (const [i, input] of inputs.entries()) {
      expect(relativeError(tape.readGradient(input), theirs.inputs[i]!)).toBeLessThan(CLOSE);
    }
    const due = theirs.parameters.map((slope, i) => slope * trained[i]!);
    expect(relativeError(parameters.gradients(), due)).toBeLessThan(CLOSE);
  });
});

it.each(INVERSES)('$name has the values that jax-js gives, to 1e-4', async (primitive) => {
  const { tape, output } = build(createWasmBackend(), primitive, numbersFrom(SEED));
  tape.forward();
  const theirs = await inJax(caseOf(primitive));
  expect(relativeError(tape.read(output), theirs.values)).toBeLessThan(CLOSE);
});

describe.each(['spline', 'affine'] as const)('a whole step of a %s flow', (kind) => {
  const spec = { ...FLOW_DEFAULTS, kind, dimensions: 3, observations: 2, transforms: 3 };
  const batch = 40;
  const numbers = numbersFrom(SEED);
  const theta = Float64Array.from({ length: 3 * batch }, () => 2.5 * numbers());
  const x = Float64Array.from({ length: 2 * batch }, () => 2 * numbers());

  it('has the log densities and the gradients that jax-js gives, to 1e-4', async () => {
    const { flow, trained } = flowOn(createWasmBackend(), spec);
    const step = flow.densityTape(batch);
    step.tape.write(step.theta, theta);
    step.tape.write(step.x, x);
    step.tape.forward();
    flow.parameters.clearGradients();
    step.tape.backward(step.logDensity, lossWeights(step.logDensity));

    const twin = createDoubleBackend();
    const base = afterNext(twin);
    const theirs = await inJax({
      batch,
      inputs: [
        { rows: 3, values: theta },
        { rows: 2, values: x },
      ],
      parameters: flow.parameters.values(),
      base,
      record: (
        (other) => (tape) =>
          other.recordDensity(tape).logDensity
      )(flowOn(twin, spec).flow),
    });
    expect(relativeError(step.tape.read(step.logDensity), theirs.values)).toBeLessThan(CLOSE);
    expect(relativeError(step.tape.readGradient(step.theta), theirs.inputs[0]!)).toBeLessThan(
      CLOSE,
    );
    expect(relativeError(step.tape.readGradient(step.x), theirs.inputs[1]!)).toBeLessThan(CLOSE);
    const due = theirs.parameters.map((slope, i) => slope * trained[i]!);
    expect(relativeError(flow.parameters.gradients(), due)).toBeLessThan(CLOSE);
  });
});

it('Adam takes the steps, clipped and not, that its formula gives in jax-js', async () => {
  const backend = createWasmBackend();
  const parameters = new Parameters(backend);
  const numbers = numbersFrom(SEED);
  const w = parameters.add(Float64Array.from({ length: 8 }, numbers));
  parameters.seal();
  let p = np.array([...parameters.values()]);
  let [first, second] = [np.zeros([8]), np.zeros([8])];
  for (let t = 1; t <= 20; t++) {
    const slopes = Float64Array.from({ length: 8 }, () => (t % 2 === 0 ? 0.5 : 8) * numbers());
    backend.numbers().set(slopes, w.gradient);
    const norm = parameters.step({ rate: 0.01, clip: 5 });
    expect(norm > 5).toBe(t % 2 === 1);
    const g = np.array([...slopes]).mul(Math.min(1, 5 / Math.hypot(...slopes)));
    first = first.mul(0.9).add(g.ref.mul(0.1));
    second = second.mul(0.999).add(g.ref.mul(g).mul(0.001));
    const root = np.sqrt(second.ref.div(1 - 0.999 ** t)).add(1e-8);
    p = p.sub(
      first.ref
        .div(1 - 0.9 ** t)
        .mul(0.01)
        .div(root),
    );
  }
  expect(relativeError(parameters.values(), Float64Array.from(await p.data()))).toBeLessThan(CLOSE);
});

/** A flow away from its start, at which much is zero or the identity, and which of its numbers are trained. */
function flowOn(backend: Backend, spec: FlowSpec) {
  const added = vi.spyOn(Parameters.prototype, 'add');
  const flow = createFlow(backend, spec, openRandom(SEED, 'weights', 0));
  const trained = added.mock.calls.flatMap(([{ length }, mask]) =>
    Array.from({ length: padded(length) }, (_, i) => (i < length ? (mask?.[i] ?? 1) : 0)),
  );
  added.mockRestore();
  const numbers = numbersFrom(11);
  flow.parameters.set(flow.parameters.values().map((w, i) => w + 0.1 * trained[i]! * numbers()));
  return { flow, trained };
}

/** The offset of what is allocated next. */
function afterNext(backend: Backend): number {
  return backend.allocate(4) + 4;
}

function caseOf(primitive: (typeof PRIMITIVES)[number]): Case {
  const numbers = numbersFrom(SEED);
  const backend = createDoubleBackend();
  const base = afterNext(backend);
  const { parameters, next } = declare(backend, primitive, numbers);
  return {
    batch: BATCH,
    inputs: [{ rows: primitive.rows, values: primitive.values(numbers) }],
    parameters: parameters.values(),
    base,
    record: (tape) => primitive.record(tape, tape.input(primitive.rows, primitive.batch), next),
  };
}

/** Values, and the gradients of their sum with `lossWeights`, by jax-js. */
async function inJax({ batch, inputs, parameters, base, record }: Case): Promise<Result> {
  const run = (flat: np.Array, ...given: np.Array[]): { tape: JaxTape; output: Tensor } => {
    const place = ({ offset, count }: Parameter) =>
      flat.ref.slice([offset - base, offset - base + count]);
    const tape = new JaxTape(batch, given, place);
    return { tape, output: record(tape) };
  };
  const loss = (flat: np.Array, ...given: np.Array[]): [np.Array, np.Array] => {
    const { tape, output } = run(flat, ...given);
    const weights = np.array([...lossWeights(output)]).reshape([output.rows, output.batch]);
    return [tape.arrayOf(output).mul(weights).sum(), tape.arrayOf(output)];
  };
  const given = inputs.map(({ rows, values }) =>
    np.array([...values]).reshape([rows, values.length / rows]),
  );
  const flat = np.array(parameters.length === 0 ? [0] : [...parameters]);
  const argnums = [0, ...given.map((_, i) => i + 1)];
  const [[, values], gradients] = valueAndGrad(loss, { argnums, hasAux: true })(flat, ...given);
  const [ofParameters, ...ofInputs] = await Promise.all(
    gradients.map(async (one) => Float64Array.from(await one.data())),
  );
  return {
    values: Float64Array.from(await values.data()),
    inputs: ofInputs,
    parameters: parameters.length === 0 ? new Float64Array(0) : ofParameters!,
  };
}
