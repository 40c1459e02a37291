import { describe, expect, it } from 'vitest';
import type { CalibrationProblem } from '../../engine/calibrate/problem.ts';
import type { Episode, SimulationRequest } from '../../engine/simulator/simulation.ts';
import { checkPredictive, isUnlike } from '../../engine/trust/predictive-check.ts';
import { predictivePaths } from '../../engine/trust/predictive-paths.ts';
import { source } from './series.ts';
import { declaration, episode } from './worlds.ts';

const STEPS = 60;

/** Rows with mean 50, the parameter as standard deviation, each `memory` times as far from the mean as the one before. */
function series(
  sd: number,
  memory: number,
  random: ReturnType<typeof source>,
  mean = 50,
): Float64Array {
  let away = random.normal(0, sd);
  return Float64Array.from({ length: STEPS + 1 }, () => {
    away = memory * away + random.normal(0, sd * Math.sqrt(1 - memory * memory));
    return mean + away;
  });
}

function problem(
  episodes: readonly Episode[],
  memory: number,
  failed: readonly number[] = [],
): CalibrationProblem {
  return {
    program: { hash: 'series', code: '' },
    declaration: declaration(),
    episodes,
    async simulate(request: SimulationRequest) {
      expect(request.streams).toBe('independent');
      const values: number[] = [];
      for (let set = 0; set < request.sets; set++) {
        const random = source(request.seed + 7919 * ((request.firstSet ?? 0) + set));
        for (const _ of request.episodes)
          values.push(...series(request.parameters[set]!, memory, random));
      }
      const failures = failed.map(
        (run) => ({ run, step: 1, module: 'all', reason: 'not-a-number', detail: '' }) as const,
      );
      return { values: Float64Array.from(values), failures };
    },
  };
}

async function check(
  observed: readonly Float64Array[],
  { sd = 4, memory = 0, runs = 300, failed = [] as number[] } = {},
) {
  const episodes = observed.map((y, i) => episode(y, { id: `record ${i}` }));
  const sets = new Float64Array(runs).fill(sd);
  const paths = await predictivePaths(problem(episodes, memory, failed), sets, runs, 1);
  return checkPredictive(paths, { timeUnit: 'day' });
}

const feature = (result: Awaited<ReturnType<typeof check>>, name: string) =>
  result.outputs[0]!.features.find((each) => each.name === name)!;

describe('runs beside the data', () => {
  it('hold the data that the model made itself', async () => {
    const result = await check([series(4, 0, source(1)), series(4, 0, source(2))]);
    const [output] = result.outputs;
    expect(output).toMatchObject({ output: 'y', unit: 'beds', rows: 120 });
    for (const { level, inside, kind } of output!.bands) {
      expect(Math.abs(inside - level)).toBeLessThan(0.15);
      expect(kind).toBe('as-claimed');
    }
    expect(result.summary).toBe('Runs of the model look like the data.');
    expect(result.warnings).toEqual([]);
  });

  it('are told unlike in about 1 in 20 checks of data that the model made', async () => {
    let unlike = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { outputs } = await check([series(4, 0.6, source(100 + seed))], {
        memory: 0.6,
        runs: 200,
      });
      if (isUnlike(outputs[0]!)) unlike += 1;
    }
    // One band at 2.5 % and six features, of which several move together, at 1 %: 2 to 8 %.
    expect(unlike).toBeLessThanOrEqual(10);
  });

  it('are too narrow where the model varies too little', async () => {
    const result = await check([series(4, 0, source(1))], { sd: 2 });
    expect(result.outputs[0]!.bands.map(({ kind }) => kind)).toEqual([
      'too-narrow',
      'too-narrow',
      'too-narrow',
    ]);
    // P(|z| < 1.96 / 2) = .673.
    expect(Math.abs(result.outputs[0]!.bands[2]!.inside - 0.673)).toBeLessThan(0.15);
    expect(feature(result, 'sd').pValue).toBeLessThan(0.01);
    expect(result.summary).toMatch(
      /the spread of the values is 4[\d.]* beds, in the runs 1\.\d+ to 2\.\d+/,
    );
  });

  it('are too wide where it varies too much', async () => {
    const [output] = (await check([series(4, 0, source(1))], { sd: 9 })).outputs;
    expect(output!.bands[1]!.kind).toBe('too-wide');
  });

  it('differ in mean and last value where the level is off, in likeness where memory is', async () => {
    const level = await check([series(4, 0, source(3), 70)]);
    expect(feature(level, 'mean')).toMatchObject({ pValue: 2 / 301 });
    expect(feature(level, 'last').pValue).toBeLessThan(0.02);
    expect(feature(level, 'lag-1').pValue).toBeGreaterThan(0.05);
    const memory = await check([series(4, 0.9, source(4))]);
    expect(feature(memory, 'lag-1').pValue).toBeLessThan(0.01);
    expect(Math.abs(feature(memory, 'lag-1').low)).toBeLessThan(0.35);
  });

  it('look at observed rows only, and count runs that broke', async () => {
    const y = series(4, 0, source(5));
    y.fill(Number.NaN, 10, 40);
    const result = await check([y], { failed: [0, 3] });
    expect(result).toMatchObject({ runs: 298, failed: 2 });
    expect(result.outputs[0]!.rows).toBe(30);
    expect(result.warnings).toEqual(['2 of 300 runs broke and are left out.']);
  });

  it('warn where they are few', async () => {
    const result = await check([series(4, 0, source(6))], { runs: 50 });
    expect(result.warnings[0]).toContain('200 are needed');
  });

  it('know the day of the highest value and its height', async () => {
    const y = series(4, 0, source(7)).fill(90, 17, 18);
    const result = await check([y]);
    expect(feature(result, 'time-of-max').observed).toBe(17);
    expect(feature(result, 'max')).toMatchObject({ observed: 90, pValue: 2 / 301 });
  });
});
