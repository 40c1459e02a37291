import type { Interventions } from './checked.ts';

/** By row: 1 where the parameters differ from the row before; undefined: they never do. */
export function changedRows(
  changes: Interventions['parameters'],
  rows: number,
): Uint8Array | undefined {
  if (changes.length === 0) return undefined;
  const changed = new Uint8Array(rows);
  for (const { from, to } of changes) {
    if (from < rows) changed[Math.max(0, from)] = 1;
    if (to + 1 >= 0 && to + 1 < rows) changed[to + 1] = 1;
  }
  return changed;
}
