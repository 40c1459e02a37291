/** Reads fields of what a person wrote; every complaint names the place and the way out. */
import type { ScriptPayload } from '../payload.ts';
import { listed, UsageError } from '../usage-error.ts';

/** What a policy may refer to. `dates`: of the episode that is run, so that rows can be given as dates. */
export type PolicyNames = Pick<
  ScriptPayload,
  'levers' | 'outputs' | 'parameters' | 'inputs' | 'modules' | 'state'
> & {
  readonly dates: readonly string[] | undefined;
  /** What helps who needs dates after these: a sentence. */
  readonly later?: string;
};

/** What an intervention may refer to. */
export type InterventionNames = PolicyNames & {
  /** Of the same file. */
  readonly resources: readonly { readonly name: string }[];
};

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${place}: ${JSON.stringify(value)}`, 'Write an object: { ... }.');
  }
  return value as Fields;
}

/** At least one entry. */
export function listOf(fields: Fields, name: string, place: string, example: string): unknown[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) {
    throw new UsageError(
      `${place}, ${name}: ${JSON.stringify(value)}`,
      `Write "${name}": [${example}, ...].`,
    );
  }
  return value;
}

export function allowOnly(fields: Fields, names: readonly string[], place: string): void {
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) {
      throw new UsageError(
        `${place}: unknown field "${name}"`,
        `Fields here are ${listed(names)}.`,
      );
    }
  }
}

/** One of these; the error lists them. */
export function kindOf<Kind extends string>(
  fields: Fields,
  kinds: readonly Kind[],
  place: string,
): Kind {
  return choiceOf(fields, 'kind', kinds, place, 'Kinds');
}

export function choiceOf<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
  place: string,
  noun = 'Choices',
): Choice {
  const found = choices.find((choice) => choice === fields[name]);
  if (found !== undefined) return found;
  throw new UsageError(
    `${place}, ${name}: ${JSON.stringify(fields[name])}`,
    `${noun} are ${listed(choices)}.`,
  );
}

export function numberOf(fields: Fields, name: string, place: string, fallback?: number): number {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new UsageError(`${place}, ${name}: ${JSON.stringify(value)}`, 'Give a number.');
  }
  return value;
}

/** A whole number of steps. */
export function stepsOf(
  fields: Fields,
  name: string,
  place: string,
  least: number,
  fallback?: number,
): number {
  const value = numberOf(fields, name, place, fallback);
  if (!Number.isInteger(value) || value < least) {
    throw new UsageError(
      `${place}, ${name}: ${value}`,
      `Give a whole number of steps from ${least}.`,
    );
  }
  return value;
}

/** Throws where `larger` is smaller. */
export function inOrder(
  fields: { readonly [name: string]: number },
  [smaller, larger]: readonly [string, string],
  place: string,
): void {
  const [low = 0, high = 0] = [fields[smaller], fields[larger]];
  if (low > high) {
    throw new UsageError(`${place}, ${smaller}: ${low}`, `It must not exceed ${larger} (${high}).`);
  }
}

/** A row number (0 is the start row) or, for dated data, the date of a row. */
export function rowOf(
  fields: Fields,
  name: string,
  place: string,
  { dates, later }: PolicyNames,
): number {
  const value = fields[name];
  if (typeof value === 'string' && dates !== undefined) {
    const row = dates.indexOf(value);
    if (row >= 0) return row;
    const last = dates[dates.length - 1] ?? '';
    const help = later !== undefined && value > last ? ` ${later}` : '';
    throw new UsageError(
      `${place}, ${name}: ${value}`,
      `Dates run from ${dates[0]} to ${last}, written like these.${help}`,
    );
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    const way = dates === undefined ? '' : ` or a date such as ${dates[0]}`;
    throw new UsageError(
      `${place}, ${name}: ${JSON.stringify(value)}`,
      `Give the number of a row, 0 being the start row${way}.`,
    );
  }
  return value;
}

export function spanOf(fields: Fields, place: string, names: PolicyNames) {
  const from = rowOf(fields, 'from', place, names);
  const to = rowOf(fields, 'to', place, names);
  if (to < from)
    throw new UsageError(`${place}, to: ${to}`, `It must not lie before from (${from}).`);
  return { from, to };
}

export function nameOf(
  fields: Fields,
  field: string,
  candidates: readonly { readonly name: string }[],
  place: string,
): string {
  return known(field, fields[field], candidates, place);
}

export function known(
  noun: string,
  name: unknown,
  candidates: readonly { readonly name: string }[],
  place: string,
): string {
  const found = candidates.find((candidate) => candidate.name === name);
  if (found) return found.name;
  throw new UsageError(
    `${place}, unknown ${noun}: ${typeof name === 'string' ? name : JSON.stringify(name)}`,
    `It is one of: ${candidates.map((candidate) => candidate.name).join(', ') || 'none declared'}.`,
  );
}

export function namedAs(names: readonly string[]): { readonly name: string }[] {
  return names.map((name) => ({ name }));
}
