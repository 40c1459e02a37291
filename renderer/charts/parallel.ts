/** Many numbers of many policies side by side: what parallel coordinates draw. */

import { plainName, unitWords } from '../words/numbers.ts';

export interface ParallelAxis {
  readonly key: string;
  readonly words: string;
  readonly unit: string;
}

export interface ParallelLine {
  readonly id: string;
  readonly name: string;
  /** By axis; null: it has no such number. */
  readonly values: readonly (number | null)[];
  /** 'A': it is pinned, and called so. */
  readonly pin?: string | undefined;
}

/** Of an axis: what is left in; a side without a bound is open. */
export interface Brush {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Key of an axis -> its brush. */
export type Brushes = Readonly<Record<string, Brush>>;

/** Least and most of an axis; a little room where all are alike. */
export function axisRange(lines: readonly ParallelLine[], axis: number): [number, number] {
  const values = lines.flatMap(({ values }) => {
    const value = values[axis];
    return value === null || value === undefined || !Number.isFinite(value) ? [] : [value];
  });
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low < high) return [low, high];
  const room = Math.abs(low) * 0.1 || 1;
  return [low - room, high + room];
}

/** Within all brushes. What has no number on a brushed axis is out. */
export function isLeft(
  line: ParallelLine,
  axes: readonly ParallelAxis[],
  brushes: Brushes,
): boolean {
  return axes.every(({ key }, i) => {
    const { low, high } = brushes[key] ?? {};
    if (low === undefined && high === undefined) return true;
    const value = line.values[i];
    if (value === null || value === undefined) return false;
    return (low === undefined || value >= low) && (high === undefined || value <= high);
  });
}

/** The brushes with another one of this axis; an open one is none. */
export function withBrush(brushes: Brushes, key: string, brush: Brush): Brushes {
  const { [key]: _before, ...others } = brushes;
  return brush.low === undefined && brush.high === undefined ? others : { ...others, [key]: brush };
}

/** 'Cost (€)'. */
export function axisName({ words, unit }: ParallelAxis): string {
  const named = unitWords(unit);
  return named === '' ? plainName(words) : `${plainName(words)} (${named})`;
}
