import { describe, expect, it } from 'vitest';
import { trainFlowTask } from '../../engine/calibrate/flow/train-task.ts';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { calibrateSimulator } from '../../engine/studio/calibrate-simulator.ts';
import { checkModel } from '../../engine/studio/check-model.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { Services } from '../../engine/studio/services.ts';
import { readCalibratedModel } from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { plainExecutor } from './server/plain-executor.ts';
import { ward } from './ward.ts';

const services: Services = {
  executor: plainExecutor(),
  simulate: createPlainRunner(),
  numerics: createInProcess([trainFlowTask]),
};

async function wardProject() {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  await addSimulator(project, { code: ward.simulator, file: 'ward.sim.js' });
  return project;
}

describe('a posterior that was learned for a project', () => {
  it('lies in its run, is opened again by the check, and answers there for made-up data', async () => {
    const project = await wardProject();
    const { calibration, chosen, run } = await calibrateSimulator(project, services, {
      seed: 2,
      method: 'npe',
      budget: 600,
      rows: 'training',
      look: 'summary',
    });
    expect(chosen).toEqual({ method: 'npe', budget: 600 });
    expect(run.files.map(({ file }) => file)).toEqual([
      'posterior.csv',
      'density.json',
      'result.json',
    ]);
    const stored = await readCalibratedModel(project);
    expect(stored.calibration).toEqual(calibration);
    const phases = new Set<string>();
    const { sheet } = await checkModel(
      project,
      { ...services, onProgress: ({ phase }) => phases.add(phase) },
      { seed: 2, particles: 5 },
    );
    expect([...phases]).not.toContain('Fitting without the held-out rows');
    expect(sheet.parts.sbc).toMatchObject({ kind: 'done', result: { dataSets: 300 } });
    expect(sheet.parts.posteriorSbc.kind).toBe('done');
    await project.close();
  });
});
