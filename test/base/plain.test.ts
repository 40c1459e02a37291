import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromPlain, type TypedArray, toPlain } from '../../engine/base/plain.ts';
import { formatJson } from '../../engine/project/json.ts';

const throughFile = (value: unknown) => fromPlain(JSON.parse(formatJson(toPlain(value))));

describe('values kept in checkpoints', () => {
  it('come back bit for bit: NaN, infinities, -0 and every other double', () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(throughFile({ x, list: [x], typed: Float64Array.of(x) })).toEqual({
          x,
          list: [x],
          typed: Float64Array.of(x),
        });
      }),
    );
    expect(throughFile([-0, Number.NaN, -Infinity])).toEqual([-0, Number.NaN, -Infinity]);
  });

  it('come back with their kind of typed array', () => {
    const state = {
      mean: Float64Array.of(1.5, -0, Number.NaN),
      weights: Float32Array.of(0.1),
      words: Uint32Array.of(0xffffffff, 0),
      order: Int32Array.of(-5),
      bytes: Uint8Array.of(255),
      big: BigInt64Array.of(-(2n ** 60n)),
      seed: 2n ** 64n - 1n,
      empty: new Float64Array(0),
    };
    expect(throughFile(state)).toStrictEqual(state);
  });

  it('may look like the marks themselves', () => {
    const tricky = { $gsim: ['number', 'NaN'], nested: { $gsim: ['object', []] } };
    expect(throughFile(tricky)).toEqual(tricky);
    expect(throughFile({ $gsim: ['number', 'NaN'] })).toEqual({ $gsim: ['number', 'NaN'] });
  });

  it('may be any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(throughFile(value)).toEqual(value);
      }),
    );
  });

  it('cannot be functions or instances: the path is named', () => {
    expect(() => toPlain({ a: [new Map()] })).toThrow('not storable: Map at $.a[0]');
    expect(() => toPlain({ f: () => 1 })).toThrow('not storable: function at $.f');
  });

  it('cannot be cycles or nested without end, neither written nor read', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(() => toPlain(cycle)).toThrow('not storable: cycle or deep nesting at $.self.self');
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(throughFile(nested(500))).toEqual(nested(500));
    expect(() => toPlain(nested(501))).toThrow('deep nesting');
    expect(() => fromPlain(nested(100_000))).toThrow('too deep: more than 500 levels');
  });

  it('are refused when a mark was tampered with', () => {
    const marks = [
      ['number', '0x10'],
      ['bigint', '1e3'],
      ['bigint', '9'.repeat(10_001)],
      ['constructor', []],
      ['Float64Array', 0],
      ['object', [1]],
      'number',
    ];
    for (const mark of marks) expect(() => fromPlain({ $gsim: mark })).toThrow(/mark|bigint/);
  });

  it('may have their typed arrays elsewhere', () => {
    const value = { a: Float64Array.of(1), list: [Int8Array.of(2)] };
    const arrays: TypedArray[] = [];
    const plain = toPlain(value, (array) => arrays.push(array) - 1);
    expect(JSON.stringify(plain)).toBe(
      '{"a":{"$gsim":["Float64Array",0]},"list":[{"$gsim":["Int8Array",1]}]}',
    );
    expect(fromPlain(plain, (_name, index) => arrays[index]!)).toEqual(value);
  });
});
