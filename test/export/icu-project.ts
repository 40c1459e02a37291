/** The intensive-care sample as a project with a calibrated simulator, its numbers set by hand. */
import { readFile } from 'node:fs/promises';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { loadSample } from '../../engine/data/sample.ts';
import type { Project } from '../../engine/project/project.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { calibration } from '../studio/calibration.ts';

const asset = (path: string) => readFile(new URL(`../../assets/${path}`, import.meta.url));

/** Sixty draws of mean stay and counting error. */
export async function icuProject(): Promise<Project> {
  const project = await newProject();
  const { sample, bytes } = await loadSample('netherlands-icu', (path) => asset(`samples/${path}`));
  await importData(project, {
    ...{ file: 'icu.csv', bytes, heldOutRows: sample.heldOutRows },
    roles: sample.columns.map(({ meaning: _, ...column }) => column),
  });
  const code = (await asset('simulators/icu-staged-stay.sim.js')).toString('utf8');
  const { simulator } = await addSimulator(project, { code, file: 'icu.sim.js' });
  const started = {
    kind: 'calibrate',
    seed: 1,
    inputs: {},
    data: ['icu'],
    simulator: simulator.id,
  };
  const writer = await project.startRun(started);
  const random = openRandom(1, 'icu-project', 0);
  const sets = Array.from({ length: 60 }, () => [
    17 * random.lognormal(0, 0.03),
    20 * random.lognormal(0, 0.1),
  ]);
  const intervals = [
    { name: 'stay', value: 17, low: 16, high: 18 },
    { name: 'error', value: 20, low: 16, high: 24 },
  ];
  const parameters = { stay: 17, error: 20 };
  await writer.finish(
    calibrationOutcome(
      { ...calibration(17), parameters, sets, intervals },
      { simulator: simulator.id, rows: 'all' },
    ),
  );
  return project;
}
