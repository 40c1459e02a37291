/** What each command does just now: screens hand in how to carry it out, menu and keys and palette ask for it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandId } from '../../engine/studio/contract/commands.ts';

export interface CommandHandler {
  run(): void;
  /** Why it cannot be carried out now; undefined: it can. */
  readonly whyNot?: string | undefined;
  /** More exact than the words of the command: 'Undo: Held out 28 rows'. */
  readonly words?: string | undefined;
}

/** What can be gone to besides: rows of the palette without a key of their own. */
export interface CommandRow {
  /** Unlike all others of its group. */
  readonly id: string;
  readonly words: string;
  /** Told beside it, not found by. */
  readonly about?: string;
  run(): void;
}

/** In the order of the palette. */
export const ROW_GROUPS = ['Runs of this project', 'Your projects', 'Samples'] as const;

export type RowGroup = (typeof ROW_GROUPS)[number];

interface CommandState {
  readonly handlers: Readonly<Partial<Record<CommandId, CommandHandler>>>;
  readonly rows: Readonly<Partial<Record<RowGroup, readonly CommandRow[]>>>;
  /** The rows of a group while a screen is there; undefined: none. */
  offer(group: RowGroup, rows: readonly CommandRow[] | undefined): void;
  /** Gives the function that takes the handler away. The last one handed in counts. */
  provide(id: CommandId, handler: CommandHandler): () => void;
}

export type CommandStore = StoreApi<CommandState>;

export function createCommandStore(): CommandStore {
  return createStore<CommandState>()((set, get) => ({
    handlers: {},
    rows: {},
    offer: (group, offered) =>
      set(({ rows: { [group]: _, ...others } }) => ({
        rows: offered ? { ...others, [group]: offered } : others,
      })),
    provide(id, handler) {
      const before = get().handlers[id];
      set(({ handlers }) => ({ handlers: { ...handlers, [id]: handler } }));
      return () => {
        const { [id]: current, ...others } = get().handlers;
        if (current !== handler) return;
        set({ handlers: before ? { ...others, [id]: before } : others });
      };
    },
  }));
}

export type CommandOutcome = 'done' | 'not-here' | { readonly whyNot: string };

export function runCommand(store: CommandStore, id: CommandId): CommandOutcome {
  const handler = store.getState().handlers[id];
  if (!handler) return 'not-here';
  if (handler.whyNot !== undefined) return { whyNot: handler.whyNot };
  handler.run();
  return 'done';
}
