/** Schemas of options that several commands have. */
import { z } from 'zod';

export const wholeNumber = z.coerce
  .number('a whole number is due')
  .int('a whole number is due')
  .min(0, 'a whole number from 0 is due')
  .max(Number.MAX_SAFE_INTEGER, 'too large');

export const positiveNumber = wholeNumber.min(1, 'a whole number from 1 is due');

/** 'name=number' texts as one record; the last one of a name counts. */
export const assignments = z
  .array(z.string().regex(/^[A-Za-z]\w*=[^=]+$/, 'NAME=NUMBER is due'))
  .default([])
  .transform((texts, context) => {
    const pairs = texts.map((text) => text.split('=', 2) as [string, string]);
    const wrong = pairs.find(([, value]) => !Number.isFinite(Number(value)));
    if (wrong) context.addIssue(`NAME=NUMBER is due, not ${wrong.join('=')}`);
    return Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
  });

export const simulatorOption = {
  flags: '--simulator <id>',
  words: 'which simulator of the project (default: the one that was settled on last)',
};

/** The options that were given: with exact optional properties, undefined is not absent. */
export function present<T extends object>(
  options: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}
