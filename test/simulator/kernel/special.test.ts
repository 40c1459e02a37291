import { describe, expect, it } from 'vitest';
import {
  logBinomialMass,
  logGamma,
  logPoissonMass,
} from '../../../engine/simulator/kernel/special.ts';

/** References computed with mpmath at 30 digits. */
const LOG_GAMMA: readonly (readonly [number, number])[] = [
  [1e-300, 690.7755278982137],
  [1e-8, 18.42068073818021],
  [0.001, 6.907178885383853],
  [0.1, 2.252712651734206],
  [0.3, 1.0957979948180756],
  [0.499, 0.5743309231606863],
  [0.5, 0.5723649429247001],
  [0.7, 0.26086724653166654],
  [0.99, 0.005854806764709781],
  [0.999999, 5.772164873855652e-7],
  [1.0000001, -5.772155829918507e-8],
  [1.2, -0.08537409000331583],
  [1.46, -0.12148500100400743],
  [1.5, -0.12078223763524522],
  [1.7, -0.09580769740706588],
  [1.999999, -4.227840125965854e-7],
  [2.0000001, 4.227843666532498e-8],
  [2.3, 0.15418945495963046],
  [2.5, 0.2846828704729192],
  [2.6, 0.35741186354897986],
  [3.5, 1.2009736023470743],
  [7.25, 7.0521854507385395],
  [9.999, 12.799575780077413],
  [10, 12.801827480081469],
  [10.5, 13.940625219403763],
  [33.3, 82.60372358165495],
  [171.5, 709.1431630309282],
  [1e5, 1051287.7089736569],
  [1e9, 19723265827.503716],
  [1e15, 3.3538776394910668e16],
  [1e300, 6.897755278982137e302],
];

describe('logGamma', () => {
  it.each(LOG_GAMMA)('of %d is right to 1e-13', (x, expected) => {
    expect(Math.abs(logGamma(x) / expected - 1)).toBeLessThan(1e-13);
  });

  it('is exactly 0 at 1 and 2', () => {
    expect([logGamma(1), logGamma(2)].map(Math.abs)).toEqual([0, 0]);
  });

  it('is infinite at 0 and NaN below', () => {
    expect(logGamma(0)).toBe(Number.POSITIVE_INFINITY);
    expect(logGamma(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(logGamma(-0.5)).toBeNaN();
    expect(logGamma(Number.NaN)).toBeNaN();
  });
});

describe('log masses', () => {
  it.each([
    [0, 2.5, -2.5],
    [3, 2.5, -1.5428872736055899],
    [7, 0.3, -17.252970991346967],
    [15, 15.25, -2.280578838039582],
    [40, 30.5, -4.111572370222758],
    [1000, 1100.5, -9.108277521646992],
    [1e9, 1e9 + 12345.5, -11.356776509693828],
    [1e15, 1e15 - 3e7, -18.638326739660013],
  ])('poisson of %d at mean %d', (k, mean, expected) => {
    expect(Math.abs(logPoissonMass(k, mean) / expected - 1)).toBeLessThan(1e-13);
  });

  it.each([
    [0, 20, 0.2, -4.462871026284195],
    [20, 20, 0.2, -32.18875824868201],
    [5, 20, 0.2, -1.7454894977531006],
    [11, 40, 0.3, -2.025981320093034],
    [310, 1000, 0.3, -3.8386153311462023],
    [300_009_999, 1e9, 0.3, -10.738303210587496],
    [12, 1e9, 1e-8, -2.356193375733338],
    [4e15, 4e15, 0.9, -421442062631305.1],
  ])('binomial of %d in %d at %d', (k, n, p, expected) => {
    // n p is known to half a unit in its last place only, which costs digits for large n.
    expect(Math.abs(logBinomialMass(k, n, p) / expected - 1)).toBeLessThan(1e-12);
  });
});
