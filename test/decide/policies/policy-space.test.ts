import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeverContext } from '../../../engine/decide/policies/lever-context.ts';
import { policyOf } from '../../../engine/decide/policies/policy-of.ts';
import { policySpace } from '../../../engine/decide/policies/policy-space.ts';
import { POLICIES } from '../../../engine/decide/policies/registry.ts';
import type { LeverChoice } from '../../../engine/decide/schemas/aim.ts';
import { POLICY_KINDS, policyChoiceSchema } from '../../../engine/decide/schemas/policy-choice.ts';
import { tidy, variablesSchema } from '../../../engine/decide/search/algorithms/variables.ts';
import { extraBeds, orders } from './support.ts';

function choice(of: LeverContext, more: Partial<LeverChoice> = {}): LeverChoice {
  return { lever: of.name, kinds: [...POLICY_KINDS], watch: null, ranges: {}, ...more };
}

const all = policySpace([
  { choice: choice(extraBeds), context: extraBeds },
  { choice: choice(orders), context: orders },
]);

const point = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: all.variables.length,
    maxLength: all.variables.length,
  })
  .map((shares) =>
    tidy(
      all.variables,
      all.variables.map((variable, i) => {
        const high = variable.kind === 'choice' ? variable.count - 1 : variable.high;
        const low = variable.kind === 'choice' ? 0 : variable.low;
        return low + (shares[i] ?? 0) * (high - low);
      }),
    ),
  );

/** A structure that computes all that is watched. */
const structure = {
  name: 'Any',
  declaration: {
    outputs: Object.fromEntries(
      [...extraBeds.outputs, ...orders.outputs].map(({ name, unit, kind }) => [
        name,
        { unit, kind, meaning: '' },
      ]),
    ),
  },
};
const place = {
  origin: 59,
  rowOf: (moment: string | number) =>
    typeof moment === 'number' ? moment : (extraBeds.dates?.indexOf(moment) ?? -1),
};

describe('policies as numbers of a search', () => {
  it('has a row of the registry for every kind', () => {
    expect(POLICIES.map(({ kind }) => kind)).toEqual(POLICY_KINDS);
  });

  it('are well-formed variables, whole where the lever and what it watches are whole', () => {
    expect(variablesSchema.safeParse(all.variables).success).toBe(true);
    const named = all.variables.map((variable, i) => [all.numbers[i]?.name, variable.kind]);
    expect(named[0]).toEqual([undefined, 'choice']);
    expect(named.every(([name, kind]) => kind === (name ? 'integer' : 'choice'))).toBe(true);
  });

  it('come back from a policy as they went in, and every policy can be followed', () => {
    fc.assert(
      fc.property(point, (at) => {
        const policies = all.decode(at);
        expect(all.encode(policies)).toEqual(at);
        for (const [lever, policy] of Object.entries(policies)) {
          expect(policyChoiceSchema.parse(policy)).toEqual(policy);
          const made = policyOf(lever, policy, structure, place);
          if (made.kind === 'threshold') expect(made.below).toBeLessThanOrEqual(made.above);
          if (made.kind === 'reorder') expect(made.below).toBeLessThanOrEqual(made.level);
          if (made.kind === 'ramp') expect(made.from).toBeLessThan(made.to);
        }
      }),
    );
  });

  it('suggest a first point for every kind, which is such a point', () => {
    expect(all.starts).toHaveLength(POLICY_KINDS.length);
    const kinds = all.starts.map((start) => all.decode(start).extra?.kind);
    expect(kinds).toEqual(POLICY_KINDS);
    for (const start of all.starts) {
      expect(tidy(all.variables, start)).toEqual(start);
      expect(all.encode(all.decode(start))).toEqual(start);
    }
  });

  it('look where the data say: from the least that was seen to half as much again as the most', () => {
    const { variables, numbers } = policySpace([
      { choice: choice(extraBeds, { kinds: ['threshold'] }), context: extraBeds },
    ]);
    const ranges = numbers.map((number) => [number?.name, number?.low, number?.high]);
    expect(ranges).toEqual([
      ['above', 10, 60],
      ['gap', 0, 15],
      ['low', 0, 12],
      ['high', 0, 12],
    ]);
    expect(variables[0]).toEqual({ kind: 'integer', low: 10, high: 60 });
  });

  it('look around what is there anyway of what a resource serves', () => {
    const serving = { ...extraBeds, serves: { output: 'occupied', there: 100 } };
    const { numbers } = policySpace([
      { choice: choice(serving, { kinds: ['threshold'] }), context: serving },
    ]);
    expect(numbers[0]).toMatchObject({ name: 'above', low: 10, high: 120, start: 90 });
  });

  it('never take away of a resource when the need that it serves grows', () => {
    const serving = { ...extraBeds, serves: { output: 'occupied', there: 100 } };
    const low = { ...{ threshold: { low: { low: 8, high: 8 }, high: { low: 3, high: 3 } } } };
    const of = (context: LeverContext) =>
      policySpace([
        { choice: choice(context, { kinds: ['threshold'], ranges: low }), context },
      ]).decode([0, 0])[context.name]?.values;
    expect(of(serving)).toMatchObject({ low: 8, high: 8 });
    expect(of({ ...serving, serves: { output: 'other', there: 0 } })).toMatchObject({
      low: 8,
      high: 3,
    });
  });

  it('take the ranges that people give, and hold a number whose ends are equal', () => {
    const ranges = {
      threshold: { above: { low: 20.5, high: 30 }, low: { low: 0, high: 0 } },
    };
    const space = policySpace([
      { choice: choice(extraBeds, { kinds: ['threshold'], ranges }), context: extraBeds },
    ]);
    expect(space.numbers.map((number) => number?.name)).toEqual(['above', 'gap', 'high']);
    expect(space.variables[0]).toEqual({ kind: 'integer', low: 21, high: 30 });
    expect(space.decode([25, 3, 8]).extra?.values).toEqual({ above: 25, gap: 3, low: 0, high: 8 });
    const outside = {
      ...space.decode([25, 3, 8]).extra,
      values: { above: 40, gap: 0, low: 0, high: 1 },
    };
    expect(space.encode({ extra: policyChoiceSchema.parse(outside) })).toBeNull();
  });

  it('refuse ranges of numbers that there are not', () => {
    const refused = (ranges: LeverChoice['ranges']) => () =>
      policySpace([
        { choice: choice(extraBeds, { kinds: ['threshold'], ranges }), context: extraBeds },
      ]);
    expect(refused({ threshold: { over: { low: 1, high: 2 } } })).toThrow('has no number over');
    expect(refused({ threshold: { above: { low: 1.2, high: 1.8 } } })).toThrow(
      'range of extra, above: nothing between 1.2 and 1.8',
    );
  });

  it('refuse a kind that looks at something where there is nothing to look at', () => {
    const blind = { ...extraBeds, watches: [] };
    expect(() =>
      policySpace([{ choice: choice(blind, { kinds: ['threshold'] }), context: blind }]),
    ).toThrow('policy of extra: looks at nothing');
  });
});
