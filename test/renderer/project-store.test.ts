import { afterEach, describe, expect, it, vi } from 'vitest';
import { ContractError } from '../../engine/studio/contract/error.ts';
import { followProject, type OpenProject } from '../../renderer/state/project-store.ts';
import { type FakeWindowOptions, fakeWindow } from './fake-window.ts';
import { FOLDER, PROJECT, SUMMARY } from './fixtures.ts';

const opened: { project: OpenProject; close(): void }[] = [];
afterEach(() => {
  for (const { project, close } of opened.splice(0)) {
    project.leave();
    close();
  }
});

async function open(options: FakeWindowOptions = {}, now?: () => number) {
  const fake = fakeWindow(options);
  const project = followProject(fake.client, '/link/to/ward-4', now);
  opened.push({ project, close: () => fake.client.close() });
  await project.open();
  return { ...fake, project, state: project.store.getState };
}

describe('an open project', () => {
  it('is followed by the path that the engine gave it', async () => {
    const { state, topics } = await open();
    expect(state()).toMatchObject({ phase: 'open', folder: '/link/to/ward-4', view: PROJECT });
    topics.project.set({ ...PROJECT, name: 'Ward 5' });
    await vi.waitFor(() => expect(state().view?.name).toBe('Ward 5'));
  });

  it('that cannot be opened says why', async () => {
    const error = new ContractError('closed', 'project: locked', { hint: 'Close it there.' });
    const { state } = await open({
      handlers: {
        'projects.open': () => {
          throw error;
        },
      },
    });
    expect(state()).toMatchObject({ phase: 'failed', error: { message: 'project: locked' } });
  });

  it('is opened again when the engine was started anew', async () => {
    let time = 0;
    const { state, calls, endProject } = await open({}, () => time);
    await vi.waitFor(() => expect(state().jobs).toEqual([]));
    time = 60_000;
    endProject();
    await vi.waitFor(() =>
      expect(calls.filter(({ method }) => method === 'projects.open')).toHaveLength(2),
    );
    await vi.waitFor(() => expect(state().phase).toBe('open'));
  });

  it('is opened again also when the engine was lost just after it was opened', async () => {
    const { client, state, paramsOf, loseConnection, endProject } = await open({}, () => 0);
    await vi.waitFor(() => expect(state().jobs).toEqual([]));
    loseConnection();
    await vi.waitFor(() => expect(client.status.kind).toBe('reconnecting'));
    await vi.waitFor(() => expect(client.status.kind).toBe('open'));
    endProject();
    await vi.waitFor(() => expect(paramsOf('projects.open')).toHaveLength(2));
    await vi.waitFor(() => expect(state().phase).toBe('open'));
  });

  it('that ends again at once is given up with the reason', async () => {
    const { state, endProject } = await open({}, () => 0);
    await vi.waitFor(() => expect(state().jobs).toEqual([]));
    endProject();
    await vi.waitFor(() => expect(state()).toMatchObject({ phase: 'failed' }));
    expect(state().error?.code).toBe('closed');
  });

  it('shows the run that is worked on before newer ones that rest', async () => {
    const resting = { ...SUMMARY, job: '0002-discover', state: 'cancelled' as const };
    const { state } = await open({ jobs: [resting, SUMMARY] });
    await vi.waitFor(() => expect(state().job?.job).toBe(SUMMARY.job));
  });

  it('shows the run that the person chose', async () => {
    const other = { ...SUMMARY, job: '0002-discover', state: 'finished' as const };
    const { state, project } = await open({ jobs: [other, SUMMARY] });
    await vi.waitFor(() => expect(state().job).toBeDefined());
    project.choose(other.job);
    expect(state()).toMatchObject({ chosen: other.job, job: undefined });
    await vi.waitFor(() => expect(state().job).toBeDefined());
  });

  it('survives a lost connection', async () => {
    const { state, topics, loseConnection, client } = await open();
    loseConnection();
    topics.project.set({ ...PROJECT, revision: 9 });
    await vi.waitFor(() => expect(client.status.kind).toBe('open'), { timeout: 3000 });
    await vi.waitFor(() => expect(state().view?.revision).toBe(9));
  });
});

describe('edits', () => {
  it('are saving until the engine has them on disk, then saved', async () => {
    let finish = () => {};
    const edited = { ...PROJECT, name: 'New', revision: 4 };
    const { state, project, paramsOf } = await open({
      handlers: {
        'documents.edit': () =>
          new Promise((resolve) => {
            finish = () => resolve(edited);
          }),
      },
    });
    const saved = project.edit({ intent: 'Renamed the project', edit: { name: 'New' } });
    await vi.waitFor(() => expect(paramsOf('documents.edit')).toHaveLength(1));
    expect(state().saving).toBe(1);
    finish();
    await saved;
    expect(state()).toMatchObject({ saving: 0, view: { name: 'New' }, saveError: undefined });
    expect(paramsOf('documents.edit')[0]).toMatchObject({ project: FOLDER });
  });

  it('that are refused are told', async () => {
    const { state, project } = await open({
      handlers: {
        'documents.edit': () => {
          throw new ContractError('busy', 'disk: full', { hint: 'Free some space.' });
        },
      },
    });
    await expect(project.edit({ intent: 'x', edit: { name: 'New' } })).rejects.toThrow(
      'disk: full',
    );
    expect(state()).toMatchObject({ saving: 0, saveError: { hint: 'Free some space.' } });
  });

  it('that are still typed are sent before an undo', async () => {
    const { project, calls } = await open({
      handlers: {
        'documents.edit': () => PROJECT,
        'documents.undo': () => PROJECT,
      },
    });
    const done = project.draft(async () => {
      await project.edit({ intent: 'Changed the words', edit: { description: 'typed' } });
      done();
    });
    expect(project.store.getState().drafts).toBe(1);
    await project.undo();
    const changes = calls.map(({ method }) => method).filter((name) => /^documents/.test(name));
    expect(changes).toEqual(['documents.edit', 'documents.undo']);
    expect(project.store.getState().drafts).toBe(0);
  });
});
