import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from '../../engine/simulator/kernel/calendar.ts';
import { copyState, findNaN } from '../../engine/simulator/kernel/copy-state.ts';

describe('the weekday of a date', () => {
  it('agrees with the calendar from year 0 to 9999', () => {
    const day = fc.integer({
      min: Date.parse('0000-01-01') / 864e5,
      max: Date.parse('9999-12-31') / 864e5,
    });
    fc.assert(
      fc.property(day, (days) => {
        const date = new Date(days * 864e5);
        expect(weekdayOf(date.toISOString())).toBe((date.getUTCDay() + 6) % 7);
      }),
    );
  });

  it('is -1 for what is no date', () => {
    expect(weekdayOf('tomorrow')).toBe(-1);
    expect(weekdayOf('2020-13-01')).toBe(-1);
  });
});

describe('a copy of the state', () => {
  const patient = { stay: 3, tags: ['a', true, null] };
  const state = {
    list: [patient, { stay: 4, tags: [] }],
    bed: { holds: patient },
    pipeline: Float64Array.of(1, 2),
    n: 7,
  };

  it('is equal and shares nothing', () => {
    const copy = copyState(state) as typeof state;
    expect(copy).toEqual(state);
    copy.list[0]!.tags.push('b');
    copy.pipeline[0] = 9;
    copy.list.pop();
    expect(state.list).toHaveLength(2);
    expect(patient.tags).toEqual(['a', true, null]);
    expect(state.pipeline[0]).toBe(1);
  });

  it('holds one object where the state holds one object', () => {
    const copy = copyState(state) as typeof state;
    expect(copy.bed.holds).toBe(copy.list[0]);
    expect(copy.bed.holds).not.toBe(patient);
  });

  it('is the state itself when that is a number', () => {
    expect(copyState(5)).toBe(5);
  });
});

describe('looking for NaN in a state', () => {
  it('tells where the first one stands', () => {
    expect(findNaN({ a: [1, { b: Float64Array.of(0, Number.NaN) }] })).toBe('a[1].b[1]');
    expect(findNaN({ a: [1, { b: 'NaN', c: null, d: Number.POSITIVE_INFINITY }] })).toBeUndefined();
  });

  it('ends where objects refer to each other', () => {
    const a: Record<string, unknown> = { x: 1 };
    a.self = a;
    expect(findNaN(a)).toBeUndefined();
    expect((copyState(a) as typeof a).self).not.toBe(a);
  });
});
