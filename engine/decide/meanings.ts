/** What parts of a model are about, told from their words and units. */
import type { Declaration } from '../simulator/declaration.ts';

type Parameters = Declaration['parameters'];

const LEAD = /\b(?:lead ?times?|deliver\w*|suppl\w*|arrival of (?:an )?orders?|to its arrival)\b/i;
const STAY =
  /\b(?:stays?|service|treatments?|duration|length|recover\w*|ill(?:ness)?|infectious)\b/i;
const LEAVING = /\b(?:recover\w*|discharg\w*|leav\w*|heal\w*)\b/i;
const COMING =
  /\b(?:arrivals?|arriv\w*|demands?|admi\w+|come|coming|customers?|inflow\w*|orders of customers|sales|imported|new (?:patients|cases|people))\b/i;

const SPREADING = /\b(?:infections?|contacts?|transmi\w*|contagio\w*)\b/i;
/** Of how many others one infects. */
const INFECTS = /\binfects\b/i;
const CAPACITY =
  /\b(?:staff\w*|nurses?|doctors?|beds?|capacit\w*|servers?|desks?|workers?|crews?|vehicles?|trucks?|machines?|rooms?|places)\b/i;
const NO_CAPACITY = /\b(?:wait\w*|order\w*|stay\w*|patients who|arriv\w*|admi\w+|transfers?)\b/i;
const DELIVERY = /\b(?:deliver\w*|supply|supplier|replenish\w*|receiv\w*)\b/i;
const NO_BURDEN = /\b(?:no longer|so far|ever|over it|recover\w*|convalescent)\b/i;
const BURDEN = /\b(?:infectious|infected|ill|sick|waiting|waits?|backlog|queue|cases|occupied)\b/i;
const DEMAND = /\b(?:demands?|customers?|sales|consum\w*|asked)\b/i;

function says({ words, pattern }: { readonly words: string; readonly pattern: RegExp }): boolean {
  return pattern.test(words.replace(/([a-z0-9])([A-Z])/g, '$1 $2'));
}

function isTime(unit: string, timeUnit: string): boolean {
  return unit === timeUnit || unit === `${timeUnit}s`;
}

/** 'patients' of 'patients/day' or 'patients per day', '' of '1/day' or 'per day'; undefined where it is no such rate. */
function perTime(unit: string, timeUnit: string): string | undefined {
  const [what = '', per] = unit.split(/\/|\bper\b/).map((part) => part.trim());
  if (per === undefined || !isTime(per, timeUnit)) return undefined;
  return what === '1' ? '' : what;
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
    ({ unit, words }) => perTime(unit, time.unit) === '' && says({ words, pattern: LEAVING }),
  );
}

/** Parameters that tell how much comes in or is asked for a step. */
export function inflowRates({ parameters, time }: Declaration): string[] {
  return named(
    parameters,
    ({ unit, words }) => perTime(unit, time.unit) !== undefined && says({ words, pattern: COMING }),
  );
}

/** Inputs that tell how much comes in or is asked for a step. */
export function inflowInputs({ inputs, time }: Declaration): string[] {
  return Object.entries(inputs)
    .filter(([name, { unit, meaning }]) => {
      const what = perTime(unit, time.unit);
      const isFlow = what !== undefined && what !== '';
      return isFlow || says({ words: `${name} ${meaning}`, pattern: COMING });
    })
    .map(([name]) => name);
}

/** Rates at which something spreads. */
export function spreadingRates({ parameters, time }: Declaration): string[] {
  return named(
    parameters,
    ({ unit, words }) =>
      says({ words, pattern: INFECTS }) ||
      (perTime(unit, time.unit) === '' && says({ words, pattern: SPREADING })),
  );
}

/** Levers of what is there to work with, not of what is ordered. */
export function capacityLevers({ levers }: Declaration): string[] {
  return Object.entries(levers)
    .filter(([name, { meaning }]) => {
      const words = `${name} ${meaning}`;
      return says({ words, pattern: CAPACITY }) && !says({ words, pattern: NO_CAPACITY });
    })
    .map(([name]) => name);
}

/** Inputs of what is there to work with. */
export function capacityInputs({ inputs }: Declaration): string[] {
  return Object.entries(inputs)
    .filter(([name, { meaning }]) => {
      const words = `${name} ${meaning}`;
      return says({ words, pattern: CAPACITY }) && !says({ words, pattern: NO_CAPACITY });
    })
    .map(([name]) => name);
}

/** Parameters of what is there to work with. */
export function capacityParameters({ parameters, time }: Declaration): string[] {
  return named(
    parameters,
    ({ unit, words }) =>
      says({ words, pattern: CAPACITY }) &&
      !says({ words, pattern: NO_CAPACITY }) &&
      !isTime(unit, time.unit) &&
      perTime(unit, time.unit) === undefined &&
      unit !== '1' &&
      unit !== 'share',
  );
}

/** Modules that bring what was ordered. */
export function deliveryModules({ modules }: Declaration): string[] {
  return modules
    .filter(({ name, meaning }) => says({ words: `${name} ${meaning}`, pattern: DELIVERY }))
    .map(({ name }) => name);
}

/** Parts of the state that are counted as results and that nobody wants more of: people who are ill, who wait, ... */
export function burdenFields(declaration: Declaration): string[] {
  const written = new Set(declaration.modules.flatMap(({ writes }) => writes));
  return Object.entries(declaration.outputs)
    .filter(
      ([name, { kind, meaning }]) =>
        kind === 'count' &&
        written.has(name) &&
        says({ words: `${name} ${meaning}`, pattern: BURDEN }) &&
        !says({ words: `${name} ${meaning}`, pattern: NO_BURDEN }),
    )
    .map(([name]) => name);
}

/** Whether it is asked for by customers, so that a shock of demand fits. */
export function isDemand(name: string, meaning: string): boolean {
  return says({ words: `${name} ${meaning}`, pattern: DEMAND });
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
