/** A policy file: what is changed, from when to when. Checked field by field, because people write it. */
import type { Intervention, LeverPolicy } from '../../simulator/kernel/simulation.ts';
import type { ScriptPayload } from './payload.ts';
import { listed, UsageError } from './usage-error.ts';

export interface PolicyFile {
  readonly policies: Readonly<Record<string, LeverPolicy>>;
  readonly interventions: readonly Intervention[];
}

/** What a policy may refer to. `dates`: of the episode that is run, so that rows can be given as dates. */
export type PolicyNames = Pick<ScriptPayload, 'levers' | 'outputs' | 'parameters' | 'modules'> & {
  readonly dates: readonly string[] | undefined;
};

type Fields = Readonly<Record<string, unknown>>;

/** `{"levers": {"order": {"kind": "constant", "value": 6}}, "interventions": [...]}`; throws UsageError. */
export function readPolicy(text: string, path: string, names: PolicyNames): PolicyFile {
  const file = fieldsOf(parseJson(text, path), path);
  allowOnly(file, ['levers', 'interventions'], path);
  const levers = fieldsOf(file.levers ?? {}, `${path}, levers`);
  const policies: Record<string, LeverPolicy> = {};
  for (const [name, value] of Object.entries(levers)) {
    known('lever', name, names.levers, `${path}, levers`);
    policies[name] = leverPolicy(fieldsOf(value, `${path}, ${name}`), `${path}, ${name}`, names);
  }
  const list = file.interventions ?? [];
  if (!Array.isArray(list)) {
    throw new UsageError(`${path}, interventions: not a list`, 'Write "interventions": [ ... ].');
  }
  const interventions = list.map((value, index) => {
    const place = `${path}, intervention ${index + 1}`;
    return intervention(fieldsOf(value, place), place, names);
  });
  return { policies, interventions };
}

function leverPolicy(fields: Fields, place: string, names: PolicyNames): LeverPolicy {
  switch (fields.kind) {
    case 'constant':
      allowOnly(fields, ['kind', 'value'], place);
      return { kind: 'constant', value: numberOf(fields, 'value', place) };
    case 'schedule':
      allowOnly(fields, ['kind', 'entries'], place);
      return { kind: 'schedule', entries: scheduleEntries(fields.entries, place, names) };
    case 'threshold': {
      allowOnly(fields, ['kind', 'output', 'above', 'below', 'low', 'high'], place);
      const above = numberOf(fields, 'above', place);
      const below = numberOf(fields, 'below', place);
      if (below > above) {
        throw new UsageError(`${place}, below: ${below}`, `It must not exceed above (${above}).`);
      }
      return {
        kind: 'threshold',
        watch: { terms: [{ output: nameOf(fields, 'output', names.outputs, place), weight: 1 }] },
        above,
        below,
        low: numberOf(fields, 'low', place),
        high: numberOf(fields, 'high', place),
      };
    }
    case 'order-up-to': {
      allowOnly(fields, ['kind', 'output', 'level', 'every'], place);
      const every = numberOf(fields, 'every', place);
      if (!Number.isInteger(every) || every < 1) {
        throw new UsageError(`${place}, every: ${every}`, 'Give a whole number of steps from 1.');
      }
      return {
        kind: 'order-up-to',
        watch: { terms: [{ output: nameOf(fields, 'output', names.outputs, place), weight: 1 }] },
        level: numberOf(fields, 'level', place),
        every,
      };
    }
    default:
      throw unknownKind(fields, ['constant', 'schedule', 'threshold', 'order-up-to'], place);
  }
}

function scheduleEntries(value: unknown, place: string, names: PolicyNames) {
  if (!Array.isArray(value) || value.length === 0) {
    throw new UsageError(
      `${place}, entries: ${JSON.stringify(value)}`,
      'Write "entries": [{"from": 10, "value": 6}, ...].',
    );
  }
  const entries = value.map((entry, index) => {
    const at = `${place}, entry ${index + 1}`;
    const fields = fieldsOf(entry, at);
    allowOnly(fields, ['from', 'value'], at);
    return { from: rowOf(fields, 'from', at, names), value: numberOf(fields, 'value', at) };
  });
  entries.forEach((entry, index) => {
    if (index > 0 && entry.from < entries[index - 1]!.from) {
      throw new UsageError(
        `${place}, entry ${index + 1}, from: ${entry.from}`,
        'List entries in order of time.',
      );
    }
  });
  return entries;
}

function intervention(fields: Fields, place: string, names: PolicyNames): Intervention {
  const span = () => {
    const from = rowOf(fields, 'from', place, names);
    const to = rowOf(fields, 'to', place, names);
    if (to < from)
      throw new UsageError(`${place}, to: ${to}`, `It must not lie before from (${from}).`);
    return { from, to };
  };
  switch (fields.kind) {
    case 'set-parameter':
    case 'scale-parameter':
      allowOnly(fields, ['kind', 'parameter', 'value', 'from', 'to'], place);
      return {
        kind: fields.kind,
        parameter: nameOf(fields, 'parameter', names.parameters, place),
        value: numberOf(fields, 'value', place),
        ...span(),
      };
    case 'disable-module': {
      allowOnly(fields, ['kind', 'module', 'from', 'to'], place);
      const modules = names.modules.map((name) => ({ name }));
      return {
        kind: 'disable-module',
        module: nameOf(fields, 'module', modules, place),
        ...span(),
      };
    }
    default:
      throw unknownKind(fields, ['set-parameter', 'scale-parameter', 'disable-module'], place);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(
      `policy file: ${path} is not JSON (${error instanceof Error ? error.message : error})`,
      'It must read like {"levers": {"order": {"kind": "constant", "value": 6}}, "interventions": []}.',
    );
  }
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${place}: ${JSON.stringify(value)}`, 'Write an object: { ... }.');
  }
  return value as Fields;
}

function allowOnly(fields: Fields, names: readonly string[], place: string): void {
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) {
      throw new UsageError(
        `${place}: unknown field "${name}"`,
        `Fields here are ${listed(names)}.`,
      );
    }
  }
}

function unknownKind(fields: Fields, kinds: readonly string[], place: string): UsageError {
  return new UsageError(
    `${place}, kind: ${JSON.stringify(fields.kind)}`,
    `Kinds are ${listed(kinds)}.`,
  );
}

function numberOf(fields: Fields, name: string, place: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new UsageError(`${place}, ${name}: ${JSON.stringify(value)}`, 'Give a number.');
  }
  return value;
}

/** A row number (0 is the start row) or, for dated data, the date of a row. */
function rowOf(fields: Fields, name: string, place: string, { dates }: PolicyNames): number {
  const value = fields[name];
  if (typeof value === 'string' && dates !== undefined) {
    const row = dates.indexOf(value);
    if (row >= 0) return row;
    throw new UsageError(
      `${place}, ${name}: ${value}`,
      `Dates run from ${dates[0]} to ${dates[dates.length - 1]}, written like these.`,
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

function nameOf(
  fields: Fields,
  field: string,
  candidates: readonly { readonly name: string }[],
  place: string,
): string {
  return known(field, fields[field], candidates, place);
}

function known(
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
