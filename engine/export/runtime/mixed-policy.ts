/** A policy file where structures may not all have the names that it speaks of. */
import type { Intervention } from '../../simulator/kernel/intervention.ts';
import type { LeverPolicy } from '../../simulator/kernel/lever-policy.ts';
import type { ScriptPayload } from './payload.ts';
import type { PolicyNames } from './policy-file/fields.ts';
import type { PolicyFile } from './policy-file/read-policy.ts';

type Named = readonly { readonly name: string }[];

/** What any of them has. */
export function allNames(
  structures: readonly ScriptPayload[],
): Omit<PolicyNames, 'dates' | 'later'> {
  return {
    levers: structures.flatMap(({ levers }) => levers),
    outputs: structures.flatMap(({ outputs }) => outputs),
    parameters: structures.flatMap(({ parameters }) => parameters),
    inputs: structures.flatMap(({ inputs }) => inputs),
    modules: [...new Set(structures.flatMap(({ modules }) => modules))],
    state: [...new Set(structures.flatMap(({ state }) => state))],
  };
}

/**
 * The part of the file that this structure can follow, and what it cannot: the lever, resource, parameter, input, module or
 * number of the state that it speaks of.
 */
export function policyFor(file: PolicyFile, payload: ScriptPayload) {
  const missing: string[] = [];
  const kept = (name: string, isKnown: boolean) => {
    if (!isKnown && !missing.includes(name)) missing.push(name);
    return isKnown;
  };
  const keptOf = <Of>(
    all: Readonly<Record<string, Of>>,
    fits: (name: string, one: Of) => boolean,
  ) => Object.fromEntries(Object.entries(all).filter(([name, one]) => kept(name, fits(name, one))));
  const policies = keptOf(
    file.policies,
    (name, policy) => has(payload.levers, name) && isReadable(policy, payload.outputs),
  );
  const resources = keptOf(
    file.resources,
    (name, { policy }) =>
      !has(payload.levers, name) &&
      !has(payload.outputs, name) &&
      isReadable(policy, payload.outputs),
  );
  const interventions = file.interventions.filter((one) => {
    const lacking = lackingOf(one, payload, resources);
    return kept(lacking ?? '', lacking === undefined);
  });
  const own: PolicyFile = { policies, resources, interventions };
  return { own, missing };
}

function isReadable(policy: LeverPolicy, outputs: Named): boolean {
  return watchesOf(policy).every(({ terms }) => terms.every(({ output }) => has(outputs, output)));
}

function watchesOf(policy: LeverPolicy) {
  if (policy.kind === 'rule')
    return policy.clauses.flatMap(({ when }) => when.map(({ watch }) => watch));
  return 'watch' in policy ? [policy.watch] : [];
}

/** The first name that the structure has not. */
function lackingOf(
  one: Intervention,
  payload: ScriptPayload,
  resources: PolicyFile['resources'],
): string | undefined {
  if ('parameter' in one) return has(payload.parameters, one.parameter) ? undefined : one.parameter;
  if ('input' in one) return has(payload.inputs, one.input) ? undefined : one.input;
  if ('lever' in one)
    return has(payload.levers, one.lever) || Object.hasOwn(resources, one.lever)
      ? undefined
      : one.lever;
  if ('module' in one && !payload.modules.includes(one.module)) return one.module;
  const fields = one.kind === 'replace-module' ? one.changes.map(({ field }) => field) : [];
  if ('field' in one) fields.push(one.field);
  return fields.find((field) => !payload.state.includes(field));
}

function has(items: Named, wanted: string): boolean {
  return items.some(({ name }) => name === wanted);
}
