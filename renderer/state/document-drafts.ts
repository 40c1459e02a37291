/** Documents as they are edited: seen at once, saved soon after, one step of undo for what belongs together. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { errorData } from './error-data.ts';
import type { OpenProject } from './project-store.ts';

interface Edit<T> {
  readonly id: string;
  readonly content: T;
  /** What was done, in words. */
  readonly intent: string;
  readonly burst: string;
}

export interface DocumentDrafts<T> {
  /** By id: edited here, not saved yet. */
  readonly store: StoreApi<Readonly<Record<string, T>>>;
  /** The same `intent` of the same document soon after belongs to one step of undo. */
  change(id: string, content: T, intent: string): void;
}

/** Milliseconds: a change is sent after this pause; a longer one begins a new step of undo. */
const SEND_AFTER = 250;
const BURST_ENDS_AFTER = 2500;

interface Waiting<T> extends Edit<T> {
  readonly done: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export function createDocumentDrafts<T>(
  project: Pick<OpenProject, 'draft' | 'change'>,
  /** Resolves with the documents as they are then. */
  save: (folder: string, edit: Edit<T>) => Promise<ProjectView>,
  onError: (error: unknown) => void,
): DocumentDrafts<T> {
  const store = createStore<Readonly<Record<string, T>>>()(() => ({}));
  const waiting = new Map<string, Waiting<T>>();
  let burst = { id: '', key: '', at: Number.NEGATIVE_INFINITY };

  async function send(id: string): Promise<void> {
    const sent = waiting.get(id);
    if (!sent) return;
    clearTimeout(sent.timer);
    const { done: _done, timer: _timer, ...edit } = sent;
    try {
      await project.change((folder) => save(folder, edit));
    } catch (error) {
      // Whether it was carried out is not known: to do it again does no harm.
      if (['connection-lost', 'not-open'].includes(errorData(error).code)) {
        const timer = setTimeout(() => void send(id), SEND_AFTER);
        if (waiting.get(id) === sent) waiting.set(id, { ...sent, timer });
        return;
      }
      onError(error);
    }
    if (waiting.get(id) !== sent) return;
    waiting.delete(id);
    sent.done();
    const { [id]: _saved, ...others } = store.getState();
    store.setState(others, true);
  }

  const burstOf = (key: string): string => {
    const now = performance.now();
    const goesOn = burst.key === key && now - burst.at <= BURST_ENDS_AFTER;
    burst = { id: goesOn ? burst.id : crypto.randomUUID(), key, at: now };
    return burst.id;
  };

  return {
    store,
    change(id, content, intent) {
      const before = waiting.get(id);
      clearTimeout(before?.timer);
      waiting.set(id, {
        ...{ id, content, intent: intent.slice(0, 200), burst: burstOf(`${id} ${intent}`) },
        done: before?.done ?? project.draft(() => send(id)),
        timer: setTimeout(() => void send(id), SEND_AFTER),
      });
      store.setState({ [id]: content });
    },
  };
}
