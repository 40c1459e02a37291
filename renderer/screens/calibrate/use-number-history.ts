import { useRef } from 'react';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';

/** One number as it was searched since the page was opened. */
export interface NumberHistory {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly {
    readonly done: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Points kept of each; beyond, every second one goes. */
const MOST = 400;

/** The engine tells only how it stands now: what was told before is kept here, for the drawing. */
export function useNumberHistory({ trace, progress }: JobView): readonly NumberHistory[] {
  const history = useRef<readonly NumberHistory[]>([]);
  const done = trace?.points.at(-1)?.done ?? progress?.done;
  if (trace && done !== undefined) history.current = extended(history.current, trace, done);
  return history.current;
}

/** With the state at `done` behind; the same object where nothing is new. */
export function extended(
  history: readonly NumberHistory[],
  { parameters }: NonNullable<JobView['trace']>,
  done: number,
): readonly NumberHistory[] {
  const last = history[0]?.points.at(-1);
  if (history.length === parameters.length && last && last.done >= done) return history;
  return parameters.map(({ name, unit, value, low, high }) => {
    const before = history.find((number) => number.name === name)?.points ?? [];
    return { name, unit, points: [...thinned(before), { done, value, low, high }] };
  });
}

function thinned<T>(points: readonly T[]): readonly T[] {
  return points.length < MOST ? points : points.filter((_, i) => i % 2 === 0);
}
