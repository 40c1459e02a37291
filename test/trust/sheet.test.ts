import { describe, expect, it } from 'vitest';
import type { CalibrationProblem } from '../../engine/calibrate/problem.ts';
import type { InferenceTask } from '../../engine/calibrate/sbi/task.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { answersOf } from '../../engine/trust/repeats.ts';
import { checkByRollingOrigin } from '../../engine/trust/rolling-origin.ts';
import { type TrustSheetInput, trustSheet, trustSheetSchema } from '../../engine/trust/sheet.ts';
import { verdictOf } from '../../engine/trust/verdict.ts';
import { gaussianPosterior, gaussianTask, type Mistake, NOISE } from './gaussian.ts';
import { source, whiteNoise } from './series.ts';
import { declaration, episode, simulateBy } from './worlds.ts';

const task = gaussianTask([0.3, -0.5]);

const sheet = (mistake: Mistake = {}, more: Partial<TrustSheetInput> = {}) =>
  trustSheet({ task, posterior: gaussianPosterior(task, mistake), seed: 1, ...more });

/** The task's model as a simulator: two parameters are two outputs, each seen on one row with noise. */
const problem: CalibrationProblem = {
  program: { hash: 'gaussian', code: '' },
  declaration: {
    parameters: {},
    outputs: {
      a: { unit: 'beds', kind: 'continuous', meaning: '' },
      b: { unit: 'beds', kind: 'continuous', meaning: '' },
    },
  },
  episodes: [
    {
      id: 'a',
      steps: 1,
      observed: { a: Float64Array.of(0, 0.3), b: Float64Array.of(0, -0.5) },
      inputs: {},
      levers: {},
    } satisfies Episode,
  ],
  async simulate({ parameters, sets, seed }) {
    const { normal } = source(seed);
    const values = Array.from({ length: sets }, (_, set) => {
      const [a, b] = parameters.subarray(2 * set, 2 * set + 2);
      return [0, 0, normal(a!, NOISE), normal(b!, NOISE)];
    });
    return { values: Float64Array.from(values.flat()), failures: [] };
  },
};

describe('the trust sheet', () => {
  it('of the exact posterior has every part, as plain data, and no complaint', async () => {
    const full = await sheet({}, { problem, timeUnit: 'day' });
    expect(trustSheetSchema.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
    for (const [name, part] of Object.entries(full.parts)) {
      expect([name, part.kind]).toEqual([name, name === 'heldOut' ? 'skipped' : 'done']);
    }
    expect(full.verdict.facts.map(({ speaks }) => speaks)).toEqual(['for', 'for', 'for']);
    expect(full.verdict.facts[0].text).toMatch(
      /Tested on 300 made-up data sets with known answers, the ranges hold what they claim. The 80 % ranges held the truth in \d\d % of them/,
    );
    expect(full.verdict.facts[1].text).toContain('The model can make data like these.');
    expect(full.verdict.facts[2].text).toContain('tell them apart');
    // What it was fitted to is no test.
    expect(full.verdict.kind).toBe('usable-with-care');
    expect(full.verdict.warnings[0]).toContain('not tested on values it had not seen');
  });

  it('is the same for the same seed', async () => {
    const sizes = { dataSets: 60, draws: 60, posteriorDataSets: 30, sets: 300, runs: 50 };
    const [first, second] = [
      await sheet({}, { problem, sizes }),
      await sheet({}, { problem, sizes }),
    ];
    expect(first).toEqual(second);
    expect(await sheet({}, { problem, sizes, seed: 2 })).not.toEqual(first);
  });

  it('does not yet trust a method that is far too sure of itself', async () => {
    const { verdict } = await sheet({ width: 0.5 });
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[0]).toMatchObject({ speaks: 'against' });
    expect(verdict.facts[0].text).toMatch(
      /a: too sure of itself; its ranges should be about 1\.\d times as wide/,
    );
  });

  it('finds a method that ignores the data', async () => {
    const { verdict } = await sheet({ prior: true });
    expect(verdict.facts[0].text).toContain('leaves unused a part of what the data tell');
    expect(verdict.facts[1].text).toBe('The data say next to nothing of a and b.');
  });

  it('does not yet trust an answer to data that the model cannot make', async () => {
    const far = gaussianTask([12, 0]);
    const { verdict } = await sheet({}, { task: far, posterior: gaussianPosterior(far) });
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[0].text).toMatch(
      /No parameters that the priors allow make data like these. beds: of a is above/,
    );
  });

  it('names parameters that only count together', async () => {
    const together: InferenceTask = {
      ...task,
      observed: Float64Array.of(3, 4),
      priors: task.names.map(() => ({ kind: 'uniform', low: 0.1, high: 10 })),
    };
    const { normal, uniform } = source(3);
    const pairs = Array.from({ length: 4000 }, () => {
      const a = Math.exp(uniform(-1.5, 1.5));
      return [a, Math.min(10, (1.2 / a) * Math.exp(normal(0, 0.05)))];
    });
    const posterior = {
      names: task.names,
      map: Float64Array.of(1, 1),
      sample: (count: number) => Float64Array.from(pairs.slice(0, count).flat()),
    };
    const { verdict, parts } = await sheet({}, { task: together, posterior });
    expect(verdict.facts[0].text).toBe(
      'a and b cannot be told apart: only their product is known.',
    );
    expect(parts.sbc).toMatchObject({ kind: 'skipped' });
    expect(parts.recovery).toMatchObject({ kind: 'done' });
  });
});

describe('a method that answers for the observed data only', () => {
  const { amortised, ...alone } = gaussianPosterior(task);

  it('is not asked again by itself: the parts say why and what would help', async () => {
    const { parts, verdict } = await sheet({}, { posterior: alone });
    for (const name of ['sbc', 'expectedCoverage', 'tarp', 'posteriorSbc'] as const) {
      const part = parts[name];
      expect(part.kind === 'skipped' && part.reason).toMatch(/calibrate/i);
    }
    expect(verdict.facts.map(({ speaks }) => speaks)).toContain('neither');
  });

  it('is asked again a few times where it may be, with a warning that these are few', async () => {
    let refits = 0;
    const refit = (x: Float64Array) => {
      refits += 1;
      return answersOf(amortised)(x);
    };
    const { parts, verdict } = await sheet({}, { posterior: alone, refit, sizes: { refits: 12 } });
    expect(refits).toBe(12);
    expect(parts.sbc).toMatchObject({ kind: 'done', result: { dataSets: 12 } });
    expect(verdict.facts[0].text).toContain('Only 12 made-up data sets');
  });
});

describe('a sheet in trouble', () => {
  it('says so where nothing runs', async () => {
    const broken: InferenceTask = {
      ...task,
      simulate: async ({ count }) => ({
        x: new Float64Array(2 * count).fill(Number.NaN),
        failures: new Array<'not-a-number'>(count).fill('not-a-number'),
      }),
    };
    const { parts } = await sheet({}, { task: broken });
    for (const part of [parts.sbc, parts.misspecification, parts.posteriorSbc]) {
      expect(part.kind === 'skipped' && part.reason).toContain('not-a-number');
    }
  });

  it('goes on where a third of the prior fails', async () => {
    const partly: InferenceTask = {
      ...task,
      async simulate(request) {
        const { x, failures } = await task.simulate(request);
        return {
          x,
          failures: failures.map((_, i) =>
            request.parameters[2 * i]! > 0.43 ? 'not-a-number' : undefined,
          ),
        };
      },
    };
    const { parts } = await sheet({}, { task: partly, sizes: { dataSets: 150 } });
    expect(parts.sbc.kind === 'done' && parts.sbc.result.dataSets).toBeGreaterThan(80);
    expect(parts.sbc.kind === 'done' && parts.sbc.result.dataSets).toBeLessThan(120);
  });

  it('stops when told to, and tells how far it is', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const onProgress: TrustSheetInput['onProgress'] = ({ part, done }) => {
      seen.push(part);
      if (part === 'repeating' && done === 5) stop.abort();
    };
    await expect(sheet({}, { signal: stop.signal, onProgress })).rejects.toThrow();
    expect(seen.filter((part) => part === 'repeating')).toHaveLength(5);
  });
});

describe('the verdict on a check and a sheet', () => {
  const wave = (row: number) => 100 + 50 * Math.sin(row / 9);
  const observed = whiteNoise(301, 3, 21).map((noise, row) => wave(row) + noise);
  const check = (sd: number) =>
    checkByRollingOrigin({
      simulate: simulateBy((_last, origin, spread, random) => {
        let row = origin;
        return () => wave(++row) + random.normal(0, spread);
      }),
      program: { hash: 'wave', code: '' },
      declaration: declaration(),
      episodes: [episode(observed)],
      parameterSets: Float64Array.of(sd),
      sets: 1,
      particles: 200,
      seed: 1,
      origins: Array.from({ length: 12 }, (_, i) => 100 + 15 * i),
      horizon: 14,
    });

  it('trusts what is right about days it had not seen and holds what it claims', async () => {
    const full = await sheet({}, { heldOut: await check(3) });
    expect(full.verdict).toMatchObject({ kind: 'trustworthy', warnings: [] });
    expect(full.verdict.facts[0].text).toContain('average miss');
    expect(full.parts.heldOut).toMatchObject({
      kind: 'done',
      result: { timeUnit: 'day', outputs: [{ output: 'y', points: 168 }] },
    });
    expect(trustSheetSchema.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  it('names the gravest three of what both say', async () => {
    const heldOut = await check(0.5);
    const { parts } = await sheet({ width: 0.5 });
    const { kind, facts } = verdictOf(heldOut, [], parts);
    expect(kind).toBe('not-yet');
    expect(facts[0].text).toContain('too sure of itself; its ranges should be');
    expect(facts[1].text).toContain('the ranges are too narrow');
  });

  it('has words without jargon', async () => {
    const sheets = await Promise.all([sheet(), sheet({ width: 0.5 }), sheet({ prior: true })]);
    const words = sheets.map(({ verdict }) => JSON.stringify(verdict)).join(' ');
    expect(words).not.toMatch(/WIS|CRPS|posterior|theta|loss|horizon|ensemble|coverage|null|NaN/);
  });
});
