import { useStore } from 'zustand';
import type { DecisionView, PolicyCard } from '../../../engine/studio/contract/decision-view.ts';
import { decisionStore, MOST_PINS, PIN_LETTERS } from '../../state/decision-store.ts';
import { useOpenProject } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

const NOTHING: readonly PolicyCard[] = [];

export interface Pins {
  /** In the order of their letters. */
  readonly pinned: readonly { readonly letter: string; readonly card: PolicyCard }[];
  /** Looked at closely. */
  readonly shown: PolicyCard | undefined;
  letterOf(id: string): string | undefined;
  toggle(id: string): void;
  show(id: string): void;
}

/** Policies that are compared: the recommended one until others are pinned. */
export function usePins(run: string, view: DecisionView | undefined): Pins {
  const app = useApp();
  const store = decisionStore(useOpenProject());
  const { pins, shown } = useStore(store);
  const cards = view?.cards ?? NOTHING;
  const first = cards[0] ? [cards[0].id] : [];
  const ids = (pins[run] ?? first).filter((id) => cards.some((card) => card.id === id));
  const pinned = ids.flatMap((id, i) => {
    const card = cards.find((one) => one.id === id);
    return card ? [{ letter: PIN_LETTERS[i] ?? '', card }] : [];
  });
  const set = (next: readonly string[]) =>
    store.setState((state) => ({ pins: { ...state.pins, [run]: next } }));
  return {
    pinned,
    shown: (pinned.find(({ card }) => card.id === shown[run]) ?? pinned[0])?.card,
    letterOf: (id) => pinned.find(({ card }) => card.id === id)?.letter,
    toggle(id) {
      if (ids.includes(id)) {
        set(ids.filter((one) => one !== id));
      } else if (!cards.some((card) => card.id === id)) {
        app.ui
          .getState()
          .tell('This policy was not looked at closely: when the search ends, the best ones are.');
      } else if (ids.length >= MOST_PINS) {
        app.ui.getState().tell(`Four policies are compared at most: take one away first.`);
      } else {
        set([...ids, id]);
        store.setState((state) => ({ shown: { ...state.shown, [run]: id } }));
      }
    },
    show: (id) => store.setState((state) => ({ shown: { ...state.shown, [run]: id } })),
  };
}
