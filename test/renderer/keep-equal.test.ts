import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepEqual } from '../../renderer/state/keep-equal.ts';

describe('keepEqual', () => {
  it('says the same as the new state, whatever was before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
        expect(keepEqual(before, structuredClone(next))).toEqual(next);
      }),
    );
  });

  it('gives the old object back when nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.parse(JSON.stringify(value));
        expect(keepEqual(before, structuredClone(before))).toBe(before);
      }),
    );
  });

  it('keeps the parts that stayed when another changed', () => {
    const before = { rounds: [{ round: 1 }, { round: 2 }], done: 1 };
    const next = keepEqual(before, { rounds: [{ round: 1 }, { round: 2 }], done: 2 });
    expect(next).not.toBe(before);
    expect(next.rounds).toBe(before.rounds);
  });

  it('tells a missing field from one that is undefined', () => {
    expect(Object.keys(keepEqual({ a: 1, b: undefined }, { a: 1 }))).toEqual(['a']);
  });
});
