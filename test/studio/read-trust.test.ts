import { expect, it } from 'vitest';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { checkModel } from '../../engine/studio/check-model.ts';
import { verdictViewSchema } from '../../engine/studio/contract/job-view.ts';
import { trustViewSchema } from '../../engine/studio/contract/trust-view.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { readProjectData } from '../../engine/studio/project-data.ts';
import { readCalibration } from '../../engine/studio/read-calibration.ts';
import { readTrust } from '../../engine/studio/read-trust.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { checkFact } from '../../engine/trust/facts.ts';
import { newProject } from '../project/support.ts';
import { calibration } from './calibration.ts';
import { plainExecutor } from './server/plain-executor.ts';
import { ward } from './ward.ts';

const services = {
  executor: plainExecutor(),
  simulate: createPlainRunner(),
  numerics: plainExecutor(),
};

async function checkedWard() {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  const { simulator } = await addSimulator(project, { code: ward.simulator, file: 'ward.sim.js' });
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator: simulator.id };
  const writer = await project.startRun(run);
  const saved = { simulator: simulator.id, rows: 'training' } as const;
  await writer.finish(calibrationOutcome(calibration(8), saved));
  const checked = await checkModel(project, services, { seed: 1, particles: 10 });
  return { project, simulator: simulator.id, checked };
}

it('a discovery is read by its own check and by what it saw last; other versions by what they have', async () => {
  const { project, simulator, checked } = await checkedWard();
  const { check, verdict, sheet } = checked;
  const data = () => readProjectData(project);
  const { digest } = await data();
  const facts = [checkFact({ name: 'ever admitted', value: 100 }, Float64Array.of(180, 190, 200))];
  const store = async (inputs: Record<string, string>, found: object) => {
    const run = { kind: 'discover', seed: 1, inputs, data: ['census'], simulator };
    const writer = await project.startRun(run);
    const rows = { simulator, rows: 'all' } as const;
    await writer.finish(calibrationOutcome(calibration(9), rows, { ...found }));
    return writer.id;
  };
  const rounds = [{ feedback: ['Beds fall too late.'] }, { feedback: ['Peaks come too late.'] }];

  const id = await store({ digest }, { verdict, check, facts, rounds });
  const view = (await readTrust(project, id, data))!;
  expect(trustViewSchema.parse(view)).toEqual(view);
  expect(view).toMatchObject({ run: id, simulator, title: 'Ward', parts: null });
  expect(view.verdict).toEqual(verdictViewSchema.strip().parse(verdict));
  expect(view.wouldChange.join(' ')).toContain(
    'ever admitted: if its middle run gave 85 to 115, not 190',
  );
  expect(view.weaknesses).toContain(facts[0]!.text);
  expect(view.weaknesses).toContain('Peaks come too late.');
  expect(view.weaknesses).not.toContain('Beds fall too late.');
  expect(view.heldOut[0]!.dates).toContain('2020-04-09');

  const elsewhere = (await readTrust(
    project,
    await store({ digest: '' }, { verdict, check }),
    data,
  ))!;
  expect(elsewhere.heldOut[0]!.dates).toBeNull();
  expect(elsewhere.heldOut[0]!.values).toEqual(view.heldOut[0]!.values);

  const old = (await readTrust(project, await store({}, { verdict: sheet.verdict }), data))!;
  expect(old).toMatchObject({
    parts: null,
    heldOut: [],
    rolling: [],
    wouldChange: [],
    conditions: [],
  });
  expect(await readTrust(project, await store({}, {}), data)).toBeUndefined();

  const calibrated = await readCalibration(project, { run: id });
  expect(calibrated).toMatchObject({ run: id, rows: 'all', method: { because: null } });
  // A range of one day, of 25.2 that were possible.
  expect(calibrated.parameters[0]!.narrowed).toBeCloseTo(1 - 1 / 25.2, 9);
  await project.close();
});
