import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { Step } from '../words/step-words.ts';

/** The dialog that is open; one at a time. */
type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'terms' }
  | { readonly kind: 'folders' }
  /** `goal`: the question that it was begun from, or nothing. */
  | { readonly kind: 'create'; readonly goal: string }
  | { readonly kind: 'question'; readonly question: string };

/** The step at which more is seen, and the words of the button that goes there. */
export interface NoticeAction {
  readonly words: string;
  readonly step: Step;
}

/** Something to tell, for a while; one with an action stays until its step is seen, or it is closed. */
export type Notice =
  | {
      readonly id: number;
      readonly kind: 'done';
      readonly text: string;
      readonly action: NoticeAction | undefined;
    }
  | { readonly id: number; readonly kind: 'error'; readonly error: ErrorData };

export interface UiState {
  readonly dialog: OpenDialog | undefined;
  readonly notices: readonly Notice[];
  /** Folder of the sample's copy that was opened last, until its hint was read. */
  readonly freshCopy: string | undefined;
  open(dialog: OpenDialog): void;
  close(): void;
  tell(text: string, action?: NoticeAction): void;
  tellError(error: ErrorData): void;
  dismiss(id: number): void;
  setFreshCopy(folder: string | undefined): void;
}

export type UiStore = StoreApi<UiState>;

/** More than these at once would hide the page. */
const NOTICES = 3;

export function createUiStore(): UiStore {
  let last = 0;
  const add = (notices: readonly Notice[], notice: Notice) => [...notices, notice].slice(-NOTICES);
  return createStore<UiState>()((set) => ({
    dialog: undefined,
    notices: [],
    freshCopy: undefined,
    open: (dialog) => set({ dialog }),
    close: () => set({ dialog: undefined }),
    tell: (text, action) =>
      set(({ notices }) => ({ notices: add(notices, { id: ++last, kind: 'done', text, action }) })),
    tellError: (error) =>
      set(({ notices }) => ({ notices: add(notices, { id: ++last, kind: 'error', error }) })),
    dismiss: (id) =>
      set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    setFreshCopy: (freshCopy) => set({ freshCopy }),
  }));
}
