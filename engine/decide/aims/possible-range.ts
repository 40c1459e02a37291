/** Between which numbers a metric lies whatever is done, as far as that is declared. */
import type { Declaration } from '../../simulator/declaration.ts';
import type { Metric } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';

export interface PossibleRange {
  readonly low: number;
  readonly high: number;
}

const ANYTHING: PossibleRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** `steps`: that a run has. */
export function possibleRange(
  { series, how }: Metric,
  declarations: readonly Pick<Declaration, 'outputs' | 'levers'>[],
  { resources, costs }: Means,
  steps: number,
): PossibleRange {
  if (how === 'time-above' || how === 'time-below') return { low: 0, high: steps };
  const of = (range: PossibleRange): PossibleRange =>
    how === 'total' ? { low: range.low * steps, high: range.high * steps } : range;
  switch (series.kind) {
    case 'shortage':
      return of({ low: 0, high: Number.POSITIVE_INFINITY });
    case 'cost':
      return costs.items.every(({ amount }) => amount >= 0) &&
        areNeverNegative(costs.items, declarations, resources)
        ? of({ low: 0, high: Number.POSITIVE_INFINITY })
        : ANYTHING;
    case 'named': {
      const { name } = series;
      const set =
        resources.find((one) => one.name === name) ??
        declarations.find(({ levers }) => Object.hasOwn(levers, name))?.levers[name];
      if (set !== undefined) return of(set);
      const kinds = declarations.map(({ outputs }) => outputs[name]?.kind);
      if (kinds.every((kind) => kind === 'proportion')) return of({ low: 0, high: 1 });
      return kinds.every((kind) => kind === 'count' || kind === 'proportion')
        ? of({ low: 0, high: Number.POSITIVE_INFINITY })
        : ANYTHING;
    }
    default:
      return series satisfies never;
  }
}

/** Whether what the items charge for is known to be no less than 0. */
function areNeverNegative(
  items: Means['costs']['items'],
  declarations: readonly Pick<Declaration, 'outputs' | 'levers'>[],
  resources: Means['resources'],
): boolean {
  return items.every(
    ({ of, per }) =>
      per !== 'unit' ||
      ((resources.find(({ name }) => name === of)?.low ?? 0) >= 0 &&
        declarations.every(({ outputs, levers }) => {
          const kind = outputs[of]?.kind;
          return (kind === undefined || kind !== 'continuous') && (levers[of]?.low ?? 0) >= 0;
        })),
  );
}
