/** Dated changes of what people set, as values row by row, and as the policy that sets them. */
import type { LeverPolicy } from '../../simulator/simulation.ts';

/** Rows are inclusive. */
export interface LeverChange {
  readonly how: 'set' | 'scale' | 'add';
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export interface LeverRange {
  readonly default: number;
  readonly low: number;
  readonly high: number;
  readonly integer: boolean;
}

/** Rows first..last of what was recorded, else the default. `recorded` absent: never. */
export function recordedOrDefault(
  recorded: Float64Array | undefined,
  fallback: number,
  first: number,
  last: number,
): Float64Array {
  return Float64Array.from({ length: last - first + 1 }, (_, i) => {
    const value = recorded?.[first + i] ?? Number.NaN;
    return Number.isNaN(value) ? fallback : value;
  });
}

/** One change after the other; `first`: row of the first value. */
export function changedLever(
  before: Float64Array,
  changes: readonly LeverChange[],
  first: number,
): Float64Array {
  const values = before.slice();
  for (const { how, value, from, to } of changes) {
    const last = Math.min(to - first, values.length - 1);
    for (let i = Math.max(0, from - first); i <= last; i++)
      values[i] = made(how, values[i]!, value);
  }
  return values;
}

function made(how: LeverChange['how'], before: number, value: number): number {
  if (how === 'set') return value;
  return how === 'scale' ? before * value : before + value;
}

/** `first`: row of the first value. The simulator rounds whole levers and keeps all in their bounds. */
export function scheduleOf(values: Float64Array, first: number): LeverPolicy {
  const entries: { readonly from: number; readonly value: number }[] = [];
  values.forEach((value, i) => {
    if (i === 0 || value !== values[i - 1]) entries.push({ from: first + i, value });
  });
  return { kind: 'schedule', entries };
}

/** Kept in the bounds and whole, as the simulator does with what policies set. */
export function allowedValues(
  values: Float64Array,
  { low, high, integer }: LeverRange,
): Float64Array {
  return values.map((value) => {
    const inside = Math.min(high, Math.max(low, value));
    return integer ? Math.round(inside) : inside;
  });
}
