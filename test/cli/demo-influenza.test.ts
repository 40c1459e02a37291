/** The main job on the school influenza, whose stated total a plain SIR contradicts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type Demo, demo, expectWhole } from './demo.ts';
import { gsimHere } from './fake-terminal.ts';
import { temporaryFolder } from './gsim.ts';

let flu: Demo;
beforeAll(async () => {
  flu = await demo('school-influenza-1978');
}, 240_000);

it('says that a plain SIR, R0 about 3.8, contradicts the number who had fallen ill', () => {
  const sir = flu.rounds[0]?.candidates[0];
  expect(sir?.structure).toMatch(
    /^contagion\(pace=through-the-day, course=ill-infect, illness=one-phase, susceptible=all,/,
  );
  expect(sir?.parameters?.R0).toBeGreaterThanOrEqual(3.6);
  expect(sir?.parameters?.R0).toBeLessThanOrEqual(4.1);
  expect(sir?.facts).toEqual([expect.stringMatching(/^Contradicts what is known .*512 of 763/)]);
});

it('chooses a structure that does not contradict it', () => {
  const chosen = flu.rounds
    .flatMap(({ candidates }) => candidates)
    .find(({ structure }) => structure === flu.structure.name);
  expect(chosen?.facts).toEqual([expect.not.stringMatching(/^Contradicts/)]);
  expect(flu.facts).toEqual([expect.not.stringMatching(/^Contradicts/)]);
});

it('follows the wave: most boys in bed were about 300', () => {
  expect(flu.fit.rmse).toBeLessThan(45);
});

it('leaves a project and a script that proves itself', async () => {
  await expectWhole(flu);
});

it('names the samples that there are when another one is asked for', async () => {
  const { code, out } = await gsimHere('demo', '--sample', 'smallpox', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out).error).toMatchObject({
    message: 'sample: there is no smallpox',
    hint: expect.stringMatching(/netherlands-icu, school-influenza-1978/),
  });
});

it('never writes over an earlier project', async () => {
  const folder = join(await temporaryFolder(), 'mine');
  expect((await gsimHere('new', folder, '--words', 'Beds of my own ward.')).code).toBe(0);
  const before = await readFile(join(folder, 'project.json'), 'utf8');
  const { code, out } = await gsimHere('demo', '--folder', folder, '--json');
  expect([code, JSON.parse(out).error.hint]).toEqual([1, expect.stringMatching(/\w+ \w+/)]);
  expect(await readFile(join(folder, 'project.json'), 'utf8')).toBe(before);
});
