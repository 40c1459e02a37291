import { describe, expect, it } from 'vitest';
import type { CalibrationResult } from '../../engine/calibrate/result.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { checkModel } from '../../engine/studio/check-model.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { Progress, Services } from '../../engine/studio/services.ts';
import {
  type CalibratedRows,
  calibrationOutcome,
  readCalibratedModel,
} from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { errorFrom, ward } from './ward.ts';

const unused: Executor = {
  width: 1,
  run: () => Promise.reject(new Error('not needed here')),
  close: () => Promise.resolve(),
};

function services(): Services & { readonly phases: Set<string> } {
  const phases = new Set<string>();
  return {
    executor: unused,
    numerics: unused,
    simulate: createPlainRunner(),
    phases,
    onProgress: ({ phase }: Progress) => phases.add(phase),
  };
}

const calibration: CalibrationResult = {
  method: 'cma-es',
  seed: 1,
  parameters: { stay: 8 },
  value: 0.1,
  sets: [[7.5], [8], [8.5]],
  setsAre: 'bootstrap',
  intervals: [{ name: 'stay', value: 8, low: 7.5, high: 8.5 }],
  level: 0.9,
  evaluations: 100,
  failures: {},
  stopped: 'converged',
  notes: [],
};

async function project(heldOutRows = 10): Promise<{ project: Project; simulator: string }> {
  const made = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(made, { file: 'census.csv', bytes, heldOutRows });
  const { simulator } = await addSimulator(made, { code: ward.simulator, file: 'ward.sim.js' });
  return { project: made, simulator: simulator.id };
}

async function calibrated(
  made: { project: Project; simulator: string },
  rows: CalibratedRows,
  result = calibration,
): Promise<string> {
  const { project, simulator } = made;
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator };
  const writer = await project.startRun(run);
  await writer.finish(calibrationOutcome(result, { simulator, rows }));
  return writer.id;
}

describe('a stored calibration', () => {
  it('comes back with all its sets, as the parameter sets to simulate', async () => {
    const made = await project();
    await calibrated(made, 'all');
    const model = await readCalibratedModel(made.project);
    expect(model).toMatchObject({
      calibration,
      rows: 'all',
      sets: 3,
      run: { id: '0001-calibrate' },
    });
    expect(model.parameterSets).toEqual(Float64Array.of(7.5, 8, 8.5));
  });

  it('without sets stands for itself', async () => {
    const made = await project();
    await calibrated(made, 'training', { ...calibration, sets: [], setsAre: 'none' });
    const model = await readCalibratedModel(made.project);
    expect([model.sets, model.parameterSets]).toEqual([1, Float64Array.of(8)]);
  });

  it('on all rows goes before a later one without the held-out rows', async () => {
    const made = await project();
    const all = await calibrated(made, 'all');
    await calibrated(made, 'training');
    expect((await readCalibratedModel(made.project)).run.id).toBe(all);
  });

  it('is missing before the first calibration', async () => {
    const { project: empty } = await project();
    expect(await errorFrom(readCalibratedModel(empty))).toMatchObject({
      code: 'no-calibration',
      hint: 'Calibrate it first.',
    });
  });
});

describe('the check', () => {
  it('uses numbers that were fitted without the held-out rows as they are', async () => {
    const made = await project();
    await calibrated(made, 'training');
    const lent = services();
    const { check, verdict, run } = await checkModel(made.project, lent, {
      seed: 1,
      particles: 10,
    });
    expect([...lent.phases]).not.toContain('Fitting without the held-out rows');
    expect(check.rolling.origins[0]).toBe(29);
    expect(check.rolling.outputs[0]!.model.points).toBeGreaterThan(10);
    expect(verdict.facts).toHaveLength(3);
    expect(run).toMatchObject({ kind: 'check', state: 'finished' });
  });

  it('fits numbers that saw the held-out rows again without them', async () => {
    const made = await project();
    await calibrated(made, 'all');
    const lent = services();
    await checkModel(made.project, lent, { seed: 1, particles: 10 });
    expect([...lent.phases].slice(0, 2)).toEqual([
      'Fitting without the held-out rows',
      'Forecasting held-out rows',
    ]);
  });

  it('needs rows that are held out', async () => {
    const made = await project(0);
    await calibrated(made, 'all');
    expect(await errorFrom(checkModel(made.project, services(), { seed: 1 }))).toMatchObject({
      code: 'nothing-held-out',
      hint: 'Keep some of the last rows for the check (in the terminal: import again with --held-out ROWS).',
    });
  });

  it('that was stopped leaves a cancelled run', async () => {
    const made = await project();
    await calibrated(made, 'training');
    const signal = AbortSignal.abort();
    const stopped = checkModel(made.project, { ...services(), signal }, { seed: 1 });
    await expect(stopped).rejects.toThrow();
    expect((await made.project.readRun('0002-check')).state).toBe('cancelled');
  });
});
