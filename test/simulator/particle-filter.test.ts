import { describe, expect, it } from 'vitest';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { simulateTask } from '../../engine/compute/simulation-task.ts';
import { covered } from '../../engine/score/interval-score.ts';
import { centralInterval } from '../../engine/score/quantiles.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner, evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import type { Episode, SimulationRequest } from '../../engine/simulator/simulation.ts';

const PHI = 0.9;
const Q = 0.5;
const R = 1;

/** Level x' = phi x + N(0, q), seen as y = x + N(0, r); x starts as N(0, 4). `before` is x a step earlier. */
const level = compileSimulator(`
export default {
  contract: 1,
  title: 'Level',
  description: 'A level that wanders and is seen with noise.',
  time: { unit: 'day', step: 1 },
  parameters: {
    phi: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '', meaning: 'what stays from day to day' },
  },
  outputs: {
    y: { unit: '', kind: 'continuous', meaning: 'level seen', noise: { kind: 'normal', sd: ${Math.sqrt(R)} } },
    before: { unit: '', kind: 'continuous', meaning: 'level of the day before' },
  },
  start(row, { random }) { const x = random.normal(0, 2); return { x, before: x }; },
  modules: [
    {
      name: 'wander', meaning: 'the level moves', reads: ['x', 'before'], writes: ['x', 'before'],
      step(state, { parameters, random }) {
        state.before = state.x;
        state.x = parameters.phi * state.x + random.normal(0, ${Math.sqrt(Q)});
      },
    },
  ],
  observe(state) { return { y: state.x, before: state.before }; },
};
`);

const Y = [0, 1.2, Number.NaN, 2.4, 1.9, 3.1, 2.2, 0.4, -0.6, 0.3, 1.1];
const LAST = Y.length - 1;

/** Kalman (1960), written for this level: log-likelihood, and mean and variance of x in the last row. */
function kalman() {
  let mean = 0;
  let variance = 4;
  let logLikelihood = 0;
  for (let t = 1; t <= LAST; t++) {
    mean *= PHI;
    variance = PHI * PHI * variance + Q;
    const y = Y[t]!;
    if (Number.isNaN(y)) continue;
    const total = variance + R;
    logLikelihood -= ((y - mean) ** 2 / total + Math.log(2 * Math.PI * total)) / 2;
    mean += (variance / total) * (y - mean);
    variance *= R / total;
  }
  return { mean, variance, logLikelihood };
}

/** The series, with `ahead` rows that nobody has observed. */
function episode(ahead: number): Episode {
  const y = [...Y, ...Array<number>(ahead).fill(Number.NaN)];
  const observed = { y: Float64Array.from(y) };
  return { id: 'level', steps: y.length - 1, observed, inputs: {}, levers: {} };
}

function levelRequest(sets: number, replications: number, ahead: number): SimulationRequest {
  return {
    program: programOf(level),
    episodes: [episode(ahead)],
    parameters: new Float64Array(sets).fill(PHI),
    sets,
    replications,
    mode: { kind: 'forecast', origin: LAST },
    seed: 3,
    streams: 'independent',
  };
}

const simulate = createPlainRunner();

describe('the particle filter beside the exact Kalman filter of the same system', () => {
  it('estimates the likelihood without bias, also with few particles', async () => {
    const sets = 600;
    const { filters } = await simulate(levelRequest(sets, 60, 0));
    const exact = kalman().logLikelihood;
    const ratios = filters!.map(({ logLikelihood }) => Math.exp(logLikelihood - exact));
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / sets;
    const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (sets - 1);
    expect(ratios).toHaveLength(sets);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(variance / sets));
    // An error of 3 % in the likelihood would be seen.
    expect(4 * Math.sqrt(variance / sets)).toBeLessThan(0.06);
  });

  it('has its likelihood, filtered mean and variance, where particles are many', async () => {
    const replications = 20_000;
    const { values, filters } = await simulate({
      ...levelRequest(1, replications, 1),
      noise: false,
    });
    const exact = kalman();
    expect(Math.abs(filters![0]!.logLikelihood - exact.logLikelihood)).toBeLessThan(0.05);
    // Of the only row ahead, `before` is the level at the origin.
    const states = Array.from({ length: replications }, (_, run) => values[run * 2 + 1]!);
    const mean = states.reduce((sum, x) => sum + x, 0) / replications;
    const variance = states.reduce((sum, x) => sum + (x - mean) ** 2, 0) / replications;
    expect(Math.abs(mean - exact.mean)).toBeLessThan(5 * Math.sqrt(exact.variance / replications));
    expect(Math.abs(variance / exact.variance - 1)).toBeLessThan(0.06);
  });
});

describe('the record of a filter', () => {
  it('tells the effective sample size of each row, and where particles were resampled', async () => {
    const { filters } = await simulate(levelRequest(2, 100, 3));
    expect(filters!.map(({ run }) => run)).toEqual([0, 100]);
    for (const { ess, resampled } of filters!) {
      expect(ess).toHaveLength(LAST);
      for (const size of ess) expect(size > 1 && size <= 100 + 1e-9).toBe(true);
      const due = ess.flatMap((size, i) => (size < 50 || i + 1 === LAST ? [i + 1] : []));
      expect(resampled).toEqual(due);
      // Nothing was observed in row 2: the weights of row 1 still stand, or all count alike again.
      expect(ess[1]).toBeCloseTo(resampled.includes(1) ? 100 : ess[0]!, 9);
    }
  });

  it('is the same whether or not rows follow, and for any number of workers', async () => {
    const long = await simulate(levelRequest(5, 40, 4));
    const inProcess = createInProcess([simulateTask(({ code }) => evaluateDriver(code))]);
    const chunked = createSimulate({ ...inProcess, width: 3 }, { chunkMilliseconds: 0.001 });
    const alone = await chunked(levelRequest(5, 40, 0));
    expect(alone.values).toHaveLength(0);
    expect(alone.filters).toEqual(long.filters);
    expect((await chunked(levelRequest(5, 40, 4))).filters).toEqual(long.filters);
  });

  it('counts a particle that fails as one that does not agree', async () => {
    const fragile = compileSimulator(
      level.source
        .replace(
          'state.before = state.x;',
          'state.before = state.x; const luck = random.uniform();',
        )
        .replace('random.normal(0, 0.7071067811865476)', '(luck < parameters.phi ? NaN : 0)'),
    );
    const blank = { ...episode(0), observed: {} };
    const request = { ...levelRequest(1, 400, 0), program: programOf(fragile), episodes: [blank] };
    const some = await simulate({ ...request, parameters: Float64Array.of(0.02) });
    const left = (400 - some.failures.length) / 400;
    expect(left).toBeGreaterThan(0.6);
    expect(left).toBeLessThan(0.97);
    expect(some.filters![0]!.logLikelihood).toBeCloseTo(Math.log(left), 9);
    const none = await simulate({ ...request, parameters: Float64Array.of(1) });
    expect(none.failures).toHaveLength(400);
    expect(none.filters![0]).toMatchObject({ logLikelihood: -Infinity, resampled: [] });
    expect(none.filters![0]!.ess).toEqual(Array(LAST).fill(0));
  });
});

/** Stochastic SIR; cases of the day are reported with negative-binomial noise. */
const sir = compileSimulator(`
export default {
  contract: 1,
  title: 'SIR',
  description: 'An epidemic whose cases are reported with noise.',
  time: { unit: 'day', step: 1 },
  parameters: {
    beta: { prior: { kind: 'uniform', low: 0, high: 2 }, unit: '1/day', meaning: 'contacts that infect' },
    gamma: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '1/day', meaning: 'share that recovers' },
  },
  outputs: {
    cases: { unit: 'people', kind: 'count', meaning: 'reported of the day', noise: { kind: 'negative-binomial', size: 40 } },
  },
  start() { return { susceptible: 9990, infected: 10, caught: 0 }; },
  modules: [
    {
      name: 'epidemic', meaning: 'people catch it and recover', reads: ['susceptible', 'infected', 'caught'],
      writes: ['susceptible', 'infected', 'caught'],
      step(state, { parameters, random }) {
        state.caught = random.binomial(state.susceptible, 1 - Math.exp(-parameters.beta * state.infected / 10000));
        state.susceptible -= state.caught;
        state.infected += state.caught - random.binomial(state.infected, 1 - Math.exp(-parameters.gamma));
      },
    },
  ],
  observe(state) { return { cases: state.caught }; },
};
`);

describe('forecasts of an epidemic from its filtered state', () => {
  const REPEATS = 250;
  const STEPS = 24;
  const AHEAD = 8;
  const request = {
    program: programOf(sir),
    parameters: Float64Array.of(0.5, 0.2),
    sets: 1,
    streams: 'independent',
  } as const;

  /** Epidemics of the same simulator, as different as chance makes them. */
  async function truths(): Promise<Float64Array[]> {
    const blank = { id: 'sir', steps: STEPS, observed: {}, inputs: {}, levers: {} };
    const { values } = await simulate({
      ...request,
      episodes: [blank],
      replications: REPEATS,
      mode: { kind: 'rollout' },
      seed: 11,
    });
    const rows = STEPS + 1;
    return Array.from({ length: REPEATS }, (_, i) => values.slice(i * rows, (i + 1) * rows));
  }

  it('hold 8 of 10 true values in their 80 % intervals, which are far narrower than without', async () => {
    const made = await truths();
    const episodes = made.map((cases, i) => ({
      id: `${i}`,
      steps: STEPS,
      observed: { cases: cases.slice().fill(Number.NaN, STEPS - AHEAD + 1) },
      inputs: {},
      levers: {},
    }));
    const replications = 160;
    const { values } = await simulate({
      ...request,
      episodes,
      replications,
      mode: { kind: 'forecast', origin: STEPS - AHEAD },
      seed: 12,
    });
    const members = (repeat: number, ahead: number) =>
      Float64Array.from(
        { length: replications },
        (_, k) => values[(repeat * replications + k) * AHEAD + ahead - 1]!,
      );
    let inside = 0;
    for (let repeat = 0; repeat < REPEATS; repeat++)
      for (const ahead of [1, 4, 8])
        inside += covered(members(repeat, ahead), made[repeat]![STEPS - AHEAD + ahead]!, 0.8);
    const share = inside / (3 * REPEATS);
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.86);
    const width = (values: Float64Array) => {
      const { low, high } = centralInterval(values.toSorted(), 0.8);
      return high - low;
    };
    const free = width(Float64Array.from(made, (cases) => cases[STEPS - AHEAD + 1]!));
    const followed = made.map((_, repeat) => width(members(repeat, 1)));
    expect(followed.reduce((sum, one) => sum + one, 0) / REPEATS).toBeLessThan(0.7 * free);
  });
});

describe('inputs that differ from run to run after the origin', () => {
  const tank = compileSimulator(`
export default {
  contract: 1,
  title: 'Tank',
  description: 'What flows in stays.',
  time: { unit: 'day', step: 1 },
  parameters: {},
  inputs: { inflow: { unit: 'l', meaning: 'flows in' }, leak: { unit: 'l', meaning: 'flows out', default: 0 } },
  outputs: { litres: { unit: 'l', kind: 'continuous', meaning: 'in the tank' } },
  start(row) { return { litres: row.litres }; },
  modules: [
    {
      name: 'fill', meaning: 'in and out', reads: ['litres'], writes: ['litres'],
      step(state, { inputs }) { state.litres += inputs.inflow - inputs.leak; },
    },
  ],
  observe(state) { return { litres: state.litres }; },
};
`);
  const gone = Number.NaN;
  const request: SimulationRequest = {
    program: programOf(tank),
    episodes: [
      {
        id: 'tank',
        steps: 4,
        observed: { litres: Float64Array.of(0, 1, 2, gone, gone) },
        inputs: { inflow: Float64Array.of(1, 1, 1, gone, 7) },
        levers: {},
      },
    ],
    parameters: new Float64Array(0),
    sets: 2,
    replications: 3,
    mode: {
      kind: 'forecast',
      origin: 2,
      futures: [
        { inflow: Float64Array.of(10, gone) },
        { inflow: Float64Array.of(20, 5), leak: Float64Array.of(1, gone) },
      ],
    },
    seed: 1,
    streams: 'independent',
  };

  it('reach each run by its number, and leave what they do not give', async () => {
    const { values } = await simulate(request);
    const [even, odd] = [
      [12, 19],
      [21, 26],
    ];
    expect([...values]).toEqual([even, odd, even, odd, even, odd].flat());
    const driver = evaluateDriver(tank.code);
    expect(driver.run(request, 3, 6).values).toEqual(values.slice(6));
  });

  it('must be those of a declared input, as long as the rows ahead', async () => {
    const withFutures = (inflow: Record<string, Float64Array>) =>
      simulate({ ...request, mode: { kind: 'forecast', origin: 2, futures: [inflow] } });
    await expect(withFutures({ rain: Float64Array.of(1, 1) })).rejects.toThrow(
      'unknown input: rain',
    );
    await expect(withFutures({ inflow: Float64Array.of(1) })).rejects.toThrow(
      'episode tank: the future of inflow has 1 values, expected 2',
    );
  });
});
