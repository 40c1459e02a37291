import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { FREE_TURNS } from '../../../engine/simulator/compile/runtime-text.ts';
import { around, evaluate, LINES_BEFORE, plainWorld, Stopped } from './sources.ts';

interface Bomb {
  readonly name: string;
  readonly kind: 'steps' | 'cells';
  readonly body: string;
  readonly top?: string;
  /** Line of the body (from 1) at which it stops; absent: it stops in `top`, on line 1. */
  readonly at?: number;
}

const BOMBS: readonly Bomb[] = [
  // Time.
  { name: 'endless for', kind: 'steps', body: 'for (;;) {}', at: 1 },
  { name: 'endless while', kind: 'steps', body: 'state.x = 1;\nwhile (true) state.x++;', at: 2 },
  { name: 'endless do', kind: 'steps', body: 'do ; while (true);', at: 1 },
  {
    name: 'for-of over a list that grows',
    kind: 'cells',
    body: 'for (const v of state.list) state.list.push(v);',
    at: 1,
  },
  {
    name: 'endless continue',
    kind: 'steps',
    body: 'again: for (;;) { for (;;) continue again; }',
    at: 1,
  },
  {
    name: 'loop in a callback',
    kind: 'steps',
    body: 'state.list.forEach(() => { for (;;) ; });',
    at: 1,
  },
  {
    name: 'loop in a default value',
    kind: 'steps',
    top: 'function f(a = g()) { return a; } function g() { for (;;); }',
    body: 'f();',
  },
  {
    name: 'doubling calls',
    kind: 'steps',
    top: `${Array.from({ length: 40 }, (_, i) => `function f${i}() { f${i + 1}(); f${i + 1}(); }`).join(' ')} function f40() {}`,
    body: 'f0();',
  },
  {
    name: 'nested walks',
    kind: 'steps',
    body: 'const l = new Array(1000).fill(1);\nl.forEach(() => l.forEach(() => l.forEach(() => { state.x++; })));',
    at: 2,
  },
  {
    name: 'includes again and again',
    kind: 'steps',
    body: 'const l = new Array(9000).fill(1);\nfor (let i = 0; i < 9000; i++) l.includes(i);',
    at: 2,
  },
  {
    name: 'sort again and again',
    kind: 'steps',
    body: 'const l = new Array(9000).fill(1);\nfor (let i = 0; i < 9000; i++) l.sort((a, b) => a - b);',
    at: 2,
  },
  {
    name: 'reverse again and again',
    kind: 'steps',
    body: 'const l = new Array(9000).fill(1);\nfor (let i = 0; i < 9000; i++) l.reverse();',
    at: 2,
  },
  {
    name: 'shuffle again and again',
    kind: 'steps',
    body: 'const l = new Array(9000).fill(1);\nfor (let i = 0; i < 9000; i++) world.random.shuffle(l);',
    at: 2,
  },
  {
    name: 'shift of a long list',
    kind: 'steps',
    body: 'const l = new Array(90000).fill(1);\nwhile (l.length > 0) l.shift();',
    at: 2,
  },
  {
    name: 'lastIndexOf of an empty list',
    kind: 'steps',
    body: 'const l = []; for (;;) l.lastIndexOf(1);',
    at: 1,
  },
  // Memory.
  { name: 'push', kind: 'cells', body: 'for (;;) state.list.push(1, 2, 3, 4);', at: 1 },
  { name: 'push of many', kind: 'cells', body: 'for (;;) state.list.push(...state.list);', at: 1 },
  { name: 'unshift', kind: 'steps', body: 'for (;;) state.list.unshift(1, 2, 3, 4);', at: 1 },
  { name: 'splice', kind: 'steps', body: 'for (;;) state.list.splice(0, 0, 1, 2, 3, 4);', at: 1 },
  { name: 'concat', kind: 'cells', body: 'let l = [1, 2];\nfor (;;) l = l.concat(l);', at: 2 },
  { name: 'spread', kind: 'cells', body: 'let l = [1, 2];\nfor (;;) l = [...l, ...l];', at: 2 },
  {
    name: 'slice kept',
    kind: 'cells',
    body: 'const l = new Array(1000).fill(0);\nfor (;;) state.people.push(l.slice());',
    at: 2,
  },
  {
    name: 'map kept',
    kind: 'cells',
    body: 'const l = new Array(1000).fill(0);\nfor (;;) state.people.push(l.map((v) => v));',
    at: 2,
  },
  {
    name: 'filter kept',
    kind: 'cells',
    body: 'const l = new Array(1000).fill(0);\nfor (;;) state.people.push(l.filter(() => true), 1, 2, 3);',
    at: 2,
  },
  { name: 'big array', kind: 'cells', body: 'const l = new Array(2 ** 30);', at: 1 },
  { name: 'big array, called', kind: 'cells', body: 'const l = Array(2 ** 30);', at: 1 },
  { name: 'big typed array', kind: 'cells', body: 'const l = new Float64Array(1e9);', at: 1 },
  {
    name: 'typed arrays',
    kind: 'cells',
    body: 'for (;;) state.people.push(new Float64Array(1e5));',
    at: 1,
  },
  {
    name: 'typed copies',
    kind: 'cells',
    body: 'const l = new Float64Array(1e5);\nfor (;;) state.people.push(new Float64Array(l));',
    at: 2,
  },
  { name: 'Array.from', kind: 'steps', body: 'Array.from({ length: 1e9 }, () => 0);', at: 1 },
  {
    name: 'linked list',
    kind: 'cells',
    body: 'let head = { next: null, a: 1, b: 2, c: 3 };\nfor (;;) head = { next: head, a: 1, b: 2, c: 3 };',
    at: 2,
  },
  { name: 'store beyond the end', kind: 'cells', body: 'state.list[1e8] = 1;', at: 1 },
  {
    name: 'stores that append',
    kind: 'cells',
    body: 'let i = 0;\nfor (;;) { state.list[i++] = 1; state.list[i++] = 1; state.list[i++] = 1; }',
    at: 2,
  },
  {
    name: 'stores before the start',
    kind: 'cells',
    body: 'let i = 0;\nfor (;;) { state.list[--i] = 1; state.list[--i] = 1; state.list[--i] = 1; }',
    at: 2,
  },
  {
    name: 'stores between the elements',
    kind: 'cells',
    body: 'let i = 0;\nfor (;;) { i += 1e-9; state.list[i] = 1; state.list[-i] = 1; }',
    at: 2,
  },
  {
    name: 'stores to numbers of an object',
    kind: 'cells',
    body: 'const o = {};\nlet i = 0;\nfor (;;) { o[i++] = 1; o[i++] = 1; }',
    at: 3,
  },
  {
    name: 'stores by destructuring',
    kind: 'cells',
    body: 'let i = 0;\nfor (;;) { [state.list[i + 1e6]] = [1]; i += 1e6; }',
    at: 2,
  },
  {
    name: 'stores by for-of',
    kind: 'cells',
    body: 'let i = 0;\nfor (;;) for (state.list[i += 1e5] of [1]);',
    at: 2,
  },
  {
    name: 'copies of a large object',
    kind: 'cells',
    body: 'const o = {};\nfor (let i = 0; i < 1000; i++) o[i] = i;\nfor (;;) state.people.push({ ...o });',
    at: 3,
  },
  {
    name: 'multinomial',
    kind: 'cells',
    body: 'const p = new Array(1000).fill(0);\nfor (;;) state.people.push(world.random.multinomial(1, p));',
    at: 2,
  },
];

/** What stops a step, and the whole of the random numbers and state it got to. */
function stopOf(
  code: string,
  steps: number,
  cells: number,
): { kind: string; line: number; state: string } | undefined {
  const parts = evaluate(code);
  parts.setBudget(steps, cells);
  const world = plainWorld() as never;
  const state = parts.start({}, world) as { x: number; list: unknown[] };
  try {
    parts.steps[0]!(state, world);
  } catch (error) {
    if (error instanceof Stopped)
      return { kind: error.kind, line: error.line, state: `${state.x} ${state.list.length}` };
    throw error;
  }
  return undefined;
}

describe('the budget', () => {
  it.each(BOMBS)('stops: $name', ({ kind, body, top, at }) => {
    const { code } = compileSimulator(around(body, top));
    const line = at === undefined ? 1 : LINES_BEFORE + at;
    const stop = stopOf(code, 1_000_000, 200_000);
    expect(stop).toMatchObject({ kind, line });
    expect(stopOf(code, 1_000_000, 200_000), 'the same place again').toEqual(stop);
  });

  it('takes the turns of a loop in portions, the first of which is part of the work around it', () => {
    const { code } = compileSimulator(around('let i = 0; while (i < 100) { i++; state.x++; }'));
    const portions = Math.ceil(100 / FREE_TURNS) - 1;
    expect(stopOf(code, portions * FREE_TURNS, 100)).toBeUndefined();
    expect(stopOf(code, portions * FREE_TURNS - 1, 100)).toMatchObject({
      kind: 'steps',
      state: `${portions * FREE_TURNS} 3`,
    });
  });

  it.each([
    ['counts up', 'for (let i = 0; i < 100; i++) state.x++;'],
    ['counts up to and with', 'for (let i = 1; i <= 100; i += 1) state.x++;'],
    ['counts down', 'for (let i = 100; i > 0; i--) state.x++;'],
    ['goes through a list', 'const l = new Array(100).fill(0); for (const v of l) state.x++;'],
    [
      'goes through a list backwards',
      'const l = new Array(100).fill(0); for (let i = l.length - 1; i >= 0; i--) state.x++;',
    ],
  ])('takes the turns of a loop at its beginning where it %s', (_, body) => {
    const { code } = compileSimulator(around(body));
    const walk = body.includes('fill') ? 100 : 0;
    expect(stopOf(code, 100 + walk, 200)).toBeUndefined();
    expect(stopOf(code, 99 + walk, 200)).toMatchObject({ kind: 'steps', state: '0 3' });
  });

  it.each([
    ['may be left early', 'for (let i = 0; i < 1e6; i++) { if (i > 5) break; state.x++; }'],
    ['returns', 'for (const v of state.list) { if (v > 2) return; state.x++; }'],
  ])('does not take turns of a loop that %s before they are made', (_, body) => {
    expect(stopOf(compileSimulator(around(body)).code, 0, 100)).toBeUndefined();
  });

  const endless: readonly (readonly [what: string, body: string, kind: string])[] = [
    ['moves its variable back', 'for (let i = 0; i < 9; i++) { if (i > 5) i = 0; }', 'steps'],
    [
      'moves its variable back in a function',
      'for (let i = 0; i < 9; i++) { state.list.forEach(() => { i = 0; }); }',
      'steps',
    ],
    ['moves its variable back by a pattern', 'for (let i = 0; i < 9; i++) { [i] = [0]; }', 'cells'],
    ['moves its bound', 'let n = 9; for (let i = 0; i < n; i++) n++;', 'steps'],
    ['moves its bound in a field', 'for (let i = 0; i < state.x + 9; i++) state.x++;', 'steps'],
    ['moves its bound in a helper', 'for (let i = 0; i < state.x + 9; i++) more(state);', 'steps'],
    [
      'moves its bound in a function that a method calls',
      'const box = [state]; for (let i = 0; i < state.x + 9; i++) box.forEach(more);',
      'steps',
    ],
    [
      'moves its bound under another name',
      'const s = state; for (let i = 0; i < s.x + 9; i++) state.x++;',
      'steps',
    ],
    ['counts where counting is lost', 'for (let i = 2 ** 53; i < 2 ** 53 + 2; i++);', 'steps'],
    [
      'counts from a variable where counting is lost',
      'const a = 2 ** 53; for (let i = a; i < a + 4; i++);',
      'steps',
    ],
    [
      'counts down where counting is lost',
      'const a = 2 ** 54; for (let i = a; i > a - 9; i--);',
      'steps',
    ],
    ['counts by nothing', 'for (let i = 0; i < 9; i += 0);', 'steps'],
    ['counts by too little', 'for (let i = 0; i < 9; i += 1e-300);', 'steps'],
    ['counts to no end', 'for (let i = 0; i < Infinity; i++);', 'steps'],
    [
      'has a list that grows',
      'for (let i = 0; i < state.list.length; i++) state.list.push(1);',
      'cells',
    ],
    [
      'has a list that is replaced',
      'let l = [1]; for (let i = 0; i < l.length; i++) l = [...l, 1];',
      'cells',
    ],
    ['goes through a list that grows', 'for (const v of state.list) state.list.push(v);', 'cells'],
    [
      'goes through a list that grows by stores',
      'const l = state.list; for (let i = 0; i < l.length; i++) l[i + 1] = 1;',
      'cells',
    ],
    [
      'goes through a list that is always refilled',
      'for (const v of state.list) { state.list.push(1); state.list.push(1); state.list.pop(); }',
      'cells',
    ],
  ];
  it.each(endless)('stops a counting loop that %s', (_, body, kind) => {
    const { code } = compileSimulator(around(body, 'function more(s) { s.x++; }'));
    expect(stopOf(code, 10_000, 1_000)).toMatchObject({ kind });
  });

  it('shares one portion among a loop and those within it, so that nesting is not free', () => {
    const nested = Array.from({ length: 30 }, (_, i) => `for (let i${i} = 0; i${i} < 2; i${i}++)`);
    const { code } = compileSimulator(around(`${nested.join(' ')} state.x++;`));
    expect(stopOf(code, 1000, 100)).toMatchObject({ kind: 'steps' });
  });

  it('charges functions that call functions, so that calls cannot multiply free turns', () => {
    const chain = Array.from(
      { length: 30 },
      (_, i) => `function f${i}() { for (let i = 0; i < 2; i++) f${i + 1}(); }`,
    );
    const { code } = compileSimulator(around('f0();', `${chain.join(' ')} function f30() {}`));
    expect(stopOf(code, 1000, 100)).toMatchObject({ kind: 'steps', line: 1 });
  });

  it('counts each cell that a list grows by once', () => {
    const { code } = compileSimulator(around('for (let i = 0; i < 100; i++) state.list.push(i);'));
    const start = 4 + 4 + 3 + 3 + 3; // the state, its lists, two people: one more than they have parts
    expect(stopOf(code, 1000, start + 100)).toBeUndefined();
    expect(stopOf(code, 1000, start + 99)).toMatchObject({ kind: 'cells', state: '0 102' });
  });

  it('does not charge an update within a list', () => {
    const { code } = compileSimulator(around('for (let i = 0; i < 3; i++) state.list[i] += 1;'));
    expect(stopOf(code, 3, 17)).toBeUndefined();
  });

  it('cannot be filled up again from inside', () => {
    const refills = [
      '[].includes.length',
      'state.list.fill(0, -1e9, 1e9)',
      'new Array(-1)',
      'new Float64Array(-5)',
      'state.list.splice(0, -1e9)',
      'Array.from({ length: -1e9 })',
    ];
    for (const refill of refills) {
      let code: string;
      try {
        ({ code } = compileSimulator(
          around(`if (state.x === 5) ${refill};\nfor (;;) state.x += 1;`),
        ));
      } catch {
        continue; // refused outright
      }
      expect(stopOf(code, 1000, 1000), refill).toMatchObject({
        kind: 'steps',
        line: LINES_BEFORE + 2,
        state: `${Math.floor(1000 / FREE_TURNS) * FREE_TURNS + FREE_TURNS} 3`,
      });
    }
  });

  it('calls no method on text, which would convert what it is given', () => {
    for (const call of ['concat(l)', 'includes(l)', 'indexOf(l)', 'lastIndexOf(l)']) {
      const { code } = compileSimulator(
        around(
          `let l = [1];\nfor (let i = 0; i < 40; i++) l = [l, l];\nfor (const t of ['a', [1]]) t.${call};`,
        ),
      );
      expect(() => stopOf(code, 10_000, 10_000), call).toThrow('is not a function');
    }
  });

  it('never converts a list to text, which no budget would bound', () => {
    const body = `let l = [1];
      for (let i = 0; i < 40; i++) l = [l, l];
      const some = [l, 1];
      let n = some[0] - 1; n += some[0] * 2; n += Math.abs(some[0]); n += some[0] < 5 ? 1 : 2; n += -some[0];
      some[0]++; const q = [l, 0]; q[0] -= 1; state.list[q[0]] = 1; state.list.at(some[1]);
      ['a', l].forEach((t) => { t.concat(l); t.includes(l); t.indexOf(l); });
      state.x = n;`;
    const { code } = compileSimulator(around(body.replace('forEach', 'slice(1).forEach')));
    expect(stopOf(code, 10_000, 10_000)).toBeUndefined();
  });
});
