import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../engine/project/project.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import type { StandingView } from '../../engine/studio/contract/standing-view.ts';
import { readStanding } from '../../engine/studio/read-standing.ts';
import { type CalibratedRows, calibrationOutcome } from '../../engine/studio/stored-calibration.ts';
import { newProject } from '../project/support.ts';
import { calibration } from './calibration.ts';
import { projectWithMixture } from './mixed-ward.ts';
import { ward } from './ward.ts';

async function standingOf(project: Project): Promise<StandingView> {
  return readStanding(project, (await project.listSimulators()).items);
}

/** A project with this many simulators, 'Ward 0', 'Ward 1', ... */
async function wards(count: number): Promise<{ project: Project; ids: string[] }> {
  const project = await newProject();
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const code = ward.simulator.replace("'Ward'", `'Ward ${i}'`);
    ids.push((await addSimulator(project, { code, file: 'ward.sim.js' })).simulator.id);
  }
  return { project, ids };
}

const verdict = (headline: string) => ({ kind: 'trustworthy', headline, facts: [], warnings: [] });

async function calibrated(
  project: Project,
  simulator = '',
  { rows = 'all', more = {} }: { rows?: CalibratedRows; more?: Record<string, unknown> } = {},
): Promise<string> {
  const kind = 'verdict' in more ? 'discover' : 'calibrate';
  const writer = await project.startRun({ kind, seed: 1, inputs: {}, data: [], simulator });
  await writer.finish(calibrationOutcome(calibration(8), { simulator, rows }, more));
  return writer.id;
}

async function checked(project: Project, simulator = '', of = '', headline = ''): Promise<string> {
  const run = { kind: 'check', seed: 1, inputs: { calibration: of }, data: [], simulator };
  const writer = await project.startRun(run);
  await writer.finish({ result: { verdict: verdict(headline) } });
  return writer.id;
}

describe('the models of a project', () => {
  it('are none before anything was calibrated', async () => {
    const { project, ids } = await wards(1);
    expect(await standingOf(project)).toEqual({ simulators: [], mixture: null });
    await project.startRun({
      ...{ kind: 'calibrate', seed: 1, inputs: {}, data: [], simulator: ids[0] ?? '' },
    });
    expect(await standingOf(project)).toEqual({ simulators: [], mixture: null });
  });

  it('stand in the order in which they were settled on, the last one first', async () => {
    const { project, ids } = await wards(3);
    const first = await calibrated(project, ids[1]);
    const second = await calibrated(project, ids[0]);
    const again = await calibrated(project, ids[1]);
    const stopped = await project.startRun({
      ...{ kind: 'calibrate', seed: 1, inputs: {}, data: [], simulator: ids[2] ?? '' },
    });
    const outcome = calibrationOutcome(calibration(8), { simulator: ids[2] ?? '', rows: 'all' });
    await stopped.cancel(outcome);
    const { simulators } = await standingOf(project);
    expect(simulators).toEqual([
      { simulator: ids[1], title: 'Ward 1', calibration: again, verdict: null },
      { simulator: ids[0], title: 'Ward 0', calibration: second, verdict: null },
      { simulator: ids[2], title: 'Ward 2', calibration: stopped.id, verdict: null },
    ]);
    expect(again).not.toBe(first);
  });

  it('have the numbers of all rows where there are some', async () => {
    const { project, ids } = await wards(1);
    const training = await calibrated(project, ids[0], { rows: 'training' });
    expect((await standingOf(project)).simulators[0]?.calibration).toBe(training);
    const all = await calibrated(project, ids[0]);
    await calibrated(project, ids[0], { rows: 'training' });
    expect((await standingOf(project)).simulators[0]?.calibration).toBe(all);
  });

  it('are judged by the last check of these numbers, and by no other', async () => {
    const { project, ids } = await wards(2);
    const found = await calibrated(project, ids[0], { more: { verdict: verdict('As found.') } });
    const verdictNow = async () => (await standingOf(project)).simulators[0]?.verdict;
    expect(await verdictNow()).toEqual({ run: found, kind: 'trustworthy', headline: 'As found.' });
    await checked(project, ids[0], found, 'First check.');
    const second = await checked(project, ids[0], found, 'Second check.');
    await checked(project, ids[1], '0099-calibrate', 'Of others.');
    expect(await verdictNow()).toMatchObject({ run: second, headline: 'Second check.' });
    await calibrated(project, ids[0]);
    expect(await verdictNow()).toBeNull();
  });

  it('are shown although the result of another run is damaged, and it counts again once mended', async () => {
    const { project, ids } = await wards(2);
    const broken = await calibrated(project, ids[0]);
    await calibrated(project, ids[1]);
    const file = join(project.folder, 'runs', broken, 'result.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, '{');
    expect((await standingOf(project)).simulators.map(({ title }) => title)).toEqual(['Ward 1']);
    await writeFile(file, text);
    expect((await standingOf(project)).simulators).toHaveLength(2);
  });

  it('have weights where a discovery weighed them, heaviest first', async () => {
    const { project, run } = await projectWithMixture([
      { of: 'ward', weight: 0.75, stay: 8 },
      { of: 'leaving', weight: 0.25, stay: 7 },
    ]);
    await calibrated(project, '0002-leaving');
    expect((await standingOf(project)).mixture).toEqual({
      run,
      structures: [
        { simulator: '0001-ward', title: 'Ward', weight: 0.75, low: 0.375, high: 1 },
        { simulator: '0002-leaving', title: 'Leaving', weight: 0.25, low: 0.125, high: 0.5 },
      ],
      warnings: ['The weights rest on few days.'],
    });
  });

  it('read each result once', async () => {
    const { project, ids } = await wards(2);
    const found = await calibrated(project, ids[0]);
    await checked(project, ids[0], found, 'Checked.');
    await calibrated(project, ids[1], { rows: 'training' });
    let reads = 0;
    const counting: Project = Object.create(project, {
      readPart: {
        value: (id: string, part: string) => {
          reads++;
          return project.readPart(id, part);
        },
      },
    });
    const first = await standingOf(counting);
    expect(reads).toBe(3);
    expect(await standingOf(counting)).toEqual(first);
    expect(reads).toBe(3);
    await calibrated(project, ids[1]);
    await standingOf(counting);
    expect(reads).toBe(4);
  });
});
