import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';

/** The dialog that is open; one at a time. */
type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'folders' }
  /** `words`: how the description begins. */
  | { readonly kind: 'create'; readonly words: string }
  | { readonly kind: 'question'; readonly question: string };

/** Something to tell, for a while. */
export type Notice =
  | { readonly id: number; readonly kind: 'done'; readonly text: string }
  | { readonly id: number; readonly kind: 'error'; readonly error: ErrorData };

export interface UiState {
  readonly dialog: OpenDialog | undefined;
  readonly notices: readonly Notice[];
  open(dialog: OpenDialog): void;
  close(): void;
  tell(text: string): void;
  tellError(error: ErrorData): void;
  dismiss(id: number): void;
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
    open: (dialog) => set({ dialog }),
    close: () => set({ dialog: undefined }),
    tell: (text) =>
      set(({ notices }) => ({ notices: add(notices, { id: ++last, kind: 'done', text }) })),
    tellError: (error) =>
      set(({ notices }) => ({ notices: add(notices, { id: ++last, kind: 'error', error }) })),
    dismiss: (id) =>
      set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  }));
}
