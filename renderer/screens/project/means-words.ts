/** What can be provided and what things cost, in words; and names for what a person calls something. */
import type { CostItem, ResourceChoice } from '../../../engine/studio/contract/project-view.ts';
import { formatAmount, formatNumber, plainName, unitWords } from '../../words/numbers.ts';

/** Output or lever of a model, or a resource of the project. */
export interface Quantity {
  readonly name: string;
  readonly unit: string;
}

/** What a person calls a resource; its name where it was left empty. */
export function resourceName({ name, words }: Pick<ResourceChoice, 'name' | 'words'>): string {
  return words.trim() === '' ? plainName(name) : words.trim();
}

/** 'from 0 to 12 beds, 2 today; for icu occupied, of which 40 are there anyway'. */
export function resourceSentence({ low, high, unit, serves, ...resource }: ResourceChoice): string {
  const range = `from ${formatNumber(low)} to ${formatAmount(high, unit)}, ${formatNumber(resource.default)} today`;
  if (serves === null) return range;
  const there = serves.there > 0 ? `, ${formatNumber(serves.there)} of it there anyway` : '';
  return `${range}; serves ${plainName(serves.output)}${there}`;
}

/** 'for each bed and day'. */
export function perSentence(per: CostItem['per'], unit: string, timeUnit: string): string {
  const one = unitWords(unit) === '' ? 'one' : `one (${unitWords(unit)})`;
  switch (per) {
    case 'unit':
      return `for each ${one} and ${timeUnit}`;
    case 'rise':
      return `for each ${one} more than the ${timeUnit} before`;
    case 'shortage':
      return `for each ${one} missing, and ${timeUnit}`;
    default:
      return per satisfies never;
  }
}

/** 'Extra beds (ICU)' -> 'extra_beds_icu', with a number behind it where that is taken. */
export function freeName(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '')
    .slice(0, 48)
    .toLowerCase();
  const name = plain === '' ? 'provided' : plain;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
