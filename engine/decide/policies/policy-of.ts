/** A policy with its numbers, as the simulator takes it. */
import type { Declaration } from '../../simulator/declaration.ts';
import type { LeverPolicy } from '../../simulator/simulation.ts';
import { DecideError } from '../decide-error.ts';
import type { PolicyChoice } from '../schemas/policy-choice.ts';
import type { PolicyPlace, PolicyRow, ReadChoice } from './policy-row.ts';
import { policyRow } from './registry.ts';

/** Numbers that count steps, with the least that they can be. */
const STEPS: Readonly<Record<string, number>> = {
  after: 1,
  least: 1,
  every: 1,
  lasts: 1,
  begins: 1,
};

/**
 * `lever`: whose policy it is, for messages. Throws DecideError 'bad-policy' for numbers that are missing or cannot be, and for
 * what this structure does not compute.
 */
export function policyOf(
  lever: string,
  choice: PolicyChoice,
  structure: { readonly name: string; readonly declaration: Pick<Declaration, 'outputs'> },
  place: PolicyPlace,
): LeverPolicy {
  const row = policyRow(choice.kind);
  const read = readChoice(lever, choice, row);
  const { outputs } = structure.declaration;
  const missing = row.watches
    ? read.watch.terms.find(({ output }) => !Object.hasOwn(outputs, output))
    : undefined;
  if (missing !== undefined) {
    throw new DecideError(
      'bad-policy',
      `policy of ${lever}: looks at ${missing.output}, which ${structure.name} does not compute`,
      { hint: `Let it look at one of: ${Object.keys(outputs).join(', ')}.` },
    );
  }
  return row.toPolicy(read, place);
}

/** Throws DecideError 'bad-policy' for numbers that are missing, unknown or cannot be. */
export function readChoice(
  lever: string,
  { kind, values, watch, starts }: PolicyChoice,
  row: PolicyRow = policyRow(kind),
): ReadChoice {
  const refuse = (what: string, hint: string) =>
    new DecideError('bad-policy', `policy of ${lever}: ${what}`, { hint });
  if (row.watches && watch === null) {
    throw refuse('looks at nothing', 'Say which result it reacts to.');
  }
  if (kind === 'schedule' && starts.length === 0) {
    throw refuse('no dates', 'Give at least one day from which a value holds.');
  }
  const names = row.namesOf(watch, starts);
  const missing = names.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined) {
    throw refuse(`no number ${missing}`, `It needs ${names.join(', ')}.`);
  }
  for (const [name, value] of Object.entries(values)) {
    if (!names.includes(name))
      throw refuse(`${name} is not its number`, `It has ${names.join(', ')}.`);
    const least = STEPS[name];
    if (least !== undefined && !(Number.isInteger(value) && value >= least)) {
      throw refuse(`${name} is ${value}`, `Give a whole number of at least ${least}.`);
    }
    if (name === 'gap' && value < 0) throw refuse(`gap is ${value}`, 'Give 0 or more.');
  }
  return {
    value: (name) => values[name] ?? Number.NaN,
    watch: watch ?? NOTHING,
    starts,
  };
}

/** Of kinds that look at nothing; never read. */
const NOTHING = { terms: [], delay: 0, window: 1, underway: 0 };
