import { describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { type ForecastOptions, forecastModel } from '../../engine/studio/forecast-model.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { Progress, Services } from '../../engine/studio/services.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { calibration } from './calibration.ts';
import { errorFrom, ward } from './ward.ts';

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

async function calibrated(stay = 8, census = ward.census): Promise<Project> {
  const project = await newProject();
  const bytes = new TextEncoder().encode(census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  const { simulator } = await addSimulator(project, { code: ward.simulator, file: 'w.sim.js' });
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator: simulator.id };
  const writer = await project.startRun(run);
  await writer.finish(
    calibrationOutcome(calibration(stay), { simulator: simulator.id, rows: 'all' }),
  );
  return project;
}

const forecast = (project: Project, options: Partial<ForecastOptions> = {}, lent = services) =>
  forecastModel(project, lent, { seed: 1, runs: 400, horizon: 6, ...options });

/** Admissions of the six days after the last of the census, 9 April 2020. */
const plan = (rows = 6, admissions = '30') =>
  `date,admissions\n${Array.from({ length: rows }, (_, i) => `2020-04-${10 + i},${admissions}\n`).join('')}`;
const file = (text: string) => ({ file: 'plan.csv', bytes: new TextEncoder().encode(text) });

describe('the forecast of a project', () => {
  it('goes on from the last day, and leaves a run with its tables', async () => {
    const project = await calibrated();
    const progress: Progress[] = [];
    const lent = { ...services, onProgress: (one: Progress) => progress.push(one) };
    const report = await forecast(project, { above: { beds: 45 } }, lent);
    const [one] = report.forecast.trajectories;
    expect(one!.dates!.slice(one!.origin)).toEqual([
      '2020-04-09',
      ...[10, 11, 12, 13, 14, 15].map((day) => `2020-04-${day}`),
    ]);
    expect(report).toMatchObject({ timeUnit: 'day', warnings: [], run: { kind: 'forecast' } });
    expect(report.conditions).toEqual([
      'admissions ahead: drawn from the last 4 weeks recorded. Each run has its own, so that the ranges hold this uncertainty too.',
    ]);
    expect(progress.at(-1)).toMatchObject({ phase: 'Forecasting', unit: 'runs' });
    expect(progress.at(-1)!.done).toBe(progress.at(-1)!.total);

    const table = await project.readTable(report.run.id, 'forecast');
    expect([...table.row!]).toEqual([40, 41, 42, 43, 44, 45]);
    const beds = one!.outputs[0]!;
    expect([...table['beds.p97.5']!]).toEqual(
      beds.rows.map(({ quantiles }) => quantiles[8]!.value),
    );
    expect([...table['beds.above-by']!]).toEqual(beds.line!.by.map(({ value }) => value));
    expect((await project.readTable(report.run.id, 'paths')).beds).toHaveLength(20 * 6);
    expect((await project.readTable(report.run.id, 'filter')).share).toHaveLength(39);
    expect(await project.readResult(report.run.id)).toHaveProperty('forecast.trajectories');
  });

  it('is 28 days where nothing else is said', async () => {
    const project = await calibrated();
    const { forecast: made } = await forecastModel(project, services, { seed: 1, runs: 100 });
    expect(made.horizon).toBe(28);
  });

  it('takes the admissions from a file, which the run keeps', async () => {
    const project = await calibrated();
    const report = await forecast(project, { inputs: file(plan()) });
    const median = report.forecast.trajectories[0]!.outputs[0]!.rows.at(-1)!.quantiles[4]!.value;
    // 30 a day and a mean stay of 8: well on the way to 240 beds.
    expect(median).toBeGreaterThan(130);
    expect(report.conditions[0]).toMatch(
      /^admissions ahead: from plan.csv\. All runs have the same/,
    );
    expect(report.run.inputs).toMatchObject({ inputs: { file: 'plan.csv', text: plan() } });
  });

  it('warns where the model cannot follow the last days', async () => {
    const flood = ward.census.replace(/^(2020-04-09),(\d+),/m, '$1,160,');
    const { warnings } = await forecast(await calibrated(8, flood));
    expect(warnings[0]).toMatch(/^the model cannot follow the last days: on 2020-04-09 /);
  });

  it('uses what is set from the first day ahead on', async () => {
    const project = await calibrated();
    const at = async (set: Record<string, number>) => {
      const report = await forecast(project, { set });
      return report.forecast.trajectories[0]!.outputs[0]!.rows.at(-1)!.mean;
    };
    expect(await at({ stay: 16 })).toBeGreaterThan((await at({})) + 8);
  });
});

describe('a forecast from the only row observed', () => {
  it('follows nothing, and says nothing of it', async () => {
    const rows = ward.census.split('\n');
    const once = rows.map((row, i) => (i < 2 ? row : row.replace(/,\d+,/, ',,'))).join('\n');
    const project = await calibrated(8, once);
    const { forecast: made, run, warnings } = await forecast(project);
    expect(made.trajectories[0]).toMatchObject({
      origin: 0,
      filter: { share: [], collapsed: false },
    });
    expect(run.files.map(({ file }) => file).sort()).toEqual([
      'forecast.csv',
      'paths.csv',
      'result.json',
    ]);
    expect(warnings).toEqual([]);
  });
});

describe('a forecast that cannot be', () => {
  it.each([
    [{ runs: 1e6, horizon: 100 }, 'bad-option', 'forecast: 1000000 runs of 100 rows'],
    [{ above: { bedz: 3 } }, 'bad-option', 'output: no bedz'],
    [{ set: { stai: 3 } }, 'unknown-parameter', 'parameter or lever: no stai'],
    [{ inputs: file(plan(4)) }, 'missing-row', 'plan.csv: no row for 2020-04-14 and 1 more date'],
    [
      { inputs: file(plan(6, '?')) },
      'missing-value',
      'plan.csv: row 2, column admissions holds "?", no number',
    ],
  ])('leaves no run: %j', async (options, code, message) => {
    const project = await calibrated();
    expect(await errorFrom(forecast(project, options))).toMatchObject({ code, message });
    expect((await project.listRuns()).items).toHaveLength(1);
  });
});
