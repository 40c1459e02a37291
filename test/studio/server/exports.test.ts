import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../project/support.ts';
import { projectWithMixture } from '../mixed-ward.ts';
import { refusal, studioIn, windowOn } from './support.ts';

describe('the script', () => {
  it('holds one simulator, or the structures of a discovery with their weights', async () => {
    const { project: made, run } = await projectWithMixture([
      { of: 'ward', weight: 0.75, stay: 8 },
      { of: 'leaving', weight: 0.25, stay: 7 },
    ]);
    await made.close();
    const client = windowOn(await studioIn(await temporaryFolder()));
    const { project } = await client.call('projects.open', { folder: made.folder });
    const one = await client.call('exports.script', { project, seed: 1, runs: 5 });
    const all = await client.call('exports.script', { project, seed: 1, runs: 5, mixture: run });
    expect(one).toMatchObject({ simulator: '0001-ward', title: 'Ward' });
    expect(all).toMatchObject({ simulator: '0001-ward', title: 'Ward', sets: 2 * one.sets });
    const [alone, together] = [
      await readFile(one.script, 'utf8'),
      await readFile(all.script, 'utf8'),
    ];
    expect(alone).not.toContain('0002-leaving');
    for (const id of ['0001-ward', '0002-leaving']) expect(together).toContain(id);
    const both = { project, seed: 1, simulator: '0001-ward', mixture: run };
    expect((await refusal(client.call('exports.script', both))).code).toBe('bad-option');
    const none = { project, seed: 1, mixture: '0009-discover' };
    expect((await refusal(client.call('exports.script', none))).code).toBe('no-mixture');
  });
});
