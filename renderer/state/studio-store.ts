import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { ConnectionStatus, StudioClient } from '../../engine/studio/contract/client.ts';
import type { SampleCard, StudioView } from '../../engine/studio/contract/studio-view.ts';
import { errorData } from './error-data.ts';
import { keepEqual } from './keep-equal.ts';

export interface StudioState {
  readonly connection: ConnectionStatus;
  /** Undefined until the engine has answered once. */
  readonly view: StudioView | undefined;
  readonly samples: readonly SampleCard[] | undefined;
  readonly samplesError: ErrorData | undefined;
  loadSamples(): Promise<void>;
}

export type StudioStore = StoreApi<StudioState>;

/** Connection, settings, recent projects, models and samples: what belongs to no project. */
export function createStudioStore(client: StudioClient): StudioStore {
  const store = createStore<StudioState>()((set) => ({
    connection: client.status,
    view: undefined,
    samples: undefined,
    samplesError: undefined,
    async loadSamples() {
      set({ samplesError: undefined });
      try {
        const samples = await client.call('samples.list', {});
        // The longest first: the more days there are to check on, the more the first try shows.
        set({ samples: samples.toSorted((a, b) => b.rows - a.rows) });
      } catch (error) {
        set({ samplesError: errorData(error) });
      }
    },
  }));
  client.onStatus((connection) => store.setState({ connection }));
  client.subscribe('studio', {}, (view) =>
    store.setState(({ view: before }) => ({ view: keepEqual(before, view) })),
  );
  return store;
}
