import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the window shows. */
type Route = { readonly kind: 'start' } | { readonly kind: 'project'; readonly folder: string };

export interface RouteState {
  readonly route: Route;
  go(route: Route): void;
}

export type RouteStore = StoreApi<RouteState>;

const STORED = 'gsim-project';

/** Remembers the project over a reload of the window, not over the end of its session. */
export function createRouteStore(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): RouteStore {
  const folder = storage.getItem(STORED);
  return createStore<RouteState>()((set) => ({
    route: folder ? { kind: 'project', folder } : { kind: 'start' },
    go(route) {
      if (route.kind === 'project') storage.setItem(STORED, route.folder);
      else storage.removeItem(STORED);
      set({ route });
    },
  }));
}
