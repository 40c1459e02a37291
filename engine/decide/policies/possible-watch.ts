/** What a policy can see at all, so that what can never happen, or always does, is left out where it is read aloud. */
import { ANYTHING, type PossibleRange } from '../output-range.ts';
import type { NameOf } from '../plain-names.ts';
import type { WatchChoice } from '../schemas/policy-choice.ts';

/** What is underway is never less than nothing. */
export function possibleWatch({ terms, underway }: WatchChoice, names: NameOf): PossibleRange {
  let low = 0;
  let high = underway > 0 ? Number.POSITIVE_INFINITY : 0;
  for (const { output, weight } of terms) {
    if (weight === 0) continue;
    const { range = ANYTHING } = names('output', output);
    low += weight * (weight < 0 ? range.high : range.low);
    high += weight * (weight < 0 ? range.low : range.high);
  }
  return { low, high };
}
