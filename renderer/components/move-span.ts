/** Of the rows of a calendar, counted from 1. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The whole span, or its end, by so many rows. */
export interface Move {
  readonly part: 'all' | 'end';
  readonly by: number;
}

/** Kept within the rows, at least one row long. */
export function moved<T extends Span>(span: T, { part, by }: Move, rows: number): T {
  const { first, last } = span;
  if (part === 'end') return { ...span, last: Math.min(rows, Math.max(first, last + by)) };
  const length = Math.min(last, rows) - first;
  const start = Math.min(rows - length, Math.max(1, first + by));
  return { ...span, first: start, last: start + length };
}
