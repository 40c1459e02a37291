/** Interventions on parameters: the numbers of a set as they are in a row. */
import type { Plan } from '../plan.ts';
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

/** The parameters of a set as they are in a row, interventions applied in the order of the list. */
export function parametersAt(plan: Plan, set: number, row: number, target: Float64Array): void {
  const count = plan.parameters.length;
  const all = plan.request.parameters;
  for (let i = 0; i < count; i++) target[i] = all[set * count + i]!;
  for (const { kind, index, value, from, to } of plan.interventions.parameters) {
    if (row < from || row > to) continue;
    target[index] = kind === 'scale-parameter' ? target[index]! * value : value;
  }
}
