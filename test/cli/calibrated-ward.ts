/** The small ward of test/studio, with its simulator and a calibration of it, as a project on disk. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openProject } from '../../engine/project/project.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { calibration } from '../studio/calibration.ts';
import { ward } from '../studio/ward.ts';
import { gsimHere } from './fake-terminal.ts';
import { temporaryFolder } from './gsim.ts';

/** The project is in 'ward' of the folder, beside its data. */
export async function calibratedWard(): Promise<string> {
  const place = await temporaryFolder();
  const folder = join(place, 'ward');
  await writeFile(join(place, 'census.csv'), ward.census);
  await writeFile(join(place, 'ward.sim.js'), ward.simulator);
  for (const words of [
    ['new', folder, '--words', 'Patients stay for some days.'],
    ['import', folder, join(place, 'census.csv'), '--held-out', '10'],
    ['add', folder, join(place, 'ward.sim.js')],
  ]) {
    expect(await gsimHere(...words)).toMatchObject({ code: 0 });
  }
  const project = await openProject(folder, { clock: () => new Date(0), app: 'test' });
  const [simulator] = (await project.listSimulators()).items;
  const { id } = simulator!;
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator: id };
  const writer = await project.startRun(run);
  await writer.finish(calibrationOutcome(calibration(8), { simulator: id, rows: 'all' }));
  await project.close();
  return place;
}
