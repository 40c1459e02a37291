import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobSummary } from '../../engine/studio/contract/job-view.ts';
import { modelId } from '../../renderer/screens/settings/model-id.ts';
import { createImportStore, type ImportReport } from '../../renderer/state/import-store.ts';
import { createJobWatch } from '../../renderer/state/job-watch.ts';
import { createRouteStore } from '../../renderer/state/route-store.ts';
import { createStudioStore } from '../../renderer/state/studio-store.ts';
import { createUiStore } from '../../renderer/state/ui-store.ts';
import { type FakeWindowOptions, fakeWindow } from './fake-window.ts';
import { FOLDER, STUDIO, SUMMARY } from './fixtures.ts';

const close: (() => void)[] = [];
afterEach(() => {
  for (const end of close.splice(0)) end();
});

function studio(options?: FakeWindowOptions) {
  const fake = fakeWindow(options);
  close.push(() => fake.client.close());
  return { ...fake, store: createStudioStore(fake.client) };
}

describe('the studio', () => {
  it('follows settings and recent projects', async () => {
    const { store, topics } = studio();
    await vi.waitFor(() => expect(store.getState().view).toEqual(STUDIO));
    expect(store.getState().connection.kind).toBe('open');
    topics.studio.set({ ...STUDIO, recent: [] });
    await vi.waitFor(() => expect(store.getState().view?.recent).toEqual([]));
  });

  it('shows the longest sample first', async () => {
    const { store } = studio();
    await store.getState().loadSamples();
    expect(store.getState().samples?.map(({ id }) => id)).toEqual(['long', 'short']);
  });

  it('says why the samples cannot be shown', async () => {
    const { store } = studio({
      handlers: {
        'samples.list': () => {
          throw new Error('broken');
        },
      },
    });
    await store.getState().loadSamples();
    expect(store.getState()).toMatchObject({ samples: undefined });
    expect(store.getState().samplesError).toBeDefined();
  });
});

describe('the route', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };

  it('comes back to the project after a reload', () => {
    const session = storage();
    createRouteStore(session).getState().go({ kind: 'project', folder: FOLDER });
    expect(createRouteStore(session).getState().route).toEqual({ kind: 'project', folder: FOLDER });
  });

  it('comes back to the start page once the project was left', () => {
    const session = storage();
    const { go } = createRouteStore(session).getState();
    go({ kind: 'project', folder: FOLDER });
    go({ kind: 'start' });
    expect(createRouteStore(session).getState().route).toEqual({ kind: 'start' });
  });
});

describe('notices', () => {
  it('are at most three, the oldest going first', () => {
    const ui = createUiStore();
    for (const text of ['a', 'b', 'c', 'd']) ui.getState().tell(text);
    expect(ui.getState().notices.map((notice) => notice.kind === 'done' && notice.text)).toEqual([
      'b',
      'c',
      'd',
    ]);
    ui.getState().dismiss(ui.getState().notices[0]?.id ?? 0);
    expect(ui.getState().notices).toHaveLength(2);
  });
});

describe('the end of a run', () => {
  const watch = () => {
    const tell = vi.fn();
    const setBusy = vi.fn();
    const { see } = createJobWatch({ tell, setBusy });
    const as = (state: JobSummary['state']) => see([{ ...SUMMARY, state }], 'Ward 4');
    return { tell, setBusy, as };
  };

  it('is told once, with the name of the project', () => {
    const { tell, as } = watch();
    as('running');
    as('finished');
    as('finished');
    expect(tell.mock.calls).toEqual([
      ['Finding a model: finished', 'Ward 4', { ...SUMMARY, state: 'finished' }],
    ]);
  });

  it('is not told of runs that had ended before, nor of those that the person stopped', () => {
    const { tell, as } = watch();
    as('finished');
    as('running');
    as('cancelling');
    as('cancelled');
    expect(tell).not.toHaveBeenCalled();
  });

  it('frees the host to close; a paused run does, too', () => {
    const { setBusy, as } = watch();
    as('running');
    as('running');
    as('paused');
    expect(setBusy.mock.calls).toEqual([[true], [false]]);
  });
});

describe('an import', () => {
  const report = (outcome: ImportReport['outcome'], applied: string[]): ImportReport => ({
    data: 'beds',
    rows: 3,
    roles: [],
    findings: [],
    applied: applied.map((id) => ({ id, words: id })),
    outcome,
  });
  const blocked = {
    kind: 'blocked',
    error: { name: 'DataError', code: 'x', message: 'date: twice' },
  } as const;
  const file = new File(['date,beds\n'], 'beds.csv');

  it('sends all fixes again for as long as it is blocked, and none that is saved', async () => {
    let isBlocked = true;
    const { client, paramsOf } = fakeWindow({
      handlers: {
        'data.import': ({ fixes = [] }) =>
          report(
            isBlocked
              ? blocked
              : {
                  kind: 'saved',
                  heldOut: { kind: 'none' },
                  summary: {
                    name: 'beds',
                    timeUnit: 'day',
                    trajectories: 1,
                    rows: 3,
                    firstDate: null,
                    lastDate: null,
                    series: [],
                  },
                },
            fixes,
          ),
      },
    });
    close.push(() => client.close());
    const imports = createImportStore(client);
    await imports.getState().offer(FOLDER, file);
    await imports.getState().applyFix('one');
    isBlocked = false;
    await imports.getState().applyFix('two');
    await imports.getState().applyFix('three');
    await imports.getState().takeBackFix('one');
    expect(paramsOf('data.import').map(({ fixes, undo }) => [fixes, undo])).toEqual([
      [[], []],
      [['one'], []],
      [['one', 'two'], []],
      [['three'], []],
      [[], ['one']],
    ]);
  });

  it('that fails says why and keeps the file at hand', async () => {
    const { client } = fakeWindow({
      handlers: {
        'data.import': () => {
          throw new Error('unreadable');
        },
      },
    });
    close.push(() => client.close());
    const imports = createImportStore(client);
    await imports.getState().offer(FOLDER, file);
    expect(imports.getState().current).toMatchObject({ file: 'beds.csv', isWorking: false });
    expect(imports.getState().current?.error).toBeDefined();
  });
});

describe('the id of a model', () => {
  it.each([
    ['Model of the hospital', [], 'model-of-the-hospital'],
    ['Überblick 2', [], 'uberblick-2'],
    ['模型', [], 'model'],
    ['Local', ['local', 'local-2'], 'local-3'],
  ])('of %s is plain and free', (name, taken, id) => expect(modelId(name, taken)).toBe(id));
});
