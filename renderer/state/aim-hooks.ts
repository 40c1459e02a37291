import { useStore } from 'zustand';
import { type Aim, type AimEditor, aimEditor } from './aim-store.ts';
import { errorData } from './error-data.ts';
import { useOpenProject, useView } from './project-context.ts';
import { useApp } from './studio-app.ts';

/** One goal of the project as it is edited. */
export interface EditedAim {
  readonly id: string;
  readonly aim: Aim;
  /** Saved soon after; `intent`: what was done, in words. */
  change(next: Partial<Aim>, intent: string): void;
}

export function useAimEditor(): AimEditor {
  const { client, ui } = useApp();
  return aimEditor(useOpenProject(), client, (error) => ui.getState().tellError(errorData(error)));
}

/** The goals of the project, as they are edited, and which of them is looked at; undefined: there is none. */
export function useAims(): {
  readonly aims: readonly { readonly id: string; readonly name: string }[];
  readonly edited: EditedAim | undefined;
} {
  const editor = useAimEditor();
  const { aims } = useView();
  const { chosen, edited } = useStore(editor.store);
  const now = aims.map(({ id, aim }) => ({ id, aim: edited[id] ?? aim }));
  const one = now.find(({ id }) => id === chosen) ?? now[0];
  return {
    aims: now.map(({ id, aim }) => ({ id, name: aim.name })),
    edited: one && {
      ...one,
      change: (next, intent) => {
        // What was changed a moment ago may not be drawn yet.
        const before = editor.store.getState().edited[one.id] ?? one.aim;
        editor.change(one.id, { ...before, ...next }, intent);
      },
    },
  };
}
