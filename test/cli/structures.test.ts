/** The commands that take all structures of a discovery instead of one simulator. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { projectWithMixture } from '../studio/mixed-ward.ts';
import { gsimHere } from './fake-terminal.ts';

async function folderWithMixture(): Promise<string> {
  const { project } = await projectWithMixture([
    { of: 'ward', weight: 0.75, stay: 8 },
    { of: 'leaving', weight: 0.25, stay: 12 },
  ]);
  await project.close();
  return project.folder;
}

const structures = [
  { simulator: '0001-ward', title: 'Ward', weight: 0.75, low: 0.375, high: 1 },
  { simulator: '0002-leaving', title: 'Leaving', weight: 0.25, low: 0.125, high: 0.5 },
];

describe('all structures of a discovery', () => {
  it('are forecast, with their weights and what not knowing which is right adds', async () => {
    const folder = await folderWithMixture();
    const words = ['forecast', folder, '--mixture', '--horizon', '20', '--runs', '800'];
    const { code, out } = await gsimHere(...words, '--set', 'stay=9');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2 structures with weights: 20 days ahead, 80\d runs\n\nweight +90 % range +structure\n +75 % +38 % to 100 % +Ward\n +25 % +13 % to 50 % +Leaving\n\n! The weights rest on few days\./,
    );
    expect(out).toMatch(
      /Of the spread of beds on 2020-04-29, \d+ % is due to not knowing which structure is right \(share of the variance\); on average they say: Ward [\d.]+, Leaving [\d.]+\./,
    );
    expect(out).toContain('stay = 9: not known to Leaving; there it changes nothing.');
    const json = JSON.parse((await gsimHere(...words, '--json')).out);
    expect(json).toMatchObject({ structures, mixture: '0001-discover' });
    expect(json.spread[0][0].share).toHaveLength(20);
  });

  it('are simulated', async () => {
    const folder = await folderWithMixture();
    const words = ['simulate', folder, '--mixture', '0001-discover', '--runs', '80'];
    const { code, out } = await gsimHere(...words);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2 structures with weights: 8\d runs; in brackets, 8 of 10 runs\n\nweight/,
    );
    expect(JSON.parse((await gsimHere(...words, '--json')).out)).toMatchObject({ structures });
  });

  it('are one script, which proves itself', async () => {
    const folder = await folderWithMixture();
    const { out } = await gsimHere('export', folder, '--mixture', '--json');
    const { script, ...json } = JSON.parse(out);
    expect(json).toMatchObject({ structures, calibration: '0001-discover', sets: 6 });
    expect(script).toMatch(/-structures\.mjs$/);
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
    expect(run('--selftest')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^self-test, seed \d+, 100 runs: ok\n/),
    });
    expect(run('--structure', '0002-leaving', '--help').stdout).toMatch(
      /^Leaving\n[\s\S]*\n {2}share \(day, 0 to 1\)/,
    );
  });

  it.each(['forecast', 'simulate', 'export'])(
    'are not there without a discovery: %s',
    async (name) => {
      const folder = await folderWithMixture();
      const refused = await gsimHere(name, folder, '--mixture', '0007-discover');
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(/structures: none are weighed[\s\S]*Discover structures first/);
    },
  );
});
