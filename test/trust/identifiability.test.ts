import { describe, expect, it } from 'vitest';
import type { Prior } from '../../engine/simulator/declaration.ts';
import { checkIdentifiability } from '../../engine/trust/identifiability.ts';
import { source } from './series.ts';

const unit: Prior = { kind: 'uniform', low: 0, high: 1 };
const wide: Prior = { kind: 'uniform', low: -10, high: 10 };
const COUNT = 1000;

function check(
  priors: readonly Prior[],
  draw: (random: ReturnType<typeof source>) => number[],
  count = COUNT,
) {
  const random = source(11);
  const names = ['stay', 'admission_rate', 'third'].slice(0, priors.length);
  const sets = Float64Array.from(Array.from({ length: count }, () => draw(random)).flat());
  return checkIdentifiability({ names, priors, sets, count });
}

describe('what the data tell', () => {
  it('is each parameter, where all are narrowed and none depends on another', () => {
    const result = check([wide, wide], ({ normal }) => [normal(1, 0.8), normal(2, 0.8)]);
    expect(result).toMatchObject({ notNarrowed: [], atBound: [], pairs: [], warnings: [] });
    expect(result.summary).toBe('The data narrow each of the 2 parameters, and tell them apart.');
  });

  it('is nothing of a parameter whose range stayed as it was', () => {
    const result = check([unit, wide], ({ uniform, normal }) => [uniform(), normal()]);
    expect(result.notNarrowed).toEqual(['stay']);
    expect(result.summary).toContain('The data say next to nothing of stay.');
  });

  it.each([
    ['product', 'product', (u: number, e: number) => [2 * Math.exp(u), 3 * Math.exp(-u + e)]],
    ['ratio', 'ratio', (u: number, e: number) => [2 * Math.exp(u), 3 * Math.exp(u + e)]],
    ['sum', 'sum', (u: number, e: number) => [3 * u, -3 * u + e]],
    ['difference', 'difference', (u: number, e: number) => [3 * u, 3 * u + e]],
    ['curve', 'curve', (u: number, e: number) => [3 * u, u * u + e]],
    ['steep line', 'rising', (u: number, e: number) => [u, 9 * u + e]],
    ['steep fall', 'falling', (u: number, e: number) => [u, -9 * u + e]],
  ] as const)('is only a combination of two on a %s', (_name, relation, of) => {
    const result = check([wide, wide], ({ uniform, normal }) => [
      ...of(uniform(-1, 1), normal(0, 0.05)),
    ]);
    expect(result.pairs).toHaveLength(1);
    expect(result.pairs[0]).toMatchObject({ names: ['stay', 'admission_rate'], relation });
    expect(result.pairs[0]!.explained).toBeGreaterThan(0.8);
    if (relation === 'product') {
      expect(result.summary).toBe(
        'stay and admission_rate cannot be told apart: only their product is known.',
      );
    }
  });

  it('is no pair where both are known well, however they move together', () => {
    const result = check([wide, wide], ({ normal }) => {
      const shared = normal(0, 0.05);
      return [1 + shared, 2 + shared + normal(0, 0.01)];
    });
    expect(result.pairs).toEqual([]);
  });

  it('finds one pair among parameters that are told apart', () => {
    const result = check([wide, wide, wide], ({ uniform, normal }) => {
      const u = uniform(-4, 4);
      return [u, normal(0, 2), -u + normal(0, 0.3)];
    });
    expect(result.pairs.map(({ names }) => names)).toEqual([['stay', 'third']]);
  });

  it('presses against a bound', () => {
    const result = check([unit, wide], ({ exponential, normal }) => [
      1 - Math.min(1, exponential(20)),
      normal(),
    ]);
    expect(result.atBound).toMatchObject([{ name: 'stay', bound: 'high' }]);
    // P(1 - x < .05) = 1 - exp(-1).
    expect(Math.abs(result.atBound[0]!.share - 0.632)).toBeLessThan(0.05);
    expect(result.summary).toContain('stay presses against its upper bound: 6');
  });

  it('is uncertain with few sets, and not spoken of with a handful', () => {
    const few = check([unit, unit], ({ uniform }) => [uniform(), uniform()], 50);
    expect(few.warnings[0]).toContain('200 are needed');
    const handful = check([unit, unit], ({ uniform }) => [uniform(), uniform()], 5);
    expect(handful).toMatchObject({ notNarrowed: [], pairs: [], atBound: [] });
    expect(handful.summary).toContain('Too few');
  });

  it('rarely invents a pair', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { normal } = source(seed);
      const sets = Float64Array.from({ length: 3 * 200 }, () => normal());
      const names = ['a', 'b', 'c'];
      const priors = [wide, wide, wide];
      expect(checkIdentifiability({ names, priors, sets, count: 200 }).pairs).toEqual([]);
    }
  });
});
