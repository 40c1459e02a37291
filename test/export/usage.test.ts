import { beforeAll, describe, expect, it } from 'vitest';
import type { ScriptPayload } from '../../engine/export/runtime/payload.ts';
import { readPolicy } from '../../engine/export/runtime/policy-file/read-policy.ts';
import { runScript } from '../../engine/export/runtime/run-script.ts';
import { evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import { sampleInput } from './samples.ts';

const { simulator } = sampleInput('supply-chain');
const driver = evaluateDriver(simulator.code);

const payload: ScriptPayload = {
  title: 'Stock',
  parameters: [
    { name: 'demand', unit: 'items/day', meaning: '', low: 0, high: 20, whole: false },
    { name: 'leadTime', unit: 'day', meaning: '', low: 1, high: 10, whole: true },
  ],
  inputs: [{ name: 'price', unit: 'euro', meaning: '' }],
  levers: [{ name: 'order', unit: 'items', meaning: '', default: 4, low: 0, high: 50 }],
  outputs: ['inventory', 'backlog', 'pipeline'].map((name) => ({ name, unit: '', meaning: '' })),
  modules: ['demand', 'delivery', 'service', 'ordering'],
  state: ['inventory', 'backlog', 'quantities'],
  episodes: [
    {
      id: 'a',
      steps: 3,
      start: { inventory: 9, backlog: 0, pipeline: 0 },
      inputs: { price: [1, 1, 1, 1] },
      levers: {},
    },
  ],
  parameterSets: [[5, 2]],
  seed: 1,
  runs: 2,
  checks: [],
  ahead: { why: 'nothing was observed' },
};

/** Runs it in this process with these files at hand. */
function call(words: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const errors: string[] = [];
  const lines: string[] = [];
  const written: Record<string, string> = {};
  const code = runScript(payload, driver, {
    arguments: words,
    scriptName: 'script.mjs',
    readText: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    writeText: (path, chunks) => {
      if (path === 'full.csv') throw new Error('no space left');
      written[path] = [...chunks].join('');
    },
    print: (line) => lines.push(line),
    warn: (line) => errors.push(line),
  });
  return { code, errors, lines, written };
}

const ruled = (policy: string) => `{"levers": {"order": ${policy}}}`;

describe('a wrong call of a script', () => {
  beforeAll(() => {
    // What every case below differs from.
    expect(call(['--seed', '4', '--runs', '3'])).toMatchObject({ code: 0, errors: [] });
  });

  it.each([
    [['--sede', '3'], 'unknown option: --sede', '--seed, --runs'],
    [['3'], 'unknown option: 3', '--help'],
    [['--seed'], 'missing value: --seed', '--help'],
    [['--runs', '--seed', '3'], 'missing value: --runs', '--help'],
    [['--seed', '1', '--seed', '2'], 'given twice: --seed', 'once'],
    [['--seed', '1.5'], '--seed: 1.5', 'whole number from 0'],
    [['--seed', '-1'], '--seed: -1', 'whole number from 0'],
    [['--runs', '0'], '--runs: 0', 'whole number from 1'],
    [['--runs', 'many'], '--runs: many', 'whole number from 1'],
    [['--selftest=yes'], 'value: --selftest takes none', 'Write --selftest'],
    [['--set', 'demand'], '--set: demand', 'name=number'],
    [['--set', 'demand='], '--set: demand=', 'name=number'],
    [['--set', 'demnad=3'], 'unknown parameter: demnad', 'demand or leadTime'],
    [['--set', 'order=3'], 'unknown parameter: order', 'is a lever: set it by --policy'],
    [['--input', 'gone.csv'], 'cannot read: gone.csv', 'no such file'],
    [['--out', 'full.csv'], 'cannot write: full.csv', 'no space left'],
  ])('%j is told what is wrong and what to do', (words, message, hint) => {
    const { code, errors } = call(words);
    expect(code).toBe(2);
    expect(errors[0]).toContain(`error: ${message}`);
    expect(errors[1]).toContain(hint);
  });

  it.each([
    ['', 'rows: in.csv has 0', 'at least one row more'],
    ['price\n1\n', 'rows: in.csv has 1', 'at least one row more'],
    ['prize\n1\n2\n', 'missing column: price', 'in.csv has prize'],
    ['price,x\n1,2\n3\n', 'in.csv, line 3: 1 cells', 'The first line has 2'],
    ['price\n1\n\ntwo\n', 'in.csv, line 4, price: two', 'plain number'],
    ['price\n"1\n2\n', 'in.csv, line 2: open quote', 'Close it'],
    ['date,price\n2020-01-01,1\n02.01.2020,1\n', 'in.csv, line 3, date: 02.01.2020', '2020-03-27'],
  ])('of the CSV %j as well', (text, message, hint) => {
    const { code, errors } = call(['--input', 'in.csv'], { 'in.csv': text });
    expect(code).toBe(2);
    expect(errors[0]).toContain(`error: ${message}`);
    expect(errors[1]).toContain(hint);
  });

  it.each([
    ['{', 'policy file: p.json is not JSON', 'must read like'],
    ['[]', 'p.json: []', 'Write an object'],
    ['{"lever": {}}', 'p.json: unknown field "lever"', 'levers, resources, interventions'],
    ['{"levers": {"ordr": {}}}', 'p.json, levers, unknown lever: ordr', 'one of: order'],
    ['{"levers": {"__proto__": {}}}', 'unknown lever: __proto__', 'one of: order'],
    ['{"levers": {"order": 5}}', 'p.json, order: 5', 'Write an object'],
    [
      '{"levers": {"order": {"kind": "fixed"}}}',
      'p.json, order, kind: "fixed"',
      'constant, schedule',
    ],
    [
      '{"levers": {"order": {"kind": "constant", "value": "5"}}}',
      'p.json, order, value: "5"',
      'Give a number',
    ],
    [
      '{"levers": {"order": {"kind": "constant", "value": 5, "from": 1}}}',
      'unknown field "from"',
      'kind or value',
    ],
    [
      '{"levers": {"order": {"kind": "schedule", "entries": []}}}',
      'p.json, order, entries: []',
      '"from": 10',
    ],
    [
      '{"levers": {"order": {"kind": "schedule", "entries": [{"from": 3, "value": 1}, {"from": 2, "value": 1}]}}}',
      'entry 2, from: 2',
      'in order of time',
    ],
    [
      '{"levers": {"order": {"kind": "threshold", "output": "stock", "above": 2, "below": 1, "low": 0, "high": 9}}}',
      'unknown output: stock',
      'one of: inventory, backlog',
    ],
    [
      '{"levers": {"order": {"kind": "threshold", "output": "backlog", "above": 1, "below": 2, "low": 0, "high": 9}}}',
      'p.json, order, below: 2',
      'must not exceed above (1)',
    ],
    [
      '{"levers": {"order": {"kind": "order-up-to", "output": "inventory", "level": 9, "every": 0}}}',
      'p.json, order, every: 0',
      'whole number of steps from 1',
    ],
    [
      ruled('{"kind": "weekday", "values": [1, 2]}'),
      'p.json, order, values: [1,2]',
      'seven numbers, Monday first',
    ],
    [
      ruled('{"kind": "ramp", "from": 3, "to": 2, "start": 0, "end": 1}'),
      'p.json, order, from: 3',
      'must not exceed to (2)',
    ],
    [
      ruled('{"kind": "reorder", "output": "inventory", "below": 9, "level": 5, "every": 1}'),
      'p.json, order, below: 9',
      'must not exceed level (5)',
    ],
    [
      ruled('{"kind": "order-up-to", "watch": {"terms": []}, "level": 5, "every": 1}'),
      'p.json, order, watch, terms: []',
      '{"output": "x", "weight": 1}',
    ],
    [
      ruled(
        '{"kind": "order-up-to", "watch": {"terms": [{"output": "stock"}]}, "level": 5, "every": 1}',
      ),
      'p.json, order, watch, term 1, unknown output: stock',
      'inventory, backlog',
    ],
    [
      ruled(
        '{"kind": "order-up-to", "watch": {"terms": [{"output": "backlog"}], "delay": -1}, "level": 5, "every": 1}',
      ),
      'p.json, order, watch, delay: -1',
      'whole number of steps from 0',
    ],
    [
      ruled(
        '{"kind": "order-up-to", "output": "backlog", "watch": {"terms": [{"output": "backlog"}]}, "level": 5, "every": 1}',
      ),
      'p.json, order: both watch and output',
      'one of them',
    ],
    [
      ruled(
        '{"kind": "rule", "clauses": [{"when": [{"output": "backlog", "is": "over", "value": 1}], "value": 2}], "otherwise": 0}',
      ),
      'p.json, order, clause 1, condition 1, is: "over"',
      'above or below',
    ],
    [
      '{"resources": {"backlog": {"low": 0, "high": 1, "policy": {"kind": "constant", "value": 1}}}}',
      'p.json, backlog: name of a lever or output',
      'a name of its own',
    ],
    [
      '{"resources": {"hands": {"low": 0, "high": 1, "default": 2, "policy": {"kind": "constant", "value": 1}}}}',
      'p.json, hands, default: 2',
      'must not exceed high (1)',
    ],
    [
      '{"resources": {"hands": {"low": 0, "high": 1, "policy": {"kind": "constant"}}}}',
      'p.json, hands, policy, value: undefined',
      'Give a number',
    ],
    ['{"schema": "1"}', 'p.json, schema: "1"', 'Give a number'],
    ['{"interventions": {}}', 'p.json, interventions: not a list', '[ ... ]'],
    [
      '{"interventions": [{"kind": "set-input", "input": "rain", "value": 1, "from": 1, "to": 2}]}',
      'p.json, intervention 1, unknown input: rain',
      'one of: price',
    ],
    [
      '{"interventions": [{"kind": "delay-module", "module": "demand", "by": 0, "from": 1, "to": 2}]}',
      'p.json, intervention 1, by: 0',
      'from 1',
    ],
    [
      '{"interventions": [{"kind": "cap-module", "module": "demand", "field": "stock", "most": 1, "from": 1, "to": 2}]}',
      'p.json, intervention 1, unknown field: stock',
      'inventory, backlog, quantities',
    ],
    [
      '{"interventions": [{"kind": "cap-module", "module": "demand", "field": "backlog", "most": -1, "from": 1, "to": 2}]}',
      'p.json, intervention 1, most: -1',
      'from 0',
    ],
    [
      '{"interventions": [{"kind": "replace-module", "module": "demand", "changes": [{"field": "backlog", "how": "more", "value": 1}], "from": 1, "to": 2}]}',
      'p.json, intervention 1, change 1, how: "more"',
      'set or add',
    ],
    [
      '{"interventions": [{"kind": "add-state", "field": "backlog", "value": 1, "at": -1}]}',
      'p.json, intervention 1, at: -1',
      'number of a row',
    ],
    [
      '{"interventions": [{"kind": "set-lever", "lever": "hands", "value": 1, "from": 0, "to": 1}]}',
      'p.json, intervention 1, unknown lever: hands',
      'one of: order',
    ],
    [
      '{"interventions": [{"kind": "stop"}]}',
      'p.json, intervention 1, kind: "stop"',
      'disable-module',
    ],
    [
      '{"interventions": [{"kind": "disable-module", "module": "x", "from": 0, "to": 1}]}',
      'unknown module: x',
      'demand, delivery',
    ],
    [
      '{"interventions": [{"kind": "disable-module", "module": "demand", "from": 2, "to": 1}]}',
      'p.json, intervention 1, to: 1',
      'before from (2)',
    ],
    [
      '{"interventions": [{"kind": "set-parameter", "parameter": "demand", "value": 1, "from": "2020-01-01", "to": 1}]}',
      'p.json, intervention 1, from: "2020-01-01"',
      'number of a row',
    ],
  ])('of the policy %s as well', (text, message, hint) => {
    const { code, errors } = call(['--policy', 'p.json'], { 'p.json': text });
    expect(code).toBe(2);
    expect(errors[0]).toContain(message);
    expect(errors[1]).toContain(hint);
  });
});

describe('a right policy file', () => {
  const dated = { ...payload, dates: ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04'] };

  it('becomes what the studio takes', () => {
    const watch = {
      terms: [
        { output: 'inventory', weight: 1 },
        { output: 'backlog', weight: -2 },
      ],
      window: 7,
      delay: 1,
      underway: 2,
    };
    const hands = { low: 0, high: 9, default: 1, integer: true };
    const rule = {
      kind: 'rule',
      clauses: [{ when: [{ watch, is: 'below', value: 3 }], value: 4 }],
      otherwise: 2,
    };
    const threshold = {
      kind: 'threshold',
      above: 5,
      below: 1,
      low: 0,
      high: 9,
      after: 2,
      least: 3,
    };
    const file = {
      schema: 1,
      about: { goal: ['keep the backlog below 5'] },
      levers: { order: { ...threshold, output: 'backlog' } },
      resources: {
        hands: { ...hands, unit: 'people', policy: rule },
        vans: { low: 2, high: 3, policy: { kind: 'reorder', watch, below: 1, level: 5, every: 7 } },
      },
      interventions: [
        { kind: 'scale-parameter', parameter: 'demand', value: 2, from: '2020-01-02', to: 3 },
        { kind: 'disable-module', module: 'ordering', from: 0, to: 2 },
        { kind: 'add-input', input: 'price', value: -1, from: 1, to: 2 },
        { kind: 'delay-module', module: 'demand', by: 2, from: 1, to: 2 },
        { kind: 'cap-module', module: 'demand', field: 'backlog', most: 0, from: 1, to: 2 },
        {
          kind: 'replace-module',
          module: 'demand',
          changes: [{ field: 'backlog', how: 'set', value: 0 }],
          from: 1,
          to: 2,
        },
        { kind: 'add-lever', lever: 'order', value: -1, from: 1, to: 2 },
        { kind: 'scale-lever', lever: 'hands', value: 0.8, from: 1, to: 2 },
        { kind: 'cap-lever', lever: 'vans', value: 2, from: 1, to: 2 },
        { kind: 'scale-state', field: 'inventory', value: 0.5, at: '2020-01-03' },
      ],
    };
    expect(readPolicy(JSON.stringify(file), 'p.json', dated)).toEqual({
      policies: {
        order: { ...threshold, watch: { terms: [{ output: 'backlog', weight: 1 }] } },
      },
      resources: {
        hands: { ...hands, policy: rule },
        vans: { low: 2, high: 3, default: 2, integer: false, policy: file.resources.vans.policy },
      },
      interventions: [
        { ...file.interventions[0], from: 1 },
        ...file.interventions.slice(1, 9),
        { ...file.interventions[9], at: 2 },
      ],
    });
    const ramp = '{"kind": "ramp", "from": "2020-01-02", "to": 3, "start": 0, "end": 5}';
    expect(readPolicy(ruled(ramp), 'p.json', dated).policies).toEqual({
      order: { kind: 'ramp', from: 1, to: 3, start: 0, end: 5 },
    });
    const week = { kind: 'weekday', values: [1, 2, 3, 4, 5, 6, 7] };
    expect(readPolicy(ruled(JSON.stringify(week)), 'p.json', dated).policies).toEqual({
      order: week,
    });
  });

  it('may not name a day that the data do not have', () => {
    const file =
      '{"levers": {"order": {"kind": "schedule", "entries": [{"from": "2021-01-01", "value": 1}]}}}';
    expect(() => readPolicy(file, 'p.json', dated)).toThrow('entry 1, from: 2021-01-01');
  });

  it('changes the trajectories', () => {
    const policy = '{"levers": {"order": {"kind": "constant", "value": 50}}}';
    const plain = call(['--out', 'o.csv']);
    const more = call(['--out', 'o.csv', '--policy', 'p.json'], { 'p.json': policy });
    expect(more.written['o.csv']).not.toBe(plain.written['o.csv']);
    // What was set is told, too, where there is a policy.
    expect(plain.written['o.csv']).toContain('run,row,inventory,backlog,pipeline\n');
    expect(more.written['o.csv']).toContain('run,row,inventory,backlog,pipeline,order\n');
    expect(more.lines.filter((line) => line.includes(',order,'))).toEqual([
      'a,order,0,,2,4,4,4,4,4',
      'a,order,1,,2,50,50,50,50,50',
      'a,order,2,,2,50,50,50,50,50',
      'a,order,3,,2,50,50,50,50,50',
    ]);
  });
});
