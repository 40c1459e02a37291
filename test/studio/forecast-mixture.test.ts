/** Several structures forecast together, against closed forms. */
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../engine/calibrate/special.ts';
import { INPUT_MODELS } from '../../engine/forecast/input-model.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import { forecastMixture, type MixedStructure } from '../../engine/studio/forecast-mixture.ts';

/** Each day a normal value around a level, seen with noise: standard deviation 5 = sqrt(3^2 + 4^2). */
const levels = compileSimulator(`
export default {
  contract: 1,
  title: 'Level',
  description: 'A level.',
  time: { unit: 'day', step: 1 },
  parameters: {
    level: { prior: { kind: 'uniform', low: 0, high: 200 }, unit: 'boxes', meaning: 'level' },
  },
  outputs: { boxes: { unit: 'boxes', kind: 'continuous', meaning: 'boxes', noise: { kind: 'normal', sd: 4 } } },
  start(row) { return { boxes: row.boxes }; },
  modules: [
    {
      name: 'draw', meaning: 'a new value', reads: ['boxes'], writes: ['boxes'],
      step(state, { parameters, random }) { state.boxes = random.normal(parameters.level, 3); },
    },
  ],
  observe(state) { return { boxes: state.boxes }; },
};
`);

const structure = (weight: number, level: number): MixedStructure => ({
  weight,
  simulate: createPlainRunner(),
  program: programOf(levels),
  declaration: levels.declaration,
  episodes: [
    {
      id: 'a',
      steps: 1,
      observed: { boxes: Float64Array.of(1, Number.NaN) },
      inputs: {},
      levers: {},
    },
  ],
  inputs: INPUT_MODELS[0],
  parameterSets: Float64Array.of(level),
  sets: 1,
});

const normal = (x: number, level: number) => normalCdf((x - level) / 5);

async function boxesOf(
  structures: readonly [MixedStructure, ...MixedStructure[]],
  more: { readonly runs?: number; readonly seed?: number } = {},
) {
  const { runs = 40_000, seed = 1 } = more;
  const asked = { structures, horizon: 3, runs, particles: 50, seed, above: { boxes: 110 } };
  const { forecast, parts } = await forecastMixture(asked);
  const [one] = forecast.trajectories;
  const [boxes] = one?.outputs ?? [];
  const [spread] = parts[0]?.spread ?? [];
  if (boxes === undefined || spread === undefined) throw new Error('nothing forecast');
  return { forecast, boxes, spread };
}

describe('two structures with normal results', () => {
  const two = [structure(0.7, 100), structure(0.3, 110)] as const;

  it('have the quantiles of the weighted sum of their distributions', async () => {
    const { boxes } = await boxesOf(two);
    for (const fan of boxes.rows) {
      for (const { level, value, low, high } of fan.quantiles) {
        const below = 0.7 * normal(value, 100) + 0.3 * normal(value, 110);
        // Four standard errors of a share of 40000 runs.
        expect(Math.abs(below - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / 40_000));
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
    }
  });

  it('have the chance of a line that each has in its share of the runs', async () => {
    const { boxes } = await boxesOf(two);
    const truth = 0.7 * (1 - normal(110, 100)) + 0.3 * 0.5;
    for (const on of boxes.line?.on ?? []) expect(on.value).toBeCloseTo(truth, 2);
    // Days are independent within a structure, but a structure is right on all days or on none.
    const byThird = 0.7 * (1 - normal(110, 100) ** 3) + 0.3 * (1 - 0.5 ** 3);
    expect(boxes.line?.by.at(-1)?.value).toBeCloseTo(byThird, 2);
  });

  it('say how much of the variance their difference makes', async () => {
    const { spread } = await boxesOf(two);
    // Within 5^2, between 0.7 x 0.3 x 10^2.
    for (const share of spread.share) expect(share).toBeCloseTo(21 / 46, 1.8);
    expect(spread.means[0]?.[2]).toBeCloseTo(100, 0);
    expect(spread.means[1]?.[2]).toBeCloseTo(110, 0);
  });

  it('that say the same differ by nothing', async () => {
    const { spread } = await boxesOf([structure(0.6, 100), structure(0.4, 100)]);
    for (const share of spread.share) expect(share).toBeLessThan(0.002);
  });

  it('depend on the seed alone', async () => {
    const [one, same, other] = [
      await boxesOf(two, { runs: 800, seed: 3 }),
      await boxesOf(two, { runs: 800, seed: 3 }),
      await boxesOf(two, { runs: 800, seed: 4 }),
    ];
    expect(one).toEqual(same);
    expect(one.boxes.rows).not.toEqual(other.boxes.rows);
  });
});

describe('the runs of structures', () => {
  it('are in proportion to the weights, and a light one keeps a mean of its own', async () => {
    const { boxes, forecast, spread } = await boxesOf(
      [structure(0.96, 100), structure(0.04, 190)],
      {
        runs: 4000,
      },
    );
    expect(forecast.runs).toBe(4000);
    // 4 of 100 runs are far above the others.
    expect(boxes.rows[0]?.quantiles.at(-1)?.value).toBeGreaterThan(150);
    expect(boxes.rows[0]?.quantiles.at(-2)?.value).toBeLessThan(120);
    // 8 ensembles are made of it all the same: 400 runs of deviation 5.
    expect(Math.abs((spread.means[1]?.[0] ?? 0) - 190)).toBeLessThan(4 * (5 / Math.sqrt(400)));
  });

  it('are not the same random numbers in all of them', async () => {
    const { boxes } = await boxesOf([structure(0.5, 100), structure(0.5, 100)], { runs: 800 });
    const firsts = boxes.paths.map((path) => path[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });
});
