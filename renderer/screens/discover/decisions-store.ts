/** What the person decided and set on the screen of structures: kept while the project is open in the window. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SteerRequest } from '../../../engine/studio/contract/discovery-view.ts';
import type { OpenProject } from '../../state/project-store.ts';

export type Mark = 'pinned' | 'left-out';

/** How a model is looked for; what is absent the studio decides. */
export interface SearchOptions {
  readonly proposer: 'composer' | 'openai' | 'both';
  /** Id of a language model of the settings; absent: the first. */
  readonly model?: string | undefined;
  readonly rounds?: number | undefined;
  readonly candidates?: number | undefined;
  readonly minutes?: number | undefined;
  readonly simulations?: number | undefined;
  readonly tokens?: number | undefined;
  readonly sendRows: boolean;
}

export interface DiscoverState {
  readonly options: SearchOptions;
  /** Run -> decisions that wait until the person goes on with it. */
  readonly waiting: Readonly<Record<string, readonly SteerRequest[]>>;
  /** Run -> candidate -> what was decided of it here. */
  readonly marks: Readonly<Record<string, Readonly<Record<string, Mark>>>>;
  /** Run -> candidate that is looked at; absent: the best. */
  readonly chosen: Readonly<Record<string, string>>;
}

const stores = new WeakMap<OpenProject, StoreApi<DiscoverState>>();

export function discoverStore(project: OpenProject): StoreApi<DiscoverState> {
  const known = stores.get(project);
  if (known) return known;
  const store = createStore<DiscoverState>()(() => ({
    options: { proposer: 'composer', sendRows: false },
    waiting: {},
    marks: {},
    chosen: {},
  }));
  stores.set(project, store);
  return store;
}

/** Decisions with one more: on a candidate the last word counts. */
export function withSteer(
  steers: readonly SteerRequest[],
  steer: SteerRequest,
): readonly SteerRequest[] {
  if (!('candidate' in steer)) return [...steers, steer];
  const others = steers.filter(
    (other) => !('candidate' in other) || other.candidate !== steer.candidate,
  );
  return [...others, steer];
}

export function withMark(
  marks: Readonly<Record<string, Mark>>,
  steer: SteerRequest,
): Readonly<Record<string, Mark>> {
  switch (steer.kind) {
    case 'pin':
      return { ...marks, [steer.candidate]: 'pinned' };
    case 'reject':
      return { ...marks, [steer.candidate]: 'left-out' };
    case 'release': {
      const { [steer.candidate]: _, ...others } = marks;
      return others;
    }
    default:
      return marks;
  }
}
