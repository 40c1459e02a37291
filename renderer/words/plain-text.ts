import { plainName } from './numbers.ts';

/** A sentence of the engine with the names of columns and numbers as they are read: 'icu_occupied' -> 'icu occupied'. */
export function plainText(text: string): string {
  return text.replace(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/gi, plainName);
}
