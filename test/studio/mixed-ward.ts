/** A project whose discovery weighed structures of the ward: by mean stay, by share leaving a day, and one that adds an output. */
import type { CalibrationResult } from '../../engine/calibrate/result.ts';
import type { Project } from '../../engine/project/project.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { calibration } from './calibration.ts';
import { ward } from './ward.ts';

const leaving = ward.simulator
  .replace("title: 'Ward'", "title: 'Leaving'")
  .replace('stay: {', 'share: {')
  .replace('low: 2, high: 30', 'low: 0, high: 1')
  .replace('1 / parameters.stay', 'parameters.share');

const counting = ward.simulator
  .replace("title: 'Ward'", "title: 'Counting'")
  .replace(
    "kind: 'count' } }",
    "kind: 'count' }, left: { unit: 'patients', meaning: 'left', kind: 'count' } }",
  )
  .replace('return { beds: row.beds };', 'return { beds: row.beds, left: 0 };')
  .replace("writes: ['beds']", "writes: ['beds', 'left']")
  .replace(
    'state.beds += inputs.admissions - random.binomial(state.beds, 1 / parameters.stay);',
    'state.left = random.binomial(state.beds, 1 / parameters.stay); state.beds += inputs.admissions - state.left;',
  )
  .replace('return { beds: state.beds };', 'return { beds: state.beds, left: state.left };');

const SOURCES = { ward: ward.simulator, leaving, counting } as const;

export interface MixedPart {
  readonly of: keyof typeof SOURCES;
  readonly weight: number;
  /** Mean stay in days. */
  readonly stay: number;
}

const WARNING = 'The weights rest on few days.';

/** Heaviest first. The run is the discovery, and calibrates the heaviest as a search does. */
export async function projectWithMixture(
  parts: readonly [MixedPart, ...MixedPart[]],
): Promise<{ readonly project: Project; readonly run: string }> {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  const structures: unknown[] = [];
  const ids: string[] = [];
  for (const { of, weight, stay } of parts) {
    const { simulator } = await addSimulator(project, { code: SOURCES[of], file: `${of}.sim.js` });
    ids.push(simulator.id);
    structures.push({
      simulator: simulator.id,
      weight,
      low: weight / 2,
      high: Math.min(1, 2 * weight),
      calibration: calibrationOf(of, stay),
    });
  }
  const [first = ''] = ids;
  const started = { kind: 'discover', seed: 1, inputs: {}, data: ['census'], simulator: first };
  const writer = await project.startRun(started);
  const outcome = calibrationOutcome(calibrationOf(parts[0].of, parts[0].stay), {
    simulator: first,
    rows: 'all',
  });
  await writer.finish({
    ...outcome,
    parts: { mixture: { method: 'pseudo-bma+', warnings: [WARNING], structures } },
  });
  return { project, run: writer.id };
}

function calibrationOf(of: keyof typeof SOURCES, stay: number): CalibrationResult {
  const own = calibration(stay);
  if (of !== 'leaving') return own;
  const share = 1 / stay;
  return {
    ...own,
    parameters: { share },
    sets: own.sets.map(([days = stay]) => [1 / days]),
    intervals: [{ name: 'share', value: share, low: 1 / (stay + 0.5), high: 1 / (stay - 0.5) }],
  };
}
