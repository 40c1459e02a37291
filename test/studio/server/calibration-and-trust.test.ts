/** Calibrations and checks as a window reads them. */
import { describe, expect, it, vi } from 'vitest';
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import type { NewJob } from '../../../engine/studio/contract/new-job.ts';
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { temporaryFolder } from '../../project/support.ts';
import { ended, refusal, stateOf, studioIn, wardProject, windowOn } from './support.ts';

vi.setConfig({ testTimeout: 120_000 });

async function opened() {
  const client = windowOn(await studioIn(await temporaryFolder()));
  return { client, project: await wardProject(client) };
}

async function run(client: StudioClient, project: string, job: NewJob): Promise<JobView> {
  const started = await client.call('jobs.start', { project, job });
  return ended(client, project, started.job);
}

const calibrate: NewJob = { kind: 'calibrate', seed: 3, budget: 120, rows: 'training' };

describe('a calibration in a window', () => {
  it('tells its errors and where it searches while it goes on, and afterwards', async () => {
    const { client, project } = await opened();
    const { job } = await client.call('jobs.start', {
      project,
      job: { ...calibrate, method: 'cma-es' },
    });
    const live = await stateOf(
      client,
      'job',
      { project, job },
      ({ trace }) => (trace?.points.length ?? 0) > 1,
    );
    expect(live.trace).toMatchObject({
      method: { id: 'cma-es', words: expect.stringContaining('cloud'), because: null },
      measure: 'best error so far',
      parameters: [{ name: 'stay', unit: 'day' }],
    });
    const { trace } = await ended(client, project, job);
    expect(trace!.points.slice(0, live.trace!.points.length)).toEqual(live.trace!.points);
    const values = trace!.points.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const [stay] = trace!.parameters;
    expect(Math.abs(stay!.value - 8)).toBeLessThan(1.5);
  });

  it('is read with what was possible before, and how much of it the data ruled out', async () => {
    const { client, project } = await opened();
    expect((await refusal(client.call('calibrations.read', { project }))).code).toBe(
      'no-calibration',
    );
    const { job } = await run(client, project, calibrate);
    const view: CalibrationView = await client.call('calibrations.read', { project, run: job });
    expect(view).toMatchObject({
      run: job,
      simulator: '0001-ward',
      title: 'Ward',
      method: { id: 'cma-es', kind: 'search', because: expect.stringMatching(/\w/) },
      rows: 'training',
      ranges: 'bootstrap',
      level: 0.9,
      correlations: [],
    });
    const [stay] = view.parameters;
    expect(stay).toMatchObject({ name: 'stay', meaning: 'mean stay', unit: 'day' });
    // Uniform from 2 to 30: 90 % of it lie between 3.4 and 28.6.
    expect(stay!.priorLow).toBeCloseTo(3.4, 9);
    expect(stay!.priorHigh).toBeCloseTo(28.6, 9);
    expect(stay!.narrowed).toBeCloseTo(1 - (stay!.high - stay!.low) / 25.2, 9);
    expect(view.sets.map(({ length }) => length)).toEqual([24]);
    const [draws] = view.priorSets;
    expect(draws).toHaveLength(2000);
    const mean = draws!.reduce((sum, value) => sum + value, 0) / 2000;
    expect(Math.abs(mean - 16)).toBeLessThan(0.6);
    expect(await client.call('calibrations.read', { project, simulator: '0001-ward' })).toEqual(
      view,
    );
    expect((await refusal(client.call('calibrations.read', { project, run: '0009-x' }))).code).toBe(
      'not-found',
    );
  });

  it('offers every method, the automatic one first', async () => {
    const { client } = await opened();
    const methods = await client.call('calibrations.methods', {});
    expect(methods[0]!.id).toBe('auto');
    expect(methods.map(({ id }) => id)).toContain('npe');
  });
});

describe('a check in a window', () => {
  it('has its verdict, what would change it, and forecasts of the days kept back beside what came', async () => {
    const { client, project } = await opened();
    const { job } = await run(client, project, calibrate);
    expect((await refusal(client.call('trust.read', { project, run: job }))).code).toBe(
      'not-found',
    );
    const check = await run(client, project, { kind: 'check', seed: 1 });
    const view = await client.call('trust.read', { project, run: check.job });
    expect(view).toMatchObject({ run: check.job, simulator: '0001-ward', title: 'Ward' });
    expect(view.verdict).toEqual(check.outcome!.verdict);
    expect(view.parts!.heldOut.kind).toBe('done');
    expect(view.conditions[0]).toContain('given the real admissions');
    expect(view.wouldChange.length).toBeGreaterThan(0);
    expect(view.wouldChange.every((text) => /^If |: if /.test(text))).toBe(true);
    expect(view.weaknesses.at(-1)).toContain('the real admissions of the time ahead');
    expectTheTenDays(view);
  });
});

function expectTheTenDays({ heldOut, rolling }: TrustView): void {
  const [whole, ...more] = heldOut;
  expect(more).toEqual([]);
  expect([...whole!.rows]).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
  expect(whole!.dates![0]).toBe('2020-03-31');
  expect(whole!.dates!.at(-1)).toBe('2020-04-09');
  expect(whole).toMatchObject({ output: 'beds', unit: 'patients' });
  const levels = whole!.levels.length;
  for (let row = 0; row < 10; row++) {
    const quantiles = [...whole!.values.subarray(row * levels, (row + 1) * levels)];
    expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
  }
  const [near] = rolling;
  expect(near!.rows[0]).toBe(30);
  expect(near!.lead).toBeLessThanOrEqual(5);
  expect([...near!.observed]).toEqual([...whole!.observed.subarray(0, near!.rows.length)]);
}
