import { execFile } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ward } from '../studio/ward.ts';
import { gsimHere } from './fake-terminal.ts';
import { type GsimOptions, gsim, temporaryFolder } from './gsim.ts';

// A dozen processes, each with a pool of its own: slow where the machine has other things to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** Words, data and simulator: ready to calibrate. */
let template: string;
beforeAll(async () => {
  template = await temporaryFolder();
  await writeFile(join(template, 'census.csv'), ward.census);
  await writeFile(join(template, 'ward.sim.js'), ward.simulator);
  const folder = join(template, 'ward');
  const words = 'Patients are admitted to the ward, stay for some days, and leave.';
  for (const command of [
    ['new', folder, '--words', words],
    ['import', folder, join(template, 'census.csv'), '--held-out', '10'],
    ['add', folder, join(template, 'ward.sim.js')],
  ]) {
    expect(await gsimHere(...command)).toMatchObject({ code: 0, err: '' });
  }
});

async function project(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(template, folder, { recursive: true });
  return folder;
}

const calibrate = ['calibrate', 'ward', '--seed', '5', '--budget', '120', '--resamples', '2'];

async function calibrated(cwd: string, more: readonly string[] = [], options: GsimOptions = {}) {
  const ended = await gsim([...calibrate, '--json', ...more], { cwd, ...options });
  return { ...ended, json: JSON.parse(ended.out) };
}

describe.concurrent('from words and a CSV to a script', () => {
  it('every step says what comes next, and the script gives the same numbers', async () => {
    const cwd = await project();
    const { code, json, err } = await calibrated(cwd, ['--rows', 'training']);
    expect([code, json.state, json.run]).toEqual([0, 'finished', '0001-calibrate']);
    expect(json.calibration.parameters.stay).toBeGreaterThan(7);
    expect(json.calibration.parameters.stay).toBeLessThan(9);
    expect(err).toMatch(/^Searching parameters: \d+ of \d+ evaluations/m);

    const simulated = await gsim(['simulate', 'ward', '--runs', '50', '--set', 'stay=16'], { cwd });
    expect(simulated.code).toBe(0);
    expect(simulated.out).toMatch(/^Ward: 50 runs; .*\n\noutput +unit +highest +last row\nbeds /);
    const summary = await readFile(join(cwd, 'ward/runs/0002-simulate/summary.csv'), 'utf8');
    expect(summary).toMatch(
      /^trajectory,row,beds.mean,beds.p10,beds.p50,beds.p90\n1,0,20,20,20,20\n/,
    );
    expect(summary.trimEnd().split('\n')).toHaveLength(41);

    const checked = await gsim(['check', 'ward', '--json', '--quiet'], { cwd });
    expect(checked).toMatchObject({ code: 0, err: '' });
    const { verdict, heldOut } = JSON.parse(checked.out);
    expect(verdict.headline).toMatch(/\w+/);
    expect(heldOut.outputs[0]).toMatchObject({ output: 'beds', missing: 0 });
    expect(Object.keys(heldOut.outputs[0].naive)).toContain('last-value');

    const exported = await gsim(['export', 'ward', '--json'], { cwd });
    const { script } = JSON.parse(exported.out);
    expect(script).toBe(join(cwd, 'ward/exports/ward.mjs'));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--selftest']);
    expect(stdout).toMatch(/ok/);
    expect((await readdir(join(cwd, 'ward/runs'))).sort()).toEqual([
      '0001-calibrate',
      '0002-simulate',
      '0003-check',
    ]);
  });
});

describe.concurrent('a calibration that is interrupted', () => {
  it('by Ctrl-C keeps the best so far, and --resume goes on to the same numbers', async () => {
    const [cwd, straight] = [await project(), await project()];
    let stopped = false;
    const first = await calibrated(cwd, [], {
      onErr: (text, stop) => {
        if (stopped || !text.includes('Searching parameters')) return;
        stopped = true;
        stop();
      },
    });
    expect(first.code).toBe(130);
    expect(first.err).toMatch(/Stopping; the best so far is kept/);
    expect(first.json).toMatchObject({
      state: 'cancelled',
      resume: 'gsim calibrate ward --resume 0001-calibrate',
    });
    expect(first.json.calibration.parameters.stay).toBeGreaterThan(2);
    const resumed = await gsim(['calibrate', 'ward', '--resume', '--json'], { cwd });
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.out)).toEqual((await calibrated(straight)).json);
    const posterior = 'ward/runs/0001-calibrate/posterior.csv';
    expect(await readFile(join(cwd, posterior), 'utf8')).toBe(
      await readFile(join(straight, posterior), 'utf8'),
    );
    const again = await gsim(['calibrate', 'ward', '--resume'], { cwd });
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Error: run: nothing to resume/),
    });
  });
});
