/** Whether a scenario can be followed by what there is. */
import { priorDistribution } from '../../calibrate/prior.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import { DecideError } from '../decide-error.ts';
import { nearestName } from '../nearest-name.ts';
import type { NameKind } from '../plain-names.ts';
import { readChoice } from '../policies/policy-of.ts';
import { policyRow } from '../policies/registry.ts';
import type { Change, DatedChange } from '../schemas/dated-change.ts';
import type { ResourceChoice } from '../schemas/means.ts';
import type { Scenario } from '../schemas/scenario.ts';
import { namesIn, targetsOf } from './known-names.ts';
import { notesOverPolicies, overlapNotes } from './overlap-notes.ts';
import { changeName, refuseContradictions } from './refuse-contradictions.ts';
import { rowOf } from './row-of-moment.ts';

export interface ScenarioFacts {
  readonly declarations: readonly Declaration[];
  readonly resources: readonly ResourceChoice[];
  /** Of which it is asked; null: of none yet. `dates`: of all rows, those ahead included. */
  readonly record: { readonly dates: readonly string[] | null; readonly last: number } | null;
}

const NOUNS: Readonly<Record<NameKind, string>> = {
  parameter: 'number of the model',
  input: 'input',
  lever: 'lever or resource',
  output: 'result',
  module: 'module',
  field: 'part of the state',
};

/**
 * What is worth knowing of it, in sentences. Throws DecideError: 'unknown-name' for what no structure has, 'bad-change' for values and
 * days that cannot be, 'bad-policy', and what refuseContradictions throws. Changes that are off are not looked at.
 */
export function checkScenario(scenario: Scenario, facts: ScenarioFacts): string[] {
  refuseContradictions(scenario);
  const changes = scenario.changes.filter(({ on }) => on);
  for (const change of changes) {
    refuseUnknown(change, facts);
    refuseUnwritten(change, facts);
    refuseValue(change, facts);
    refuseDays(change, facts);
  }
  for (const [lever, policy] of Object.entries(scenario.policies)) {
    refuseName('lever', lever, `policy of ${lever}`, facts);
    const row = policyRow(policy.kind);
    const choice = readChoice(lever, policy, row);
    if (row.watches)
      for (const { output } of choice.watch.terms)
        refuseName('output', output, `policy of ${lever}`, facts);
    for (const [name, value] of Object.entries(policy.values))
      if (row.setBy(name)) refuseOutside(`policy of ${lever}: ${name}`, lever, value, facts);
  }
  return [...overlapNotes(changes), ...notesOverPolicies(scenario)];
}

function knownNames(kind: NameKind, { declarations, resources }: ScenarioFacts): string[] {
  const own = kind === 'lever' ? resources.map(({ name }) => name) : [];
  return [...new Set([...own, ...declarations.flatMap((one) => namesIn(kind, one))])];
}

function refuseUnknown(change: DatedChange, facts: ScenarioFacts): void {
  for (const { kind, name } of targetsOf(change.change))
    refuseName(kind, name, changeName(change), facts);
}

function refuseName(kind: NameKind, name: string, where: string, facts: ScenarioFacts): void {
  const known = knownNames(kind, facts);
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const all = known.length === 0 ? 'The model has none.' : `One of: ${known.join(', ')}.`;
  throw new DecideError('unknown-name', `${where}: no ${NOUNS[kind]} ${name}`, {
    hint: near === undefined ? all : `Did you mean ${near}?`,
  });
}

/** A module can be capped and replaced only in what it changes. */
function refuseUnwritten(change: DatedChange, { declarations }: ScenarioFacts): void {
  const { change: what } = change;
  if (what.kind !== 'cap' && what.kind !== 'replace') return;
  const modules = declarations.flatMap((one) =>
    one.modules.filter(({ name }) => name === what.module),
  );
  const writes = [...new Set(modules.flatMap((one) => one.writes))];
  const fields = what.kind === 'cap' ? [what.field] : what.changes.map(({ field }) => field);
  const wrong = fields.find((field) => !writes.includes(field));
  if (wrong === undefined) return;
  throw new DecideError(
    'bad-change',
    `${changeName(change)}: ${what.module} does not change ${wrong}`,
    { hint: writes.length === 0 ? 'It changes nothing.' : `It changes ${writes.join(', ')}.` },
  );
}

function refuseValue(change: DatedChange, facts: ScenarioFacts): void {
  const { change: what } = change;
  const where = changeName(change);
  if (what.kind === 'lever' && (what.how === 'set' || what.how === 'cap'))
    refuseOutside(`${where}: ${what.lever}`, what.lever, what.value, facts);
  if (what.kind === 'parameter' && what.how === 'set') refusePrior(where, what, facts);
  if (what.kind === 'state' && what.how === 'set') refuseCount(where, what, facts);
}

function refuseOutside(
  where: string,
  lever: string,
  value: number,
  { declarations, resources }: ScenarioFacts,
): void {
  const ranges = [
    ...resources.filter(({ name }) => name === lever),
    ...declarations.flatMap(({ levers }) => levers[lever] ?? []),
  ];
  if (ranges.length === 0 || ranges.some(({ low, high }) => value >= low && value <= high)) return;
  const [{ low, high }] = ranges as [(typeof ranges)[number]];
  throw outside(where, value, low, high);
}

function refusePrior(
  where: string,
  { parameter, value }: Extract<Change, { readonly kind: 'parameter' }>,
  { declarations }: ScenarioFacts,
): void {
  const priors = declarations.flatMap(({ parameters }) => parameters[parameter]?.prior ?? []);
  const supports = priors.map((prior) => priorDistribution(prior));
  if (supports.some(({ low, high }) => value >= low && value <= high)) return;
  const [support] = supports;
  if (support === undefined) return;
  throw outside(`${where}: ${parameter}`, value, support.low, support.high);
}

/** A part of the state that is counted as a result is neither negative nor, of a share, above 1. */
function refuseCount(
  where: string,
  { field, value }: Extract<Change, { readonly kind: 'state' }>,
  { declarations }: ScenarioFacts,
): void {
  const kinds = declarations.flatMap(({ outputs }) => outputs[field]?.kind ?? []);
  const [kind] = kinds;
  if (kind === 'proportion' && (value < 0 || value > 1)) throw outside(where, value, 0, 1);
  if (kind === 'count' && value < 0)
    throw new DecideError('bad-change', `${where}: ${field} is ${value}`, {
      hint: 'It is counted: give 0 or more.',
    });
}

function outside(where: string, value: number, low: number, high: number): DecideError {
  const ends = Number.isFinite(high) ? `Give ${low} to ${high}.` : `Give at least ${low}.`;
  return new DecideError('bad-change', `${where} is ${value}, outside of what can be`, {
    hint: Number.isFinite(low) ? ends : `Give at most ${high}.`,
  });
}

function refuseDays(change: DatedChange, { record }: ScenarioFacts): void {
  if (record === null) return;
  const { dates, last } = record;
  const rows = { ...(dates && { dates }), last };
  const where = changeName(change);
  const from = change.from === null ? undefined : rowOf(change.from, 'from', rows, where);
  const to = change.to === null ? undefined : rowOf(change.to, 'to', rows, where);
  if (change.change.kind === 'state' || from === undefined || to === undefined || from <= to)
    return;
  throw new DecideError('bad-change', `${where}: ends before it begins`, {
    hint: 'Let it end on the day on which it begins, or later.',
  });
}
