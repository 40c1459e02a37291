/**
 * When to order, and up to which stock, where every order costs the same however large it is: (s, S) inventory, no lead time, all
 * unmet demand waits. Exact costs of every (s, S), and the best of them (Zheng, Federgruen 1991, Operations Research 39(4)).
 */
import { type KnownProblem, leastCost } from './known-problem.ts';

interface StockCosts {
  /** Mean of the Poisson demand of a day. */
  readonly demand: number;
  /** Of an order; of an item held overnight; of one that is owed overnight. */
  readonly order: number;
  readonly held: number;
  readonly owed: number;
}

/** A published case: best at (10, 49) for 42.698 a day. */
const COSTS: StockCosts = { demand: 15, order: 64, held: 1, owed: 9 };

const source = `
export default {
  contract: 1,
  title: 'Stock with costly orders',
  description: 'Goods are ordered in the morning and are there at once; customers wait for what is missing.',
  time: { unit: 'day', step: 1 },
  parameters: {
    demand: { prior: { kind: 'uniform', low: 0, high: 100 }, unit: 'items/day', meaning: 'mean demand' },
  },
  levers: {
    order: { unit: 'items', meaning: 'quantity ordered in the morning', default: 15, low: 0, high: 300, integer: true },
  },
  outputs: {
    held: { unit: 'items', kind: 'count', meaning: 'stock in the evening' },
    owed: { unit: 'items', kind: 'count', meaning: 'items that customers wait for' },
    orders: { unit: 'orders', kind: 'count', meaning: 'orders of the day' },
  },
  start(row) {
    return { net: row.held - row.owed, orders: row.orders };
  },
  modules: [
    {
      name: 'trade', meaning: 'the order arrives, then customers come', reads: ['net'], writes: ['net', 'orders'],
      step(state, { parameters, levers, random }) {
        state.orders = levers.order > 0 ? 1 : 0;
        state.net += levers.order - random.poisson(parameters.demand);
      },
    },
  ],
  observe(state) {
    return { held: Math.max(0, state.net), owed: Math.max(0, -state.net), orders: state.orders };
  },
};
`;

export const ssInventory: KnownProblem = {
  id: 'ss',
  source,
  parameters: { demand: COSTS.demand },
  start: { held: 30, owed: 0, orders: 0 },
  ...leastCost({
    ...{ name: 'Orders', horizon: 200 },
    choice: {
      lever: 'order',
      kinds: ['reorder'],
      watch: {
        terms: [
          { output: 'held', weight: 1 },
          { output: 'owed', weight: -1 },
        ],
        ...{ delay: 0, window: 1, underway: 0 },
      },
      ranges: {
        reorder: {
          level: { low: 0, high: 150 },
          gap: { low: 0, high: 150 },
          every: { low: 1, high: 1 },
        },
      },
    },
    costs: [
      { of: 'orders', per: 'unit', amount: COSTS.order },
      { of: 'held', per: 'unit', amount: COSTS.held },
      { of: 'owed', per: 'unit', amount: COSTS.owed },
    ],
  }),
};

/**
 * Long-run cost of a day of "at `below` or less, order up to `level`": c(s, S) = (K + sum_(j < S - s) m(j) G(S - j)) / M(S - s)
 * (their equations 3 and 4); m the renewal density of the demand, M its sum, G the expected cost of a day that begins with y.
 */
export function ssCost(below: number, level: number, costs: StockCosts = COSTS): number {
  const gap = Math.max(1, level - below);
  const chance = poissonChances(costs.demand);
  const renewal: number[] = [];
  let [total, time] = [costs.order, 0];
  for (let j = 0; j < gap; j++) {
    let own = j === 0 ? 1 : 0;
    for (let i = 0; i < j; i++) own += renewal[i]! * (chance[j - i] ?? 0);
    own /= 1 - chance[0]!;
    renewal.push(own);
    total += own * dayCost(level - j, costs, chance);
    time += own;
  }
  return total / time;
}

/** By looking at all (s, S) with s from -demand to 3 times the demand, and S up to 6 times. */
export function bestSs(costs: StockCosts = COSTS): {
  readonly below: number;
  readonly level: number;
  readonly cost: number;
} {
  let best = { below: 0, level: 1, cost: Number.POSITIVE_INFINITY };
  for (let below = -costs.demand; below <= 3 * costs.demand; below++)
    for (let level = below + 1; level <= 6 * costs.demand; level++) {
      const cost = ssCost(below, level, costs);
      if (cost < best.cost) best = { below, level, cost };
    }
  return best;
}

/** G(y) = h E (y - D)+ + p E (D - y)+. */
function dayCost(stock: number, { demand, held, owed }: StockCosts, chance: readonly number[]) {
  let left = 0;
  for (let d = 0; d < stock; d++) left += (stock - d) * (chance[d] ?? 0);
  return held * left + owed * (left + demand - stock);
}

function poissonChances(mean: number): number[] {
  const chances = [Math.exp(-mean)];
  for (let k = 1; k <= mean + 12 * Math.sqrt(mean) + 20; k++)
    chances.push((chances[k - 1]! * mean) / k);
  return chances;
}
