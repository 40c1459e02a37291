/** Interventions sorted by what they change, each checked against the declaration. */
import type { Intervention } from '../intervention.ts';

export type Of<Kind extends Intervention['kind']> = Extract<Intervention, { readonly kind: Kind }>;

export interface Interventions {
  readonly parameters: readonly (Of<'set-parameter' | 'scale-parameter'> & Indexed)[];
  readonly inputs: readonly (Of<'set-input' | 'scale-input' | 'add-input'> & Indexed)[];
  readonly levers: readonly (Of<'set-lever' | 'scale-lever' | 'add-lever' | 'cap-lever'> &
    Indexed)[];
  readonly modules: readonly (ModuleIntervention & Indexed)[];
  readonly state: readonly Of<'set-state' | 'scale-state' | 'add-state'>[];
}

type ModuleIntervention = Of<'disable-module' | 'delay-module' | 'cap-module' | 'replace-module'>;

/** Number of the parameter, input, module or lever in the order of the declaration; of a resource after the levers. */
interface Indexed {
  readonly index: number;
}

interface Names {
  readonly parameters: readonly string[];
  readonly inputs: readonly string[];
  /** Then resources. */
  readonly levers: readonly string[];
  readonly modules: readonly string[];
}

/** Throws an Error `unknown parameter: gama` or `noun: value` at the first that does not fit. */
export function checkedInterventions(list: readonly Intervention[], names: Names): Interventions {
  const parameters: Interventions['parameters'][number][] = [];
  const inputs: Interventions['inputs'][number][] = [];
  const levers: Interventions['levers'][number][] = [];
  const modules: Interventions['modules'][number][] = [];
  const state: Interventions['state'][number][] = [];
  for (const one of list) {
    checkRows(one);
    switch (one.kind) {
      case 'set-parameter':
      case 'scale-parameter':
        checkValue(one.value);
        parameters.push({ ...one, index: indexIn('parameter', names.parameters, one.parameter) });
        break;
      case 'set-input':
      case 'scale-input':
      case 'add-input':
        checkValue(one.value);
        inputs.push({ ...one, index: indexIn('input', names.inputs, one.input) });
        break;
      case 'set-lever':
      case 'scale-lever':
      case 'add-lever':
      case 'cap-lever':
        checkValue(one.value);
        levers.push({ ...one, index: indexIn('lever or resource', names.levers, one.lever) });
        break;
      case 'disable-module':
      case 'delay-module':
      case 'cap-module':
      case 'replace-module':
        checkModule(one);
        modules.push({ ...one, index: indexIn('module', names.modules, one.module) });
        break;
      case 'set-state':
      case 'scale-state':
      case 'add-state':
        checkValue(one.value);
        state.push(one);
        break;
      default:
        throw new Error(`unknown intervention: ${(one satisfies never as { kind: string }).kind}`);
    }
  }
  return { parameters, inputs, levers, modules, state };
}

/** First row that it changes. */
export function beginOf(one: Intervention): number {
  return 'at' in one ? one.at : one.from;
}

function checkRows(one: Intervention): void {
  const from = beginOf(one);
  if (!Number.isInteger(from)) throw new Error(`row of an intervention: ${from}, must be whole`);
  if ('to' in one && !(Number.isInteger(one.to) || one.to === Number.POSITIVE_INFINITY))
    throw new Error(`row of an intervention: ${one.to}, must be whole`);
}

function checkModule(one: ModuleIntervention): void {
  if (one.kind === 'delay-module' && !(Number.isInteger(one.by) && one.by >= 1))
    throw new Error(`delay of module ${one.module}: ${one.by}, must be whole and at least 1`);
  if (one.kind === 'cap-module' && !(one.most >= 0))
    throw new Error(`cap of module ${one.module}: ${one.most}, must not be negative`);
  if (one.kind === 'replace-module') for (const { value } of one.changes) checkValue(value);
}

function checkValue(value: number): void {
  if (!Number.isFinite(value))
    throw new Error(`value of an intervention: ${value}, must be a finite number`);
}

function indexIn(noun: string, names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`unknown ${noun}: ${name}`);
  return index;
}
