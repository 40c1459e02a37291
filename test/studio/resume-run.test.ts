import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { checkModel } from '../../engine/studio/check-model.ts';
import { forecastModel } from '../../engine/studio/forecast-model.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { Services } from '../../engine/studio/services.ts';
import { simulateModel } from '../../engine/studio/simulate-model.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { errorOf, newProject } from '../project/support.ts';
import { calibration } from './calibration.ts';
import { errorFrom, ward } from './ward.ts';

const executor: Executor = {
  width: 1,
  run: () => Promise.reject(new Error('not needed here')),
  close: () => Promise.resolve(),
};
const services: Services = { executor, numerics: executor, simulate: createPlainRunner() };

async function calibrate(project: Project, stay: number): Promise<void> {
  const [simulator] = (await project.listSimulators()).items;
  const { id } = simulator!;
  const writer = await project.startRun({
    kind: 'calibrate',
    seed: 1,
    inputs: {},
    data: ['census'],
    simulator: id,
  });
  await writer.finish(calibrationOutcome(calibration(stay), { simulator: id, rows: 'all' }));
}

async function calibratedProject(): Promise<Project> {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  await addSimulator(project, { code: ward.simulator, file: 'ward.sim.js' });
  await calibrate(project, 8);
  return project;
}

const kinds = {
  simulate: (project: Project, lent: Services, resume?: { run?: string }) =>
    simulateModel(project, lent, {
      seed: 3,
      runs: 12,
      set: { stay: 9 },
      ...(resume && { resume }),
    }),
  check: (project: Project, lent: Services, resume?: { run?: string }) =>
    checkModel(project, lent, { seed: 3, particles: 5, ...(resume && { resume }) }),
  forecast: (project: Project, lent: Services, resume?: { run?: string }) =>
    forecastModel(project, lent, { seed: 3, runs: 40, horizon: 9, ...(resume && { resume }) }),
} as const;

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('an interrupted %s', (kind) => {
  const act = kinds[kind];

  async function interrupted(): Promise<{ project: Project; id: string }> {
    const project = await calibratedProject();
    const signal = AbortSignal.abort();
    const simulate: Services['simulate'] = () => Promise.reject(new Error('the power went'));
    expect(await errorFrom(act(project, { ...services, simulate, signal }))).toBeInstanceOf(Error);
    const run = (await project.listRuns()).items.at(-1)!;
    expect(run).toMatchObject({ kind, state: 'cancelled' });
    return { project, id: run.id };
  }

  it('is taken up under its id and gives the numbers of an undisturbed one', async () => {
    const { project, id } = await interrupted();
    const resumed = await act(project, services, { run: id });
    expect(resumed.run).toMatchObject({ id, state: 'finished', seed: 3 });
    const straight = await act(project, services);
    const result = await project.readResult(straight.run.id);
    expect(result).not.toEqual({});
    expect(await project.readResult(id)).toEqual(result);
  });

  it('keeps its calibration when there is a newer one by then', async () => {
    const { project, id } = await interrupted();
    const straight = await act(project, services);
    await calibrate(project, 20);
    await act(project, services, { run: id });
    expect(await project.readResult(id)).toEqual(await project.readResult(straight.run.id));
    const other = await act(project, services);
    expect(other.run.inputs.calibration).toBe((await project.listRuns()).items.at(-2)!.id);
  });

  it('does not go on with other rows', async () => {
    const { project, id } = await interrupted();
    const meta = { heldOut: { kind: 'last-rows' as const, rows: 5 } };
    await project.edit({ intent: 'Held out 5 rows', meta });
    expect(await errorOf(act(project, services, { run: id }))).toMatchObject({
      code: 'data-changed',
      message: `run: ${id} started with other words or data`,
    });
  });

  it('whose question was damaged is refused with file and field', async () => {
    const { project, id } = await interrupted();
    const file = join(project.folder, 'runs', id, 'run.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/"calibration": "[^"]*"/, '"calibration": 7'));
    expect(await errorOf(act(project, services, { run: id }))).toMatchObject({
      code: 'corrupt',
      message: `runs/${id}/run.json: inputs.calibration: expected string, received number`,
      place: { file, field: 'inputs.calibration' },
    });
  });
});
