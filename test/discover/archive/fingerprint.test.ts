import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, Series } from '../../../engine/data/dataset.ts';
import {
  behaviourDistance,
  explanationKeys,
  type Fingerprint,
  fingerprintOf,
  sameExplanation,
} from '../../../engine/discover/archive/fingerprint.ts';
import { probesOf } from '../../../engine/discover/archive/probes.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';

const simulate = createPlainRunner();
const icu = readFileSync('assets/simulators/icu-staged-stay.sim.js', 'utf8');
const parameters = { stay: 15, error: 5 };

function seriesOf(name: string, use: Series['use']): Series {
  return {
    name,
    column: name,
    role: use === 'output' ? 'stock' : 'flow',
    use,
    unit: '',
    kind: 'count',
  };
}

function datasetOf(
  values: Readonly<Record<string, readonly number[]>>,
  series: Series[],
  copies = 1,
): Dataset {
  const rows = Object.values(values)[0]?.length ?? 0;
  const arrays = Object.fromEntries(
    Object.entries(values).map(([name, row]) => [name, Float64Array.from(row)]),
  );
  const trajectories = Array.from({ length: copies }, (_, i) => ({
    id: `${i}`,
    rows,
    values: arrays,
  }));
  return { timeUnit: 'day', series, trajectories };
}

const rows = Array.from({ length: 80 }, (_, row) => row);
const wave = (row: number) => 20 + Math.round(15 * Math.sin(row / 8));
const data = datasetOf(
  {
    icu_occupied: rows.map((row) => 300 + Math.round(200 * Math.sin(row / 8 - 1))),
    icu_admissions: rows.map(wave),
  },
  [seriesOf('icu_occupied', 'output'), seriesOf('icu_admissions', 'input')],
);

function fingerprint(
  source: string,
  values: Readonly<Record<string, number>> = parameters,
  seed = 1,
) {
  const compiled = compileSimulator(source);
  const probes = probesOf(data, compiled.declaration);
  return fingerprintOf({ compiled, parameters: values, probes, simulate, seed });
}

describe('probes', () => {
  const { declaration } = compileSimulator(icu);

  it('are the rows as they were, and with less and more coming in', () => {
    const { episodes, series } = probesOf(data, declaration);
    expect(episodes.map(({ steps }) => steps)).toEqual([60, 60, 60]);
    expect(episodes.map(({ inputs }) => inputs.admissions?.[7])).toEqual(
      [1, 0.5, 1.5].map((factor) => factor * wave(7)),
    );
    const seen = rows.map((row) => 300 + Math.round(200 * Math.sin(row / 8 - 1)));
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    expect(series[0]?.output).toBe('occupied');
    expect(series[0]?.centre).toBeCloseTo(mean, 10);
    const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length;
    expect(series[0]?.spread).toBeCloseTo(Math.sqrt(variance), 10);
  });

  it('are six at most, whatever the number of records', () => {
    const many = { ...data, trajectories: Array(50).fill(data.trajectories[0]) };
    expect(probesOf(many, declaration).episodes.length).toBe(6);
  });

  it('set levers to their lowest and highest recorded values, within what the simulator allows', () => {
    const stock = compileSimulator(readFileSync('assets/simulators/supply-chain.sim.js', 'utf8'));
    const withOrders = (orders: readonly number[]) =>
      probesOf(
        datasetOf(
          { inventory: [9, 8, 7], backlog: [0, 0, 0], pipeline: [1, 1, 1], order: orders },
          [
            ...['inventory', 'backlog', 'pipeline'].map((name) => seriesOf(name, 'output')),
            seriesOf('order', 'lever'),
          ],
        ),
        stock.declaration,
      ).episodes.map(({ levers }) => [...(levers.order ?? [])]);
    expect(withOrders([3, 90, 4])).toEqual([
      [3, 90, 4],
      [3, 3, 3],
      [50, 50, 50],
    ]);
    expect(withOrders([4, 4, 4])).toEqual([
      [4, 4, 4],
      [2, 2, 2],
      [6, 6, 6],
    ]);
  });

  it('are as many for a simulator that does not use the inputs', () => {
    const outputs = {
      beds: { unit: '', kind: 'count' as const, meaning: '', column: 'icu_occupied' },
    };
    const { episodes, series } = probesOf(data, { inputs: {}, levers: {}, outputs });
    expect(episodes.length).toBe(3);
    expect(series[0]?.output).toBe('beds');
  });
});

describe('a fingerprint', () => {
  let first: Fingerprint;
  beforeAll(async () => {
    first = await fingerprint(icu);
  });

  it('is the same each time', async () => {
    expect(await fingerprint(icu)).toEqual(first);
    expect(first.links).toEqual(['icu_admissions -> icu_occupied', 'icu_occupied -> icu_occupied']);
    expect(first.distributions).toEqual(['binomial']);
    // 3 probes, 1 series, 5 rows, mean and deviation.
    expect(first.behaviour.length).toBe(30);
  });

  it('holds means and deviations in spreads of the data', async () => {
    // Nobody comes or leaves: what is there stays, and the recorded number has an error of 100.
    const still = icu
      .replace('Math.round(inputs.admissions)', '0 * inputs.admissions')
      .replace('-2 * dt', '-0 * dt');
    const { behaviour } = await fingerprint(still, { stay: 15, error: 100 });
    const { series } = probesOf(data, compileSimulator(icu).declaration);
    const { centre = Number.NaN, spread = Number.NaN } = series[0] ?? {};
    const start = data.trajectories[0]?.values.icu_occupied?.[0] ?? Number.NaN;
    const means = behaviour.filter((_, i) => i % 2 === 0).map(Math.sinh);
    const deviations = behaviour.filter((_, i) => i % 2 === 1).map(Math.sinh);
    const average = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    // 480 runs: standard errors 100 / sqrt(480) and 100 / sqrt(960).
    expect(Math.abs(average(means) * spread + centre - start)).toBeLessThan(3 * 4.6);
    expect(Math.abs(average(deviations) * spread - 100)).toBeLessThan(3 * 3.3);
  });

  it('is of the same explanation with other random numbers and other names', async () => {
    const renamed = icu.replaceAll("'discharge'", "'leaving_again'").replaceAll('late', 'second');
    const other = await fingerprint(renamed, parameters, 2);
    expect(other.behaviour).not.toEqual(first.behaviour);
    expect(sameExplanation(first, other)).toBe(true);
  });

  it('differs where the stay has one phase, the same on average', async () => {
    const onePhase = icu
      .replace('(-2 * dt) / stay', '-dt / stay')
      .replace(
        '{ early: row.occupied - late, late,',
        '{ early: 0, late: late - late + row.occupied,',
      )
      .replace('state.early += admissions;', 'state.late += admissions;')
      .replace(
        "reads: ['early', 'admitted'],\n      writes: ['early', 'admitted']",
        "reads: ['late', 'admitted'],\n      writes: ['late', 'admitted']",
      );
    const other = await fingerprint(onePhase);
    expect([other.links, other.distributions]).toEqual([first.links, first.distributions]);
    expect(sameExplanation(first, other)).toBe(false);
  });

  it('differs where the links or distributions do, whatever the behaviour', () => {
    expect(sameExplanation(first, { ...first, links: ['a -> a'] })).toBe(false);
    expect(sameExplanation(first, { ...first, distributions: ['poisson'] })).toBe(false);
  });

  it('has fixed values where every run fails, far from all that run', async () => {
    const failing = icu.replace('state.early += admissions;', 'state.early += admissions / 0;');
    const failed = await fingerprint(failing);
    expect(new Set(failed.behaviour)).toEqual(new Set([10]));
    expect(sameExplanation(failed, await fingerprint(failing, parameters, 5))).toBe(true);
    expect(sameExplanation({ ...first, behaviour: failed.behaviour }, first)).toBe(false);
    expect(behaviourDistance(first, failed)).toBeGreaterThan(5);
  });

  it('has the same key as an earlier one of the same explanation', async () => {
    const other = await fingerprint(icu, { stay: 40, error: 5 });
    const again = await fingerprint(icu, parameters, 3);
    expect(explanationKeys([first, other, again, other])).toEqual([
      ...['explanation 1', 'explanation 2', 'explanation 1', 'explanation 2'],
    ]);
  });

  it('cannot be compared with one of other probes', () => {
    expect(() => behaviourDistance(first, { ...first, behaviour: [0] })).toThrow(
      'different probes',
    );
  });
});
