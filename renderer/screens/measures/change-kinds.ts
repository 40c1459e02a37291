/** What a dated change can be of: rows of its form. */
import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import type { Change, DatedChange, Scenario } from '../../state/measures-store.ts';
import { stepOf } from '../project/number-step.ts';

export type Target = 'lever' | 'input' | 'parameter' | 'module' | 'state';
/** How a part of the model is changed. */
export type ModuleHow = Extract<Change, { module: string }>['kind'];
export type ValueHow = 'set' | 'scale' | 'add' | 'cap';

export const TARGET_WORDS = {
  lever: 'What you decide',
  input: 'What comes in from outside',
  parameter: 'A number of the model',
  module: 'A part of the model',
  state: 'How much there is, on one day',
} as const satisfies Record<Target, string>;

export const MODULE_WORDS = {
  disable: 'switched off',
  delay: 'works behind',
  cap: 'can do no more than',
  replace: 'replaced by',
} as const satisfies Record<ModuleHow, string>;

export const VALUE_WORDS = {
  set: 'set to',
  scale: 'times',
  add: 'more by',
  cap: 'at most',
} as const satisfies Record<ValueHow, string>;

export function targetOf({ kind }: Change): Target {
  switch (kind) {
    case 'lever':
    case 'input':
    case 'parameter':
    case 'state':
      return kind;
    case 'disable':
    case 'delay':
    case 'cap':
    case 'replace':
      return 'module';
    default:
      return kind satisfies never;
  }
}

/** Of what the change is: name of the quantity, field or module. */
export function nameIn(change: Change): string {
  switch (change.kind) {
    case 'lever':
      return change.lever;
    case 'input':
      return change.input;
    case 'parameter':
      return change.parameter;
    case 'state':
      return change.field;
    default:
      return change.module;
  }
}

/** Names that a target has in this model. */
export function namesFor(target: Target, space: DecisionSpace): readonly string[] {
  const lists = {
    lever: space.levers,
    input: space.inputs,
    parameter: space.parameters,
    module: space.modules,
    state: space.fields,
  } as const satisfies Record<Target, readonly { readonly name: string }[]>;
  return lists[target].map(({ name }) => name);
}

/** Targets of which the model has something. */
export function targetsOf(space: DecisionSpace): readonly Target[] {
  return (Object.keys(TARGET_WORDS) as Target[]).filter(
    (target) => namesFor(target, space).length > 0,
  );
}

export function howsOf(target: Target): readonly ValueHow[] {
  if (target === 'parameter') return ['set', 'scale'];
  return target === 'lever' ? ['set', 'scale', 'add', 'cap'] : ['set', 'scale', 'add'];
}

/** A change of it to begin with: a quantity by a fifth more, a module switched off. */
export function freshChange(target: Target, name: string, space: DecisionSpace): Change {
  switch (target) {
    case 'lever': {
      const lever = space.levers.find((one) => one.name === name);
      return {
        kind: 'lever',
        how: 'set',
        lever: name,
        value: lever?.recorded ?? lever?.default ?? 0,
      };
    }
    case 'input':
      return { kind: 'input', how: 'scale', input: name, value: 1.2 };
    case 'parameter':
      return { kind: 'parameter', how: 'scale', parameter: name, value: 1.2 };
    case 'state':
      return { kind: 'state', how: 'scale', field: name, value: 1.2 };
    case 'module':
      return { kind: 'disable', module: name };
    default:
      return target satisfies never;
  }
}

/** The module changed in another way. */
export function moduleChange(how: ModuleHow, module: string, space: DecisionSpace): Change {
  const [field = ''] = space.modules.find(({ name }) => name === module)?.writes ?? [];
  switch (how) {
    case 'disable':
      return { kind: 'disable', module };
    case 'delay':
      return { kind: 'delay', module, by: 1 };
    case 'cap':
      return { kind: 'cap', module, field, most: 1 };
    case 'replace':
      return { kind: 'replace', module, changes: [{ field, how: 'add', value: 0 }] };
    default:
      return how satisfies never;
  }
}

export interface ValueRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Without the change. */
  readonly usual: number | undefined;
}

/** Where a slider of the value goes; undefined: no bounds are known. */
export function rangeOf(change: Change, space: DecisionSpace): ValueRange | undefined {
  if (!('how' in change)) return undefined;
  if (change.how === 'scale') return { min: 0, max: 3, step: 0.05, usual: 1 };
  const set = setRange(change, space);
  if (set === undefined || change.how === 'set' || change.how === 'cap') return set;
  const reach = Math.max(Math.abs(set.max), Math.abs(set.min));
  return { min: -reach, max: reach, step: set.step, usual: 0 };
}

function setRange(change: Change, space: DecisionSpace): ValueRange | undefined {
  switch (change.kind) {
    case 'lever': {
      const lever = space.levers.find(({ name }) => name === change.lever);
      if (!lever) return undefined;
      const { low: min, high: max, integer } = lever;
      return {
        min,
        max,
        step: integer ? 1 : stepOf(min, max),
        usual: lever.recorded ?? lever.default,
      };
    }
    case 'parameter': {
      const found = space.parameters.find(({ name }) => name === change.parameter);
      if (!found) return undefined;
      const { priorLow, priorHigh, low, high, value, integer } = found;
      const [min, max] = [Math.min(priorLow, low), Math.max(priorHigh, high)];
      return { min, max, step: integer ? 1 : stepOf(min, max), usual: value };
    }
    case 'input': {
      const recent = space.inputs.find(({ name }) => name === change.input)?.recent;
      if (recent === undefined || recent === null || recent === 0) return undefined;
      const [min, max] = recent > 0 ? [0, 3 * recent] : [3 * recent, 0];
      return { min, max, step: stepOf(min, max), usual: recent };
    }
    default:
      return undefined;
  }
}

/** The same change in another way, with a value that means about the same as doing nothing or a fifth more. */
export function changedHow(change: Change, how: ValueHow, space: DecisionSpace): Change {
  if (!('how' in change) || !('value' in change)) return change;
  const next = { ...change, how } as Change;
  const usual = rangeOf(next, space)?.usual;
  const value = how === 'scale' ? 1.2 : how === 'add' ? 0 : (usual ?? change.value);
  return { ...next, value } as Change;
}

/** An id that no change of the scenario has. */
export function freeId({ changes }: Scenario): string {
  for (let number = changes.length + 1; ; number += 1) {
    const id = `change-${number}`;
    if (changes.every((one) => one.id !== id)) return id;
  }
}

/** From the first day ahead to the end, at no cost. */
export function datedChange(id: string, change: Change): DatedChange {
  return { id, words: '', change, from: null, to: null, cost: { once: 0, perStep: 0 }, on: true };
}

/** Modules that the scenario switches off for all the days ahead. */
export function isSwitchedOff({ changes }: Scenario, module: string): boolean {
  return changes.some(
    ({ on, change }) => on && change.kind === 'disable' && change.module === module,
  );
}

/** A switch on the diagram is a dated change like any other. */
export function switched(scenario: Scenario, module: string, isOn: boolean): Scenario {
  const isIt = ({ change }: DatedChange) => change.kind === 'disable' && change.module === module;
  const known = scenario.changes.findLast(isIt);
  if (isOn) {
    const changes = scenario.changes.flatMap((one) => {
      if (!isIt(one)) return [one];
      return isBare(one) ? [] : [{ ...one, on: false }];
    });
    return { ...scenario, changes };
  }
  if (known) {
    const changes = scenario.changes.map((one) => (one === known ? { ...one, on: true } : one));
    return { ...scenario, changes };
  }
  const added = datedChange(freeId(scenario), { kind: 'disable', module });
  return { ...scenario, changes: [...scenario.changes, added] };
}

/** Nothing in it that a person wrote. */
function isBare({ words, from, to, cost }: DatedChange): boolean {
  return words === '' && from === null && to === null && cost.once + cost.perStep === 0;
}
