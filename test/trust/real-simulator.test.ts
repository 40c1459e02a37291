import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { finitePosterior } from '../../engine/calibrate/finite-posterior.ts';
import { taskOfProblem } from '../../engine/calibrate/sbi/task-of-problem.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { checkByRollingOrigin } from '../../engine/trust/rolling-origin.ts';
import { trustSheet } from '../../engine/trust/sheet.ts';
import { verdictOf } from '../../engine/trust/verdict.ts';

const file = new URL('../../assets/simulators/icu-staged-stay.sim.js', import.meta.url);
const { hash, code, declaration } = compileSimulator(readFileSync(file, 'utf8'));
const program = { hash, code };
const simulate = createPlainRunner();

const STEPS = 120;
const admissions = Float64Array.from({ length: STEPS + 1 }, (_, row) =>
  Math.round(5 + 60 * Math.exp(-(((row - 35) / 14) ** 2))),
);
const TRUE = [18, 6] as const;

/** One run of the simulator itself, taken for the data. */
async function dataOf(seed: number): Promise<Episode> {
  const occupied = new Float64Array(STEPS + 1).fill(40);
  const blank = {
    id: 'made',
    steps: STEPS,
    observed: { occupied },
    inputs: { admissions },
    levers: {},
  };
  const { values } = await simulate({
    program,
    episodes: [blank],
    parameters: Float64Array.from(TRUE),
    sets: 1,
    replications: 1,
    mode: { kind: 'rollout' },
    seed,
    streams: 'independent',
  });
  return { ...blank, observed: { occupied: values } };
}

const checkWith = async (parameters: readonly number[]) =>
  checkByRollingOrigin({
    simulate,
    program,
    declaration,
    episodes: [await dataOf(5)],
    parameterSets: Float64Array.from(parameters),
    sets: 1,
    particles: 200,
    seed: 1,
    origins: [20, 30, 40, 50, 60, 70, 80, 90, 100],
    horizon: 10,
    cut: 92,
  });

describe('the check of an intensive-care simulator against data that it made itself', () => {
  it('trusts the true parameters', async () => {
    const check = await checkWith(TRUE);
    const [output] = check.rolling.outputs;
    expect(output?.model.coverage.map(({ kind }) => kind)).toEqual(Array(3).fill('as-claimed'));
    expect(output?.naive.every(({ skill }) => skill > 0.3)).toBe(true);
    expect(check.heldOut?.horizon).toBe(28);
    expect(check.failures).toEqual([]);
    expect(verdictOf(check).kind).toBe('trustworthy');
  });

  it('does not trust half the true length of stay', async () => {
    const check = await checkWith([9, 6]);
    expect(check.rolling.outputs[0]?.model.coverage[1]?.kind).toBe('too-narrow');
    expect(verdictOf(check).kind).toBe('not-yet');
  });
});

describe('the trust sheet of the same simulator', async () => {
  const observed = await dataOf(5);
  const problem = { program, declaration, episodes: [observed], simulate };
  const task = taskOfProblem(problem);
  const around = (stay: number) => {
    const random = openRandom(1, 'test/around', 0);
    const sets = Float64Array.from({ length: 800 }, (_, k) =>
      k % 2 === 0
        ? stay * Math.exp(random.normal(0, 0.01))
        : TRUE[1] * Math.exp(random.normal(0, 0.1)),
    );
    return finitePosterior({ names: task.names, sets });
  };
  const sheetOf = (stay: number, subject = task, data = problem) =>
    trustSheet({
      task: subject,
      posterior: around(stay),
      problem: data,
      timeUnit: 'day',
      seed: 1,
      sizes: { dataSets: 120, runs: 200 },
    });

  it('finds that the model can make the data, and that a right fit reproduces them', async () => {
    const { parts, verdict } = await sheetOf(TRUE[0]);
    expect(parts.misspecification).toMatchObject({ kind: 'done', result: { kind: 'inside' } });
    expect(parts.posteriorPredictive).toMatchObject({
      kind: 'done',
      result: { failed: 0, summary: 'Runs of the model look like the data.' },
    });
    const { outputs } =
      parts.posteriorPredictive.kind === 'done'
        ? parts.posteriorPredictive.result
        : { outputs: [] };
    expect(outputs[0]).toMatchObject({ output: 'occupied', unit: 'patients', rows: STEPS });
    expect(verdict.facts.map(({ text }) => text).join(' ')).toContain(
      'Runs of the model look like the data.',
    );
  });

  it('does not trust a fit whose runs are far from the data, and says where they are off', async () => {
    const { parts, verdict } = await sheetOf(TRUE[0] / 2);
    expect(parts.misspecification).toMatchObject({ kind: 'done', result: { kind: 'inside' } });
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[0].text).toMatch(
      /the highest value is \d+ patients, in the runs \d+ to \d+/,
    );
  });

  it('does not trust any fit to data that no length of stay can make', async () => {
    const occupied = observed.observed.occupied!.map((value, row) =>
      row === 0 ? value : 3000 + value,
    );
    const data = { ...problem, episodes: [{ ...observed, observed: { occupied } }] };
    const { verdict } = await sheetOf(TRUE[0], taskOfProblem(data), data);
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[0].text).toMatch(
      /^No parameters that the priors allow make data like these. occupied: \d+ numbers/,
    );
  });
});
