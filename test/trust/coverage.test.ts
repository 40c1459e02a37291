import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCoverage, type Hit } from '../../engine/trust/coverage.ts';
import { source } from './series.ts';

const independent = (inside: readonly boolean[]): Hit[] =>
  inside.map((value, i) => ({ inside: value, origin: `${i}`, target: `${i}` }));

describe('coverage of intervals', () => {
  it('gives independent points their full number and the binomial band', () => {
    const check = checkCoverage(independent([...Array(28).keys()].map((i) => i < 22)), 0.8)!;
    expect(check).toMatchObject({ points: 28, effectivePoints: 28, kind: 'as-claimed' });
    expect(check.covered).toBeCloseTo(22 / 28, 12);
    expect(check.low).toBeCloseTo(18 / 28, 12);
    expect(check.high).toBeCloseTo(26 / 28, 12);
  });

  it('calls half the points inside 80 % intervals too narrow, all of many inside 50 % ones too wide', () => {
    expect(checkCoverage(independent([...Array(40).keys()].map((i) => i < 20)), 0.8)?.kind).toBe(
      'too-narrow',
    );
    expect(checkCoverage(independent(Array(40).fill(true)), 0.5)?.kind).toBe('too-wide');
  });

  it('takes points of one origin that go together for one', () => {
    // 10 origins of 14 rows each, wholly inside or wholly outside: 10 points' worth of evidence.
    const hits = [...Array(140).keys()].map((i) => ({
      inside: Math.floor(i / 14) < 6,
      origin: `${Math.floor(i / 14)}`,
      target: `${i}`,
    }));
    const check = checkCoverage(hits, 0.8)!;
    // Ten origins weigh as much as the prior correlation of 0.5: r = 0.75 and 140 / (1 + 13 r).
    expect(check.effectivePoints).toBe(Math.floor(140 / (1 + 13 * 0.75)));
    expect(check.kind).toBe('as-claimed');
  });

  it('counts a value forecast from several origins once', () => {
    const hits = [...Array(100).keys()].map((i) => ({
      inside: i % 5 !== 0,
      origin: `${i}`,
      target: `${i % 50}`,
    }));
    expect(checkCoverage(hits, 0.8)?.effectivePoints).toBe(50);
  });

  it('leaves an honest forecaster inside the band 19 times out of 20', () => {
    const random = source(11);
    let outside = 0;
    for (let trial = 0; trial < 400; trial++) {
      // Dependent rows: with probability 1/2 an origin's rows all share one draw.
      const hits = [...Array(12).keys()].flatMap((origin) => {
        const shared = random.uniform() < 0.5 ? random.uniform() : undefined;
        return [...Array(10).keys()].map((row) => ({
          inside: (shared ?? random.uniform()) < 0.8,
          origin: `${origin}`,
          target: `${origin} ${row}`,
        }));
      });
      if (checkCoverage(hits, 0.8)?.kind !== 'as-claimed') outside++;
    }
    // Without the allowance for dependence it is more than a quarter of all trials.
    expect(outside / 400).toBeLessThan(0.1);
  });

  it('has a band that holds the claimed level and lies in 0..1, for any hits', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            inside: fc.boolean(),
            origin: fc.constantFrom('a', 'b', 'c'),
            target: fc.constantFrom('1', '2', '3', '4'),
          }),
          { minLength: 1 },
        ),
        fc.constantFrom(0.5, 0.8, 0.95),
        (hits, level) => {
          const check = checkCoverage(hits, level)!;
          expect(check.low).toBeGreaterThanOrEqual(0);
          expect(check.high).toBeLessThanOrEqual(1);
          expect(check.high).toBeGreaterThanOrEqual(check.low);
          expect(check.effectivePoints).toBeGreaterThanOrEqual(1);
          expect(check.effectivePoints).toBeLessThanOrEqual(hits.length);
        },
      ),
    );
  });

  it('has nothing to say without points', () => {
    expect(checkCoverage([], 0.8)).toBeUndefined();
  });
});
