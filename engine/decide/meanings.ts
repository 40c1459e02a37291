/** What parts of a model are about, told from their words and units. */
import type { Declaration } from '../simulator/declaration.ts';

type Parameters = Declaration['parameters'];

const LEAD = /\b(?:lead ?times?|deliver\w*|suppl\w*|arrival of (?:an )?orders?|to its arrival)\b/i;
const STAY =
  /\b(?:stays?|service|treatments?|duration|length|recover\w*|ill(?:ness)?|infectious)\b/i;
const LEAVING = /\b(?:recover\w*|discharg\w*|leav\w*|heal\w*)\b/i;
const COMING =
  /\b(?:arrivals?|arriv\w*|demands?|admi\w+|come|coming|customers?|inflow\w*|orders of customers|sales|imported|new (?:patients|cases|people))\b/i;

function says({ words, pattern }: { readonly words: string; readonly pattern: RegExp }): boolean {
  return pattern.test(words.replace(/([a-z0-9])([A-Z])/g, '$1 $2'));
}

function isTime(unit: string, timeUnit: string): boolean {
  return unit === timeUnit || unit === `${timeUnit}s`;
}

function perTime(unit: string, timeUnit: string): string | undefined {
  const [what, per] = unit.split('/');
  return per !== undefined && isTime(per, timeUnit) ? what : undefined;
}

/** Time from an order to its arrival. */
export function leadTimes({ parameters, time }: Declaration): string[] {
  return named(
    parameters,
    ({ unit, words }) => isTime(unit, time.unit) && says({ words, pattern: LEAD }),
  );
}

/** How long something stays, is served or ill. */
export function stayTimes(declaration: Declaration): string[] {
  const lead = leadTimes(declaration);
  const { parameters, time } = declaration;
  return named(
    parameters,
    ({ name, unit, words }) =>
      !lead.includes(name) && isTime(unit, time.unit) && says({ words, pattern: STAY }),
  );
}

/** Rates at which something leaves, one a step over its mean time. */
export function leavingRates({ parameters, time }: Declaration): string[] {
  return named(
    parameters,
    ({ unit, words }) => perTime(unit, time.unit) === '1' && says({ words, pattern: LEAVING }),
  );
}

/** Parameters that tell how much comes in or is asked for a step. */
export function inflowRates({ parameters, time }: Declaration): string[] {
  return named(parameters, ({ unit, words }) => {
    const what = perTime(unit, time.unit);
    return what !== undefined && what !== '1' && what !== '' && says({ words, pattern: COMING });
  });
}

/** Steps from an order to its arrival at these values; 0 where nothing says so. */
export function leadTimeIn(
  declaration: Declaration | undefined,
  values: Readonly<Record<string, number>>,
): number {
  if (declaration === undefined) return 0;
  const [name] = leadTimes(declaration);
  const value =
    name === undefined ? 0 : (values[name] ?? declaration.parameters[name]?.default ?? 0);
  return Math.max(0, Math.round(value / declaration.time.step));
}

function named(
  parameters: Parameters,
  fits: (one: { readonly name: string; readonly unit: string; readonly words: string }) => boolean,
): string[] {
  return Object.entries(parameters)
    .filter(([name, { unit, meaning }]) => fits({ name, unit, words: `${name} ${meaning}` }))
    .map(([name]) => name);
}
