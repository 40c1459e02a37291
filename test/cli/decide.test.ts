import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibratedWard } from './calibrated-ward.ts';
import { gsimHere } from './fake-terminal.ts';

let folder: string;
beforeAll(async () => {
  folder = join(await calibratedWard(), 'ward');
}, 60_000);

describe('gsim decide', () => {
  it('says what could be provided where the model has no lever', async () => {
    const { code, err } = await gsimHere('decide', folder, '--minimise', 'total cost');
    expect(code).toBe(1);
    expect(err).toMatch(/levers: this model has none/);
    expect(err).toMatch(/--resource "extra_beds:0:200:beds:1000:OUTPUT:THERE"/);
  });

  it('finds a policy, shows it beside others, and writes the plan', async () => {
    const { code, out } = await gsimHere(
      ...['decide', folder, '--minimise', 'total cost', '--horizon', '14', '--policies', '24'],
      ...['--keep', 'shortage of extra at most 0 on all days in 90 % of outcomes'],
      ...['--resource', 'extra:0:40:beds:100:beds:36', '--lever', 'extra:constant'],
      ...['--plan', 'Enough', '--runs', '200'],
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /What is wanted\n=+\n {2}Minimise the total cost, on average\n {2}Keep shortage of extra at most 0 on all days in 90 % of outcomes\n/,
    );
    expect(out).toMatch(/\nRecommended\n=+\n {2}Keep extra at \d+/);
    expect(out).toMatch(/\nrecommended +\d+ \(\d+ to \d+\) +[89]\d\.\d % /);
    expect(out).toMatch(/\ndo nothing +0 \(0 to 0\) /);
    expect(out).toMatch(/\nbest one value +\d+ \(/);
    expect(out).toMatch(/A: Minimise the total cost, on average \(€\)/);
    expect(out).toMatch(/Plan: policies\/enough\.json\./);
    const plan = JSON.parse(await readFile(join(folder, 'policies', 'enough.json'), 'utf8'));
    expect(plan.about.words).toEqual([expect.stringMatching(/^Keep extra at \d+/)]);
    expect(plan.resources.extra).toMatchObject({ low: 0, high: 40, policy: { kind: 'constant' } });
    expect(plan.about.expected[1]).toMatch(/holds in [89][\d.]+ % of outcomes/);
  });

  it('lists what can be set and wanted, the resource that was kept among it', async () => {
    const { code, out } = await gsimHere('decide', folder, '--list');
    expect(code).toBe(0);
    expect(out).toMatch(/\nextra +extra +beds +0 +40 +threshold, /);
    expect(out).toMatch(/\nbeds +occupied beds +patients\n/);
  });

  it('refuses a sentence that is neither, with a way to put it', async () => {
    const { code, err } = await gsimHere('decide', folder, '--minimise', 'the weather');
    expect(code).toBe(1);
    expect(err).toMatch(/weather/);
  });

  it('refuses kinds that there are not', async () => {
    const { code, err } = await gsimHere('decide', folder, '--lever', 'extra:magic');
    expect(code).toBe(2);
    expect(err).toMatch(/NAME or NAME:KIND,KIND is due, not extra:magic/);
  });
});
