import { describe, expect, it } from 'vitest';
import { interventionOf } from '../../engine/decide/interventions/kernel-change.ts';
import { plainNames } from '../../engine/decide/plain-names.ts';
import type { DatedChange } from '../../engine/decide/schemas/dated-change.ts';
import { brokenWords } from '../../engine/studio/decide/broken-words.ts';
import { ask, compileWorked } from '../simulator/worked.ts';

const compiled = compileWorked('supply-chain');
const { declaration } = compiled;
const origin = 4;
const last = 12;
const dates = Array.from(
  { length: last + 1 },
  (_, row) => `2024-06-${String(row + 1).padStart(2, '0')}`,
);

function dated(change: DatedChange['change'], more: Partial<DatedChange> = {}): DatedChange {
  const cost = { once: 0, perStep: 0 };
  return { id: 'c', words: '', change, from: null, to: null, cost, on: true, ...more };
}

/** What is told of the first broken run; each change acts from its row (4 from the first one ahead) to the end. */
function told(changes: readonly DatedChange[], scenario: readonly DatedChange[] | null = changes) {
  const rowOf = ({ from }: DatedChange) => (typeof from === 'number' ? from : origin + 1);
  const { failures } = ask(compiled, {
    steps: last,
    observed: { inventory: 30, backlog: 0, pipeline: 0 },
    parameters: { demand: 8 },
    interventions: changes
      .filter(({ on }) => on)
      .map((one) => interventionOf(one.change, rowOf(one), last)),
  });
  const [failure] = failures;
  if (failure === undefined) throw new Error('no run broke');
  const names = plainNames([declaration], []);
  const all = scenario && {
    name: 'S',
    notes: '',
    parent: null,
    changes: [...scenario],
    policies: {},
  };
  return brokenWords({ declaration, failure }, all, {
    ...{ names, timeUnit: 'day', dates, origin, last },
  });
}

const cap: DatedChange['change'] = { kind: 'cap', module: 'service', field: 'inventory', most: 2 };
const surge: DatedChange['change'] = {
  ...{ kind: 'parameter', how: 'scale', parameter: 'demand', value: 20 },
};
const stolen: DatedChange['change'] = {
  ...{ kind: 'replace', module: 'service' },
  changes: [{ field: 'inventory', how: 'add', value: -500 }],
};

describe('why runs of a scenario broke', () => {
  it('is a rule by its meaning, the day, and the change of the module where it went wrong', () => {
    const rule = "the rule 'nobody waits while there is stock' does not hold on 6 June 2024";
    const effect = 'service moves inventory by 2 a day at most';
    expect(told([dated(surge), dated(cap, { id: 'd' })])).toBe(
      `${rule} under this change: ${effect}`,
    );
    expect(told([dated(surge), dated(cap, { id: 'd', words: 'Strike' })])).toBe(
      `${rule} under this change: "Strike" (${effect})`,
    );
    expect(told([dated(surge), dated(cap)], null)).toBe(rule);
  });

  it('leaves out what is off and what begins later', () => {
    const later = dated(cap, { id: 'e', from: 9 });
    const off = dated(cap, { id: 'f', on: false });
    expect(told([dated(surge), dated(cap), later, off])).toContain('under this change:');
  });

  it('is a result that cannot be', () => {
    expect(told([dated(surge), dated(stolen, { id: 'd' })])).toMatch(
      /^inventory would be -\d+ on 6 June 2024 under this change: instead of service, every day inventory falls by 500$/,
    );
  });
});
