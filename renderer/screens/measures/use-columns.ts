/** What was answered, as columns of the screen. */
import { useMemo } from 'react';
import { smallFan } from '../../charts/difference-figure.ts';
import type { Fan } from '../../charts/fan.ts';
import type { Place } from '../../charts/figure.ts';
import type { ComparedHead, ComparedScenario } from '../../state/compare-store.ts';
import { useCompareState, useShown } from './use-measures.ts';

export interface Column {
  /** '': things as they are. */
  readonly id: string;
  readonly name: string;
  /** Undefined until it is answered. */
  readonly answer: ComparedScenario | undefined;
  readonly isRough: boolean;
}

export const AS_THINGS_ARE = 'As things are';

export function useColumns(): readonly Column[] {
  const shown = useShown();
  const columns = useCompareState((state) => state.columns);
  const rough = useCompareState((state) => state.rough);
  return useMemo(
    () =>
      [
        { id: '', name: AS_THINGS_ARE },
        ...shown.map(({ id, scenario }) => ({ id, name: scenario.name })),
      ].map((one) => ({ ...one, answer: columns[one.id], isRough: rough.has(one.id) })),
    [shown, columns, rough],
  );
}

const PLACES = new WeakMap<ComparedHead, readonly Place[]>();

/** Undated rows are numbered from 1. */
export function placesOf(head: ComparedHead): readonly Place[] {
  const known = PLACES.get(head);
  if (known) return known;
  const made = Array.from(
    { length: head.rows },
    (_, row): Place => head.dates?.[row] ?? head.first + row + 1,
  );
  PLACES.set(head, made);
  return made;
}

const FANS = new WeakMap<Float64Array, Fan>();

/** The same fan for the same numbers, so that a chart whose numbers have not changed is not drawn anew. */
export function fanOf(quantiles: Float64Array, head: ComparedHead): Fan {
  const x = placesOf(head);
  const known = FANS.get(quantiles);
  if (known?.x === x) return known;
  const made = smallFan({ x, levels: head.levels, quantiles });
  FANS.set(quantiles, made);
  return made;
}
