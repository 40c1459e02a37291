import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { SimulatorError } from '../../../engine/simulator/simulator-error.ts';
import { around, infection, stateAfterStep } from './sources.ts';

/** Random expressions over numbers a, b, c, a list l of numbers and an object o, as text. */
const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'c',
      'l.length',
      'o.n',
      'state.x',
      'l[0]',
      'l[1]',
      'world.parameters.rate',
      'NaN',
    ),
    fc.integer({ min: -9, max: 9 }).map((n) => `(${n})`),
    fc.double({ noNaN: true, min: -5, max: 5 }).map((n) => `(${n})`),
  ),
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    tie('leaf'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '%', '<', '>=', '===', '|', '>>>', '&&', '||', '??'),
        tie('expression'),
      )
      .map(([x, operator, y]) => `((${x}) ${operator} (${y}))`),
    tie('expression').map((x) => `Math.floor(${x})`),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `add(${x}, ${y})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
    tie('expression').map((x) => `-(${x})`),
    tie('expression').map((x) => `l.map((v, i) => v + i * (${x})).reduce((s, v) => s + v, 0)`),
    tie('expression').map((x) => `[...l, ${x}].filter((v) => v > 0).length`),
    fc.constantFrom(
      'a++',
      '--b',
      'l[0]++',
      'o.n--',
      '(c += a)',
      '(o.n -= 2)',
      '(l[2] *= b)',
      'l.pop()',
      'l.push(a)',
    ),
  ),
}));

const statement = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('a', 'b', 'c', 'o.n', 'l[0]', 'l[2]', 'state.x', 'l[Math.abs(a | 0) % 7]'),
      fc.constantFrom('=', '+=', '-=', '*=', '||=', '??='),
      expression,
    )
    .map(([place, operator, x]) => `${place} ${operator} ${x};`),
  fc
    .tuple(expression, expression)
    .map(([x, y]) => `if (${x}) { l.push(${y}); } else l.unshift(${y});`),
  expression.map((x) => `for (let i = 0; i < 3; i++) { l[i] = ${x}; c += i; }`),
  expression.map((x) => `for (const v of l.slice(0, 4)) { if (v > ${x}) break; b += v; }`),
  expression
    .map((x) => `let k = 0; while (k < 2) { k++; o = { ...o, n: ${x} }; }`)
    .map((text) => `{ ${text} }`),
  expression.map((x) => `switch (${x}) { case a: b = 1; break; default: c = 2; }`),
);

describe('counters and checks', () => {
  it('change nothing of what a program means', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
        const body = `let a = 1, b = -2.5, c = 0; const l = [3, 1, 2]; let o = { n: 4, m: 5 };
          ${statements.join('\n')}
          state.list = l.slice(0, 50).map((v) => +v); state.x = a + b + c + o.n;`;
        const source = around(body, 'function add(p, q) { return p + q; }');
        const plain = compileSimulator(source, { instrument: false }).code;
        expect(stateAfterStep(compileSimulator(source).code)).toBe(stateAfterStep(plain));
      }),
      { numRuns: 150, seed: 1 },
    );
  });
});

describe('any text', () => {
  const outcome = (source: string): string => {
    try {
      compileSimulator(source);
      return 'accepted';
    } catch (error) {
      if (!(error instanceof SimulatorError)) throw error;
      expect(error.problems.length).toBeGreaterThan(0);
      for (const { line, column } of error.problems) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
      return 'refused';
    }
  };

  it('is accepted or refused with a place, never an accident', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        outcome(text);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('made of the words of the language is accepted or refused', () => {
    const words = infection.split(/(\W)/).filter((word) => word.trim() !== '');
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(...words, 'async', 'class', '`', '=>', '...', '?.', '#x', 'import'),
          { maxLength: 60 },
        ),
        (some) => {
          outcome(some.join(' '));
          outcome(around(some.join(' ')));
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('that was a simulator and was damaged is accepted or refused', () => {
    const edit = fc.tuple(
      fc.nat(infection.length),
      fc.nat(12),
      fc.constantFrom('', '(', '}', "'", 'x', '0', ': number', '...', '[0]', '\n', '\\'),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = infection;
        for (const [at, gone, by] of edits) text = text.slice(0, at) + by + text.slice(at + gone);
        outcome(text);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  const deep = (open: string, close: string, count = 100_000) =>
    open.repeat(count) + close.repeat(count);
  it.each([
    ['10 MB', ' '.repeat(10_000_000)],
    ['brackets', around(`state.x = ${deep('(', ')', 30_000)};`)],
    ['lists', around(`state.x = ${deep('[', ']', 30_000)};`)],
    ['literal lists', `const A = ${deep('[', ']', 30_000)};`],
    ['negations', around(`state.x = ${'!'.repeat(90_000)}1;`)],
    ['signs', around(`state.x = ${'- '.repeat(90_000)}1;`)],
    ['sums', around(`state.x = 1${' + 1'.repeat(40_000)};`)],
    ['arrows', around(`const f = ${'a => '.repeat(30_000)}1;`)],
    ['else if', around(`${'if (state.x) state.x = 1; else '.repeat(6_000)};`)],
    ['else if in blocks', around(`${'if (state.x) { state.x = 1; } else '.repeat(5_000)}{}`)],
    ['questions', around(`state.x = ${'1 ? 1 : '.repeat(20_000)}1;`)],
    ['templates', around(`state.x = ${'`${'.repeat(20_000)}1${'}`'.repeat(20_000)};`)],
    ['members', around(`state.x = state${'.a'.repeat(90_000)};`)],
    ['calls', around(`state.x = f${'()'.repeat(90_000)};`)],
    ['assignments', around(`${'state.x = '.repeat(15_000)}1;`)],
    ['blocks', around(deep('{', '}', 50_000))],
    ['labels', around(`${Array.from({ length: 9_000 }, (_, i) => `l${i}:`).join('')};`)],
    ['loops', around(`${'for (;;) '.repeat(15_000)};`)],
    ['do loops', around(`${'do '.repeat(15_000)};${' while (0)'.repeat(15_000)}`)],
    ['functions', around(deep('(function () {', '})', 9_000))],
    ['patterns', around(`const ${deep('[', ']', 30_000)} = state.list;`)],
    ['types', `const a: ${deep('Array<', '>', 12_000)} = 1;`],
    ['type unions', `const a: 1${' | 1'.repeat(40_000)} = 1;`],
    ['after an accident', `const a: number = 1; \\u ${deep('(', ')', 60_000)}`],
  ])('too large or too deep is refused: %s', (_, source) => {
    expect(outcome(source)).toBe('refused');
  });

  const numbered = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  it.each([
    [
      'a chain of functions',
      around(
        'f0();',
        `${numbered(4000, (i) => `function f${i}() { f${i + 1}(); }`)}function f4000() {}`,
      ),
    ],
    [
      'values against the order of the text',
      around(
        `${numbered(6000, (i) => `let a${i} = 0;`)} ${numbered(6000, (i) => `a${i} = a${i + 1};`)} let a6000 = [1];`,
      ),
    ],
    [
      'functions that pass functions',
      around(
        'f0((x) => x);',
        `${numbered(60, (i) => `function f${i}(g) { f${i + 1}((x) => g(x)); f${i + 1}((x) => g(x) + 1); }`)}function f60(g) { g(1); }`,
      ),
    ],
  ])('which would take the compiler long is refused in time: %s', (_, source) => {
    const began = performance.now();
    expect(outcome(source)).toBe('refused');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.each([
    [
      'indices within indices',
      around(`const l = [[0], 0]; ${'l['.repeat(80)}0${']'.repeat(80)} += 1;`),
    ],
    [
      'whole numbers against the order of the text',
      around(
        `${numbered(2000, (i) => `let a${i} = 0;`)} let a2000 = 0.5; ${numbered(2000, (i) => `a${i} = a${i + 1};`)} state.list[a0] = 1;`,
      ),
    ],
    [
      'many names',
      around(numbered(3000, (i) => `const a${i} = state.x + ${i}; state.list[0] += a${i};`)),
    ],
  ])(
    'which takes the compiler long is accepted in time, and its program is not large: %s',
    (_, source) => {
      const began = performance.now();
      expect(outcome(source)).toBe('accepted');
      expect(compileSimulator(source).code.length).toBeLessThan(20 * source.length + 20_000);
      expect(performance.now() - began).toBeLessThan(20_000);
    },
  );

  it('that is refused leaves the compiler able to strip types', () => {
    expect(outcome(infection.replace('start(row)', 'start(row: { S: number, I: number })'))).toBe(
      'accepted',
    );
  });

  it('that needs the size limit just so is accepted', () => {
    const many = Array.from({ length: 4_000 }, (_, i) => `state.x += ${i};`).join('\n');
    expect(outcome(around(many))).toBe('accepted');
    expect(
      outcome(
        around(
          'state.x = 1;',
          `const T = [${Array.from({ length: 20_000 }, (_, i) => i).join(', ')}];`,
        ),
      ),
    ).toBe('accepted');
  });
});
