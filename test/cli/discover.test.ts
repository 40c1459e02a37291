import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { gsimHere } from './fake-terminal.ts';
import { gsim, hasStackTrace } from './gsim.ts';
import { census, emptyWardProject, wardProject } from './ward-project.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const project = (...importing: string[]) => wardProject('beds in ward', ...importing);

describe('gsim discover', () => {
  it('warns of a description of three words, and still finds a simulator', async () => {
    const cwd = await project('--held-out', '4');
    const { code, out, err } = await gsim(['discover', 'ward', '--rounds', '1'], { cwd });
    expect(code).toBe(0);
    expect(err).toMatch(/^Warning: description: 3 words say little/m);
    expect(hasStackTrace(err)).toBe(false);
    for (const title of [
      'Round 1',
      'Chosen structure',
      'Numbers, calibrated on all days',
      'Fit of the free run over all days',
      'Held-out days, never seen while the structure and its numbers were found',
      'Verdict',
    ])
      expect(out).toContain(`${title}\n${'='.repeat(title.length)}\n`);
    expect(out).toMatch(/ {2}a\. The simplest model of arrivals, a stay, and places in use\./);
    expect(out).toMatch(/Best so far: [a-z]/);
    expect(out).toMatch(/mean stay +\d/);
    expect(out).not.toMatch(/\(\)| +$/m);
    expect(out).toMatch(/last value +\d/);
    expect(out).toMatch(/Run 0001-discover, simulator 000\d-ward\. Next: gsim export ward\n$/);

    const simulated = await gsim(['simulate', 'ward', '--runs', '10', '--json'], { cwd });
    expect(simulated.code).toBe(0);
    const again = await gsimHere('discover', join(cwd, 'ward'), '--resume', '--json');
    expect(JSON.parse(again.out).error.code).toBe('nothing-to-resume');
  });

  it('that is stopped by Ctrl-C can be taken up again, and ends as it would have', async () => {
    const [cwd, straight] = [await project('--held-out', '4'), await project('--held-out', '4')];
    let stopped = false;
    const first = await gsim(['discover', 'ward', '--rounds', '2', '--json'], {
      cwd,
      onErr: (text, stop) => {
        if (stopped || !/Round 2|Checking/.test(text)) return;
        stopped = true;
        stop();
      },
    });
    expect([first.code, hasStackTrace(first.err)]).toEqual([130, false]);
    expect(JSON.parse(first.out)).toMatchObject({
      state: 'cancelled',
      best: expect.stringMatching(/^beds\(/),
      resume: 'gsim discover ward --resume 0001-discover',
    });
    const [resumed, whole] = await Promise.all([
      gsim(['discover', 'ward', '--resume', '--json'], { cwd }),
      gsim(['discover', 'ward', '--rounds', '2', '--json'], { cwd: straight }),
    ]);
    expect(resumed.code).toBe(0);
    const { simulator: _a, ...figures } = JSON.parse(resumed.out);
    const { simulator: _b, ...expected } = JSON.parse(whole.out);
    expect(figures).toEqual(expected);
  });

  it('says that nothing is held out', async () => {
    const cwd = await project('--held-out', '0');
    const { code, out, err } = await gsimHere('discover', join(cwd, 'ward'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).error).toMatchObject({
      code: 'nothing-held-out',
      hint: 'Keep some of the last rows for the check (in the terminal: import again with --held-out ROWS).',
    });
    expect(err).toMatch(/^Error: data: no last rows are held out/);
  });

  it('says that there are no data yet', async () => {
    const cwd = await emptyWardProject('beds in ward');
    const { code, out } = await gsimHere('discover', join(cwd, 'ward'), '--json');
    expect([code, JSON.parse(out).error.code]).toEqual([1, 'no-data']);
  });

  it.each([2, 3, 4, 5])('says that %i rows are too few', async (rows) => {
    const cwd = await emptyWardProject('beds in ward');
    const few = census()
      .split('\n')
      .slice(0, 1 + rows)
      .join('\n');
    await writeFile(join(cwd, 'census.csv'), `${few}\n`);
    const held = ['--held-out', rows > 2 ? '1' : '0'];
    const ward = join(cwd, 'ward');
    expect((await gsimHere('import', ward, join(cwd, 'census.csv'), ...held)).code).toBe(0);
    const { code, out, err } = await gsimHere('discover', ward, '--rounds', '1', '--json');
    const { error } = JSON.parse(out);
    expect([code, error.code]).toEqual([1, rows > 2 ? 'too-few-rows' : 'nothing-held-out']);
    expect(error.hint).toMatch(/\w+ \w+/);
    expect(hasStackTrace(err)).toBe(false);
  });

  it('refuses rounds that are no number', async () => {
    const { code, err } = await gsimHere('discover', 'ward', '--rounds', 'many');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: option --rounds: /);
  });
});
