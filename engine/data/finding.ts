/** What import found and what it offers to do about it. Nothing is done until a person takes the offer. */
import type { Fix } from './fix.ts';

/** note: good to know; warning: likely to mislead a model; error: the data cannot be used as they are. */
export type Severity = 'note' | 'warning' | 'error';

export interface Finding {
  /** The row of the registry of traps that found it. */
  readonly trap: string;
  readonly severity: Severity;
  readonly columns: readonly string[];
  /** 1-based rows of the file (the header is usually row 1); empty when it concerns the whole column. */
  readonly rows: readonly number[];
  /** One or two sentences in the planner's words, with an example. */
  readonly message: string;
  /** Offers, the likeliest first; empty where only the source of the data can mend it. */
  readonly fixes: readonly Fix[];
}

/** "rows 3, 4, 9 and 12 more" */
export function showRows(rows: readonly number[], noun = 'row'): string {
  const shown = rows.slice(0, 3).join(', ');
  const more = rows.length > 3 ? ` and ${rows.length - 3} more` : '';
  return `${rows.length === 1 ? noun : `${noun}s`} ${shown}${more}`;
}

/** "1 day", "3 days" */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
