import { describe, expect, it } from 'vitest';
import type { Backend } from '../../engine/tensor/backend.ts';
import { Parameters } from '../../engine/tensor/parameters.ts';
import { Tape } from '../../engine/tensor/tape.ts';
import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { numbersFrom } from './primitives.ts';
import { relativeError } from './relative-error.ts';

/** A small regression: fits y = w x + b to fixed points. */
function regression(backend: Backend, { mask }: { readonly mask?: Float64Array } = {}) {
  const numbers = numbersFrom(3);
  const parameters = new Parameters(backend);
  const w = parameters.add(Float64Array.from({ length: 6 }, numbers), mask);
  const b = parameters.add(Float64Array.from({ length: 2 }, numbers));
  parameters.seal();
  const tape = new Tape(backend, 8);
  const x = tape.input(3);
  tape.write(x, Float64Array.from({ length: 24 }, numbers));
  const error = tape.tanh(tape.dense(x, w, b));
  const loss = tape.sumRows(tape.multiply(error, error));
  const step = (options: { readonly rate: number; readonly clip?: number }) => {
    tape.forward();
    parameters.clearGradients();
    tape.backward(loss);
    return parameters.step(options);
  };
  return { parameters, step, loss: () => tape.read(loss).reduce((a, c) => a + c, 0) };
}

describe('Adam', () => {
  it.each([
    { name: 'as they are', clip: 5 },
    { name: 'clipped', clip: 0.05 },
  ])('takes the steps of its twin in double precision to 5e-5, $name', ({ clip }) => {
    const [single, double] = [createWasmBackend(), createDoubleBackend()].map((backend) => {
      const fit = regression(backend);
      const norms = Array.from({ length: 50 }, () => fit.step({ rate: 0.01, clip }));
      expect(norms.some((norm) => norm > clip)).toBe(clip < 1);
      return fit.parameters.values();
    }) as [Float64Array, Float64Array];
    expect(relativeError(single, double)).toBeLessThan(5e-5);
  });

  it('ends with these very bits on every machine', () => {
    const fit = regression(createWasmBackend());
    for (let i = 0; i < 100; i++) fit.step({ rate: 0.01, clip: 0.2 });
    const bits = new Uint32Array(Float32Array.from(fit.parameters.values()).buffer);
    // FNV-1a. It changes with the kernels, and with nothing else.
    const hash = bits.reduce((sum, word) => Math.imul(sum ^ word, 16777619) >>> 0, 2166136261);
    expect(hash).toBe(3240887506);
  });

  it('lowers the loss, and moves nothing by more than about its rate', () => {
    const fit = regression(createWasmBackend());
    const before = fit.parameters.values();
    fit.step({ rate: 0.01 });
    const first = fit.loss();
    const moved = fit.parameters.values().map((value, i) => Math.abs(value - before[i]!));
    expect(Math.max(...moved)).toBeLessThan(0.0101);
    for (let i = 0; i < 100; i++) fit.step({ rate: 0.01 });
    expect(fit.loss()).toBeLessThan(first / 4);
  });

  it('is the same whether a gradient is scaled or not, but remembers it clipped', () => {
    const fit = regression(createWasmBackend());
    const norm = fit.step({ rate: 0.01, clip: 1e-3 });
    expect(norm).toBeGreaterThan(1e-3);
    const { first } = fit.parameters.optimiser();
    expect(Math.hypot(...first)).toBeCloseTo(0.1 * 1e-3, 8);
  });

  it('goes on from what it remembers to the same bits', () => {
    const whole = regression(createWasmBackend());
    for (let i = 0; i < 20; i++) whole.step({ rate: 0.01 });
    const start = regression(createWasmBackend());
    for (let i = 0; i < 8; i++) start.step({ rate: 0.01 });
    const later = regression(createWasmBackend());
    later.parameters.set(start.parameters.values());
    later.parameters.setOptimiser(start.parameters.optimiser());
    for (let i = 8; i < 20; i++) later.step({ rate: 0.01 });
    expect(later.parameters.values()).toEqual(whole.parameters.values());
  });

  it('leaves numbers that are not trained as they are', () => {
    const fit = regression(createWasmBackend(), { mask: Float64Array.from([1, 0, 1, 0, 1, 0]) });
    const before = fit.parameters.values();
    for (let i = 0; i < 5; i++) fit.step({ rate: 0.01 });
    const after = fit.parameters.values();
    for (const i of [1, 3, 5]) expect(after[i]).toBe(before[i]);
    for (const i of [0, 2, 4]) expect(after[i]).not.toBe(before[i]);
  });
});
