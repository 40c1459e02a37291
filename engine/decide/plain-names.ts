/** What people call the parts of a model, in the middle of a sentence. */
import type { Declaration } from '../simulator/declaration.ts';
import { outputRange, type PossibleRange } from './output-range.ts';
import type { ResourceChoice } from './schemas/means.ts';

/** A resource is called as a lever is. */
export type NameKind = 'parameter' | 'input' | 'lever' | 'output' | 'module' | 'field';

export interface Named {
  /** 'intensive-care beds occupied'. */
  readonly words: string;
  /** '' where there is none. */
  readonly unit: string;
  /** Of results: between which numbers they lie. Absent: of anything else. */
  readonly range?: PossibleRange;
}

export type NameOf = (kind: NameKind, name: string) => Named;

/** Longer meanings explain more than they name. */
const LONGEST = 44;

/** What goes without saying where rows are days. */
const OF_THE_DAY =
  / (?:(?:at the end of|during|on) (?:the|each|a)|per) (?:day|step|hour|week|month)$/;

/**
 * Results and inputs by their name in words, which is what the person calls the column, on every screen; other quantities by their
 * meaning where it is short. No two have the same words. The first structure that has a name tells it.
 */
export function plainNames(
  declarations: readonly Declaration[],
  resources: readonly ResourceChoice[],
): NameOf {
  const known = new Map<string, Named>();
  const taken = new Map<string, string>();
  const set = (kind: NameKind, name: string, named: Named) => {
    const key = `${kind} ${name}`;
    if (known.has(key)) return;
    taken.set(named.words.toLowerCase(), name);
    known.set(key, named);
  };
  const add = (kind: NameKind, name: string, meaning: string, unit: string) => {
    const short = shortMeaning(meaning) ?? splitName(name);
    const owner = taken.get(short.toLowerCase()) ?? name;
    set(kind, name, { words: owner === name ? short : splitName(name), unit });
  };
  for (const { outputs, inputs } of declarations) {
    for (const [name, { unit }] of Object.entries(outputs)) {
      const named = { words: columnName(name), unit };
      set('output', name, { ...named, range: outputRange(name, declarations) });
      // Part of the state under the name of a result: called alike.
      set('field', name, named);
    }
    for (const [name, { unit }] of Object.entries(inputs))
      set('input', name, { words: columnName(name), unit });
  }
  for (const { name, words, unit } of resources) add('lever', name, words, unit);
  for (const { levers, parameters } of declarations) {
    for (const [name, { meaning, unit }] of Object.entries(levers))
      add('lever', name, meaning, unit);
    for (const [name, { meaning, unit }] of Object.entries(parameters))
      add('parameter', name, meaning, unit);
  }
  return (kind, name) => known.get(`${kind} ${name}`) ?? { words: splitName(name), unit: '' };
}

/** 'stock' of 'stock at the end of the day; never below 0'; undefined: too long for a name. */
export function shortMeaning(meaning: string): string | undefined {
  // What stands in brackets may tell it from others.
  for (const end of [/[;:,.]/, /[;:,.(]/]) {
    const [first = ''] = meaning.split(end);
    const text = first.trim().replace(OF_THE_DAY, '');
    if (text !== '' && text.length <= LONGEST) return text;
  }
  return undefined;
}

/** As it is written: 'icu_beds' -> 'icu beds', 'ICU_Beds' -> 'ICU Beds'. */
function columnName(name: string): string {
  return name.replaceAll('_', ' ');
}

/** 'icuBeds', 'icu_beds' -> 'icu beds'; what is written in capitals stays so. */
function splitName(name: string): string {
  return name
    .replace(/_+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((part) => (/^[A-Z][a-z]/.test(part) ? part.toLowerCase() : part))
    .join(' ')
    .trim();
}
