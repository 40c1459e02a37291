/** A dated change, as a person writes it. */
import type { Intervention } from '../../../simulator/kernel/intervention.ts';
import { UsageError } from '../usage-error.ts';
import {
  allowOnly,
  choiceOf,
  type Fields,
  fieldsOf,
  type InterventionNames,
  kindOf,
  listOf,
  namedAs,
  nameOf,
  numberOf,
  type PolicyNames,
  rowOf,
  spanOf,
  stepsOf,
} from './fields.ts';

const KINDS = [
  'set-parameter',
  'scale-parameter',
  'set-input',
  'scale-input',
  'add-input',
  'set-lever',
  'scale-lever',
  'add-lever',
  'cap-lever',
  'disable-module',
  'delay-module',
  'cap-module',
  'replace-module',
  'set-state',
  'scale-state',
  'add-state',
] as const satisfies readonly Intervention['kind'][];

export function readIntervention(
  fields: Fields,
  place: string,
  names: InterventionNames,
): Intervention {
  const only = (...own: string[]) => allowOnly(fields, ['kind', ...own], place);
  const span = () => spanOf(fields, place, names);
  const value = () => numberOf(fields, 'value', place);
  const module = () => nameOf(fields, 'module', namedAs(names.modules), place);
  const field = () => nameOf(fields, 'field', namedAs(names.state), place);
  const kind = kindOf(fields, KINDS, place);
  switch (kind) {
    case 'set-parameter':
    case 'scale-parameter': {
      only('parameter', 'value', 'from', 'to');
      const parameter = nameOf(fields, 'parameter', names.parameters, place);
      return { kind, parameter, value: value(), ...span() };
    }
    case 'set-input':
    case 'scale-input':
    case 'add-input':
      only('input', 'value', 'from', 'to');
      return {
        kind,
        input: nameOf(fields, 'input', names.inputs, place),
        value: value(),
        ...span(),
      };
    case 'set-lever':
    case 'scale-lever':
    case 'add-lever':
    case 'cap-lever': {
      only('lever', 'value', 'from', 'to');
      const lever = nameOf(fields, 'lever', [...names.levers, ...names.resources], place);
      return { kind, lever, value: value(), ...span() };
    }
    case 'disable-module':
      only('module', 'from', 'to');
      return { kind, module: module(), ...span() };
    case 'delay-module':
      only('module', 'by', 'from', 'to');
      return { kind, module: module(), by: stepsOf(fields, 'by', place, 1), ...span() };
    case 'cap-module': {
      only('module', 'field', 'most', 'from', 'to');
      const most = numberOf(fields, 'most', place);
      if (most < 0) throw new UsageError(`${place}, most: ${most}`, 'Give a number from 0.');
      return { kind, module: module(), field: field(), most, ...span() };
    }
    case 'replace-module':
      only('module', 'changes', 'from', 'to');
      return { kind, module: module(), changes: changesOf(fields, place, names), ...span() };
    case 'set-state':
    case 'scale-state':
    case 'add-state':
      only('field', 'value', 'at');
      return { kind, field: field(), value: value(), at: rowOf(fields, 'at', place, names) };
    default:
      return kind satisfies never;
  }
}

function changesOf(fields: Fields, place: string, names: PolicyNames) {
  const example = '{"field": "x", "how": "add", "value": 1}';
  return listOf(fields, 'changes', place, example).map((change, index) => {
    const at = `${place}, change ${index + 1}`;
    const parts = fieldsOf(change, at);
    allowOnly(parts, ['field', 'how', 'value'], at);
    return {
      field: nameOf(parts, 'field', namedAs(names.state), at),
      how: choiceOf(parts, 'how', ['set', 'add'], at),
      value: numberOf(parts, 'value', at),
    };
  });
}
