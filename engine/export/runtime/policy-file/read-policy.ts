/** A policy file: what is set and changed, from when to when. Checked field by field, because people write it. */
import type { Intervention } from '../../../simulator/kernel/intervention.ts';
import type { LeverPolicy, Resource } from '../../../simulator/kernel/lever-policy.ts';
import { UsageError } from '../usage-error.ts';
import { allowOnly, type Fields, fieldsOf, known, namedAs, type PolicyNames } from './fields.ts';
import { readIntervention } from './read-intervention.ts';
import { readLeverPolicy } from './read-lever-policy.ts';
import { readResource } from './read-resource.ts';

export interface PolicyFile {
  readonly policies: Readonly<Record<string, LeverPolicy>>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly interventions: readonly Intervention[];
}

/**
 * `{"levers": {"order": {"kind": "constant", "value": 6}}, "resources": {...}, "interventions": [...]}`. Beside them `about`
 * may say anything and `schema` a number; neither is looked at. Throws UsageError.
 */
export function readPolicy(text: string, path: string, names: PolicyNames): PolicyFile {
  const file = fieldsOf(parseJson(text, path), path);
  allowOnly(file, ['levers', 'resources', 'interventions', 'about', 'schema'], path);
  if (file.schema !== undefined && typeof file.schema !== 'number') {
    throw new UsageError(`${path}, schema: ${JSON.stringify(file.schema)}`, 'Give a number.');
  }
  const policies = eachOf(file, 'levers', path, (name, fields, place) => {
    known('lever', name, names.levers, `${path}, levers`);
    return readLeverPolicy(fieldsOf(fields, place), place, names);
  });
  const resources = eachOf(file, 'resources', path, (name, fields, place) =>
    readResource(name, fieldsOf(fields, place), place, names),
  );
  const list = file.interventions ?? [];
  if (!Array.isArray(list)) {
    throw new UsageError(`${path}, interventions: not a list`, 'Write "interventions": [ ... ].');
  }
  const all = { ...names, resources: namedAs(Object.keys(resources)) };
  const interventions = list.map((value, index) => {
    const place = `${path}, intervention ${index + 1}`;
    return readIntervention(fieldsOf(value, place), place, all);
  });
  return { policies, resources, interventions };
}

function eachOf<Of>(
  file: Fields,
  field: string,
  path: string,
  read: (name: string, value: unknown, place: string) => Of,
): Readonly<Record<string, Of>> {
  const entries = Object.entries(fieldsOf(file[field] ?? {}, `${path}, ${field}`));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, read(name, value, `${path}, ${name}`)]),
  );
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
