import { describe, expect, it } from 'vitest';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { simulateTask } from '../../engine/compute/simulation-task.ts';
import { filterWarning } from '../../engine/forecast/filter-health.ts';
import { type ForecastInput, forecastAhead } from '../../engine/forecast/forecast-ahead.ts';
import { INPUT_MODELS } from '../../engine/forecast/input-model.ts';
import { runAhead } from '../../engine/forecast/run-ahead.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner, evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import type { Episode, Simulate, SimulationRequest } from '../../engine/simulator/simulation.ts';

/** A stock that wanders: what comes in less what is used, seen with noise. */
const store = compileSimulator(`
export default {
  contract: 1,
  title: 'Store',
  description: 'A stock.',
  time: { unit: 'day', step: 1 },
  parameters: {
    used: { prior: { kind: 'uniform', low: 0, high: 50 }, unit: '1/day', meaning: 'used a day' },
    spread: { prior: { kind: 'uniform', low: 0, high: 5 }, unit: '1/day', meaning: 'by how much it differs' },
  },
  inputs: { delivered: { unit: '1/day', meaning: 'comes in' } },
  levers: { rationed: { unit: '1/day', meaning: 'not given out', low: 0, high: 50, default: 0 } },
  outputs: { stock: { unit: 'boxes', kind: 'continuous', meaning: 'boxes left', noise: { kind: 'normal', sd: 1 } } },
  start(row) { return { stock: row.stock }; },
  modules: [
    {
      name: 'use', meaning: 'in and out', reads: ['stock'], writes: ['stock'],
      step(state, { parameters, inputs, levers, random }) {
        state.stock += inputs.delivered - random.normal(parameters.used, parameters.spread) + levers.rationed;
      },
    },
  ],
  observe(state) { return { stock: state.stock }; },
};
`);

const [last, weekday, blocks] = INPUT_MODELS;
const ORIGIN = 27;

/**
 * Deliveries 10 a day, 30 on one day of the week, and `uneven` more a day in every other week; with 90 / 7 used the
 * stock keeps its level over an even week. `jump`: what the last day shows beside it.
 */
function episode(jump = 0, uneven = 0): Episode {
  const delivered = Float64Array.from(
    { length: ORIGIN + 1 },
    (_, row) => (row % 7 === 3 ? 30 : 10) + uneven * (Math.floor(row / 7) % 2),
  );
  const stock = new Float64Array(ORIGIN + 1).fill(500);
  for (let row = 1; row <= ORIGIN; row++) stock[row] = stock[row - 1]! + delivered[row]! - 90 / 7;
  stock[ORIGIN]! += jump;
  return { id: 'store', steps: ORIGIN, observed: { stock }, inputs: { delivered }, levers: {} };
}

const input: ForecastInput = {
  simulate: createPlainRunner(),
  program: programOf(store),
  declaration: store.declaration,
  episodes: [episode()],
  parameterSets: Float64Array.of(90 / 7, 0.5, 90 / 7, 0.5, 90 / 7, 0.5),
  sets: 3,
  horizon: 14,
  inputs: weekday,
  runs: 600,
  particles: 50,
  seed: 1,
};

async function stockOf(more: Partial<ForecastInput> = {}) {
  const forecast = await forecastAhead({ ...input, ...more });
  const one = forecast.trajectories[0]!;
  const stock = one.outputs[0]!;
  const quantile = (ahead: number, level: number) =>
    stock.rows[ahead - 1]!.quantiles.find((entry) => entry.level === level)!;
  const width = (ahead: number) => quantile(ahead, 0.9).value - quantile(ahead, 0.1).value;
  return { forecast, one, stock, quantile, width };
}

describe('a forecast of a stock', () => {
  it('starts where the stock was last seen and follows the deliveries of the week', async () => {
    const { quantile, one, forecast } = await stockOf();
    const seen = episode().observed.stock![ORIGIN]!;
    // After a whole week the stock is where it was.
    expect(Math.abs(quantile(7, 0.5).value - seen)).toBeLessThan(1);
    const rise = quantile(4, 0.5).value - quantile(3, 0.5).value;
    expect(Math.abs(rise - (30 - 90 / 7))).toBeLessThan(0.7);
    expect(one).toMatchObject({ origin: ORIGIN, failures: [] });
    // 600 runs in ensembles of 50 are 12, so that each of the 3 draws has 4.
    expect(forecast.runs).toBe(600);
    expect(one.filter).toMatchObject({ ensembles: 12, particles: 100, collapsed: false });
  });

  it('spreads as its noise does: closed form', async () => {
    const { width } = await stockOf({ runs: 4000 });
    // State at the origin: variance of the steady filter, p = (q + sqrt(q^2 + 4 q r)) / 2, less what the row tells.
    const q = 0.25;
    const predicted = (q + Math.sqrt(q * q + 4 * q)) / 2;
    const filtered = predicted / (predicted + 1);
    for (const ahead of [1, 14]) {
      const sd = Math.sqrt(filtered + ahead * q + 1);
      expect(width(ahead) / (2 * 1.2816 * sd)).toBeCloseTo(1, 1);
    }
  });

  it('is wider where the deliveries are drawn from weeks that differ', async () => {
    const episodes = [episode(0, 4)];
    const drawn = await stockOf({ episodes, inputs: blocks });
    const fixed = await stockOf({ episodes, inputs: weekday });
    // Two weeks of 28 boxes more or less, each as likely: standard deviation 14 for a week.
    expect(drawn.width(7)).toBeGreaterThan(25);
    expect(fixed.width(7)).toBeLessThan(6);
    const paths = new Set(drawn.stock.paths.map((path) => Math.round(path[6]! / 14)));
    expect(paths.size).toBeGreaterThanOrEqual(2);
  });

  it('changes with what is set from the first day ahead on', async () => {
    const base = await stockOf({ inputs: last });
    const less = await stockOf({ inputs: last, parameters: { used: 90 / 7 - 5 } });
    const policies = { rationed: { kind: 'constant', value: 5 } } as const;
    const rationed = await stockOf({ inputs: last, policies });
    for (const { quantile, one } of [less, rationed]) {
      expect(quantile(10, 0.5).value - base.quantile(10, 0.5).value).toBeCloseTo(50, 6);
      expect(one.filter).toEqual(base.one.filter);
    }
  });

  it('tells the chance of being above a line, on a day and by then', async () => {
    const seen = episode().observed.stock![ORIGIN]!;
    const { stock } = await stockOf({ above: { stock: seen + 5 } });
    const { on, by, level } = stock.line!;
    expect(level).toBe(seen + 5);
    by.forEach(({ value }, i) => {
      expect(value).toBeGreaterThanOrEqual(Math.max(on[i]!.value, by[i - 1]?.value ?? 0));
    });
    // Never within three days of 10 - 90 / 7, at once on the day of the delivery of 30.
    expect(by[2]!.value).toBe(0);
    expect(on[3]!.value).toBeGreaterThan(0.95);
    expect(on[6]!.value).toBeLessThan(0.05);
    expect(by[6]!.value).toBeGreaterThanOrEqual(on[3]!.value);
  });

  it('warns where the runs cannot follow the last day', async () => {
    const { one } = await stockOf({ episodes: [episode(25)] });
    expect(one.filter.collapsed).toBe(true);
    expect(filterWarning(one.filter, (row) => `day ${row}`)).toMatch(
      /^the model cannot follow the last days: on day 27 only about \d of 100 runs agree with what was observed/,
    );
    const far = await stockOf({ episodes: [episode(1e5)] });
    expect(filterWarning(far.one.filter, (row) => `day ${row}`)).toMatch(
      /on day 27 no run comes near what was observed/,
    );
    const { one: sound } = await stockOf();
    expect(filterWarning(sound.filter, String)).toBeUndefined();
    expect(far.one.filter.logLikelihood.high).toBeLessThan(sound.filter.logLikelihood.low);
  });

  it('is the same on any number of workers', async () => {
    const inProcess = createInProcess([simulateTask(({ code }) => evaluateDriver(code))]);
    const simulate = createSimulate({ ...inProcess, width: 3 }, { chunkMilliseconds: 0.01 });
    const more = { inputs: blocks, episodes: [episode(), { ...episode(3), id: 'other' }] };
    const chunked = await stockOf({ ...more, simulate });
    expect(chunked.forecast).toEqual((await stockOf(more)).forecast);
    expect(chunked.forecast.trajectories.map(({ id }) => id)).toEqual(['store', 'other']);
  });
});

describe('runs that are made a thousand at a time', () => {
  it('are those that one request would have made, each under its own number', async () => {
    const requests: SimulationRequest[] = [];
    const runner = createPlainRunner();
    const simulate: Simulate = async (request, options) => {
      requests.push(request);
      const result = await runner(request, options);
      const failure = { run: 3, step: 1, module: 'use', reason: 'error', detail: '' } as const;
      return { ...result, failures: [failure] };
    };
    const draws = { count: 220, parameters: new Float64Array(440).map((_, i) => 12 + (i % 2)) };
    const plan = { ...draws, particles: 10 };
    const made = await runAhead({ ...input, inputs: blocks, simulate }, plan, 0, () => {});
    expect(requests.map(({ sets, firstSet }) => [sets, firstSet])).toEqual([
      [100, 0],
      [100, 100],
      [20, 200],
    ]);
    expect(made.failures.map(({ run }) => run)).toEqual([3, 1003, 2003]);
    expect(made.filters.map(({ run }) => run)).toEqual(
      Array.from(draws.parameters.slice(0, 220), (_, i) => 10 * i),
    );

    const [first, ...others] = requests;
    const futures = requests.flatMap(({ mode }) =>
      mode.kind === 'forecast' ? [...(mode.futures ?? [])] : [],
    );
    expect([futures.length, others.length]).toEqual([2200, 2]);
    if (first?.mode.kind !== 'forecast') throw new Error('expected a forecast');
    const whole = await runner({
      ...first,
      parameters: draws.parameters,
      sets: 220,
      mode: { ...first.mode, futures },
    });
    const horizon = input.horizon;
    const [stock] = made.outputs;
    const byRun = Float64Array.from(whole.values, (_, at) => {
      const run = Math.floor(at / horizon);
      return stock?.values[(at % horizon) * 2200 + run] ?? 0;
    });
    expect(byRun).toEqual(whole.values);
  });
});
