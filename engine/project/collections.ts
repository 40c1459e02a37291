/** Documents of one kind: scenarios, aims, plans. */
import type { z } from 'zod';
import { COLLECTIONS, type Collection, type DocumentView, documentOf, idIn } from './documents.ts';
import { idFrom } from './names.ts';

export interface Collected<C extends Collection> {
  readonly id: string;
  /** 'scenarios/surge.json' */
  readonly file: string;
  readonly content: z.infer<(typeof COLLECTIONS)[C]['content']>;
}

export function collectionOf<C extends Collection>(
  { documents }: Pick<DocumentView, 'documents'>,
  collection: C,
): readonly Collected<C>[] {
  return [...documents]
    .flatMap(([file, content]) => {
      const id = idIn(collection, file);
      // Checked when it was read, and before each edit.
      return id === undefined ? [] : [{ id, file, content: content as Collected<C>['content'] }];
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** A file for a new document of this name that nobody has taken: 'surge', 'surge-2'. */
export function freeDocument(
  taken: readonly { readonly id: string }[],
  collection: Collection,
  name: string,
): { readonly id: string; readonly file: string } {
  const base = idFrom(name, COLLECTIONS[collection].noun)
    .slice(0, 58)
    .replace(/[-_]+$/, '');
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.some((one) => one.id === id)) return { id, file: documentOf(collection, id) };
  }
}
