import { describe, expect, it } from 'vitest';
import { courseFor } from '../../../engine/decide/interventions/course-for.ts';
import { fieldsOf } from '../../../engine/decide/interventions/known-names.ts';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import { leverContexts } from '../../../engine/decide/policies/lever-contexts.ts';
import { planFields } from '../../../engine/decide/policies/plan-fields.ts';
import { policySpace } from '../../../engine/decide/policies/policy-space.ts';
import type { Change } from '../../../engine/decide/schemas/dated-change.ts';
import type { ResourceChoice } from '../../../engine/decide/schemas/means.ts';
import { POLICY_KINDS } from '../../../engine/decide/schemas/policy-choice.ts';
import { readPolicy } from '../../../engine/export/runtime/policy-file/read-policy.ts';
import { compileWorked } from '../../simulator/worked.ts';

const compiled = compileWorked('supply-chain');
const { declaration } = compiled;
const staff: ResourceChoice = {
  ...{ name: 'staff', words: 'staff on call', unit: 'people', low: 0, high: 5, default: 1 },
  integer: true,
  serves: null,
};
const means = { resources: [staff] };
const horizon = 28;
const origin = 60;
const dates = Array.from({ length: origin + horizon + 1 }, (_, row) =>
  new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10),
);
const steps = origin + horizon;
const future = {
  episode: { id: 'e', steps, observed: {}, inputs: {}, levers: {}, dates },
  origin,
};

/** What the exported script makes of it. */
function readBack(course: ReturnType<typeof courseFor>, at: readonly string[] | null) {
  const names = Object.entries(declaration.outputs).map(([name]) => ({ name }));
  const payload = {
    levers: Object.entries(declaration.levers).map(([name, lever]) => ({ name, ...lever })),
    outputs: names,
    inputs: [],
    parameters: Object.keys(declaration.parameters).map((name) => ({ name })),
    modules: declaration.modules.map(({ name }) => name),
    state: fieldsOf(declaration),
    dates: at ?? undefined,
  };
  const text = JSON.stringify(planFields(course, means.resources, at));
  return readPolicy(text, 'plan.json', payload as unknown as Parameters<typeof readPolicy>[2]);
}

const contexts = leverContexts({
  models: [compiled],
  ...means,
  names: plainNames([declaration], means.resources),
  ...{ observed: {}, recorded: {}, values: {}, horizon, firstRow: origin + 1, dates },
});

describe('a plan as the exported script reads it', () => {
  const space = policySpace(
    ['order', 'staff'].flatMap((lever) => {
      const context = contexts.get(lever);
      const choice = { lever, kinds: [...POLICY_KINDS], watch: null, ranges: {} };
      return context === undefined ? [] : [{ choice, context }];
    }),
  );

  it.each(POLICY_KINDS.map((kind, k) => [kind, k] as const))('has the same policy %s', (_, k) => {
    const policies = space.decode(space.starts[k] ?? []);
    const structure = { name: 'Stock', declaration };
    const course = courseFor({ scenario: null, policies }, structure, future, means);
    expect(Object.keys(course.policies)).toEqual(['order']);
    for (const at of [dates, null]) {
      const { policies: read, resources } = readBack(course, at);
      expect(read).toEqual(course.policies);
      expect(resources.staff).toMatchObject(course.resources.staff ?? {});
    }
  });

  it('has the same interventions, by date where there are dates', () => {
    const changes: Change[] = [
      { kind: 'parameter', how: 'scale', parameter: 'demand', value: 1.3 },
      { kind: 'disable', module: 'service' },
      { kind: 'delay', module: 'delivery', by: 2 },
      { kind: 'cap', module: 'delivery', field: 'inventory', most: 4 },
      {
        kind: 'replace',
        module: 'customers',
        changes: [{ field: 'wanted', how: 'set', value: 3 }],
      },
      { kind: 'state', how: 'add', field: 'backlog', value: 5 },
      { kind: 'lever', how: 'set', lever: 'order', value: 7 },
      { kind: 'lever', how: 'scale', lever: 'staff', value: 0.8 },
      { kind: 'lever', how: 'cap', lever: 'staff', value: 3 },
    ];
    const dated = changes.map((change, i) => ({
      ...{ id: `c${i}`, words: '', change, from: dates[70 + i] ?? null, to: dates[80] ?? null },
      cost: { once: 0, perStep: 0 },
      on: true,
    }));
    const scenario = { name: 'S', notes: '', parent: null, changes: dated, policies: {} };
    const structure = { name: 'Stock', declaration };
    const course = courseFor({ scenario, policies: {} }, structure, future, means);
    expect(course.interventions).toHaveLength(9);
    const read = readBack(course, dates);
    expect(read.interventions).toEqual(course.interventions);
    expect(read.policies).toEqual(course.policies);
    const [first] = planFields(course, means.resources, dates).interventions;
    expect(first).toMatchObject({ from: '2024-03-11', to: '2024-03-21' });
  });
});
