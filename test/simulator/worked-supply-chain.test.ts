import { describe, expect, it } from 'vitest';
import { ask, compileWorked, varianceOf, zOfMean } from './worked.ts';

const chain = compileWorked('supply-chain');
/** Nobody asks for anything, or exactly this many do. */
const demanding = (items: string) =>
  compileWorked('supply-chain', (text) => text.replace('random.poisson(parameters.demand)', items));

function rows(compiled: typeof chain, asked: Partial<Parameters<typeof ask>[1]>, steps: number) {
  const { row, failures } = ask(compiled, { steps, ...asked });
  expect(failures).toEqual([]);
  return Array.from({ length: steps + 1 }, (_, t) => row(0, t));
}

describe('the worked supply chain', () => {
  it('delivers an order two days after it was placed', () => {
    const observed = { inventory: 0, backlog: 0, pipeline: 0 };
    // Placed at the end of days 1, 2, 3 ...; in stock on days 3, 4, 5 ...
    expect(rows(demanding('0'), { observed }, 5)).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 2],
      [4, 0, 2],
      [8, 0, 2],
      [12, 0, 2],
    ]);
  });

  it('serves the backlog first, then today, and lets the rest wait', () => {
    const observed = { inventory: 7, backlog: 0, pipeline: 0 };
    // Demand 3 a day: 7 -> 4 -> 1; day 3: 1 + 4 - 3 = 2; every day one more.
    expect(rows(demanding('3'), { observed }, 4)).toEqual([
      [7, 0, 0],
      [4, 0, 1],
      [1, 0, 2],
      [2, 0, 2],
      [3, 0, 2],
    ]);
    // Demand 6 a day with 4 delivered: 7 -> 1 -> 5 wait -> 5 + 6 - 4 = 7 wait -> 9.
    expect(rows(demanding('6'), { observed }, 4)).toEqual([
      [7, 0, 0],
      [1, 0, 1],
      [0, 5, 2],
      [0, 7, 2],
      [0, 9, 2],
    ]);
  });

  it('orders nothing when the lever is at nothing, and waits longer with a longer lead time', () => {
    const observed = { inventory: 1, backlog: 0, pipeline: 0 };
    const none = rows(demanding('0'), { observed, levers: { order: 0 } }, 3);
    expect(none.at(-1)).toEqual([1, 0, 0]);
    const late = rows(demanding('0'), { observed, parameters: { leadTime: 5 } }, 6);
    expect(late.map((row) => row[0])).toEqual([1, 1, 1, 1, 1, 1, 5]);
    expect(late.map((row) => row[2])).toEqual([0, 1, 2, 3, 4, 5, 5]);
  });

  it('takes orders under way at the start as the last daily orders', () => {
    const whole = rows(demanding('3'), { observed: { inventory: 7, backlog: 0, pipeline: 0 } }, 6);
    const column = (i: number) => whole.map((row) => row[i]!);
    const observed = { inventory: column(0), backlog: column(1), pipeline: column(2) };
    const { row } = ask(demanding('3'), { steps: 6, observed, mode: { kind: 'one-step' } });
    for (let t = 1; t <= 6; t++) expect(row(0, t - 1)).toEqual(whole[t]);
  });

  it('asks for a Poisson number of items', () => {
    const { column } = ask(chain, {
      steps: 1,
      observed: { inventory: 1000, backlog: 0, pipeline: 0 },
      replications: 20_000,
    });
    const demand = column('inventory', 1).map((left) => 1000 - left);
    expect(Math.abs(zOfMean(demand, 5))).toBeLessThan(4);
    expect(Math.abs(varianceOf(demand) / 5 - 1)).toBeLessThan(0.05);
  });

  it('keeps its stock at a level under an order-up-to policy that sees the stock', () => {
    const { column, failures } = ask(demanding('5'), {
      steps: 30,
      observed: { inventory: 10, backlog: 0, pipeline: 0 },
      parameters: { leadTime: 1 },
      policies: {
        order: {
          kind: 'order-up-to',
          watch: { terms: [{ output: 'inventory', weight: 1 }] },
          level: 15,
          every: 1,
        },
      },
    });
    expect(failures).toEqual([]);
    // Steady: what is ordered (5) is what is missing from 15 after the demand of the day, so 10 are left.
    expect(column('inventory', 30)).toEqual([10]);
  });
});
