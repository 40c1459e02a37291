import { describe, expect, test } from 'vitest';
import {
  bestNumberOfServers,
  meanWaiting,
  mmc,
  mmcCost,
} from '../../../engine/benchmark/decide/mmc.ts';
import {
  bestNumberOfPapers,
  newsvendor,
  newsvendorCost,
} from '../../../engine/benchmark/decide/newsvendor.ts';
import { lockdownCosts, sirLockdown } from '../../../engine/benchmark/decide/sir-lockdown.ts';
import { bestSs, ssCost, ssInventory } from '../../../engine/benchmark/decide/ss-inventory.ts';
import { choice, simulatedCost } from './support.ts';

/** Standard errors within which a simulated mean must lie. */
const SURE = 3.5;

describe('newsvendor', () => {
  test('costs least at the critical fractile, (h + p) sd phi(z) there', () => {
    expect(bestNumberOfPapers).toBeCloseTo(100 + 30 * 0.8416212, 5);
    expect(newsvendorCost(bestNumberOfPapers)).toBeCloseTo(5 * 30 * 0.2799619, 4);
    for (const other of [-1, 1])
      expect(newsvendorCost(bestNumberOfPapers + other)).toBeGreaterThan(
        newsvendorCost(bestNumberOfPapers),
      );
  });

  test.each([90, 125])('its simulator costs what the formula says, %d papers', async (value) => {
    const { mean, error } = await simulatedCost(
      newsvendor,
      choice('constant', { value }, newsvendor),
    );
    expect(Math.abs(mean - newsvendorCost(value))).toBeLessThan(SURE * error);
  });
});

describe('servers', () => {
  test('wait as Erlang C says: one server rho^2 / (1 - rho), two with load 1 a third', () => {
    expect(meanWaiting(0.8, 1)).toBeCloseTo(0.64 / 0.2, 12);
    expect(meanWaiting(1, 2)).toBeCloseTo(1 / 3, 12);
    expect(meanWaiting(2, 2)).toBe(Number.POSITIVE_INFINITY);
  });

  test('the best number is told from its neighbours by more than a hundredth', () => {
    const best = mmcCost(bestNumberOfServers);
    for (const other of [-1, 1])
      expect(mmcCost(bestNumberOfServers + other) / best).toBeGreaterThan(1.01);
  });

  test('the simulator costs what the formula says', async () => {
    const { mean, error } = await simulatedCost(mmc, choice('constant', { value: 11 }, mmc), {
      runs: 400,
    });
    expect(Math.abs(mean - mmcCost(11))).toBeLessThan(SURE * error);
  });
});

describe('(s, S) inventory', () => {
  // Zheng and Federgruen (1991), table: K = 64, h = 1, p = 9.
  test.each([
    [10, 6, 40, 35.022],
    [15, 10, 49, 42.698],
    [20, 14, 62, 49.173],
  ])('with a demand of %d the published best is found', (demand, below, level, cost) => {
    const best = bestSs({ demand, order: 64, held: 1, owed: 9 });
    expect(best).toMatchObject({ below, level });
    expect(best.cost).toBeCloseTo(cost, 3);
  });

  test('the simulator costs what the formula says', async () => {
    const policy = choice('reorder', { level: 60, gap: 55, every: 1 }, ssInventory);
    const { mean, error } = await simulatedCost(ssInventory, policy, { runs: 400, horizon: 1000 });
    // Where it starts from counts for less than a thousandth.
    expect(Math.abs(mean - ssCost(5, 60))).toBeLessThan(SURE * error + 0.03);
  });
});

describe('lockdown by trigger', () => {
  test.each([
    [15, 1],
    [40, 19],
  ])('above %d, for %d days: the simulator costs what the fast one does', async (on, least) => {
    const fast = lockdownCosts({ on, least }, { seed: 5, first: 0, count: 4000 });
    const fastMean = fast.reduce((sum, cost) => sum + cost, 0) / fast.length;
    const values = { on, least, after: 1, low: 0, high: 1, gap: 0 };
    const slow = await simulatedCost(sirLockdown, choice('trigger', values, sirLockdown));
    const error = slow.error * Math.sqrt(1 + 2000 / 4000);
    expect(Math.abs(slow.mean - fastMean)).toBeLessThan(SURE * error);
  });

  test('run r is the same whatever range it is asked in', () => {
    const rule = { on: 20, least: 7 };
    const all = lockdownCosts(rule, { seed: 1, first: 0, count: 6 });
    const part = lockdownCosts(rule, { seed: 1, first: 4, count: 2 });
    expect([...part]).toEqual([...all.slice(4)]);
  });
});
