/** The checklist of the first project: how it is shown, and which steps were looked at already. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { STEPS, type Step } from '../words/step-words.ts';

const LOOKS = ['open', 'folded', 'hidden'] as const;

type Look = (typeof LOOKS)[number];

export interface FirstStepsState {
  readonly look: Look;
  /** Steps that the person has been at while there was something to see. */
  readonly seen: readonly Step[];
  show(look: Look): void;
  see(step: Step): void;
}

export type FirstStepsStore = StoreApi<FirstStepsState>;

const LOOK = 'gsim-first-steps';
const SEEN = 'gsim-first-steps-seen';

/** `storage` outlives the window: hidden stays hidden. */
export function createFirstStepsStore(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): FirstStepsStore {
  const stored = storage.getItem(SEEN)?.split(' ') ?? [];
  return createStore<FirstStepsState>()((set, get) => ({
    look: LOOKS.find((look) => look === storage.getItem(LOOK)) ?? 'open',
    seen: STEPS.map(({ id }) => id).filter((id) => stored.includes(id)),
    show(look) {
      storage.setItem(LOOK, look);
      set({ look });
    },
    see(step) {
      if (get().seen.includes(step)) return;
      const seen = [...get().seen, step];
      storage.setItem(SEEN, seen.join(' '));
      set({ seen });
    },
  }));
}
