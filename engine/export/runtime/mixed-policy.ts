/** A policy file where structures may not all have the levers, parameters, modules and outputs that it names. */
import type { Intervention, LeverPolicy } from '../../simulator/kernel/simulation.ts';
import type { ScriptPayload } from './payload.ts';
import type { PolicyFile, PolicyNames } from './read-policy.ts';

type Named = readonly { readonly name: string }[];

/** What any of them has. */
export function allNames(structures: readonly ScriptPayload[]): Omit<PolicyNames, 'dates'> {
  return {
    levers: structures.flatMap(({ levers }) => levers),
    outputs: structures.flatMap(({ outputs }) => outputs),
    parameters: structures.flatMap(({ parameters }) => parameters),
    modules: [...new Set(structures.flatMap(({ modules }) => modules))],
  };
}

/** The part of the file that this structure can follow, and in words what it cannot. */
export function policyFor({ policies, interventions }: PolicyFile, payload: ScriptPayload) {
  const missing: string[] = [];
  const kept = (name: string, isKnown: boolean) => {
    if (!isKnown && !missing.includes(name)) missing.push(name);
    return isKnown;
  };
  const own: PolicyFile = {
    policies: Object.fromEntries(
      Object.entries(policies).filter(([name, policy]) =>
        kept(name, has(payload.levers, name) && readable(policy, payload.outputs)),
      ),
    ),
    interventions: interventions.filter((one) => kept(targetOf(one), applies(one, payload))),
  };
  return { own, missing };
}

function readable(policy: LeverPolicy, outputs: Named): boolean {
  return !('watch' in policy) || policy.watch.terms.every(({ output }) => has(outputs, output));
}

function targetOf(one: Intervention): string {
  if ('module' in one) return one.module;
  if ('parameter' in one) return one.parameter;
  return 'input' in one ? one.input : one.field;
}

function applies(one: Intervention, { modules, parameters }: ScriptPayload): boolean {
  if ('module' in one) return modules.includes(one.module);
  return !('parameter' in one) || has(parameters, one.parameter);
}

function has(items: Named, wanted: string): boolean {
  return items.some(({ name }) => name === wanted);
}
