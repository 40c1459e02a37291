/** Between which numbers a metric lies whatever is done, as far as that is declared. */
import type { Declaration } from '../../simulator/declaration.ts';
import { ANYTHING, outputRange, type PossibleRange } from '../output-range.ts';
import type { Metric } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';

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
      return of(set ?? outputRange(name, declarations));
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
