import { describe, expect, it } from 'vitest';
import {
  type PolicySearch,
  policySearchSchema,
  searchPolicies,
} from '../../engine/decide/search/search-policies.ts';
import { type FakeProblem, fakeTask, limit, objective } from './fake-task.ts';

const OPTIONS = {
  evaluations: 200,
  runs: 200,
  closeRuns: 1000,
  timeUsed: () => 0,
  onState: async () => {},
};

/** Demand is exponential with mean 100, an item costs 1 and sells for 4: order the 75 % quantile. */
const newsvendor: FakeProblem = {
  objectives: [objective('maximise')],
  limits: [],
  variables: [{ kind: 'real', low: 0, high: 600 }],
  run: ([order = 0], random) => [4 * Math.min(order, -100 * Math.log(random.uniform())) - order],
};
const profit = (order: number) => 400 * (1 - Math.exp(-order / 100)) - order;
const BEST_ORDER = 100 * Math.log(4);

/** As few beds as possible of which in 95 % of outcomes there are enough: the 95 % quantile, 299.6. */
const beds: FakeProblem = {
  objectives: [objective()],
  limits: [limit('at-most', 0, 0.95)],
  variables: [{ kind: 'real', low: 0, high: 1000 }],
  run: ([open = 0], random) => [open, Math.max(0, -100 * Math.log(random.uniform()) - open)],
};

describe('a search for policies', () => {
  it('orders what a newsvendor should, to within 1 % of the best profit', async () => {
    const found = await searchPolicies(fakeTask(newsvendor), { seed: 1, ...OPTIONS });
    const [best] = found.finalists ?? [];
    expect(profit(best?.point[0] ?? 0)).toBeGreaterThan(0.99 * profit(BEST_ORDER));
  });

  it('recommends what keeps a limit in 93 to 97 % of outcomes, in each of 10 repeats', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const found = await searchPolicies(fakeTask(beds), { seed, ...OPTIONS });
      const [best] = found.finalists ?? [];
      const chance = 1 - Math.exp(-(best?.point[0] ?? 0) / 100);
      expect(chance).toBeGreaterThan(0.93);
      expect(chance).toBeLessThan(0.97);
    }
  });

  it('recommends nothing that does worse than the best constant', async () => {
    // Two numbers that come to one: the first alone is what a constant sets.
    const variables = [
      { kind: 'integer', low: 0, high: 1000 },
      { kind: 'real', low: 0, high: 1 },
    ] as const;
    const task = fakeTask({ ...beds, variables });
    const constants = fakeTask(beds).space;
    for (let seed = 1; seed <= 5; seed++) {
      const found = await searchPolicies(
        { ...task, constants, alike: ([open = 0]) => [[open, 0]] },
        { seed, ...OPTIONS, evaluations: 60 },
      );
      const [best] = found.finalists ?? [];
      const [constant] = found.bestConstants ?? [];
      // Both are chosen among those that surely keep the limit, on as many runs as it took to tell.
      expect(best?.judgement.values[0]).toBeLessThan(1.02 * (constant?.judgement.values[0] ?? 0));
    }
  });

  it('goes on from any checkpoint to the same numbers', async () => {
    const states: PolicySearch[] = [];
    const onState = async (state: PolicySearch) => {
      states.push(policySearchSchema.parse(JSON.parse(JSON.stringify(state))));
    };
    const whole = await searchPolicies(fakeTask(beds), { seed: 3, ...OPTIONS, onState });
    expect(states.length).toBeGreaterThan(10);
    for (const resume of [states[2]!, states[Math.floor(states.length / 2)]!, states.at(-2)!]) {
      const again = await searchPolicies(fakeTask(beds), { seed: 3, ...OPTIONS, resume });
      expect(again).toEqual(whole);
    }
  });

  it('gives the clearly poor only a share of the runs', async () => {
    const task = fakeTask(newsvendor);
    let tried = 0;
    const onState = async (_: PolicySearch, { fresh }: { readonly fresh: readonly unknown[] }) => {
      tried += fresh.length;
    };
    const found = await searchPolicies(task, { seed: 2, ...OPTIONS, onState });
    const runs = found.search?.tried.map(({ judgement }) => judgement.runs) ?? [];
    expect(tried).toBeGreaterThan(0);
    expect(runs.filter((own) => own < 200).length).toBeGreaterThan(runs.length / 10);
  });

  it('finds the front of two aims that pull apart', async () => {
    // x^2 and (x - 2)^2 with noise: all x in 0..2 are the front.
    const found = await searchPolicies(
      fakeTask({
        objectives: [objective(), objective()],
        limits: [],
        variables: [
          { kind: 'real', low: -10, high: 10 },
          { kind: 'real', low: -10, high: 10 },
        ],
        run: ([x = 0, y = 0], random) => {
          const noise = random.normal();
          return [x ** 2 + y ** 2 + noise, (x - 2) ** 2 + y ** 2 + noise];
        },
      }),
      { seed: 5, ...OPTIONS, evaluations: 600, runs: 40 },
    );
    const points = found.finalists?.map(({ point }) => point) ?? [];
    expect(points.length).toBeGreaterThan(10);
    for (const [x = 0, y = 0] of points) {
      expect(x).toBeGreaterThan(-0.3);
      expect(x).toBeLessThan(2.3);
      expect(Math.abs(y)).toBeLessThan(0.5);
    }
    expect(Math.min(...points.map(([x = 0]) => x))).toBeLessThan(0.4);
    expect(Math.max(...points.map(([x = 0]) => x))).toBeGreaterThan(1.6);
  });

  it('takes the kind of policy that is best, and its own number', async () => {
    const found = await searchPolicies(
      fakeTask({
        objectives: [objective()],
        limits: [],
        variables: [
          { kind: 'choice', count: 3 },
          { kind: 'real', low: 0, high: 1, when: { variable: 0, is: [0] } },
          { kind: 'integer', low: 0, high: 50, when: { variable: 0, is: [1] } },
          { kind: 'real', low: 0, high: 1, when: { variable: 0, is: [2] } },
        ],
        run: ([kind = 0, a = 0, b = 0, c = 0], random) => [
          [3 + a, ((b - 17) / 10) ** 2, 2 + c][kind]! + 0.1 * random.normal(),
        ],
      }),
      { seed: 7, ...OPTIONS },
    );
    expect(found.finalists?.[0]?.point.slice(0, 3)).toEqual([1, 0, 17]);
  });

  it('keeps what it has when the time is up', async () => {
    let calls = 0;
    const found = await searchPolicies(fakeTask(beds), {
      seed: 3,
      ...OPTIONS,
      timeUsed: () => ++calls / 8,
    });
    expect(found.finalists?.length).toBeGreaterThan(0);
    expect(found.search?.over).toBe('stopped');
  });
});
