import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../engine/discover/mixture/wilson.ts';

describe('the range of a counted share', () => {
  it.each([
    // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    { hits: 81, count: 263, low: 0.2553, high: 0.3662 },
    { hits: 15, count: 148, low: 0.0624, high: 0.1605 },
    { hits: 0, count: 20, low: 0, high: 0.1611 },
    { hits: 1, count: 29, low: 0.0061, high: 0.1718 },
  ])('of $hits of $count is the published one', ({ hits, count, low, high }) => {
    const interval = wilsonInterval(hits, count);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});
