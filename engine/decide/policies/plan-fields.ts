/** A course as the policy file that the exported script runs: the simulator's own terms, rows as dates where there are dates. */
import type { Intervention, LeverPolicy } from '../../simulator/simulation.ts';
import type { RunCourse } from '../interventions/course-for.ts';
import type { ResourceChoice } from '../schemas/means.ts';
import type { PlanFile } from '../schemas/plan.ts';

/** `dates`: of all rows, those ahead included; null: undated. */
export function planFields(
  {
    policies,
    resources,
    interventions,
  }: Pick<RunCourse, 'policies' | 'resources' | 'interventions'>,
  means: readonly Pick<ResourceChoice, 'name' | 'unit'>[],
  dates: readonly string[] | null,
): Pick<PlanFile, 'levers' | 'resources' | 'interventions'> {
  return plain({
    levers: mapped(policies, (policy) => policyFields(policy, dates)),
    resources: mapped(resources, ({ policy, ...bounds }, name) => ({
      ...bounds,
      unit: means.find((one) => one.name === name)?.unit ?? '',
      policy: policyFields(policy, dates),
    })),
    interventions: interventions.map((one) => interventionFields(one, dates)),
  });
}

/** Rows of a ramp stay rows: its end may lie after the last date. */
function policyFields(policy: LeverPolicy, dates: readonly string[] | null): object {
  if (policy.kind !== 'schedule') return policy;
  const entries = policy.entries.map(({ from, value }) => ({ from: dayOf(from, dates), value }));
  return { ...policy, entries };
}

function interventionFields(one: Intervention, dates: readonly string[] | null): object {
  return 'at' in one
    ? { ...one, at: dayOf(one.at, dates) }
    : { ...one, from: dayOf(one.from, dates), to: dayOf(one.to, dates) };
}

function dayOf(row: number, dates: readonly string[] | null): number | string {
  return dates?.[row] ?? row;
}

/** JSON: what is undefined is left out. */
function plain<T>(value: T): Pick<PlanFile, 'levers' | 'resources' | 'interventions'> {
  return JSON.parse(JSON.stringify(value));
}

function mapped<From>(
  record: Readonly<Record<string, From>>,
  change: (value: From, name: string) => object,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  );
}
