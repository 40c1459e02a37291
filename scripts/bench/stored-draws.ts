/** A calibration as a run would have left it: what is measured comes after it. */
import type { CalibrationResult } from '../../engine/calibrate/result.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { openProject } from '../../engine/project/project.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';

/** Draws of the numbers. */
const DRAWS = 200;

/**
 * `folder`: a project that nobody has open. `parameters`: name -> middle value; the draws lie log-normally around it, 5 %
 * to either side.
 */
export async function storeDraws(
  folder: string,
  simulator: string,
  parameters: Readonly<Record<string, number>>,
): Promise<void> {
  const project = await openProject(folder, { clock: () => new Date(), app: 'bench' });
  const random = openRandom(1, 'bench-draws', 0);
  const middles = Object.values(parameters);
  const sets = Array.from({ length: DRAWS }, () =>
    middles.map((middle) => middle * random.lognormal(0, 0.05)),
  );
  const result: CalibrationResult = {
    ...{ method: 'cma-es', seed: 1, parameters, value: 1, sets, setsAre: 'bootstrap' },
    ...{ intervals: [], level: 0.9, evaluations: DRAWS, failures: {}, stopped: 'converged' },
    notes: [],
  };
  const { data } = project.meta;
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: data === null ? [] : [data] };
  const writer = await project.startRun({ ...run, simulator });
  await writer.finish(calibrationOutcome(result, { simulator, rows: 'all' }));
  await project.close();
}
