import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { Result } from '../../engine/studio/contract/methods.ts';
import { errorData } from './error-data.ts';

export type ImportReport = Result<'data.import'>;

/** A file on its way into a project: sent, and sent again with what the person chose. */
interface Import {
  readonly project: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly isWorking: boolean;
  readonly report: ImportReport | undefined;
  readonly error: ErrorData | undefined;
  /** Fixes that were chosen and not saved yet: a blocked import keeps none. */
  readonly chosen: readonly string[];
}

interface ImportState {
  readonly current: Import | undefined;
  /** Sends a file to a project; nothing where none was chosen. */
  offer(project: string, file: File | undefined): Promise<void>;
  applyFix(fix: string): Promise<void>;
  takeBackFix(fix: string): Promise<void>;
  dismiss(): void;
}

export type ImportStore = StoreApi<ImportState>;

export function createImportStore(client: StudioClient): ImportStore {
  return createStore<ImportState>()((set, get) => {
    const send = async (next: Import, undo: readonly string[]) => {
      const { project, file, bytes, chosen } = next;
      set({ current: { ...next, isWorking: true, error: undefined } });
      const outcome = await client
        .call('data.import', {
          project,
          file,
          bytes: bytes.slice(),
          fixes: [...chosen],
          undo: [...undo],
        })
        .then((report) => ({
          report,
          chosen: report.outcome.kind === 'saved' ? [] : chosen,
        }))
        .catch((error: unknown) => ({ error: errorData(error) }));
      if (get().current?.bytes === bytes)
        set({ current: { ...next, ...outcome, isWorking: false } });
    };
    return {
      current: undefined,
      async offer(project, file) {
        if (!file) return;
        const fresh = { project, file: file.name, bytes: new Uint8Array(), ...UNSENT };
        set({ current: { ...fresh, isWorking: true } });
        try {
          await send({ ...fresh, bytes: new Uint8Array(await file.arrayBuffer()) }, []);
        } catch (error) {
          set({ current: { ...fresh, error: errorData(error) } });
        }
      },
      async applyFix(fix) {
        const { current } = get();
        if (current) await send({ ...current, chosen: [...current.chosen, fix] }, []);
      },
      async takeBackFix(fix) {
        const { current } = get();
        if (!current) return;
        const isUnsaved = current.chosen.includes(fix);
        const chosen = current.chosen.filter((id) => id !== fix);
        await send({ ...current, chosen }, isUnsaved ? [] : [fix]);
      },
      dismiss: () => set({ current: undefined }),
    };
  });
}

const UNSENT = {
  isWorking: false,
  report: undefined,
  error: undefined,
  chosen: [],
} satisfies Partial<Import>;
