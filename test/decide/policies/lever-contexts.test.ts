import { describe, expect, it } from 'vitest';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import { leverContexts } from '../../../engine/decide/policies/lever-contexts.ts';
import { POLICIES } from '../../../engine/decide/policies/registry.ts';
import type { ResourceChoice } from '../../../engine/decide/schemas/means.ts';
import { compileWorked, type WORKED } from '../../simulator/worked.ts';

function contexts(
  names: readonly (typeof WORKED)[number][],
  resources: readonly ResourceChoice[] = [],
  values = {},
) {
  const models = names.map((name) => compileWorked(name));
  return leverContexts({
    models,
    resources,
    names: plainNames(
      models.map(({ declaration }) => declaration),
      resources,
    ),
    ...{ observed: {}, recorded: { beds: 28 }, values, horizon: 28, firstRow: 100, dates: null },
  });
}

describe('what can be set, and what it would be set by', () => {
  it('looks at the result that is spoken of in the same words', () => {
    const beds = contexts(['hospital-beds']);
    expect(beds.get('icuBeds')?.watches[0]?.words).toBe('icu');
    expect(beds.get('standardBeds')?.watches[0]?.words).toBe('standard');
    expect(contexts(['ward']).get('beds')?.watches[0]?.words).toBe('occupied');
  });

  it('counts what is there, owed and on its way for orders, with the lead time that was found', () => {
    const order = contexts(['supply-chain'], [], { leadTime: 3.2 }).get('order');
    expect(order?.isOrder).toBe(true);
    expect(order?.watches[0]?.watch).toEqual({
      terms: [
        { output: 'inventory', weight: 1 },
        { output: 'backlog', weight: -1 },
      ],
      ...{ delay: 0, window: 1, underway: 3 },
    });
  });

  it('lets resources look at what they serve', () => {
    const staff: ResourceChoice = {
      ...{ name: 'staff', words: 'staff on call', unit: 'people', low: 0, high: 5, default: 1 },
      integer: true,
      serves: { output: 'waiting', there: 0 },
    };
    const all = contexts(['ward'], [staff]);
    expect([...all.keys()]).toEqual(['beds', 'places', 'staff']);
    expect(all.get('staff')?.watches[0]?.words).toBe('waiting');
    expect(all.get('beds')?.recorded).toBe(28);
  });

  it('looks only at what all structures compute', () => {
    const both = contexts(['ward', 'icu-staged-stay']).get('beds');
    expect(both?.outputs.map(({ name }) => name)).toEqual(['occupied']);
  });

  it('is offered the policies that suit it, best first', () => {
    const kinds = (name: (typeof WORKED)[number], lever: string) => {
      const context = contexts([name]).get(lever);
      if (context === undefined) throw new Error(`no ${lever}`);
      return POLICIES.filter((row) => row.suits(context) > 0)
        .toSorted((a, b) => b.suits(context) - a.suits(context))
        .map(({ kind }) => kind);
    };
    // Undated rows have no weekdays.
    expect(kinds('supply-chain', 'order')).toEqual([
      'reorder',
      'base-stock',
      'schedule',
      'constant',
    ]);
    expect(kinds('ward', 'beds')).toEqual([
      ...['threshold', 'schedule', 'trigger', 'constant', 'rule', 'ramp'],
    ]);
  });
});
