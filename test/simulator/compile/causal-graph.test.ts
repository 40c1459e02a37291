import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { SimulatorError } from '../../../engine/simulator/simulator-error.ts';
import { around, infection } from './sources.ts';

/** Names of the state that the step's body reads and writes. */
function touchesOf(body: string, top = ''): { reads: string; writes: string } {
  const { graph } = compileSimulator(around(body, top));
  const names = (kind: string, end: 'from' | 'to') =>
    graph.edges
      .filter((edge) => edge.kind === kind && `${edge.from} ${edge.to}`.includes('module:work'))
      .map((edge) => edge[end].replace('state:', ''))
      .sort()
      .join(' ');
  return { reads: names('reads', 'from'), writes: names('writes', 'to') };
}

describe('what a module touches', () => {
  const cases: readonly (readonly [
    how: string,
    body: string,
    reads: string,
    writes: string,
    top?: string,
  ])[] = [
    ['a field', 'state.x = state.list[0];', 'list', 'x'],
    ['a sum that is kept', 'state.x += 1;', 'x', 'x'],
    ['destructuring', 'const { list: l, x } = state; l[0] = x;', 'x', 'list'],
    [
      'destructuring in the parameter of a helper',
      'go(state);',
      'list',
      '',
      'function go({ list }) { return list[0]; }',
    ],
    ['another name', 'const p = state.people; for (const q of p) q.days -= 1;', 'people', 'people'],
    ['push', 'state.list.push(1);', '', 'list'],
    ['push of something read', 'state.list.push(state.x);', 'x', 'list'],
    ['pop', 'state.list.pop();', 'list', 'list'],
    [
      'an element that was found',
      'const p = state.people.find((q) => q.age > 3); if (p) p.days = 0;',
      'people',
      'people',
    ],
    [
      'a filtered copy',
      'const some = state.people.filter((q) => q.age > 3); some[0].days = 0;',
      'people',
      'people',
    ],
    [
      'a copy that is changed',
      'const copy = [...state.list]; copy[0] = 1; copy.sort((a, b) => a - b);',
      'list',
      '',
    ],
    [
      'a copied object that is changed',
      'const p = { ...state.people[0] }; p.days = 0;',
      'people',
      '',
    ],
    ['a callback', 'state.people.forEach((p) => { p.days++; });', 'people', 'people'],
    ['a sum over a list', 'state.x = state.people.reduce((s, p) => s + p.days, 0);', 'people', 'x'],
    [
      'a helper that gets a part',
      'age(state.people); state.x = first(state.list);',
      'list people',
      'people x',
      'function age(list) { for (const p of list) p.age++; } function first(list) { return list[0]; }',
    ],
    [
      'one helper for two parts',
      'state.x = count(state.list) + 0 * count(state.people); add(state.list);',
      'list people',
      'list x',
      'function count(list) { return list.length; } function add(list) { list.push(1); }',
    ],
    [
      'a part that is returned by a helper',
      'pick(state)[0].days = 1;',
      '',
      'people',
      'function pick(s) { return s.people; }',
    ],
    [
      'a part in a container',
      'const box = { of: state.people }; box.of[0].days = 1;',
      '',
      'people',
    ],
    [
      'a part in a container that a helper filled',
      'const box = []; put(box, state.people); box[0].push(1);',
      '',
      'people',
      'function put(list, what) { list.push(what); }',
    ],
    [
      'a new list that becomes the state',
      'const next = []; state.list = next; next.push(1);',
      '',
      'list',
    ],
    [
      'a choice',
      'const l = state.x > 1 ? state.list : state.people; l.push(1);',
      'x',
      'list people',
    ],
    ['a swap', 'const l = state.list; [l[0], l[1]] = [l[1], l[0]];', 'list', 'list'],
    [
      'a number by another name',
      'const n = state.x; const o = { n }; o.n += 1; state.list[0] = o.n;',
      'x',
      'list',
    ],
    ['shuffling', 'world.random.shuffle(state.list);', 'list', 'list'],
    ['a for-of into the state', 'for (state.x of [1, 2]);', '', 'x'],
    [
      'functions that are passed',
      'each(state.people, (p) => { p.days = 1; });',
      'people',
      'people',
      'function each(list, act) { for (const p of list) act(p); }',
    ],
    [
      'the whole state',
      'state.x = total(Object2(state));',
      'list people x',
      'x',
      'function Object2(s) { return { ...s }; } function total(s) { return s.x; }',
    ],
  ];

  const rows = cases.map(([how, body, reads, writes, top]) => ({ how, body, reads, writes, top }));
  it.each(rows)('is seen through $how', ({ body, reads, writes, top }) => {
    expect(touchesOf(body, top)).toEqual({ reads, writes });
  });

  it('that it does not declare is refused, at its place', () => {
    const source = infection.replace(
      "reads: ['I'], writes: ['I', 'R']",
      "reads: ['I'], writes: ['I']",
    );
    expect(() => compileSimulator(source)).toThrow(SimulatorError);
    try {
      compileSimulator(source);
    } catch (error) {
      expect((error as SimulatorError).problems).toEqual([
        {
          rule: 'state',
          line: 11,
          column: 90,
          message: 'recovery writes state.R without declaring it',
          hint: "Add 'R' to writes of recovery",
        },
      ]);
    }
  });

  it('and declares but never touches is a warning', () => {
    const source = infection.replace(
      "reads: ['I'], writes: ['I', 'R']",
      "reads: ['I', 'S'], writes: ['I', 'R']",
    );
    const { warnings } = compileSimulator(source);
    expect(warnings).toEqual([
      {
        line: 10,
        column: expect.any(Number),
        message: 'recovery declares that it reads S but never does',
      },
    ]);
  });

  it('must have been created by start', () => {
    expect(() => compileSimulator(around('state.y = 1;'))).toThrow(
      'state.y is not created by start',
    );
    expect(() => compileSimulator(around('state.x = state.lst.length;'))).toThrow(
      'state.lst is not created by start',
    );
  });
});

describe('the causal graph', () => {
  const { graph } = compileSimulator(infection);

  it('has what is declared and what start creates as nodes', () => {
    expect(graph.nodes.map(({ id }) => id)).toEqual([
      ...['module:infection', 'module:recovery', 'state:S', 'state:I', 'state:R'],
      ...['parameter:beta', 'output:S', 'output:I'],
    ]);
  });

  it('has what is read, written, started and shown as edges', () => {
    expect(graph.edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`).sort()).toEqual(
      [
        'output:S starts state:S',
        'output:I starts state:I',
        'parameter:beta reads module:infection',
        'state:S reads module:infection',
        'state:I reads module:infection',
        'state:R reads module:infection',
        'module:infection writes state:S',
        'module:infection writes state:I',
        'state:I reads module:recovery',
        'state:R reads module:recovery',
        'module:recovery writes state:I',
        'module:recovery writes state:R',
        'state:S reads output:S',
        'state:I reads output:I',
      ].sort(),
    );
  });

  it('tells what each output is made from', () => {
    const source = infection.replace(
      'observe(state) { return { S: state.S, I: state.I }; }',
      'observe(state, { parameters }) { const ill = state.I + state.R; const out = { S: state.S * parameters.beta, I: ill }; return out; }',
    );
    const { edges } = compileSimulator(source).graph;
    const of = (output: string) =>
      edges
        .filter(({ to }) => to === `output:${output}`)
        .map(({ from }) => from)
        .sort();
    expect(of('S')).toEqual(['parameter:beta', 'state:S']);
    expect(of('I')).toEqual(['state:I', 'state:R']);
  });

  it('links a parameter of the noise to its output', () => {
    const source = infection
      .replace("meaning: 'ill'", "meaning: 'ill', noise: { kind: 'normal', sd: 'error' }")
      .replace(
        'parameters: {',
        "parameters: { error: { prior: { kind: 'uniform', low: 1, high: 2 }, unit: 'people', meaning: 'error' },",
      );
    const { graph, warnings } = compileSimulator(source);
    expect(graph.edges).toContainEqual({ from: 'parameter:error', to: 'output:I', kind: 'noise' });
    expect(warnings).toEqual([]);
  });

  it('warns of what is used nowhere', () => {
    const source = infection.replace('parameters.beta *', '0.3 *');
    expect(compileSimulator(source).warnings).toMatchObject([
      { line: 4, message: 'parameter beta is used nowhere' },
    ]);
  });
});
