import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { around, stateAfterStep } from './sources.ts';

/** What people and language models naturally write in a step; the state after it shows that it works. */
const NATURAL: Readonly<Record<string, readonly [body: string, x: number, top?: string]>> = {
  'destructuring of state and world': [
    'const { list } = state; const { parameters: { rate }, levers } = world; state.x = list[0] * rate + levers.beds;',
    5.5,
  ],
  'array methods with arrows': [
    'state.x = state.people.filter((p) => p.age > 10).map((p) => p.days * 2).reduce((a, b) => a + b, 0);',
    4,
  ],
  'function references as callbacks': [
    'state.x = state.list.map(twice).reduce((a, b) => a + b, 0);',
    12,
    'const twice = (v) => v * 2;',
  ],
  'a named function given to array methods, on lists of lists': [
    'const grid = [[1, 5], [3]]; state.x = Math.max(...grid.map(highest)) + grid.map(highest).reduce(sum, 0);',
    13,
    'function highest(row) { return Math.max(...row); } const sum = (a, b) => a + b;',
  ],
  'helpers that call helpers': [
    'state.x = total(state.people);',
    3,
    'function days(p) { return p.days; } function total(list) { let s = 0; for (const p of list) s += days(p); return s; }',
  ],
  'a helper that takes a function': [
    'state.x = sumBy(state.people, (p) => p.days) + sumBy(state.people, (p) => p.age);',
    46,
    'function sumBy(list, by) { let s = 0; for (const p of list) { s += by(p); } return s; }',
  ],
  'spread of arrays and objects': [
    'const copy = [...state.list, 4]; const p = { ...state.people[0], days: 9 }; state.people.push(p); state.x = copy.length + p.days + Math.max(...copy);',
    17,
  ],
  'for with index, while, do, switch, labels': [
    `let n = 0;
     outer: for (let i = 0; i < 3; i++) { for (const v of state.list) { if (v === 2) continue outer; if (v > 5) break outer; n += v; } }
     while (n > 10) n -= 5;
     do { n++; } while (n < 8);
     switch (n) { case 8: state.x = 80; break; default: state.x = n; }`,
    80,
  ],
  'entries of a list': ['for (const [i, v] of state.list.entries()) state.x += i * v;', 5],
  'default parameters': [
    'state.x = grow(3) + grow(3, 2);',
    9,
    'function grow(v, by = 1) { return v * by; }',
  ],
  'optional chaining and ??': [
    'const found = state.people.find((p) => p.age > 100); state.x = found?.days ?? state.people[1]?.days ?? 0;',
    2,
  ],
  'arrays by size': [
    'const bins = new Array(3).fill(0); const f = new Float64Array(2); f[1] = 2; for (const v of state.list) bins[v - 1] += v; state.x = bins[2] + f[1] + Array.from({ length: 4 }, (_, i) => i).length;',
    9,
  ],
  'swap by destructuring': [
    'const l = state.list; [l[0], l[2]] = [l[2], l[0]]; let a = 1, b = 2; [a, b] = [b, a]; state.x = l[0] * 10 + a;',
    22,
  ],
  'ternaries and text to tell cases apart': [
    "const kind = state.list.length > 2 ? 'many' : 'few'; state.x = kind === 'many' ? 1 : 2;",
    1,
  ],
  'queue with push and shift': [
    'const q = state.list; q.push(7, 8); state.x = q.shift() + q.pop() + q.length;',
    14,
  ],
  'sort with a comparison': [
    'state.people.sort((a, b) => b.age - a.age); state.x = state.people[0].age; state.list.sort((a, b) => a - b);',
    40,
  ],
  'no semicolons': [
    'const v = state.list\nstate.list.push(v.length)\nv.forEach((w) => { state.x += w })\nstate.x++',
    10,
  ],
  'nested arrays': [
    'const grid = [[1, 2], [3, 4]]; grid[1][0] += 5; let s = 0; for (const row of grid) for (const v of row) s += v; state.x = s;',
    15,
  ],
  'logical assignment': ['const o = { a: 0 }; o.a ||= 3; o.b ??= 4; state.x ||= o.a + o.b;', 7],
  'a dictionary by number': [
    'const byAge = {}; for (const p of state.people) byAge[p.age] = (byAge[p.age] ?? 0) + 1; state.x = byAge[3] + byAge[40];',
    2,
  ],
  'constants of the file': [
    'state.x = SHARES[1] * RATES.fast + DAYS;',
    9,
    'const DAYS = 7; const SHARES = [0.5, 0.5]; const RATES = { fast: 4, slow: -1 };',
  ],
  types: ['const n: number = (state.list as number[])[0]!; state.x = n;', 3],
  'comments with forbidden words': [
    '// eval( import( --> <!-- this.constructor\n/* process */ state.x = 1;',
    1,
  ],
  'early return': ['if (state.list.length === 3) { state.x = 5; return; }\nstate.x = 6;', 5],
  'increments of fields and elements': [
    'state.x++; state.list[0]++; ++state.people[0].days; state.x += state.list[0]-- + state.people[0].days;',
    7,
  ],
};

describe('the simulator language', () => {
  it.each(Object.entries(NATURAL))('understands %s', (_, [body, x, top]) => {
    const { code } = compileSimulator(around(body, top));
    expect(JSON.parse(stateAfterStep(code)).x).toBe(x);
  });

  it.each(Object.entries(NATURAL))(
    'means the same with and without counters: %s',
    (_, [body, , top]) => {
      const source = around(body, top);
      const plain = compileSimulator(source, { instrument: false });
      const outcome = (code: string): string => {
        try {
          return stateAfterStep(code);
        } catch (error) {
          return String(error);
        }
      };
      expect(outcome(compileSimulator(source).code)).toBe(outcome(plain.code));
    },
  );

  const folder = new URL('../../../assets/simulators/', import.meta.url);
  it.each(readdirSync(folder).filter((name) => name.endsWith('.sim.js')))(
    'takes the sample %s without a warning',
    (name) => {
      const { warnings } = compileSimulator(readFileSync(new URL(name, folder), 'utf8'), {
        file: name,
      });
      expect(warnings).toEqual([]);
    },
  );
});
