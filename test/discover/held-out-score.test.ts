import { expect, it } from 'vitest';
import type { Dataset } from '../../engine/data/dataset.ts';
import { episodesOf } from '../../engine/data/episodes.ts';
import { foldsOf } from '../../engine/discover/folds.ts';
import { heldOutScore, scoreByOutput, scoreFold } from '../../engine/discover/held-out-score.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';

/** x' = x + normal(0, sd): a walk whose steps are known. */
const source = `
export default {
  contract: 1,
  title: 'A walk',
  description: 'A value that walks by chance.',
  time: { unit: 'day', step: 1 },
  assumptions: [],
  parameters: { sd: { prior: { kind: 'uniform', low: 0, high: 10 }, unit: '1', meaning: 'size of a step' } },
  outputs: { x: { unit: '1', kind: 'continuous', meaning: 'the value' } },
  start(row) { return { x: row.x }; },
  modules: [{
    name: 'walk', meaning: 'a step', reads: ['x'], writes: ['x'],
    step(state, { random, parameters }) { state.x += random.normal(0, parameters.sd); },
  }],
  observe(state) { return { x: state.x }; },
  rules: [],
};`;
const compiled = compileSimulator(source);
const simulate = createPlainRunner();

async function walks(count: number, rows: number): Promise<Dataset> {
  const { values } = await simulate({
    program: { hash: compiled.hash, code: compiled.code },
    episodes: [
      {
        id: 'w',
        steps: rows - 1,
        observed: { x: new Float64Array(rows) },
        inputs: {},
        levers: {},
      },
    ],
    parameters: Float64Array.of(1),
    sets: 1,
    replications: count,
    mode: { kind: 'rollout' },
    seed: 9,
    streams: 'independent',
  });
  return {
    timeUnit: 'day',
    series: [
      { name: 'x', column: 'x', role: 'output', use: 'output', unit: '', kind: 'continuous' },
    ],
    trajectories: Array.from({ length: count }, (_, i) => ({
      id: `t${i}`,
      rows,
      values: { x: values.slice(i * rows, (i + 1) * rows) },
    })),
  };
}

async function scoreAt(data: Dataset, sd: number) {
  const [fold] = foldsOf(data, 1);
  const model = { simulate, compiled, parameters: Float64Array.of(sd), seed: 5 };
  const episodes = episodesOf(data, compiled.declaration);
  return heldOutScore([await scoreFold(model, episodes, fold!, 100)]);
}

it('scores single steps by the law of the step: CRPS of N(0, 1) is 1/sqrt(pi), its mean deviation sqrt(2/pi)', async () => {
  const data = await walks(60, 30);
  const { points } = await scoreAt(data, 1);
  const steps = [...points].filter(([key]) => key.includes('|step '));
  const mean = steps.reduce((sum, [, { crps }]) => sum + crps, 0) / steps.length;
  // Both sides vary with the data at hand: 900 steps.
  expect(mean).toBeCloseTo(1 / Math.sqrt(Math.PI) / Math.sqrt(2 / Math.PI), 1);
  expect(steps.every(([, { lead }]) => lead === 1)).toBe(true);
  const density = steps.reduce((sum, [, { logDensity }]) => sum + logDensity, 0) / steps.length;
  // Minus the entropy of N(0, 1).
  expect(density).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * Math.E), 1);
  const pits = steps.map(([, { pit }]) => pit);
  expect(pits.reduce((a, b) => a + b, 0) / pits.length).toBeCloseTo(0.5, 1);
});

it('is best at the truth, in errors and in densities', async () => {
  const data = await walks(60, 30);
  const [narrow, right, wide] = [
    await scoreAt(data, 0.5),
    await scoreAt(data, 1),
    await scoreAt(data, 2),
  ];
  const density = ({ points }: typeof right) =>
    [...points.values()].reduce((sum, { logDensity }) => sum + logDensity, 0);
  expect(right.value).toBeLessThan(narrow.value);
  expect(right.value).toBeLessThan(wide.value);
  expect(density(right)).toBeGreaterThan(density(narrow));
  expect(density(right)).toBeGreaterThan(density(wide));
  expect(scoreByOutput(right)).toEqual({ x: right.value });
});

it('takes each trajectory for one draw, and only those that were kept back', async () => {
  const data = await walks(60, 30);
  const [fold] = foldsOf(data, 1);
  if (fold?.kind !== 'other-trajectories') throw new Error('by trajectory');
  const { points } = await scoreAt(data, 1);
  const clusters = new Set([...points.keys()].map((key) => key.slice(0, key.indexOf('|'))));
  expect([...clusters].toSorted()).toEqual(fold.judge.map((i) => `of t${i}`).toSorted());
});

it('scores one long series on rows from the cut on alone', async () => {
  const data = await walks(1, 100);
  const { points } = await scoreAt(data, 1);
  const rows = [...points.keys()].map((key) => Number(key.split(' ').at(-1)));
  expect(Math.min(...rows)).toBeGreaterThanOrEqual(45);
  expect(Math.max(...rows)).toBeLessThan(62);
});
