/** What a test and the double say to each other, over the channel of child_process.fork. */

/** Each is answered by `done` with the same id. */
export type ToDouble = { readonly id: number } & DoubleOrder;

export type DoubleOrder =
  /** A second start of the application. */
  | { readonly order: 'second-instance'; readonly argv: readonly string[] }
  /** The system asks to open a file (macOS). */
  | { readonly order: 'open-file'; readonly path: string }
  /** What the person chooses in the native menu, by the label: 'Undo'. */
  | { readonly order: 'click-menu'; readonly label: string }
  /** What the next dialogs answer, in order. */
  | { readonly order: 'answer-dialogs'; readonly answers: readonly unknown[] }
  /** Sends the window there as no policy can hinder. */
  | { readonly order: 'go'; readonly url: string }
  /** The window's process hangs, or answers again. */
  | { readonly order: 'hang'; readonly isHanging: boolean }
  | { readonly order: 'close-window' }
  | { readonly order: 'quit' }
  /** What a request to the application's own scheme gets; the answer is a SchemeAnswer. */
  | { readonly order: 'request'; readonly url: string; readonly method: string }
  /** Options of the first window, without functions. */
  | { readonly order: 'window-options' };

export interface SchemeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type FromDouble =
  | {
      readonly kind: 'chromium';
      readonly endpoint: string;
      readonly pid: number;
      /** Its folder, of no use afterwards. */
      readonly profile: string;
    }
  | { readonly kind: 'utility'; readonly name: string; readonly pid: number }
  | { readonly kind: 'utility-exit'; readonly name: string; readonly pid: number }
  /** Done to the desktop. */
  | { readonly kind: 'log'; readonly what: string; readonly detail: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string };
