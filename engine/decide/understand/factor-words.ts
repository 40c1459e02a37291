/** How factors and outcomes are named in sentences: the caller knows names, units and how numbers are written. */
import type { Factor } from './factor.ts';

export interface FactorWords {
  /** 'length of stay', 'the structure'. */
  readonly name: (factor: string) => string;
  /** With its unit: '24 days'. Not asked of options. */
  readonly value: (factor: string, value: number) => string;
}

export interface OutcomeWords {
  /** In the middle of a sentence: 'the peak of beds needed'. */
  readonly name: string;
  /** With its unit: '47 beds'. */
  readonly amount: (value: number) => string;
}

/** '24 days', or the option itself. */
export function valueWords({ name, options }: Factor, value: number, words: FactorWords): string {
  return options?.[value] ?? words.value(name, value);
}
