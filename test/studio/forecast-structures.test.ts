/** Forecasts of a project by all structures that its discovery weighed. */
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { type ForecastOptions, forecastModel } from '../../engine/studio/forecast-model.ts';
import type { Services } from '../../engine/studio/services.ts';
import { projectWithMixture } from './mixed-ward.ts';
import { errorFrom } from './ward.ts';

const unused: Executor = {
  width: 1,
  run: () => Promise.reject(new Error('not needed here')),
  close: () => Promise.resolve(),
};
const services: Services = {
  executor: unused,
  numerics: unused,
  simulate: createPlainRunner(),
};

const forecast = (project: Project, options: Partial<ForecastOptions> = {}, lent = services) =>
  forecastModel(project, lent, { seed: 1, runs: 400, horizon: 6, mixture: true, ...options });

const two = [
  { of: 'ward', weight: 0.75, stay: 8 },
  { of: 'leaving', weight: 0.25, stay: 12 },
] as const;

describe('a mixture of one structure', () => {
  it("is that structure's forecast, number for number", async () => {
    const { project } = await projectWithMixture([{ of: 'ward', weight: 1, stay: 8 }]);
    const options = { above: { beds: 45 }, set: { stay: 9 }, runs: 450 };
    const all = await forecast(project, options);
    const { mixture: _, ...alone } = { ...options, mixture: true };
    const one = await forecastModel(project, services, { seed: 1, horizon: 6, ...alone });
    expect(all.forecast).toEqual(one.forecast);
    expect(all.conditions).toEqual(one.conditions);
    expect(all.warnings).toEqual(['The weights rest on few days.', ...one.warnings]);
    const table = (id: string) => project.readTable(id, 'forecast');
    expect(await table(all.run.id)).toEqual(await table(one.run.id));
    expect(one.mixture).toBeUndefined();
  });
});

describe('the forecast of structures with weights', () => {
  it('pools their runs, tells who counts how much, and is kept with the discovery it came from', async () => {
    const { project, run } = await projectWithMixture(two);
    const report = await forecast(project);
    expect(report.run.inputs).toMatchObject({ mixture: run, calibration: run });
    expect(report.mixture?.structures).toEqual([
      { simulator: '0001-ward', title: 'Ward', weight: 0.75, low: 0.375, high: 1 },
      { simulator: '0002-leaving', title: 'Leaving', weight: 0.25, low: 0.125, high: 0.5 },
    ]);
    const [spread] = report.mixture?.spread[0] ?? [];
    const [ward = [], leaving = []] = spread?.means ?? [];
    const beds = report.forecast.trajectories[0]?.outputs[0];
    beds?.rows.forEach(({ mean }, row) => {
      const pooled = 0.75 * (ward[row] ?? 0) + 0.25 * (leaving[row] ?? 0);
      expect(Math.abs(mean - pooled)).toBeLessThan(0.03 * pooled);
    });
    // A longer stay leaves more in bed.
    expect(leaving.at(-1)).toBeGreaterThan((ward.at(-1) ?? 0) + 5);
    expect(spread?.share.at(-1)).toBeGreaterThan(spread?.share[0] ?? 1);
    const table = await project.readTable(report.run.id, 'structures');
    expect(Object.keys(table)).toEqual([
      ...['trajectory', 'row', 'beds.share', 'beds.mean.1', 'beds.mean.2'],
    ]);
    expect([...(table['beds.mean.2'] ?? [])]).toEqual(leaving);
    expect(await project.readResult(report.run.id)).toHaveProperty('mixture.structures');
  });

  it('sets what one of them knows, and says which do not know it', async () => {
    const { project } = await projectWithMixture(two);
    const [base, set] = [await forecast(project), await forecast(project, { set: { stay: 25 } })];
    const meansOf = ({ mixture }: typeof base) => mixture?.spread[0]?.[0]?.means ?? [];
    expect(meansOf(set)[1]).toEqual(meansOf(base)[1]);
    expect(meansOf(set)[0]?.at(-1)).toBeGreaterThan((meansOf(base)[0]?.at(-1) ?? 0) + 5);
    expect(set.conditions).toContain('stay = 25: not known to Leaving; there it changes nothing.');
    expect(await errorFrom(forecast(project, { set: { stai: 3 } }))).toMatchObject({
      code: 'unknown-parameter',
      hint: 'One of: stay, share.',
    });
  });

  it('leaves out a result that only some of them have', async () => {
    const { project } = await projectWithMixture([
      two[1],
      { of: 'counting', weight: 0.75, stay: 8 },
    ]);
    const report = await forecast(project);
    expect(report.forecast.trajectories[0]?.outputs.map(({ name }) => name)).toEqual(['beds']);
    expect(report.conditions).toContain(
      'left: not among the results of Leaving, so it is left out.',
    );
    expect(await errorFrom(forecast(project, { above: { left: 3 } }))).toMatchObject({
      message: 'output: no left',
      hint: 'One of: beds.',
    });
  });

  it('names the structure that cannot follow the last days', async () => {
    const { project } = await projectWithMixture([
      two[0],
      { of: 'leaving', weight: 0.25, stay: 1.6 },
    ]);
    const { warnings } = await forecast(project);
    expect(warnings).toEqual([
      'The weights rest on few days.',
      expect.stringMatching(/^Leaving: the model cannot follow the last days: on 2020-0/),
    ]);
  });

  it('that was interrupted goes on to the numbers of an undisturbed one', async () => {
    const { project, run } = await projectWithMixture(two);
    const straight = await forecast(project);
    const signal = AbortSignal.abort();
    const simulate: Services['simulate'] = () => Promise.reject(new Error('the power went'));
    await errorFrom(forecast(project, {}, { ...services, simulate, signal }));
    const { id } = (await project.listRuns()).items.at(-1) ?? { id: '' };
    const resumed = await forecastModel(project, services, { seed: 99, resume: { run: id } });
    expect(resumed.run).toMatchObject({ id, state: 'finished', inputs: { mixture: run } });
    expect(await project.readResult(id)).toEqual(await project.readResult(straight.run.id));
  });

  it('is not made of what is not there, nor beside one simulator', async () => {
    const { project } = await projectWithMixture(two);
    expect(await errorFrom(forecast(project, { mixture: '0009-discover' }))).toMatchObject({
      code: 'no-mixture',
    });
    expect(await errorFrom(forecast(project, { simulator: '0001-ward' }))).toMatchObject({
      code: 'bad-option',
    });
    expect((await project.listRuns()).items).toHaveLength(1);
  });
});
