import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack } from '../../engine/compute/packed-values.ts';

const roundTrip = (values: readonly number[]) => [
  ...new Float64Array(pack(Float64Array.from(values))),
];

describe('packed values', () => {
  it('give back every number exactly', () => {
    const number = fc.oneof(
      fc.nat(70_000),
      fc.integer(),
      fc.double(),
      fc.float(),
      fc.constantFrom(-0, Number.NaN, 65_535, 65_536, 2 ** 24, 2 ** 24 + 1, 1e300),
    );
    fc.assert(
      fc.property(fc.array(number), (values) => {
        const back = roundTrip(values);
        expect(back.length).toBe(values.length);
        back.forEach((value, i) => {
          expect(Object.is(value, values[i])).toBe(true);
        });
      }),
    );
  });

  it.each([
    ['counts', [0, 7, 65_535], Uint16Array],
    ['counts of a run that failed', [3, Number.NaN], Float32Array],
    ['large counts', [65_536, 2 ** 24], Float32Array],
    ['a negative zero', [-0], Float32Array],
    ['any number', [0.1, 3], Float64Array],
  ] as const)('are as small as %s allow', (_, values, form) => {
    expect(pack(Float64Array.from(values))).toBeInstanceOf(form);
  });
});
