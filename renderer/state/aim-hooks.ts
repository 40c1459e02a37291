import { useStore } from 'zustand';
import { type Aim, type Aims, aimsOf } from './aim-store.ts';
import { errorData } from './error-data.ts';
import { useOpenProject, useView } from './project-context.ts';
import { useApp } from './studio-app.ts';

/** One goal of the project as it is edited. */
export interface EditedAim {
  readonly id: string;
  readonly aim: Aim;
  /** As it was typed last, drawn or not. */
  newest(): Aim;
  /** Saved soon after; `intent`: what was done, in words. */
  change(next: Partial<Aim>, intent: string): void;
}

export function useAimDocuments(): Aims {
  const { client, ui } = useApp();
  return aimsOf(useOpenProject(), client, (error) => ui.getState().tellError(errorData(error)));
}

/** The goals of the project, as they are edited, and which of them is looked at; undefined: there is none. */
export function useAims(): {
  readonly aims: readonly { readonly id: string; readonly name: string }[];
  readonly edited: EditedAim | undefined;
} {
  const { chosen, drafts } = useAimDocuments();
  const { aims } = useView();
  const wanted = useStore(chosen, ({ id }) => id);
  const typed = useStore(drafts.store);
  const now = aims.map(({ id, aim }) => ({ id, aim: typed[id] ?? aim }));
  const one = now.find(({ id }) => id === wanted) ?? now[0];
  return {
    aims: now.map(({ id, aim }) => ({ id, name: aim.name })),
    edited: one && editing(one, drafts),
  };
}

function editing(
  one: { readonly id: string; readonly aim: Aim },
  drafts: Aims['drafts'],
): EditedAim {
  const newest = () => drafts.store.getState()[one.id] ?? one.aim;
  return {
    ...one,
    newest,
    change: (next, intent) => drafts.change(one.id, { ...newest(), ...next }, intent),
  };
}
