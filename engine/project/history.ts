/** The steps of a project that can be undone and redone, told by its journal. */
import {
  type Change,
  changesBetween,
  composed,
  type Documents,
  inverse,
  presentValues,
} from './documents.ts';
import type { Entry } from './journal.ts';

/** One intent of the person. */
export interface HistoryStep {
  /** Of the project after it. */
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
  readonly intent: string;
  readonly undone: boolean;
}

interface Step {
  readonly revision: number;
  readonly at: string;
  readonly intent: string;
  readonly burst: string | undefined;
  readonly changes: readonly Change[];
}

export interface History {
  /** Oldest first: those that are done, then those that are undone. */
  readonly steps: readonly Step[];
  /** How many of them are done. */
  readonly done: number;
  /** The last entry was an edit: one of the same burst goes on with its step. */
  readonly isOpen: boolean;
}

export const NO_HISTORY: History = { steps: [], done: 0, isOpen: false };

/** The history after one more entry. */
export function recorded(history: History, entry: Entry): History {
  const { steps, done } = history;
  switch (entry.kind) {
    case 'edit': {
      const last = steps[done - 1];
      const goesOn = history.isOpen && entry.burst !== undefined && entry.burst === last?.burst;
      const kept = steps.slice(0, goesOn ? done - 1 : done);
      const step = stepOf(entry, goesOn ? last : undefined);
      return { steps: [...kept, step], done: kept.length + 1, isOpen: true };
    }
    case 'undo':
      return { steps, done: Math.max(0, done - 1), isOpen: false };
    case 'redo':
      return { steps, done: Math.min(steps.length, done + 1), isOpen: false };
    case 'state':
      return { ...history, isOpen: false };
    default:
      return entry.kind satisfies never;
  }
}

/**
 * Entries that tell the newest `limit` steps of the history, one a step. Where the disk is behind (`isSaved` false),
 * the last one says what the documents are by now.
 */
export function entriesOf(
  { steps, done }: History,
  limit: number,
  now: Pick<Entry, 'revision' | 'at'> & {
    readonly documents: Documents;
    readonly onDisk: Documents;
    readonly isSaved: boolean;
  },
): readonly Entry[] {
  const { revision, at, documents, onDisk, isSaved } = now;
  const kept = steps.slice(-limit);
  const undone = steps.slice(done).reverse().slice(0, limit);
  const edits = kept.map(({ burst: _burst, changes, ...step }) => ({
    ...step,
    kind: 'edit' as const,
    changes: [...changes],
  }));
  const undos = undone.map(({ intent, changes }) => ({
    ...{ revision, at, intent },
    kind: 'undo' as const,
    changes: [...inverse(changes)],
  }));
  if (isSaved) return [...edits, ...undos];
  const touched = kept.flatMap(({ changes }) => changes);
  const changes = [...changesBetween(onDisk, documents), ...presentValues(documents, touched)];
  return [...edits, ...undos, { revision, at, kind: 'state', intent: 'Unsaved', changes }];
}

/** The history that `entriesOf` tells. */
export function shortened({ steps, done }: History, limit: number): History {
  const cut = Math.max(0, steps.length - limit);
  return { steps: steps.slice(cut), done: Math.max(0, done - cut), isOpen: false };
}

/** Newest first. */
export function shown({ steps, done }: History): readonly HistoryStep[] {
  return steps
    .map(({ revision, at, intent }, index) => ({ revision, at, intent, undone: index >= done }))
    .reverse();
}

function stepOf(entry: Entry, before: Step | undefined): Step {
  const { revision, at, intent, burst } = entry;
  const changes = before ? composed(before.changes, entry.changes) : entry.changes;
  return { revision, at, intent, burst, changes };
}
