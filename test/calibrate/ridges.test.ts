import { describe, expect, it } from 'vitest';
import type { Objective } from '../../engine/calibrate/objective.ts';
import { spreadAlongRidges } from '../../engine/calibrate/ridges.ts';
import { chiSquaredQuantile } from '../../engine/calibrate/special.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { createTransform } from '../../engine/calibrate/transform.ts';

const SETS = 24;
const SIZE = 6;
const transform = createTransform(
  Array.from({ length: SIZE }, () => ({ kind: 'uniform', low: -1, high: 1 }) as const),
);

/** Parameters of standard deviation .05, the first two correlated, as from data that determine all; their loss. */
function determined(correlation: number, seed: number) {
  const random = openRandom(seed, 'test', 0);
  const sets = Array.from({ length: SETS }, () => {
    const own = Array.from({ length: SIZE }, () => random.normal(0, 0.05));
    own[1] = correlation * own[0]! + Math.sqrt(1 - correlation ** 2) * own[1]!;
    return own;
  });
  const loss = (x: ArrayLike<number>) => {
    const [a, b] = [x[0]!, x[1]!];
    const pair = (a * a - 2 * correlation * a * b + b * b) / (1 - correlation ** 2);
    return Array.from(x).reduce((sum, v, i) => sum + (i < 2 ? 0 : v * v), pair);
  };
  return { sets, loss };
}

async function spreadOf(
  sets: readonly (readonly number[])[],
  loss: (x: ArrayLike<number>) => number,
) {
  const objective = {
    evaluate: async (parameters: Float64Array, count: number) => ({
      losses: Float64Array.from({ length: count }, (_, i) =>
        loss(parameters.subarray(i * SIZE, (i + 1) * SIZE)),
      ),
      failures: {},
      ledger: {},
    }),
  } as unknown as Objective;
  const points = Float64Array.from(sets.flatMap((set) => Array.from(transform.toPoint(set))));
  const spread = await spreadAlongRidges({
    ...{ objective, transform, points, silent: [], seed: 1 },
    point: transform.toPoint(new Array<number>(SIZE).fill(0)),
  });
  const values = transform.toParameters(spread, SETS);
  const held = Array.from({ length: SETS }, (_, i) => values[i * SIZE]!);
  return { isMoved: spread !== points, length: Math.max(...held) - Math.min(...held) };
}

describe('parameters that go together', () => {
  it('keep their ranges where the data determine them, however many others there are', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { sets, loss } = determined(0.8, seed);
      expect((await spreadOf(sets, loss)).isMoved).toBe(false);
    }
  });

  it('are spread along their ridge where only their sum is known', async () => {
    const random = openRandom(1, 'test', 0);
    const sets = Array.from({ length: SETS }, () => {
      const own = Array.from({ length: SIZE }, () => random.normal(0, 0.05));
      own[1] = -own[0]! + random.normal(0, 0.01);
      return own;
    });
    const loss = (x: ArrayLike<number>) =>
      Array.from(x).reduce(
        (sum, v, i) => sum + (i < 2 ? 0 : (v / 0.05) ** 2),
        ((x[0]! + x[1]!) / 0.01) ** 2,
      );
    const { isMoved, length } = await spreadOf(sets, loss);
    expect(isMoved).toBe(true);
    expect(length).toBeGreaterThan(1.4);
  });
});

describe('the chi-squared quantile', () => {
  it.each([
    [1, 2.706],
    [2, 4.605],
    [6, 10.645],
    [20, 28.412],
  ])('of %s degrees of freedom at 90 %%', (degrees, quantile) => {
    expect(Math.abs(chiSquaredQuantile(0.9, degrees) / quantile - 1)).toBeLessThan(0.03);
  });
});
