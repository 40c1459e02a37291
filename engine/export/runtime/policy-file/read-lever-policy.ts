/** How a lever or resource is set, as a person writes it. */
import type { LeverPolicy, Watch } from '../../../simulator/kernel/lever-policy.ts';
import { UsageError } from '../usage-error.ts';
import {
  allowOnly,
  choiceOf,
  type Fields,
  fieldsOf,
  inOrder,
  kindOf,
  listOf,
  nameOf,
  numberOf,
  type PolicyNames,
  rowOf,
  stepsOf,
} from './fields.ts';

const KINDS = [
  'constant',
  'schedule',
  'weekday',
  'ramp',
  'threshold',
  'order-up-to',
  'reorder',
  'rule',
] as const;

export function readLeverPolicy(fields: Fields, place: string, names: PolicyNames): LeverPolicy {
  const only = (...own: string[]) => allowOnly(fields, ['kind', ...own], place);
  const number = (name: string) => numberOf(fields, name, place);
  const kind = kindOf(fields, KINDS, place);
  switch (kind) {
    case 'constant':
      only('value');
      return { kind, value: number('value') };
    case 'schedule':
      only('entries');
      return { kind, entries: scheduleEntries(fields, place, names) };
    case 'weekday':
      only('values');
      return { kind, values: weekdayValues(fields.values, place) };
    case 'ramp': {
      only('from', 'to', 'start', 'end');
      const from = rowOf(fields, 'from', place, names);
      const to = rowOf(fields, 'to', place, names);
      inOrder({ from, to }, ['from', 'to'], place);
      return { kind, from, to, start: number('start'), end: number('end') };
    }
    case 'threshold': {
      only(...WATCH_FIELDS, 'above', 'below', 'low', 'high', 'after', 'least');
      const [above, below] = [number('above'), number('below')];
      inOrder({ below, above }, ['below', 'above'], place);
      return {
        kind,
        watch: watchOf(fields, place, names),
        above,
        below,
        low: number('low'),
        high: number('high'),
        ...stepsWhereGiven(fields, ['after', 'least'], place),
      };
    }
    case 'order-up-to': {
      only(...WATCH_FIELDS, 'level', 'every');
      const every = stepsOf(fields, 'every', place, 1);
      return { kind, watch: watchOf(fields, place, names), level: number('level'), every };
    }
    case 'reorder': {
      only(...WATCH_FIELDS, 'below', 'level', 'every');
      const every = stepsOf(fields, 'every', place, 1);
      const [below, level] = [number('below'), number('level')];
      inOrder({ below, level }, ['below', 'level'], place);
      return { kind, watch: watchOf(fields, place, names), below, level, every };
    }
    case 'rule':
      only('clauses', 'otherwise');
      return { kind, clauses: clausesOf(fields, place, names), otherwise: number('otherwise') };
    default:
      return kind satisfies never;
  }
}

const WATCH_FIELDS = ['watch', 'output'];

/** `"output": "x"` is short for `"watch": {"terms": [{"output": "x", "weight": 1}]}`. */
function watchOf(fields: Fields, place: string, names: PolicyNames): Watch {
  if (fields.watch === undefined) {
    const output = nameOf(fields, 'output', names.outputs, place);
    return { terms: [{ output, weight: 1 }] };
  }
  if (fields.output !== undefined) {
    throw new UsageError(`${place}: both watch and output`, 'Write one of them.');
  }
  const at = `${place}, watch`;
  const watch = fieldsOf(fields.watch, at);
  allowOnly(watch, ['terms', 'delay', 'window', 'underway'], at);
  const terms = listOf(watch, 'terms', at, '{"output": "x", "weight": 1}').map((term, index) => {
    const own = `${at}, term ${index + 1}`;
    const parts = fieldsOf(term, own);
    allowOnly(parts, ['output', 'weight'], own);
    return {
      output: nameOf(parts, 'output', names.outputs, own),
      weight: numberOf(parts, 'weight', own, 1),
    };
  });
  return {
    terms,
    ...stepsWhereGiven(watch, ['window'], at),
    ...stepsWhereGiven(watch, ['delay', 'underway'], at, 0),
  };
}

function stepsWhereGiven(
  fields: Fields,
  names: readonly string[],
  place: string,
  least = 1,
): Readonly<Record<string, number>> {
  const given = names.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, stepsOf(fields, name, place, least)]));
}

function weekdayValues(value: unknown, place: string): readonly number[] {
  const isRight =
    Array.isArray(value) && value.length === 7 && value.every((one) => Number.isFinite(one));
  if (isRight) return value;
  throw new UsageError(
    `${place}, values: ${JSON.stringify(value)}`,
    'Write seven numbers, Monday first.',
  );
}

function scheduleEntries(fields: Fields, place: string, names: PolicyNames) {
  const list = listOf(fields, 'entries', place, '{"from": 10, "value": 6}');
  const entries = list.map((entry, index) => {
    const at = `${place}, entry ${index + 1}`;
    const parts = fieldsOf(entry, at);
    allowOnly(parts, ['from', 'value'], at);
    return { from: rowOf(parts, 'from', at, names), value: numberOf(parts, 'value', at) };
  });
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (before !== undefined && entry.from < before.from) {
      throw new UsageError(
        `${place}, entry ${index + 1}, from: ${entry.from}`,
        'List entries in order of time.',
      );
    }
  });
  return entries;
}

function clausesOf(fields: Fields, place: string, names: PolicyNames) {
  const example = '{"when": [{"output": "x", "is": "above", "value": 5}], "value": 6}';
  return listOf(fields, 'clauses', place, example).map((clause, index) => {
    const at = `${place}, clause ${index + 1}`;
    const parts = fieldsOf(clause, at);
    allowOnly(parts, ['when', 'value'], at);
    const conditions = listOf(parts, 'when', at, '{"output": "x", "is": "above", "value": 5}');
    const when = conditions.map((condition, number) => {
      const own = `${at}, condition ${number + 1}`;
      const said = fieldsOf(condition, own);
      allowOnly(said, [...WATCH_FIELDS, 'is', 'value'], own);
      return {
        watch: watchOf(said, own, names),
        is: choiceOf(said, 'is', ['above', 'below'], own),
        value: numberOf(said, 'value', own),
      };
    });
    return { when, value: numberOf(parts, 'value', at) };
  });
}
