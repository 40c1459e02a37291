import { describe, expect, it } from 'vitest';
import { sharedParameters } from '../../../engine/discover/composer/warm-start.ts';
import type { Prior } from '../../../engine/simulator/declaration.ts';

function declared(parameters: Record<string, readonly [Prior, string]>) {
  const rows = Object.entries(parameters).map(([name, [prior, unit]]) => [
    name,
    { prior, unit, meaning: 'a test' },
  ]);
  return { parameters: Object.fromEntries(rows) };
}

const unit: Prior = { kind: 'uniform', low: 0, high: 1 };
const stay: Prior = { kind: 'log-uniform', low: 0.5, high: 60 };

function moved(prior: Prior, value: number): number | undefined {
  const own = declared({ x: [prior, 'days'] });
  return sharedParameters(own, own, { x: value }).x;
}

describe('what a child takes over from its parent', () => {
  it('is the value of a parameter of the same name and unit', () => {
    const parent = declared({ mean_stay: [stay, 'days'], gone: [unit, 'share'] });
    const child = declared({ mean_stay: [stay, 'days'], first_phase_share: [unit, 'share'] });
    const values = { mean_stay: 9, gone: 0.3 };
    expect(sharedParameters(parent, child, values)).toEqual({ mean_stay: 9 });
  });

  it('is not what is measured in another unit, or what the parent did not have', () => {
    const parent = declared({ delay: [unit, 'weeks'] });
    const child = declared({ delay: [unit, 'days'], share: [unit, 'share'] });
    expect(sharedParameters(parent, child, { delay: 0.5, share: 0.5 })).toEqual({});
  });

  it.each<[string, Prior, number, number | undefined]>([
    ['inside', unit, 0.4, 0.4],
    ['below', unit, -2, 0],
    ['above', stay, 100, 60],
    ['a whole number', { kind: 'integer', low: 0, high: 7 }, 3.6, 4],
    ['a whole number above', { kind: 'integer', low: 0, high: 7 }, 12.2, 7],
    ['one of a choice', { kind: 'choice', values: [8, 1, 4] }, 5.5, 4],
    ['beyond a choice', { kind: 'choice', values: [8, 1, 4] }, 100, 8],
    ['unbounded', { kind: 'normal', mean: 0, sd: 1 }, 5, 5],
    ['without a nearest value', { kind: 'log-normal', median: 5, sigma: 1 }, -1, undefined],
    ['ruled out at the edge', { kind: 'beta', a: 2, b: 2, low: 0, high: 1 }, 1.5, undefined],
    ['not a number', unit, Number.NaN, undefined],
  ])('is moved into the prior of the child: %s', (_, prior, value, expected) => {
    expect(moved(prior, value)).toBe(expected);
  });
});
