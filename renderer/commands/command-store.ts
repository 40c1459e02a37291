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

interface CommandState {
  readonly handlers: Readonly<Partial<Record<CommandId, CommandHandler>>>;
  /** Gives the function that takes the handler away. The last one handed in counts. */
  provide(id: CommandId, handler: CommandHandler): () => void;
}

export type CommandStore = StoreApi<CommandState>;

export function createCommandStore(): CommandStore {
  return createStore<CommandState>()((set, get) => ({
    handlers: {},
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
