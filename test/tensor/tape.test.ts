import { describe, expect, it } from 'vitest';
import { createFlow } from '../../engine/calibrate/flow/flow.ts';
import { FLOW_DEFAULTS } from '../../engine/calibrate/flow/spec.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { Parameters } from '../../engine/tensor/parameters.ts';
import { Tape, type TapeOptions } from '../../engine/tensor/tape.ts';
import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { lossWeights, numbersFrom } from './primitives.ts';

describe('a tape that differentiates by parameters only', () => {
  it.each(['spline', 'affine'] as const)(
    'gives a %s flow the same gradients, bit for bit',
    (kind) => {
      const gradients = (options: TapeOptions) => {
        const spec = {
          ...FLOW_DEFAULTS,
          kind,
          dimensions: 3,
          observations: 4,
          members: 2,
        } as const;
        const embedding = { kind: 'mlp', hidden: 8, layers: 1, features: 3 } as const;
        const random = openRandom(5, 'weights', 0);
        const flow = createFlow(createWasmBackend(), { ...spec, embedding }, random);
        const { tape, theta, x, logDensity } = flow.densityTape(8, options);
        const numbers = numbersFrom(5);
        tape.write(theta, Float64Array.from({ length: 3 * 8 }, numbers));
        tape.write(x, Float64Array.from({ length: 4 * 2 * 8 }, numbers));
        tape.forward();
        tape.backward(logDensity);
        return flow.parameters.gradients();
      };
      const all = gradients({});
      expect(all.some((value) => value !== 0)).toBe(true);
      expect(gradients({ differentiate: 'parameters' })).toEqual(all);
    },
  );

  it.each([
    { name: 'of what is trained', trained: [true, true] },
    { name: 'where only its knots are', trained: [false, true] },
    { name: 'where only what it moves is', trained: [true, false] },
  ])('gives a spline its gradients $name', ({ trained: [movedIsTrained, knotsAreTrained] }) => {
    const gradients = (options: TapeOptions) => {
      const backend = createWasmBackend();
      const parameters = new Parameters(backend);
      const numbers = numbersFrom(3);
      const w = parameters.add(Float64Array.from({ length: 2 * 3 }, numbers));
      const v = parameters.add(Float64Array.from({ length: 2 * 11 * 3 }, numbers));
      parameters.seal();
      const tape = new Tape(backend, 8, options);
      const [x, moved, knots] = [tape.input(3), tape.input(2), tape.input(22)];
      for (const input of [x, moved, knots]) {
        tape.write(input, Float64Array.from({ length: input.rows * 8 }, numbers));
      }
      const { y, logSlope } = tape.spline(
        movedIsTrained ? tape.dense(x, w) : moved,
        knotsAreTrained ? tape.dense(x, v) : knots,
        { bins: 4, bound: 2 },
      );
      const output = tape.add(y, logSlope);
      for (const _ of ['once', 'and once more, on the same memory']) {
        tape.forward();
        parameters.clearGradients();
        tape.backward(output, lossWeights(output));
      }
      return parameters.gradients();
    };
    const all = gradients({});
    expect(all.some((value) => value !== 0)).toBe(true);
    expect(gradients({ differentiate: 'parameters' })).toEqual(all);
  });

  it('says so where a gradient is asked for that it does not have', () => {
    const tape = new Tape(createWasmBackend(), 4, { differentiate: 'parameters' });
    const x = tape.input(2);
    const y = tape.sumRows(tape.tanh(x));
    tape.forward();
    expect(() => tape.readGradient(x)).toThrow('gradient: nothing needed it');
    expect(() => tape.backward(y)).toThrow('tape: made for running forwards only');
  });
});

describe('a tape', () => {
  it('takes matrices that fit, and says which ones do not', () => {
    const backend = createWasmBackend();
    const parameters = new Parameters(backend);
    const w = parameters.add(new Float64Array(10));
    parameters.seal();
    expect(() => new Tape(backend, 6)).toThrow('batch: 6, a multiple of 4 is due');
    const tape = new Tape(backend, 4);
    const [two, three] = [tape.input(2), tape.input(3)];
    expect(() => tape.dense(three, w)).toThrow('dense: 10 weights for 3 rows');
    expect(() => tape.add(two, three)).toThrow('add: [2, 4] and [3, 4]');
    expect(() => tape.slice(two, 1, 2)).toThrow('slice: rows 1 to 3 of 2');
    expect(() => tape.spline(two, three, { bins: 4, bound: 2 })).toThrow('22 are due');
  });

  it('refuses to differentiate through the inverse of a spline', () => {
    const tape = new Tape(createWasmBackend(), 4);
    const { y } = tape.inverseSpline(tape.input(1), tape.input(11), { bins: 4, bound: 2 });
    tape.forward();
    expect(() => tape.backward(y)).toThrow('inverse spline: has no gradient');
  });
});
