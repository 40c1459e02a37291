import { describe, expect, it } from 'vitest';
import { DecideError } from '../../../engine/decide/decide-error.ts';
import { checkScenario } from '../../../engine/decide/interventions/check-scenario.ts';
import type { Change, DatedChange } from '../../../engine/decide/schemas/dated-change.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { compileWorked } from '../../simulator/worked.ts';

const extra = {
  ...{ name: 'extra', words: 'extra beds', unit: 'beds', low: 0, high: 12, default: 0 },
  ...{ integer: true, serves: null },
};
const dates = Array.from({ length: 40 }, (_, row) =>
  new Date(Date.UTC(2024, 5, 1 + row)).toISOString().slice(0, 10),
);
const facts = {
  declarations: [compileWorked('ward').declaration, compileWorked('icu-staged-stay').declaration],
  resources: [extra],
  record: { dates, last: 39 },
};

function dated(change: Change, more: Partial<DatedChange> = {}): DatedChange {
  const cost = { once: 0, perStep: 0 };
  return { id: 'c', words: '', change, from: null, to: null, cost, on: true, ...more };
}

function check(
  changes: readonly DatedChange[],
  policies: Readonly<Record<string, PolicyChoice>> = {},
): string[] {
  const scenario = { name: 'S', notes: '', parent: null, changes: [...changes], policies };
  return checkScenario(scenario, facts);
}

/** What it was refused with: code, message, hint. */
function refusal(...asked: Parameters<typeof check>): readonly (string | undefined)[] {
  try {
    check(...asked);
  } catch (error) {
    if (error instanceof DecideError) return [error.code, error.message, error.hint];
    throw error;
  }
  return [];
}

const stay = (value: number): Change => ({
  kind: 'parameter',
  how: 'set',
  parameter: 'stay',
  value,
});
const beds = (value: number): Change => ({ kind: 'lever', how: 'set', lever: 'beds', value });

describe('a scenario that is checked', () => {
  it('may speak of what any of the structures or the project has', () => {
    const notes = check([
      dated({ kind: 'disable', module: 'ward' }),
      dated({ kind: 'disable', module: 'progress' }, { id: 'd' }),
      dated({ kind: 'lever', how: 'add', lever: 'extra', value: 2 }, { id: 'e' }),
    ]);
    expect(notes).toEqual([]);
  });

  it.each<[string, DatedChange, readonly string[]]>([
    [
      'a name that is not there, with the one that was meant',
      dated({ kind: 'parameter', how: 'set', parameter: 'saty', value: 3 }),
      ['unknown-name', 'change c: no number of the model saty', 'Did you mean stay?'],
    ],
    [
      'a part of the state that nobody has',
      dated({ kind: 'state', how: 'add', field: 'zzzz', value: 3 }, { words: 'Bus crash' }),
      [
        'unknown-name',
        'change "Bus crash": no part of the state zzzz',
        'One of: now, nextArrival, coming, events, queue, head, occupied, left, admitted, arrived, turnedAway, early, late.',
      ],
    ],
    [
      'an end before the beginning',
      dated(stay(3), { from: '2024-06-10', to: '2024-06-03' }),
      [
        'bad-change',
        'change c: ends (2024-06-03) before it begins (2024-06-10)',
        'Let it end on the day on which it begins, or later.',
      ],
    ],
    [
      'an end before the beginning, one by date and one by row',
      dated(stay(3), { from: '2024-06-10', to: 3 }),
      [
        'bad-change',
        'change c: ends before it begins',
        'Let it end on the day on which it begins, or later.',
      ],
    ],
    [
      'a day before the data begin',
      dated(stay(3), { from: '2024-05-10' }),
      [
        'bad-change',
        'change c: 2024-05-10 is before the first day of the data',
        'Dates run from 2024-06-01 to 2024-07-10.',
      ],
    ],
    [
      'a number that the model rules out',
      dated(stay(300)),
      ['bad-change', 'change c: stay is 300, outside of what can be', 'Give 0.1 to 60.'],
    ],
    [
      'more than there can be of a lever',
      dated(beds(-1)),
      ['bad-change', 'change c: beds is -1, outside of what can be', 'Give 0 to 100000.'],
    ],
    [
      'fewer than none of what is counted',
      dated({ kind: 'state', how: 'set', field: 'occupied', value: -2 }),
      ['bad-change', 'change c: occupied is -2', 'It is counted: give 0 or more.'],
    ],
    [
      'a cap on what the module does not change',
      dated({ kind: 'cap', module: 'discharge', field: 'early', most: 3 }),
      ['bad-change', 'change c: discharge does not change early', 'It changes late, left.'],
    ],
  ])('is refused for %s', (_, change, expected) => {
    expect(refusal([change])).toEqual(expected);
  });

  it('is not refused for a change that is off', () => {
    expect(check([dated(stay(300), { on: false })])).toEqual([]);
  });

  it('says what a dated change does to a policy of the same lever', () => {
    const policy: PolicyChoice = {
      ...{ kind: 'constant', watch: null, values: { value: 3 }, starts: [] },
    };
    expect(check([dated(beds(3))], { beds: policy })).toEqual([
      'The dated change of beds lies over its policy: while it holds, it alone counts.',
    ]);
    const fewer: Change = { kind: 'lever', how: 'scale', lever: 'extra', value: 0.5 };
    expect(check([dated(fewer, { words: 'Strike' })], { extra: policy })).toEqual([
      '"Strike" lies over the policy of extra: while it holds, it acts on what the policy answers that day.',
    ]);
    expect(check([dated(fewer)], { beds: policy })).toEqual([]);
    expect(check([dated(beds(3), { on: false })], { beds: policy })).toEqual([]);
  });

  it('is refused for a policy that cannot be', () => {
    const policy: PolicyChoice = {
      ...{ kind: 'constant', watch: null, values: { value: 3 }, starts: [] },
    };
    expect(refusal([], { extra: { ...policy, values: { value: 13 } } })).toEqual([
      ...['bad-change', 'policy of extra: value is 13, outside of what can be'],
      'Give 0 to 12.',
    ]);
    expect(refusal([], { bets: policy })[2]).toBe('Did you mean beds?');
  });

  it('is told where a later change leaves nothing of an earlier one, and only there', () => {
    const june = { from: '2024-06-03', to: '2024-06-20' };
    const july = { id: 'd', from: '2024-06-21', to: '2024-06-30' };
    expect(check([dated(beds(3), june), dated(beds(4), july)])).toEqual([]);
    expect(check([dated(beds(3), june), dated(beds(4), { ...july, from: '2024-06-20' })])).toEqual([
      'Change d comes after change c and sets beds anew: where both hold, it alone counts.',
    ]);
    const more: Change = { kind: 'lever', how: 'add', lever: 'beds', value: 1 };
    expect(check([dated(beds(3)), dated(more, { id: 'd' })])).toEqual([]);
  });
});
