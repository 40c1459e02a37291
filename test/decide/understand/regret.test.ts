import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { type RegretOptions, regretOf } from '../../../engine/decide/understand/regret.ts';
import { regretWords } from '../../../engine/decide/understand/regret-words.ts';

/** Costs of three policies under two structures (Savage's kind of table), four draws each with luck that policies share. */
function table(
  costs: number[][],
  made: Partial<RegretOptions> & { own?: number } = {},
): RegretOptions {
  const random = openRandom(1, 'test/regret', 0);
  const structureOf = Array.from({ length: 8 }, (_, d) => d % 2);
  const luck = structureOf.map((_, d) => (d % 4 < 2 ? 5 : -5));
  const outcomes = costs.map((row) =>
    Float64Array.from(
      structureOf.flatMap((s, d) => [
        row[s]! + luck[d]! + 1,
        row[s]! + luck[d]! - 1 + random.normal(0, made.own ?? 0),
      ]),
    ),
  );
  return { outcomes, replications: 2, structureOf, weights: [0.75, 0.25], better: 'less', ...made };
}

// Policy 0 is best under A, 1 under B; 2 is never best and never far off.
const COSTS = [
  [10, 60],
  [40, 20],
  [20, 30],
];
const POLICIES = ['the lean plan', 'the rich plan', 'the middle plan'];
const STRUCTURES = ['model A', 'model B'];
const cost = { name: 'cost', amount: (value: number) => `${value} EUR` };

describe('a table of three policies and two structures', () => {
  const result = regretOf(table(COSTS));

  it('has the outcomes and regrets that follow by hand', () => {
    expect(result.rows.map(({ cells }) => cells.map(({ outcome }) => outcome))).toEqual(COSTS);
    expect(result.rows.map(({ cells }) => cells.map(({ regret }) => regret))).toEqual([
      [0, 40],
      [30, 0],
      [10, 10],
    ]);
    expect(result.rows.map(({ mixture }) => mixture)).toEqual([
      { outcome: 22.5, regret: 10 },
      { outcome: 35, regret: 22.5 },
      { outcome: 22.5, regret: 10 },
    ]);
    expect(result.rows.map(({ worst }) => worst.outcome)).toEqual([60, 40, 30]);
    expect(result.rows.map(({ mostRegret }) => mostRegret)).toEqual([
      { structure: 1, regret: 40 },
      { structure: 0, regret: 30 },
      { structure: 0, regret: 10 },
    ]);
    expect(result.choice).toEqual({ mixture: 0, worstCase: 2, minimaxRegret: 2 });
    expect(result.bestUnder.map(({ policy }) => policy)).toEqual([0, 1]);
  });

  it('is the same for gains with the sign turned', () => {
    const gains = regretOf(
      table(
        COSTS.map((row) => row.map((c) => -c)),
        { better: 'more' },
      ),
    );
    expect(gains.choice).toEqual(result.choice);
    expect(gains.rows.map(({ cells }) => cells.map(({ regret }) => regret))).toEqual(
      result.rows.map(({ cells }) => cells.map(({ regret }) => regret)),
    );
    expect(gains.rows.map(({ worst }) => worst.outcome)).toEqual([-60, -40, -30]);
  });

  it('is told in words', () => {
    expect(regretWords(result, POLICIES, STRUCTURES, cost)).toEqual([
      'The lean plan is best on average, all models counted by their weight: cost comes to 22.5 EUR.',
      'If model B is the truth, the rich plan is best.',
      'If model B is the truth, choosing it costs 40 EUR against the best choice there; no model makes it cost more.',
      'Whoever prepares for the worst takes the middle plan: under no model does it come to worse than 30 EUR.',
      'Whoever wants to be least wrong takes the middle plan: it is at most 10 EUR worse than the best choice under any model.',
    ]);
  });
});

it('tells policies apart by paired differences, and says when it cannot', () => {
  const near = [
    [10, 10],
    [10.5, 9.5],
  ];
  // Luck is ten times the difference, but shared: clear. With luck of their own it is not.
  expect(regretOf(table(near)).bestUnder).toEqual([
    { policy: 0, alike: [] },
    { policy: 1, alike: [] },
  ]);
  const noisy = regretOf(table(near, { own: 4 }));
  expect(noisy.bestUnder.every(({ alike }) => alike.length === 1)).toBe(true);
});

it('counts a structure without weight, or without a run that lasted, in no worst case', () => {
  const ignored = regretOf(table(COSTS, { weights: [1, 0] }));
  expect(ignored.choice).toEqual({ mixture: 0, worstCase: 0, minimaxRegret: 0 });
  expect(ignored.bestUnder[1]!.policy).toBe(1);
  const failing = table(COSTS);
  failing.outcomes[2]!.forEach((_, k) => {
    if (Math.floor(k / 2) % 2 === 1) failing.outcomes[2]![k] = Number.NaN;
  });
  const left = regretOf(failing);
  expect(left).toMatchObject({ leftOut: 4, draws: 8 });
  expect(left.choice.worstCase).toBe(0);
  expect(left.bestUnder[1]!.policy).toBe(-1);
  expect(regretWords(left, POLICIES, STRUCTURES, cost)).toContain(
    'Under model B no run lasted under every policy.',
  );
});

it('speaks of no models where there is one', () => {
  const one = regretOf({ ...table(COSTS), structureOf: new Array(8).fill(0), weights: [1] });
  expect(regretWords(one, POLICIES, ['the model'], cost)[0]).toMatch(/ is best on average: cost/);
  expect(regretWords(one, POLICIES, ['the model'], cost)).toHaveLength(1);
});
