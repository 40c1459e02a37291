/** Links against graphs drawn by hand. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { distributionsOf } from '../../../engine/discover/archive/distributions.ts';
import { linkScore, outputLinks } from '../../../engine/discover/archive/links.ts';
import { readCode } from '../../../engine/discover/archive/read-code.ts';
import { familyOf, simplestStructure } from '../../../engine/discover/composer/registry.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { compiledOf } from '../running.ts';
import { WORLDS } from '../settings.ts';

function worked(name: string) {
  return compileSimulator(readFileSync(`assets/simulators/${name}.sim.js`, 'utf8'));
}

interface Parts {
  /** Fields of the state beside the outputs a, b, c and the hidden h: name -> start. */
  readonly state?: string;
  readonly helpers?: string;
  readonly observe?: string;
  readonly substeps?: number;
}

/** Outputs a, b, c observe fields of the same name; h, k and list are hidden; input `in`, lever `lever`. */
function made(
  steps: readonly string[],
  { state = '', helpers = '', observe, substeps = 1 }: Parts = {},
) {
  const shell = (reads: string, writes: string) =>
    steps
      .map(
        (body, i) =>
          `{ name: 'm${i}', meaning: '', reads: ${reads}, writes: ${writes}, step(state, world) { const { inputs, levers, random, parameters } = world; ${body} } }`,
      )
      .join(',\n');
  const all = `['a', 'b', 'c', 'h', 'k', 'list', 'items']`;
  const output = `{ unit: '', kind: 'continuous', meaning: '' }`;
  return compileSimulator(`${helpers}
export default {
  contract: 1, title: 'x', description: '', time: { unit: 'day', step: 1, substeps: ${substeps} },
  parameters: { p: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '', meaning: '' } },
  inputs: { given: { unit: '', meaning: '' } },
  levers: { lever: { unit: '', meaning: '', default: 0, low: 0, high: 1 } },
  outputs: { a: ${output}, b: ${output}, c: ${output} },
  start(row) { return { a: row.a, b: row.b, c: row.c, h: 0, k: 0, list: [1, 2], items: [{ n: 1, m: 2 }] ${state} }; },
  modules: [${shell(all, all)}],
  observe(state, world) { ${observe ?? 'return { a: state.a, b: state.b, c: state.c };'} },
};`);
}

function linksOf(steps: readonly string[], parts?: Parts): string[] {
  return outputLinks(made(steps, parts));
}

describe('worked simulators', () => {
  it('an epidemic: the constant population carries nothing', () => {
    expect(outputLinks(worked('sir'))).toEqual(
      ['S -> S', 'I -> S', 'S -> I', 'I -> I', 'I -> R', 'R -> R'].sort(),
    );
  });

  it('a stock: orders reach it through the quantities under way, which nobody sees', () => {
    expect(outputLinks(worked('supply-chain'))).toEqual([
      'backlog -> backlog',
      'backlog -> inventory',
      'inventory -> backlog',
      'inventory -> inventory',
      'order -> backlog',
      'order -> inventory',
      'order -> pipeline',
      'pipeline -> backlog',
      'pipeline -> inventory',
      'pipeline -> pipeline',
    ]);
  });

  it('intensive care: both stages of the stay stand for the occupied beds', () => {
    expect(outputLinks(worked('icu-staged-stay'))).toEqual([
      'admissions -> occupied',
      'occupied -> occupied',
    ]);
  });

  it('a hospital: the day acts on itself only, beds and patients on one another', () => {
    const links = outputLinks(worked('hospital-beds'));
    expect(links.filter((link) => link.includes('day'))).toEqual(['day -> day']);
    expect(links).toContain('icuBeds -> standard');
    expect(links).toContain('patients0 -> icu');
  });

  it('what is not in the data is hidden, the rest has the names of the data', () => {
    const names = { inventory: 'stock', backlog: 'owed' };
    expect(outputLinks(worked('supply-chain'), { names })).toEqual([
      'owed -> owed',
      'owed -> stock',
      'stock -> owed',
      'stock -> stock',
    ]);
  });
});

/** a moves by itself, so that it can carry something. */
const MOVES = 'state.a += 1;';
const self = ['a -> a'];

describe('the way of a value', () => {
  const cases: [title: string, steps: string[], links: string[], parts?: Parts][] = [
    [
      'written before it is read',
      [`${MOVES} state.b = state.a;`, 'state.c = state.b;'],
      ['a -> b', 'a -> c'],
    ],
    [
      'read before it is written',
      [`${MOVES} state.c = state.b;`, 'state.b = state.a;'],
      ['a -> b', 'b -> c'],
    ],
    [
      'with substeps the order does not count',
      [`${MOVES} state.b = state.a;`, 'state.c = state.b;'],
      ['a -> b', 'b -> b', 'b -> c', 'c -> c'],
      { substeps: 4 },
    ],
    [
      'hidden memory of two rows',
      [`${MOVES} state.b = state.h; state.h = state.k; state.k = state.a;`],
      ['a -> b'],
    ],
    [
      'hidden memory that is emptied before it is read',
      [`${MOVES} state.h = state.a;`, 'state.h = 0; state.b = state.h;'],
      [],
    ],
    ['a state that no module changes', ['state.b = state.a;'], []],
    [
      'an input and a lever',
      ['state.b = inputs.given; state.h += levers.lever; state.c = state.h;'],
      ['given -> b', 'lever -> c'],
    ],
    ['a condition', [`${MOVES} if (state.a > 3) state.b = 1; else state.b = 2;`], ['a -> b']],
    [
      'one side of a condition keeps what was there',
      [`${MOVES} if (state.a > 3) state.b = 1;`],
      ['a -> b', 'b -> b'],
    ],
    [
      'what comes after a way out',
      [`${MOVES} state.c = 0; if (state.a > 3) return; state.b = 1;`],
      ['a -> b', 'b -> b'],
    ],
    [
      'a choice between values',
      [`${MOVES} state.b = state.a > 3 ? 1 : 2; state.c = state.a > 3 && 1;`],
      ['a -> b', 'a -> c'],
    ],
    [
      'how often a loop turns',
      [`${MOVES} let n = 0; for (let i = 0; i < state.a; i++) n += 1; state.b = n;`],
      ['a -> b'],
    ],
    [
      'a loop that is left',
      [
        `${MOVES} let n = 0; while (n < 9) { n += 1; if (state.a > n) break; } state.b = n; state.c = 1;`,
      ],
      ['a -> b'],
    ],
    [
      'a turn that is cut short',
      [
        `${MOVES} let n = 0; for (let i = 0; i < 9; i++) { if (i < state.a) continue; n += 1; } state.b = n;`,
      ],
      ['a -> b'],
    ],
    [
      'carried round a loop',
      [
        `${MOVES} let x = 0; let y = 0; for (let i = 0; i < 3; i++) { state.b = y; y = x; x = state.a; }`,
      ],
      ['a -> b', 'b -> b'],
    ],
    [
      'cases',
      [
        `${MOVES} switch (state.a) { case 1: state.b = 1; break; case 2: state.b = 2; default: state.b = 3; }`,
      ],
      ['a -> b'],
    ],
    [
      'no case may fit',
      [`${MOVES} switch (levers.lever) { case 1: state.b = state.a; }`],
      ['a -> b', 'b -> b', 'lever -> b'],
    ],
    [
      'a helper that changes the state',
      [`${MOVES} add(state, state.a);`],
      ['a -> b', 'b -> b'],
      { helpers: 'function add(s, n) { s.b += n; }' },
    ],
    [
      'a helper that is left early',
      [`${MOVES} state.b = pick(state.a); state.c = 1;`],
      ['a -> b'],
      { helpers: 'function pick(n) { if (n > 3) return 1; return 2; }' },
    ],
    [
      'destructuring',
      [`${MOVES} const { a: x, k } = state; const [first] = [x]; state.b = first; state.c = k;`],
      ['a -> b'],
    ],
    [
      'a list under another name',
      [`${MOVES} const l = state.list; l.push(state.a); state.b = state.list[0];`],
      ['a -> b'],
    ],
    [
      'a list that is replaced',
      [`${MOVES} state.list = [state.a]; state.list = []; state.b = state.list.length;`],
      [],
    ],
    [
      'a field of the things in a list',
      [
        `${MOVES} for (const item of state.items) item.n = state.a; state.b = state.items.reduce((sum, { n }) => sum + n, 0);`,
      ],
      ['a -> b'],
    ],
    [
      'a callback',
      [`${MOVES} state.b = state.list.map((x) => x * state.a).filter((x) => x > 1).length;`],
      ['a -> b'],
    ],
    [
      'a callback that changes the state',
      [`${MOVES} state.list.forEach((x) => { state.b += x * state.a; });`],
      ['a -> b', 'b -> b'],
    ],
    ['the index', [`${MOVES} state.b = state.list[state.a];`], ['a -> b']],
    [
      'draws',
      [
        `${MOVES} state.b = random.poisson(state.a); const [x] = random.multinomial(5, [state.a, 1 - state.a]); state.c = x;`,
      ],
      ['a -> b', 'a -> c'],
    ],
    [
      'a number is copied, not followed',
      [`${MOVES} const before = state.b; state.b = state.a; state.c = before;`],
      ['a -> b', 'b -> c'],
    ],
    [
      'what an output is made of',
      [MOVES, 'state.h += inputs.given;'],
      ['b -> b', 'b -> c', 'c -> b', 'c -> c', 'given -> b', 'given -> c', 'lever -> c'],
      {
        observe:
          'const { levers } = world; return { a: state.a, b: state.h, c: state.h + levers.lever };',
      },
    ],
    [
      'an output that is counted',
      [`${MOVES} state.list.push(state.a);`],
      ['a -> b', 'b -> b'],
      {
        observe: 'return { a: state.a, b: above(state.list), c: 0 };',
        helpers:
          'function above(list) { let n = 0; for (const x of list) if (x > 1) n++; return n; }',
      },
    ],
  ];

  it.each(cases)('%s', (_, steps, links, parts) => {
    const moves = steps.some((step) => step.includes(MOVES)) ? self : [];
    expect(linksOf(steps, parts)).toEqual([...moves, ...links].sort());
  });
});

it('a text too entangled to follow gets the links of its modules, which are more', () => {
  const helpers = Array.from(
    { length: 24 },
    (_, i) => `function f${i + 1}(s) { ${i === 0 ? 's.b += s.a;' : `f${i}(s); f${i}(s);`} }`,
  ).join('\n');
  expect(linksOf([`${MOVES} f24(state); state.c = 1;`], { helpers })).toEqual([
    ...['a -> a', 'a -> b', 'a -> c', 'b -> a', 'b -> b', 'b -> c', 'c -> c'],
  ]);
});

it('the epidemic of the composer, in eighths of a day, has the links of the one day by day', () => {
  const world = WORLDS.contagion?.['all three groups, population not told'];
  const structure = world && simplestStructure(familyOf({ family: 'contagion' }), world.setting);
  if (world === undefined || structure === undefined) throw new Error('contagion: cannot be used');
  const names = { S: 'S', I: 'I', R: 'R' };
  const found = outputLinks(compiledOf(world, structure), { names });
  expect(linkScore(found, outputLinks(worked('sir'))).f1).toBe(1);
});

it('scores links by precision, recall and their harmonic mean', () => {
  const truth = ['S -> S', 'I -> S', 'I -> I', 'I -> R'];
  const found = ['S -> S', 'I -> S', 'R -> S'];
  const { precision, recall, f1 } = linkScore(found, truth);
  expect([precision, recall, f1]).toEqual([2 / 3, 2 / 4, 4 / 7]);
  expect(linkScore(truth, truth)).toEqual({ precision: 1, recall: 1, f1: 1 });
  expect(linkScore([], truth)).toEqual({ precision: 1, recall: 0, f1: 0 });
  expect(linkScore([], [])).toEqual({ precision: 1, recall: 1, f1: 1 });
});

describe('distributions', () => {
  const of = (name: string) => distributionsOf(readCode(worked(name)));

  it('are those of start and modules, helpers included', () => {
    expect(of('sir')).toEqual(['binomial']);
    expect(of('supply-chain')).toEqual(['poisson']);
    expect(of('ward')).toEqual(['exponential', 'lognormal', 'uniform']);
    expect(of('hospital-beds')).toEqual(['integer', 'normal', 'poisson', 'uniform']);
  });

  it('are found under another name of the source; helpers that nobody calls do not count', () => {
    const helpers = `function unused(random) { return random.gamma(1, 1); }
      function inner(source) { return source.beta(1, 1); }
      const outer = (r) => inner(r);`;
    const compiled = made(
      ['const r = world.random; state.b = outer(r); state.list.map((x) => r.normal(x, 1));'],
      { helpers },
    );
    expect(distributionsOf(readCode(compiled))).toEqual(['beta', 'normal']);
  });
});
