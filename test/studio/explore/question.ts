/** Questions to the ward of a test project. */
import type { Project } from '../../../engine/project/project.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../../engine/studio/add-simulator.ts';
import type { ExploreRequest, ExploreResult } from '../../../engine/studio/contract/explore.ts';
import { exploreModel } from '../../../engine/studio/explore/explore-model.ts';
import { ExploreSubjects } from '../../../engine/studio/explore/explore-subjects.ts';
import { importData } from '../../../engine/studio/import-data.ts';
import { readProjectData } from '../../../engine/studio/project-data.ts';
import type { Services } from '../../../engine/studio/services.ts';
import { calibrationOutcome } from '../../../engine/studio/stored-calibration.ts';
import { newProject } from '../../project/support.ts';
import { calibration } from '../calibration.ts';
import { ward } from '../ward.ts';

/** A project with these data and this calibrated simulator, whose one parameter is called `name`. */
export async function calibrated(
  code = ward.simulator,
  csv = ward.census,
  { name = 'stay', values = [7.5, 8, 8.5], output = 'beds' } = {},
): Promise<{ readonly project: Project; readonly simulator: string }> {
  const project = await newProject();
  const bytes = new TextEncoder().encode(csv);
  await importData(project, {
    file: 'census.csv',
    bytes,
    heldOutRows: 0,
    roles: [{ column: output, role: 'stock', use: 'output' }],
  });
  const { simulator } = await addSimulator(project, { code, file: 'w.sim.js' });
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator: simulator.id };
  const writer = await project.startRun(run);
  const middle = values[Math.floor(values.length / 2)] ?? 0;
  const found = {
    ...calibration(middle),
    parameters: { [name]: middle },
    sets: values.map((value) => [value]),
    intervals: [],
  };
  await writer.finish(calibrationOutcome(found, { simulator: simulator.id, rows: 'all' }));
  return { project, simulator: simulator.id };
}

export function question(
  subject: ExploreRequest['subject'],
  more: Partial<ExploreRequest> = {},
): ExploreRequest {
  const plain = { set: {}, changes: [], above: {}, paths: 0, seed: 1, runs: 200 };
  return { subject, mode: 'forecast', horizon: 6, ...plain, ...more };
}

export async function explore(
  project: Project,
  asked: ExploreRequest,
  simulate: Services['simulate'] = createPlainRunner(),
): Promise<Omit<ExploreResult, 'milliseconds'>> {
  const data = await readProjectData(project);
  const { subject, inputModel } = await new ExploreSubjects().read(project, data, asked.subject);
  return exploreModel(
    subject,
    {
      simulate,
      inputModel: (horizon) => inputModel(horizon, asked.inputs, asked.seed),
      pause: () => Promise.resolve(),
    },
    asked,
  );
}
