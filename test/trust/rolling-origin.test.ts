import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../engine/calibrate/special.ts';
import { HUB_ALPHAS } from '../../engine/score/interval-score.ts';
import type { SimulationRequest } from '../../engine/simulator/simulation.ts';
import {
  checkByRollingOrigin,
  type RollingOriginInput,
} from '../../engine/trust/rolling-origin.ts';
import { randomWalk, whiteNoise } from './series.ts';
import { declaration, episode, simulateBy, walkFrom } from './worlds.ts';

const walk = randomWalk(401, 2, 17);
const everyTenth = Array.from({ length: 30 }, (_, i) => 100 + 10 * i);

const walkModel = (changes: Partial<RollingOriginInput> = {}): RollingOriginInput => ({
  simulate: simulateBy(walkFrom),
  program: { hash: 'walk', code: '' },
  declaration: declaration(),
  episodes: [episode(walk)],
  parameterSets: Float64Array.of(2, 2, 2, 2),
  sets: 4,
  particles: 100,
  seed: 1,
  origins: everyTenth,
  horizon: 10,
  ...changes,
});

/** Expected WIS of the true forecast N(m, s^2): (2 / 23) sum over the 23 levels of s phi(z). */
const levels = [0.5, ...HUB_ALPHAS.flatMap((alpha) => [alpha / 2, 1 - alpha / 2])];
const density = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
const expectedWis = (sd: number) =>
  (2 / 23) * levels.reduce((sum, level) => sum + sd * density(normalQuantile(level)), 0);

describe('rolling origin', () => {
  it('finds the true model of a random walk honest, with the scores of theory', async () => {
    const check = await checkByRollingOrigin(walkModel());
    const [output] = check.rolling.outputs;
    expect(output).toMatchObject({ output: 'y', unit: 'beds', origins: 30, missing: 0 });
    expect(output?.model.points).toBe(300);
    for (const coverage of output!.model.coverage) expect(coverage.kind).toBe('as-claimed');
    const meanOver = (score: (sd: number) => number) =>
      [...Array(10).keys()].reduce((sum, h) => sum + score(2 * Math.sqrt(h + 1)) / 10, 0);
    // 30 independent origins: the standard error of the mean score is about 15 %.
    expect(output!.model.wis / meanOver(expectedWis)).toBeGreaterThan(0.7);
    expect(output!.model.wis / meanOver(expectedWis)).toBeLessThan(1.3);
    expect(output!.model.crps / meanOver((sd) => sd / Math.sqrt(Math.PI))).toBeCloseTo(
      output!.model.wis / meanOver(expectedWis),
      1,
    );
  });

  it('sees no skill over the last value, which is the true model too', async () => {
    const { rolling } = await checkByRollingOrigin(walkModel());
    const last = rolling.outputs[0]!.naive.find(({ name }) => name === 'last-value')!;
    expect(Math.abs(last.skill)).toBeLessThan(0.05);
    expect(Math.abs(last.difference.mean)).toBeLessThan(3 * last.difference.standardError!);
    expect(last.label).toBe('last value');
  });

  it('calls a model with a third of the true spread too narrow', async () => {
    const { rolling } = await checkByRollingOrigin(
      walkModel({ parameterSets: Float64Array.of(0.66, 0.66, 0.66, 0.66) }),
    );
    expect(rolling.outputs[0]!.model.coverage.map(({ kind }) => kind)).toEqual([
      'too-narrow',
      'too-narrow',
      'too-narrow',
    ]);
    expect(rolling.outputs[0]!.naive[0]!.skill).toBeLessThan(0);
  });

  it('shows the horizon from which a model is of no more use', async () => {
    // y goes back to 0 with coefficient .5; the true model has skill over the last value, more the further ahead.
    const noise = whiteNoise(401, 1, 3);
    for (let row = 1; row < noise.length; row++) noise[row]! += 0.5 * noise[row - 1]!;
    const simulate = simulateBy((last, _origin, sd, random) => {
      let at = last;
      return () => {
        at = 0.5 * at + random.normal(0, sd);
        return at;
      };
    });
    const check = await checkByRollingOrigin(
      walkModel({
        simulate,
        episodes: [episode(noise)],
        parameterSets: Float64Array.of(1, 1, 1, 1),
      }),
    );
    const skill = check.rolling.outputs[0]!.byHorizon.map((entry) => entry.skill['last-value']!);
    expect(skill).toHaveLength(10);
    expect(skill[9]).toBeGreaterThan(skill[0]!);
    expect(skill[9]).toBeGreaterThan(0.3);
  });

  it('shows the model nothing of what it is to forecast, but the inputs that really came', async () => {
    const requests: SimulationRequest[] = [];
    const admissions = Float64Array.from({ length: 401 }, (_, row) => row);
    await checkByRollingOrigin(
      walkModel({
        simulate: simulateBy(walkFrom, requests),
        episodes: [episode(walk, { inputs: { admissions } })],
        origins: [200],
      }),
    );
    const [seen] = requests[0]!.episodes;
    expect(seen?.steps).toBe(210);
    expect(seen?.observed.y?.subarray(0, 201)).toEqual(walk.subarray(0, 201));
    expect(seen?.observed.y?.subarray(201).every(Number.isNaN)).toBe(true);
    expect(seen?.inputs.admissions).toEqual(admissions.slice(0, 211));
    expect(requests[0]).toMatchObject({
      mode: { kind: 'forecast', origin: 200 },
      streams: 'independent',
    });
  });

  it('says in words that the inputs of the days ahead are given', async () => {
    const input = { admissions: { unit: 'patients/day', meaning: 'admitted' } };
    const given = await checkByRollingOrigin(
      walkModel({ declaration: declaration({ inputs: input }) }),
    );
    expect(given.conditions[0]).toContain('reproduced given the real admissions of the days ahead');
    const free = await checkByRollingOrigin(walkModel({ cut: 150 }));
    expect(free.conditions[0]).toContain('forecast from the past alone');
    expect(free.conditions.at(-1)).toContain('5 of 30 starting days lie before the last day used');
  });

  it('forecasts the whole stretch after the last training row as well', async () => {
    const seen: number[] = [];
    const check = await checkByRollingOrigin(
      walkModel({ origins: [300], cut: 360, onProgress: (done, total) => seen.push(done, total) }),
    );
    expect(check.heldOut).toMatchObject({ origins: [360], horizon: 40 });
    expect(check.heldOut?.outputs[0]?.model.points).toBe(40);
    expect(check.heldOut?.outputs[0]?.naive[0]?.difference.standardError).toBeUndefined();
    expect(seen).toEqual([1, 2, 2, 2]);
  });

  it('pools the parameter sets and keeps episodes of different length apart', async () => {
    const flat = (value: number, rows: number) => new Float64Array(rows).fill(value);
    const simulate = simulateBy((last, _origin, sd) => () => 1000 * last + sd);
    const { rolling } = await checkByRollingOrigin(
      walkModel({
        simulate,
        episodes: [
          episode(flat(1, 31), { id: 'long' }),
          episode(flat(2, 12), { id: 'short' }),
          episode(flat(3, 15), { id: 'middle' }),
        ],
        parameterSets: Float64Array.of(0, 2, 4),
        sets: 3,
        particles: 2,
        origins: [10, 12],
        horizon: 5,
      }),
    );
    const shape = rolling.points.map(
      ({ episode: id, origin, horizon, model }) =>
        `${id} ${origin}+${horizon}: ${model?.forecast.median}`,
    );
    expect(shape).toEqual([
      ...[1, 2, 3, 4, 5].map((h) => `long 10+${h}: 1002`),
      'short 10+1: 2002',
      ...[1, 2, 3, 4].map((h) => `middle 10+${h}: 3002`),
      ...[1, 2, 3, 4, 5].map((h) => `long 12+${h}: 1002`),
      ...[1, 2].map((h) => `middle 12+${h}: 3002`),
    ]);
  });

  it('keeps broken runs in the ledger and out of the ensemble', async () => {
    let calls = 0;
    const simulate = simulateBy(
      () => () => (calls++ % 2 === 0 ? Number.NaN : 7),
      [],
      [
        { run: 0, step: 3, module: 'beds', reason: 'negative-count', detail: 'free is -1' },
        { run: 2, step: 3, module: 'beds', reason: 'negative-count', detail: 'free is -1' },
        { run: 4, step: 9, module: 'start', reason: 'error', detail: 'line 3' },
      ],
    );
    const check = await checkByRollingOrigin(walkModel({ simulate, origins: [200], horizon: 3 }));
    expect(check.runs).toBe(400);
    expect(check.failures).toEqual([
      { module: 'beds', reason: 'negative-count', detail: 'free is -1', count: 2 },
      { module: 'start', reason: 'error', detail: 'line 3', count: 1 },
    ]);
    expect(check.rolling.points.every(({ model }) => model?.forecast.median === 7)).toBe(true);
  });

  it('counts values that no run could forecast instead of scoring them', async () => {
    const check = await checkByRollingOrigin(
      walkModel({ simulate: simulateBy(() => () => Number.NaN), origins: [200] }),
    );
    expect(check.rolling.outputs[0]).toMatchObject({ missing: 10, byHorizon: [] });
    expect(check.rolling.outputs[0]?.model.points).toBe(0);
  });

  it('compares with a method only where it has enough history', async () => {
    const { rolling } = await checkByRollingOrigin(walkModel({ origins: [5, 100] }));
    const points = Object.fromEntries(
      rolling.outputs[0]!.naive.map((naive) => [naive.name, naive.points]),
    );
    expect(points).toEqual({ 'last-value': 20, 'same-period-last-season': 10, drift: 20 });
  });

  it('gives the same numbers for the same seed, others for another', async () => {
    const wis = async (seed: number) =>
      (await checkByRollingOrigin(walkModel({ seed }))).rolling.outputs[0]!.model.wis;
    expect(await wis(5)).toBe(await wis(5));
    expect(await wis(5)).not.toBe(await wis(6));
  });
});
