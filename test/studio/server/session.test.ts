import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import { DEFAULT_SETTINGS } from '../../../engine/studio/contract/studio-view.ts';
import { temporaryFolder } from '../../project/support.ts';
import { plainExecutor } from './plain-executor.ts';
import { ended, refusal, stateOf, studioIn, wardProject, windowOn } from './support.ts';

const LOST_ENGINE = fileURLToPath(new URL('./lost-engine.ts', import.meta.url));

interface Lost {
  readonly project: string;
  readonly held: string;
  readonly working: string;
}

/** An engine that is killed while it works on a job and holds another. */
async function loseEngine(folder: string): Promise<Lost> {
  const engine = spawn(process.execPath, [LOST_ENGINE, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(engine.stdout, 'data');
  engine.kill('SIGKILL');
  await once(engine, 'exit');
  return JSON.parse(String(line));
}

const resultOf = async (client: StudioClient, project: string, run: string) =>
  (await client.call('runs.result', { project, run, from: 0, count: 8_000_000 })).text;

async function calibrated(client: StudioClient, project: string): Promise<string> {
  const order = { kind: 'calibrate', seed: 1, budget: 120 } as const;
  const { job } = await client.call('jobs.start', { project, job: order });
  await ended(client, project, job);
  return resultOf(client, project, job);
}

describe('an engine that was lost', () => {
  it('is followed by one that goes on with its jobs, held ones held, to the same numbers', async () => {
    const folder = await temporaryFolder();
    const { project, held, working } = await loseEngine(folder);
    const studio = await studioIn(folder);
    const client = windowOn(studio);
    expect((await refusal(client.call('projects.read', { project }))).code).toBe('not-open');
    await studio.resumeInterrupted();
    const waiting = await stateOf(client, 'job', { project, job: held });
    expect([waiting.state, waiting.error]).toEqual(['paused', null]);
    expect((await ended(client, project, working)).state).toBe('finished');
    await client.call('jobs.resume', { project, job: held });
    expect((await ended(client, project, held)).state).toBe('finished');
    const expected = await calibrated(client, project);
    expect(await resultOf(client, project, held)).toBe(expected);
    expect(await resultOf(client, project, working)).toBe(expected);
    const { lines } = await client.call('runs.log', {
      ...{ project, run: held },
      ...{ from: 0, count: 99 },
    });
    const events = lines
      .map(({ event }) => event)
      .filter((event) => event !== 'method' && event !== 'trace');
    expect(events).toEqual(['start', 'pause', 'resume', 'pause', 'resume', 'end']);
  });

  it('leaves runs that show as interrupted until somebody goes on with them', async () => {
    const folder = await temporaryFolder();
    const { project, working } = await loseEngine(folder);
    const client = windowOn(await studioIn(folder));
    await client.call('projects.open', { folder: project });
    const view = await stateOf(client, 'job', { project, job: working });
    expect([view.state, view.ended, view.error]).toEqual(['interrupted', null, null]);
  });

  it('whose job cannot go on leaves the reason in the job; the others go on', async () => {
    const folder = await temporaryFolder();
    const { project, held, working } = await loseEngine(folder);
    const file = join(project, `runs/${working}/checkpoint.json`);
    await writeFile(file, '{ "schema": 1, "value": 3 }');
    const studio = await studioIn(folder);
    const client = windowOn(studio);
    await studio.resumeInterrupted();
    const view = await stateOf(client, 'job', { project, job: working });
    expect(view.error?.message).toMatch(/checkpoint/);
    expect((await stateOf(client, 'job', { project, job: held })).state).toBe('paused');
  });

  it('whose project is gone hinders nobody', async () => {
    const folder = await temporaryFolder();
    const { project } = await loseEngine(folder);
    await rm(project, { recursive: true });
    const studio = await studioIn(folder);
    await studio.resumeInterrupted();
    expect((await windowOn(studio).call('projects.recent', {}))[0]).toMatchObject({
      project,
      exists: false,
    });
  });

  it('is told from one that was closed: that one stopped its jobs', async () => {
    const folder = await temporaryFolder();
    const studio = await studioIn(folder, { openExecutor: () => plainExecutor(10) });
    const first = windowOn(studio);
    const project = await wardProject(first);
    const order = { kind: 'calibrate', seed: 1, budget: 120 } as const;
    const { job } = await first.call('jobs.start', { project, job: order });
    await studio.close();
    const next = await studioIn(folder);
    await next.resumeInterrupted();
    const client = windowOn(next);
    expect((await refusal(client.call('projects.read', { project }))).code).toBe('not-open');
    await client.call('projects.open', { folder: project });
    expect((await stateOf(client, 'job', { project, job })).state).toBe('cancelled');
  });
});

describe('what belongs to the person', () => {
  const model = { id: 'local', name: 'Local', baseUrl: 'http://localhost:1/v1', model: 'llama' };

  it('is kept from one studio to the next; keys are not', async () => {
    const folder = await temporaryFolder();
    const studio = await studioIn(folder);
    const client = windowOn(studio);
    const seen = stateOf(windowOn(studio), 'studio', {}, ({ models }) => models.length > 0);
    await client.call('settings.change', { theme: 'dark', threads: 2 });
    await client.call('models.save', { ...model, name: 'Old' });
    await client.call('models.save', model);
    await client.call('secrets.save', { model: 'local', secret: 'sk-secret' });
    expect(await client.call('secrets.list', {})).toEqual(['local']);
    await seen;
    await studio.close();
    const next = windowOn(await studioIn(folder));
    expect(await next.call('studio.read', {})).toMatchObject({
      settings: { ...DEFAULT_SETTINGS, theme: 'dark', threads: 2 },
      models: [model],
    });
    expect(await next.call('secrets.list', {})).toEqual([]);
    for (const file of ['settings.json', 'models.json']) {
      expect(await readFile(join(folder, 'user', file), 'utf8')).not.toContain('sk-secret');
    }
  });

  it('is set aside where it is damaged, and the studio starts as if it were new', async () => {
    const folder = await temporaryFolder();
    const user = join(folder, 'user');
    await mkdir(user);
    const damaged = {
      'settings.json': '{"schema":1,"theme":"pink"}',
      'recent.json': '{"schema":99}',
      'models.json': '\0\0\0\0',
      'session.json': `${'['.repeat(100_000)}`,
    };
    for (const [file, text] of Object.entries(damaged)) await writeFile(join(user, file), text);
    const studio = await studioIn(folder);
    await studio.resumeInterrupted();
    const client = windowOn(studio);
    expect(await client.call('studio.read', {})).toMatchObject({
      settings: DEFAULT_SETTINGS,
      recent: [],
      models: [],
    });
    for (const [file, text] of Object.entries(damaged)) {
      expect(await readFile(join(user, `${file}.damaged`), 'utf8')).toBe(text);
    }
    await client.call('settings.change', { theme: 'light' });
    const text = await readFile(join(user, 'settings.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ schema: 1, theme: 'light' });
  });

  it('that cannot be written counts until the studio ends, and the window is told', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'user'), 'a file where a folder is due');
    const client = windowOn(await studioIn(folder));
    const error = await refusal(client.call('settings.change', { theme: 'dark' }));
    expect(error.message).toContain('settings.json');
    expect((await client.call('studio.read', {})).settings.theme).toBe('dark');
    await client.call('projects.create', { name: 'Ward', description: '' });
    expect(await client.call('projects.recent', {})).toHaveLength(1);
  });

  it('are at most twenty recent projects', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    for (let number = 1; number <= 22; number++) {
      const about = { name: `Ward ${number}`, description: '' };
      const { project } = await client.call('projects.create', about);
      await client.call('projects.close', { project });
    }
    const recent = await client.call('projects.recent', {});
    expect(recent.map(({ name }) => name).slice(0, 2)).toEqual(['Ward 22', 'Ward 21']);
    expect(recent).toHaveLength(20);
  });

  it('are no keys where the host keeps them', async () => {
    const studio = await studioIn(await temporaryFolder(), { readSecret: async () => undefined });
    const client = windowOn(studio);
    const save = client.call('secrets.save', { model: 'local', secret: 'key' });
    expect((await refusal(save)).code).toBe('unsupported');
    expect((await refusal(client.call('secrets.list', {}))).code).toBe('unsupported');
  });
});
