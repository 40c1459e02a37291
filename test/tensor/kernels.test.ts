import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWasmBackend } from '../../engine/tensor/wasm-backend.ts';
import { generateKernelsFile, KERNELS_FILE } from '../../scripts/generate-tensor-kernels.ts';

it('kernels.generated.ts is what its source compiles to (npm run generate)', async () => {
  expect(readFileSync(KERNELS_FILE, 'utf8')).toBe(await generateKernelsFile());
});

const FUNCTIONS = [
  { name: 'expForward', of: Math.exp, low: -87, high: 88, error: 2e-7 },
  { name: 'logForward', of: Math.log, low: 1e-37, high: 50, error: 2e-7 },
  { name: 'tanhForward', of: Math.tanh, low: -12, high: 12, error: 4e-7 },
  {
    name: 'softplusForward',
    of: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    low: -80,
    high: 80,
    error: 4e-7,
  },
] as const;

describe.each(FUNCTIONS)('$name', ({ name, of, low, high, error }) => {
  const at = (points: readonly number[]): Float64Array => {
    const backend = createWasmBackend();
    const [x, y] = [backend.allocate(points.length), backend.allocate(points.length)];
    backend.numbers().set(points, x);
    backend.kernels[name](x, y, points.length);
    return Float64Array.from(backend.numbers().subarray(y, y + points.length));
  };

  it('is right to a few units of single precision over its whole range', () => {
    const count = 40_000;
    // As single precision holds them: the error of the argument is not the function's.
    const points = Array.from({ length: count }, (_, i) =>
      Math.fround(low + ((high - low) * (i + 0.5)) / count),
    );
    const values = at(points);
    const worst = points.reduce((most, x, i) => {
      const exact = of(x);
      return Math.max(most, Math.abs(values[i]! - exact) / Math.max(Math.abs(exact), 1e-37));
    }, 0);
    expect(worst).toBeLessThan(error);
  });

  it('stays a number far outside', () => {
    for (const value of at([-1e30, -200, 200, 1e30])) expect(value).not.toBeNaN();
  });
});
