/** What the person looks at on the screen of policies: kept while the project is open in the window. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpenProject } from './project-store.ts';

/** How long policies are looked for; what is absent the studio decides. */
interface SearchLimits {
  readonly minutes?: number | undefined;
  readonly evaluations?: number | undefined;
}

interface DecisionState {
  readonly limits: SearchLimits;
  /** Run -> candidates that are pinned, in the order of their letters; absent: the recommended one. */
  readonly pins: Readonly<Record<string, readonly string[]>>;
  /** Run -> the pinned one that is looked at closely; absent: the first. */
  readonly shown: Readonly<Record<string, string>>;
}

/** More could not be compared. */
export const MOST_PINS = 4;

export const PIN_LETTERS = ['A', 'B', 'C', 'D'] as const;

const stores = new WeakMap<OpenProject, StoreApi<DecisionState>>();

export function decisionStore(project: OpenProject): StoreApi<DecisionState> {
  const known = stores.get(project);
  if (known) return known;
  const store = createStore<DecisionState>()(() => ({ limits: {}, pins: {}, shown: {} }));
  stores.set(project, store);
  return store;
}
