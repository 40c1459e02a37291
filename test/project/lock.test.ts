import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rmdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorOf, newData, newProject, newRun, open } from './support.ts';

const project = fileURLToPath(new URL('../../engine/project/project.ts', import.meta.url));

/** Another process that opens the project and holds it until it is killed. */
async function holder(folder: string): Promise<ReturnType<typeof spawn>> {
  const script = `
    const { openProject } = await import(${JSON.stringify(project)});
    const opened = await openProject(process.argv[1], { clock: () => new Date(0), app: '0' });
    console.log(opened.readOnly?.code ?? 'writes');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('writes\n');
  return child;
}

describe('a project that is open in another process', () => {
  it('opens for reading, names the holder, and can be written once the other closed', async () => {
    const { folder, addData, close } = await newProject();
    await addData(newData);
    await close();
    const other = await holder(folder);

    const second = await open(folder);
    expect(second.readOnly).toMatchObject({
      code: 'locked',
      message: `project: open elsewhere (process ${other.pid} on ${hostname()})`,
      hint: 'It can be read here. To change it, close it there first.',
    });
    expect((await second.readData('beds')).name).toBe('beds');
    expect(await errorOf(second.startRun(newRun))).toBe(second.readOnly);

    other.kill('SIGTERM');
    await once(other, 'exit');
    expect((await open(folder)).readOnly).toBeUndefined();
  });

  it('is taken over after a crash, once the lock of the dead process is stale', async () => {
    const { folder, close } = await newProject();
    await close();
    const other = await holder(folder);
    other.kill('SIGKILL');
    await once(other, 'exit');
    // As if the crash were nine seconds ago: a lock lives for ten.
    const then = new Date(Date.now() - 9000);
    await utimes(join(folder, '.lock'), then, then);
    expect((await open(folder)).readOnly).toBeUndefined();
  });

  it('in this very process is no exception', async () => {
    const first = await newProject();
    expect((await open(first.folder)).readOnly?.code).toBe('locked');
    expect((await first.updateMeta({ notes: 'mine' })).notes).toBe('mine');
  });
});

describe('a lock', () => {
  it('of a living process that lost it (sleep) stops that process from writing', async () => {
    const first = await newProject();
    await rmdir(join(first.folder, '.lock'));
    const second = await open(first.folder);
    expect(second.readOnly).toBeUndefined();
    await expect
      .poll(
        async () => (await errorOf(first.updateMeta({ notes: 'x' })).catch(() => undefined))?.code,
        {
          timeout: 9000,
          interval: 500,
        },
      )
      .toBe('locked');
    await first.close();
    expect((await second.updateMeta({ notes: 'second' })).notes).toBe('second');
  }, 15_000);

  it('that is stale belongs to nobody, whoever is said to hold it', async () => {
    const { folder, close } = await newProject();
    await close();
    await mkdir(join(folder, '.lock'));
    await writeFile(join(folder, '.lock-holder'), 'no such line');
    const then = new Date(Date.now() - 60_000);
    await utimes(join(folder, '.lock'), then, then);
    expect((await open(folder)).readOnly).toBeUndefined();
  });
});
