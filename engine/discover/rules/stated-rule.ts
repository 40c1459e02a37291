/** Rules that the person states in words and that every simulated trajectory must keep. */

/** 'beds never exceed 20', 'stock never goes below 0', 'patients are conserved'. */
export type StatedRule =
  | {
      readonly kind: 'at-most' | 'at-least';
      /** Name of the series that it speaks of. */
      readonly series: string;
      readonly value: number;
      /** The sentence that states it. */
      readonly sentence: string;
    }
  | {
      /** The sum of these series never changes. */
      readonly kind: 'conserved';
      readonly series: readonly string[];
      readonly sentence: string;
    };

/** Rules in a description, for series with these names. */
export function readRules(_description: string, _names: readonly string[]): StatedRule[] {
  return [];
}
