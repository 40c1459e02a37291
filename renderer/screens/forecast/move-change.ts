import type { DatedChange } from '../../state/what-if.ts';

/** The whole change, or its end, by so many rows. */
export interface Move {
  readonly part: 'all' | 'end';
  readonly by: number;
}

/** Kept within the rows ahead, at least one row long. */
export function moved(change: DatedChange, { part, by }: Move, rows: number): DatedChange {
  const { first, last } = change;
  if (part === 'end') return { ...change, last: Math.min(rows, Math.max(first, last + by)) };
  const length = Math.min(last, rows) - first;
  const start = Math.min(rows - length, Math.max(1, first + by));
  return { ...change, first: start, last: start + length };
}
