/** Interventions on levers and resources: other values in the rows that they name. */
import { allowed, type Range } from '../policies/range.ts';
import type { Interventions } from './checked.ts';

export type LeverChange = Interventions['levers'][number];

/** What is set in a row instead of `value`; where no change holds, the same. */
export function changedSetting(
  changes: readonly LeverChange[],
  value: number,
  row: number,
  range: Range,
): number {
  let changed = value;
  let isChanged = false;
  for (const { kind, value: by, from, to } of changes) {
    if (row < from || row > to) continue;
    isChanged = true;
    changed = made(kind, changed, by);
  }
  return isChanged ? allowed(changed, range) : value;
}

function made(kind: LeverChange['kind'], value: number, by: number): number {
  switch (kind) {
    case 'set-lever':
      return by;
    case 'scale-lever':
      return value * by;
    case 'add-lever':
      return value + by;
    case 'cap-lever':
      return Math.min(value, by);
    default:
      return kind satisfies never;
  }
}

/** The table of recorded levers with the changes in it, row-major [rows, levers]; the same table where there are none. */
export function changedLevers(
  changes: readonly LeverChange[],
  table: Float64Array,
  levers: readonly Range[],
): Float64Array {
  const width = levers.length;
  const own = changes.filter(({ index }) => index < width);
  if (own.length === 0) return table;
  const changed = table.slice();
  levers.forEach((range, column) => {
    const of = own.filter(({ index }) => index === column);
    if (of.length === 0) return;
    for (let at = column, row = 0; at < table.length; at += width, row++)
      changed[at] = changedSetting(of, table[at]!, row, range);
  });
  return changed;
}
