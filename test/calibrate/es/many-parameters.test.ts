import { describe, expect, it } from 'vitest';
import {
  axisEllipsoid,
  reflectedEllipsoid,
  rosenbrock,
  sphere,
  type TestFunction,
  valuesOf,
} from '../../../engine/benchmark/test-functions.ts';
import { type OptimiseState, optimise } from '../../../engine/calibrate/es/optimise.ts';
import {
  type Algorithm,
  createRun,
  type RunState,
  runOf,
  runStateSchema,
} from '../../../engine/calibrate/es/strategies.ts';
import { openRandom } from '../../../engine/calibrate/streams.ts';

interface Start {
  readonly from?: number;
  readonly sigma?: number;
  readonly populationSize?: number;
  readonly floors?: readonly number[];
}

function createAt(algorithm: Algorithm, n: number, start: Start = {}): RunState {
  return createRun(algorithm, {
    mean: new Array<number>(n).fill(start.from ?? 1),
    sigma: start.sigma ?? 0.5,
    populationSize: start.populationSize ?? 4 + Math.floor(3 * Math.log(n)),
    floors: start.floors ?? new Array<number>(n).fill(0),
    range: Array.from({ length: n }, () => ({ low: -4, high: 4 })),
  });
}

function turn(state: RunState, f: TestFunction, generation: number, seed = 1): RunState {
  const run = runOf(state);
  const asked = run.ask(openRandom(seed, 'test', generation));
  return run.tell(asked, valuesOf(f, asked.candidates, state.mean.length));
}

async function minimum(
  algorithm: Algorithm,
  f: TestFunction,
  n: number,
  { from = 1, sigma = 0.5, budget = 200_000, target = 1e-8, seed = 1 },
) {
  return optimise({
    start: { mean: new Array<number>(n).fill(from), sigma, algorithm },
    evaluate: async (points) => valuesOf(f, points, n),
    budget,
    target,
    seed,
  });
}

describe('separable CMA-ES', () => {
  it('solves a separable ellipsoid 1e6 in 100 dimensions as fast as the diagonal pycma (26,826), within 15 %', async () => {
    const runs: number[] = [];
    for (const seed of [1, 2, 3]) {
      const { evaluations, value } = await minimum('sep-cma-es', axisEllipsoid(100), 100, { seed });
      expect(value).toBeLessThanOrEqual(1e-8);
      runs.push(evaluations);
    }
    expect(runs.sort((a, b) => a - b)[1]).toBeLessThan(1.15 * 26_826);
  });

  it('needs the full matrix where axes are turned', async () => {
    const f = reflectedEllipsoid(6, 1e6, openRandom(1, 'test', 0));
    const budget = { budget: 6000 };
    expect((await minimum('cma-es', f, 6, budget)).value).toBeLessThanOrEqual(1e-8);
    expect((await minimum('sep-cma-es', f, 6, budget)).value).toBeGreaterThan(1e-6);
  });
});

describe('LM-MA-ES', () => {
  it("is as fast as its published implementation on Rosenbrock's function in 200 dimensions (1.07e-6 after 500,000)", async () => {
    const start = { from: 3, sigma: 0.1, budget: 500_000, target: 1.07e-6, seed: 3 };
    const { value } = await minimum('lm-ma-es', rosenbrock, 200, start);
    expect(value).toBeLessThanOrEqual(1.07e-6);
  });

  it('learns a direction that no axis shows', async () => {
    // One long axis (condition 1e4) along the diagonal: without learning the step stays that of the short ones.
    const along = (x: Float64Array): number => x.reduce((sum, v) => sum + v, 0) / Math.sqrt(20);
    const cigar = (x: Float64Array): number => 1e4 * (sphere(x) - along(x) ** 2) + along(x) ** 2;
    const { value } = await minimum('lm-ma-es', cigar, 20, { budget: 40_000 });
    expect(value).toBeLessThanOrEqual(1e-8);
    const diagonal = await minimum('sep-cma-es', cigar, 20, { budget: 40_000 });
    expect(diagonal.value).toBeGreaterThan(1e-4);
  });

  it.each([1, 2, 3])(
    'stays sound in %s dimensions, for which its rates were not made',
    async (n) => {
      const { value } = await minimum('lm-ma-es', sphere, n, { budget: 5000 });
      expect(value).toBeLessThanOrEqual(1e-8);
    },
  );
});

describe('the genetic algorithm', () => {
  it('draws its first population from the whole box and keeps every child inside', () => {
    let state = createAt('genetic', 2, { populationSize: 200 });
    const f = (x: Float64Array): number => -x[0]!;
    const first = runOf(state).ask(openRandom(1, 'test', 0)).candidates;
    expect(Math.min(...first)).toBeLessThan(-3.8);
    expect(Math.max(...first)).toBeGreaterThan(3.8);
    for (let g = 0; g < 10; g++) state = turn(state, f, g);
    expect(state.mean[0]).toBe(4);
  });

  it('evaluates parents again with their children, so that luck does not last', () => {
    const state = turn(createAt('genetic', 2, { populationSize: 20 }), sphere, 0);
    const { candidates } = runOf(state).ask(openRandom(1, 'test', 1));
    expect(candidates).toHaveLength(2 * 40);
    expect(Array.from(candidates.subarray(0, 2))).toEqual([...state.mean]);
  });

  it('crosses parents to children around the same middle, close to them', () => {
    const parents = {
      ...createAt('genetic', 1, { populationSize: 4000 }),
      kind: 'genetic',
    } as const;
    // Half of the parents at -1 and half at 1, by a function that does not care.
    const population = Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? -1 : 1));
    const state = { ...parents, generation: 1, population } as RunState;
    const children = runOf(state)
      .ask(openRandom(1, 'test', 1))
      .candidates.subarray(4000);
    const mean = children.reduce((sum, x) => sum + x, 0) / 4000;
    expect(Math.abs(mean)).toBeLessThan(0.2);
    // E of beta for eta 8: half of (9/10)(1/1) below 1 and half of (9/8) above; mutation .03 of half the box is .12.
    const size = children.reduce((sum, x) => sum + Math.abs(x), 0) / 4000;
    expect(Math.abs(size - 1)).toBeLessThan(0.05);
  });

  it('comes near a minimum in its published ten generations of 200', () => {
    let state = createAt('genetic', 4, { populationSize: 200 });
    for (let g = 0; g <= 10; g++) state = turn(state, sphere, g);
    expect(sphere(Float64Array.from(state.mean))).toBeLessThan(0.1);
  });
});

describe.each(['sep-cma-es', 'lm-ma-es', 'genetic'] as const)('a state of %s', (algorithm) => {
  it('is frozen, left alone by ask and tell, and goes on to the same numbers after a round trip through JSON', () => {
    let whole = createAt(algorithm, 5);
    const before = JSON.stringify(whole);
    let resumed = whole;
    for (let g = 0; g < 30; g++) {
      const f = axisEllipsoid(5);
      expect(Object.isFrozen(whole)).toBe(true);
      whole = turn(whole, f, g);
      resumed = turn(runStateSchema.parse(JSON.parse(JSON.stringify(resumed))), f, g);
    }
    expect(resumed).toEqual(whole);
    expect(JSON.stringify(createAt(algorithm, 5))).toBe(before);
  });

  it('takes a value that is not a number for the worst', () => {
    const run = runOf(createAt(algorithm, 3, { populationSize: 10 }));
    const asked = run.ask(openRandom(1, 'test', 0));
    const values = valuesOf(sphere, asked.candidates, 3);
    const worst = values.indexOf(Math.max(...values));
    const broken = values.map((value, i) => (i === worst ? Number.NaN : value));
    expect(run.tell(asked, broken)).toEqual(run.tell(asked, values));
  });
});

describe.each(['sep-cma-es', 'lm-ma-es'] as const)('%s with rounded coordinates', (algorithm) => {
  it('does not let the step along them fall below its floor', () => {
    let state = createAt(algorithm, 3, { floors: [0.3, 0, 0] });
    const rounded = (x: Float64Array): number =>
      sphere(x.map((v, i) => (i === 0 ? Math.round(v) : v)));
    for (let g = 0; g < 150; g++) state = turn(state, rounded, g);
    const [first, second] = runOf(state).view().deviations as [number, number];
    expect(first).toBeGreaterThan(0.29);
    expect(second).toBeLessThan(1e-3);
  });
});

describe.each(['sep-cma-es', 'lm-ma-es'] as const)('a checkpoint of %s', (algorithm) => {
  it('holds some vectors, no matrix: 1,000 parameters', async () => {
    const n = 1000;
    const saved: OptimiseState[] = [];
    await optimise({
      start: { mean: new Array<number>(n).fill(1), sigma: 0.5, algorithm },
      evaluate: async (points) => valuesOf(sphere, points, n),
      budget: 200,
      seed: 1,
      save: (state) => {
        saved.push(state);
      },
    });
    // 4 + 3 ln n directions and a dozen of others; a matrix would have 1,000 vectors.
    const numbers = JSON.stringify(saved.at(-1)).split(/[,:]/).length;
    expect(numbers).toBeLessThan(50 * n);
  });
});
