import { describe, expect, it } from 'vitest';
import { rankBand } from '../../engine/trust/rank-band.ts';
import { checkRanks } from '../../engine/trust/rank-check.ts';
import { source } from './series.ts';

/** Share of sets of uniform ranks that stay within the band. */
function stayInside(count: number, possible: number, level: number, repeats: number): number {
  const band = rankBand(count, possible, level);
  const { integer } = source(count);
  let inside = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const below = new Uint32Array(possible + 1);
    for (let i = 0; i < count; i++) below[integer(0, possible - 1) + 1]! += 1;
    for (let place = 1; place <= possible; place++) below[place]! += below[place - 1]!;
    const holds = band.places.every(
      (place, k) => below[place]! >= band.low[k]! && below[place]! <= band.high[k]!,
    );
    if (holds) inside += 1;
  }
  return inside / repeats;
}

describe('the band of ranks', () => {
  // Standard error of the shares: .0025 to .0034.
  it.each([
    [20, 201, 0.95],
    [100, 51, 0.95],
    [300, 201, 0.95],
    [300, 201, 0.8],
  ])(
    'holds uniform ranks of %i data sets among %i with probability %f',
    (count, possible, level) => {
      const share = stayInside(count, possible, level, 4000);
      expect(share).toBeGreaterThan(level - 0.015);
      expect(share).toBeLessThan(level + 0.02);
    },
  );

  it('is the interval of a binomial where there is a single place to look at', () => {
    // Binomial(100, 1/2): the central 95 % are 40 .. 60.
    expect(rankBand(100, 2, 0.95)).toEqual({ places: [1], low: [40], high: [60] });
  });
});

describe('ranks', () => {
  const { normal } = source(5);
  const ranks = (width: number, shift: number) =>
    Array.from({ length: 400 }, () => {
      const truth = normal(shift, width);
      return Array.from({ length: 200 }, () => normal()).filter((draw) => draw < truth).length;
    });

  it.each([
    [1, 0, 'as-claimed'],
    [1 / 0.7, 0, 'too-narrow'],
    [0.7, 0, 'too-wide'],
    [1, 0.4, 'shifted'],
  ] as const)('tell that truths are spread by %f and off by %f', (width, shift, kind) => {
    const check = checkRanks(ranks(width, shift), 201);
    expect(check.kind).toBe(kind);
    // Ranks end at the furthest draw: a wide spread shows as a little less.
    expect(Math.abs(check.widthFactor - width)).toBeLessThan(0.1);
    expect(check.shift).toBeCloseTo(shift, 0);
    expect(Math.abs(check.shift - shift)).toBeLessThan(0.12);
  });

  it('are drawn as difference from the diagonal', () => {
    const check = checkRanks([0, 0, 0, 0], 3);
    expect(check.places.map((place) => Math.round(3 * place))).toEqual([1, 2]);
    expect(check.difference[0]).toBeCloseTo(2 / 3);
    expect(check.difference[1]).toBeCloseTo(1 / 3);
  });
});
