import { createStore, type StoreApi } from 'zustand/vanilla';
import { STEPS, type Step } from '../words/step-words.ts';

/** What the window shows. */
type Route = { readonly kind: 'start' } | { readonly kind: 'project'; readonly folder: string };

export interface RouteState {
  readonly route: Route;
  /** Of the project. */
  readonly step: Step;
  /** A project opens at its first step. */
  go(route: Route): void;
  goStep(step: Step): void;
}

export type RouteStore = StoreApi<RouteState>;

const STORED = 'gsim-project';
const STORED_STEP = 'gsim-step';

/** Remembers project and step over a reload of the window, not over the end of its session. */
export function createRouteStore(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): RouteStore {
  const folder = storage.getItem(STORED);
  const step = STEPS.find(({ id }) => id === storage.getItem(STORED_STEP))?.id ?? 'describe';
  return createStore<RouteState>()((set) => ({
    route: folder ? { kind: 'project', folder } : { kind: 'start' },
    step,
    go(route) {
      if (route.kind === 'project') storage.setItem(STORED, route.folder);
      else storage.removeItem(STORED);
      storage.removeItem(STORED_STEP);
      set({ route, step: 'describe' });
    },
    goStep(next) {
      storage.setItem(STORED_STEP, next);
      set({ step: next });
    },
  }));
}
