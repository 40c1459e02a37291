import { describe, expect, it } from 'vitest';

import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { type Built, build, INVERSES, lossWeights, numbersFrom, PRIMITIVES } from './primitives.ts';
import { relativeError } from './relative-error.ts';

const SEED = 7;

describe.each(PRIMITIVES)('$name', (primitive) => {
  it('has in double precision the gradient that finite differences give, to 1e-6', () => {
    const built = build(createDoubleBackend(), primitive, numbersFrom(SEED));
    const { inputs, parameters } = gradientsOf(built);
    inputs.forEach((gradient, i) => {
      const tensor = built.inputs[i]!;
      const start = built.tape.read(tensor);
      const slopes = finiteDifferences(start, (values) => {
        built.tape.write(tensor, values);
        return lossOf(built);
      });
      expect(relativeError(gradient, slopes)).toBeLessThan(1e-6);
    });
    const start = built.parameters.values();
    const slopes = finiteDifferences(start, (values) => {
      built.parameters.set(values);
      return lossOf(built);
    });
    // What is not trained has no gradient, whatever it would do.
    const due = slopes.map((slope, i) => slope * built.trained[i]!);
    expect(relativeError(parameters, due)).toBeLessThan(1e-6);
  });

  it('gives in single precision what its twin in double precision gives, to 5e-5', () => {
    const [single, double] = both(primitive);
    const [ours, twin] = [gradientsOf(single), gradientsOf(double)];
    expect(
      relativeError(single.tape.read(single.output), double.tape.read(double.output)),
    ).toBeLessThan(5e-5);
    for (const [i, gradient] of ours.inputs.entries()) {
      expect(relativeError(gradient, twin.inputs[i]!)).toBeLessThan(5e-5);
    }
    expect(relativeError(ours.parameters, twin.parameters)).toBeLessThan(5e-5);
  });

  it('gives the same bits again', () => {
    const once = () => gradientsOf(build(createWasmBackend(), primitive, numbersFrom(SEED)));
    expect(once()).toEqual(once());
  });
});

it.each(INVERSES)(
  '$name gives in single precision what its twin in double precision gives, to 5e-5',
  (primitive) => {
    const [single, double] = both(primitive).map((built) => {
      built.tape.forward();
      return built.tape.read(built.output);
    }) as [Float64Array, Float64Array];
    expect(relativeError(single, double)).toBeLessThan(5e-5);
  },
);

function both(primitive: (typeof PRIMITIVES)[number]): [Built, Built] {
  return [createWasmBackend(), createDoubleBackend()].map((backend) =>
    build(backend, primitive, numbersFrom(SEED)),
  ) as [Built, Built];
}

function lossOf({ tape, output }: Built): number {
  tape.forward();
  const weights = lossWeights(output);
  return tape.read(output).reduce((sum, value, i) => sum + value * weights[i]!, 0);
}

function gradientsOf(built: Built) {
  const { tape, parameters, output, inputs } = built;
  tape.forward();
  parameters.clearGradients();
  tape.backward(output, lossWeights(output));
  return {
    inputs: inputs.map((tensor) => tape.readGradient(tensor)),
    parameters: parameters.gradients(),
  };
}

/** Fourth-order central differences. */
function finiteDifferences(at: Float64Array, f: (x: Float64Array) => number): Float64Array {
  const h = 1e-4;
  const slopes = at.map((_, i) => {
    const moved = (by: number) => f(at.map((value, j) => (j === i ? value + by : value)));
    return (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h);
  });
  f(at);
  return slopes;
}
