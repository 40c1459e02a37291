/** Many runs of all structures that a discovery weighed. */
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import type { Services } from '../../engine/studio/services.ts';
import { type SimulateOptions, simulateModel } from '../../engine/studio/simulate-model.ts';
import { projectWithMixture } from './mixed-ward.ts';
import { errorFrom, ward } from './ward.ts';

const unused: Executor = {
  width: 1,
  run: () => Promise.reject(new Error('not needed here')),
  close: () => Promise.resolve(),
};
const services: Services = { executor: unused, numerics: unused, simulate: createPlainRunner() };

const simulate = (project: Project, options: Partial<SimulateOptions> = {}) =>
  simulateModel(project, services, { seed: 1, mixture: true, ...options });

const two = [
  { of: 'ward', weight: 0.75, stay: 8 },
  { of: 'leaving', weight: 0.25, stay: 12 },
] as const;

/** Mean beds of the last day: what is there loses 1 / stay of it a day. */
function expected(stay: number): number {
  const rows = ward.census.trimEnd().split('\n').slice(1);
  const [first = 0, ...others] = rows.map((row) => Number(row.split(',')[2]));
  expect(first).toBe(3);
  return others.reduce((beds, admitted) => beds * (1 - 1 / stay) + admitted, 20);
}

describe('many runs of structures with weights', () => {
  it('are, of one structure, the runs of that one', async () => {
    const { project } = await projectWithMixture([{ of: 'ward', weight: 1, stay: 8 }]);
    const all = await simulate(project, { runs: 70 });
    const one = await simulateModel(project, services, { seed: 1, runs: 70 });
    expect(all.summary).toEqual(one.summary);
    expect(all.outputs).toEqual(one.outputs);
    expect(all.runs).toBe(one.runs);
    expect(one.mixture).toBeUndefined();
  });

  it('have the mean of their weighted means: closed form', async () => {
    const { project } = await projectWithMixture(two);
    const report = await simulate(project, { runs: 2400 });
    expect(report.runs).toBe(2400);
    // Each calibration has three mean stays, half a day apart.
    const meanOf = (stay: number) =>
      (expected(stay - 0.5) + expected(stay) + expected(stay + 0.5)) / 3;
    const truth = 0.75 * meanOf(8) + 0.25 * meanOf(12);
    const mean = report.summary['beds.mean']?.at(-1) ?? Number.NaN;
    // Standard deviation of a run below 10 beds: four standard errors.
    expect(Math.abs(mean - truth)).toBeLessThan(4 * (10 / Math.sqrt(2400)));
    expect(meanOf(12) - meanOf(8)).toBeGreaterThan(10);
    expect(report.mixture?.structures.map(({ title }) => title)).toEqual(['Ward', 'Leaving']);
  });

  it('say what some of them do not know', async () => {
    const counting = { of: 'counting', weight: 0.75, stay: 8 } as const;
    const { project } = await projectWithMixture([counting, two[1]]);
    const { mixture, outputs } = await simulate(project, { set: { stay: 9 } });
    expect(outputs.map(({ name }) => name)).toEqual(['beds']);
    expect(mixture?.notes).toEqual([
      'The weights rest on few days.',
      'stay = 9: not known to Leaving; there it changes nothing.',
      'left: not among the results of Leaving, so it is left out.',
    ]);
    expect(await errorFrom(simulate(project, { set: { stai: 9 } }))).toMatchObject({
      code: 'unknown-parameter',
    });
  });
});
