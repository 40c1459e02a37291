import { describe, expect, it } from 'vitest';

import type { Tensor } from '../../engine/tensor/tape.ts';
import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { type Built, numbersFrom, PRIMITIVES } from './primitives.ts';

const SEED = 7;

describe.each(PRIMITIVES)('$name', (primitive) => {
  it('has in double precision the gradient that finite differences give, to 1e-6', () => {
    const built = primitive.build(createDoubleBackend(), numbersFrom(SEED));
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
    expect(relativeError(parameters, slopes)).toBeLessThan(1e-6);
  });

  it('gives in single precision what its twin in double precision gives, to 5e-5', () => {
    const [single, double] = [createWasmBackend(), createDoubleBackend()].map((backend) =>
      primitive.build(backend, numbersFrom(SEED)),
    ) as [Built, Built];
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
    const once = () => gradientsOf(primitive.build(createWasmBackend(), numbersFrom(SEED)));
    expect(once()).toEqual(once());
  });
});

/** Different for each column and row, so that no two mistakes cancel. */
function lossWeights({ rows, batch }: Tensor): Float64Array {
  const numbers = numbersFrom(99);
  return Float64Array.from({ length: rows * batch }, () => numbers());
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

function relativeError(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  const norm = (values: Float64Array) => Math.hypot(...values);
  const size = norm(b);
  return norm(a.map((value, i) => value - b[i]!)) / (size === 0 ? 1 : size);
}
