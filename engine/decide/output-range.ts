/** Between which numbers a result lies whatever is done, as far as that is declared. */
import type { Declaration } from '../simulator/declaration.ts';

export interface PossibleRange {
  readonly low: number;
  readonly high: number;
}

export const ANYTHING: PossibleRange = {
  ...{ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
};

/** In all structures that have it. */
export function outputRange(
  name: string,
  declarations: readonly Pick<Declaration, 'outputs'>[],
): PossibleRange {
  const kinds = declarations.flatMap(({ outputs }) => outputs[name]?.kind ?? []);
  if (kinds.length === 0 || kinds.includes('continuous')) return ANYTHING;
  const isShare = kinds.every((kind) => kind === 'proportion');
  return { low: 0, high: isShare ? 1 : Number.POSITIVE_INFINITY };
}
