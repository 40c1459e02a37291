/** Interventions on inputs: other values in the rows that they name. */
import type { Interventions } from './checked.ts';

type InputChange = Interventions['inputs'][number];

/**
 * The table with the changes in it, row-major [rows, inputs]; the same table where there are none. Of an input whose values
 * are all whole the changed ones are rounded so that their running total stays within 1/2 of the exact one.
 */
export function changedInputs(
  changes: readonly InputChange[],
  table: Float64Array,
  inputs: number,
): Float64Array {
  if (changes.length === 0) return table;
  const changed = table.slice();
  const rows = table.length / inputs;
  for (let column = 0; column < inputs; column++) {
    const own = changes.filter(({ index }) => index === column);
    if (own.length === 0) continue;
    const touched = new Uint8Array(rows);
    for (const change of own) applyTo(changed, change, inputs, rows, touched);
    if (isWhole(table, column, inputs)) roundRunning(changed, column, inputs, touched);
  }
  return changed;
}

function applyTo(
  table: Float64Array,
  { kind, index, value, from, to }: InputChange,
  inputs: number,
  rows: number,
  touched: Uint8Array,
): void {
  const last = Math.min(rows - 1, to);
  for (let row = Math.max(0, from); row <= last; row++) {
    const at = row * inputs + index;
    const before = table[at]!;
    table[at] =
      kind === 'set-input' ? value : kind === 'scale-input' ? before * value : before + value;
    touched[row] = 1;
  }
}

function isWhole(table: Float64Array, column: number, inputs: number): boolean {
  for (let at = column; at < table.length; at += inputs) {
    const value = table[at]!;
    if (!Number.isNaN(value) && !Number.isInteger(value)) return false;
  }
  return true;
}

/** Error diffusion: each value is what brings the whole total to the exact one, rounded. */
function roundRunning(
  table: Float64Array,
  column: number,
  inputs: number,
  touched: Uint8Array,
): void {
  let exact = 0;
  let told = 0;
  touched.forEach((isTouched, row) => {
    const at = row * inputs + column;
    const value = table[at]!;
    if (isTouched === 0 || Number.isNaN(value)) return;
    exact += value;
    table[at] = Math.round(exact) - told;
    told += table[at]!;
  });
}
