/** The ward with extra beds that can be kept open: a resource that nobody's stay depends on, and what it costs. */
import type { CalibrationResult } from '../../engine/calibrate/result.ts';
import { openRandom } from '../../engine/calibrate/streams.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import type { Aim, Limit } from '../../engine/decide/schemas/aim.ts';
import type { Means } from '../../engine/decide/schemas/means.ts';
import type { Project } from '../../engine/project/project.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { importData } from '../../engine/studio/import-data.ts';
import type { Services } from '../../engine/studio/services.ts';
import { calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { calibration } from './calibration.ts';
import { ward } from './ward.ts';

const unused: Executor = {
  width: 1,
  run: () => Promise.reject(new Error('not needed here')),
  close: () => Promise.resolve(),
};

export function plainServices(more: Partial<Services> = {}): Services {
  return { executor: unused, numerics: unused, simulate: createPlainRunner(), ...more };
}

export const WARD_MEANS: Means = {
  resources: [
    {
      ...{ name: 'extra', words: 'extra beds', unit: 'beds', low: 0, high: 40, default: 0 },
      integer: true,
      serves: { output: 'beds', there: 36 },
    },
    {
      ...{ name: 'vans', words: 'vans', unit: 'vans', low: 0, high: 5, default: 1 },
      integer: true,
      serves: null,
    },
  ],
  costs: { currency: '€', items: [{ of: 'extra', per: 'unit', amount: 100 }] },
};

/** Draws of the mean stay, from 6 to 10 days. */
function calibrated(): CalibrationResult {
  const random = openRandom(1, 'decide-ward', 0);
  const sets = Array.from({ length: 60 }, () => [8 * random.lognormal(0, 0.1)]);
  return { ...calibration(8), sets };
}

export async function wardWithBeds({
  code = ward.simulator,
  means = WARD_MEANS,
}: {
  readonly code?: string;
  readonly means?: Means;
} = {}): Promise<{ readonly project: Project; readonly simulator: string }> {
  const project = await newProject();
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  const { simulator } = await addSimulator(project, { code, file: 'ward.sim.js' });
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator: simulator.id };
  const writer = await project.startRun(run);
  await writer.finish(calibrationOutcome(calibrated(), { simulator: simulator.id, rows: 'all' }));
  await project.edit({ intent: 'means', meta: means });
  return { project, simulator: simulator.id };
}

export const TOTAL_COST: Aim['objectives'][number] = {
  direction: 'minimise',
  metric: { series: { kind: 'cost' }, how: 'total', level: null },
  risk: { kind: 'mean' },
};

export function noShortage(chance: number): Limit {
  const metric = { series: { kind: 'shortage', resource: 'extra' }, how: 'peak', level: null };
  return { metric, is: 'at-most', level: 0, chance } as Limit;
}

export function wardAim(more: Partial<Aim> = {}): Aim {
  return {
    name: 'Enough beds',
    objectives: [TOTAL_COST],
    limits: [noShortage(0.9)],
    choices: [{ lever: 'extra', kinds: ['threshold'], watch: null, ranges: {} }],
    scenario: null,
    current: {},
    horizon: 14,
    ...more,
  };
}

/** Few runs: what is tested is the way, not the answer. */
export const FEW = { evaluations: 24, runs: 60, closeRuns: 100 } as const;
