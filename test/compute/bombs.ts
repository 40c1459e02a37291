import type { RawParts } from './support/raw-program.ts';

/**
 * Programs that would take the machine, as if neither the compiler's checks (L0) nor its budgets (L1) existed:
 * what is left is the process around them (L3).
 */
export interface Bomb {
  readonly name: string;
  readonly parts: RawParts;
  /**
   * What may stop it: its deadline, its memory, the end of its own process, or the engine itself ('refused': an
   * error in the run's ledger, the program goes on).
   */
  readonly stoppedBy: readonly ('deadline' | 'memory' | 'crashed' | 'refused')[];
}

const step = (name: string, body: string, ...stoppedBy: Bomb['stoppedBy']): Bomb => ({
  name,
  parts: { step: body },
  stoppedBy,
});

/** An object that says it is an array of 2^53 - 1 items: array methods walk it inside the engine. */
const HUGE = '{ length: 2 ** 53 - 1 }';
/** Memory that goes quickly may end the process before anybody counts it. */
const MEMORY = ['memory', 'crashed'] as const;

export const BOMBS: readonly Bomb[] = [
  // Loops in the program's own code.
  step('endless loop', 'for (;;) {}', 'deadline'),
  step('endless loop with arithmetic', 'for (;;) state.x = Math.sin(state.x + 1);', 'deadline'),
  { name: 'endless start', parts: { start: 'for (;;) {}' }, stoppedBy: ['deadline'] },
  { name: 'endless observe', parts: { observe: 'while (true) {}' }, stoppedBy: ['deadline'] },
  { name: 'endless while loading', parts: { top: 'for (;;) {}' }, stoppedBy: ['deadline'] },
  step(
    'endless generator',
    'for (const i of (function* () { for (;;) yield 1; })()) state.x = i;',
    'deadline',
  ),
  step(
    'exponential recursion',
    'const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); state.x = f(80);',
    'deadline',
  ),
  step('deep recursion', 'const f = (n) => f(n + 1) + 1; state.x = f(0);', 'refused'),
  step('endless catching', 'const f = () => { try { f(); } finally { f(); } }; f();', 'deadline'),
  // Work inside one built-in call, which no thread can interrupt.
  step('regular expression that backtracks', `/^(a+)+$/.test('a'.repeat(60) + 'b');`, 'deadline'),
  step('huge whole number', 'let n = 3n; for (;;) n **= 7n;', 'deadline', 'refused', 'memory'),
  step('includes', `[].includes.call(${HUGE}, 1);`, 'deadline'),
  step('indexOf', `[].indexOf.call(${HUGE}, 1);`, 'deadline'),
  step('lastIndexOf', `[].lastIndexOf.call(${HUGE}, 1);`, 'deadline'),
  step('reverse', `[].reverse.call(${HUGE});`, 'deadline'),
  step('copyWithin', `[].copyWithin.call(${HUGE}, 1, 0);`, 'deadline'),
  step('fill', `[].fill.call(${HUGE}, 0);`, 'deadline', ...MEMORY),
  step('sort', `[].sort.call({ length: 2 ** 32 - 1, 0: 1 });`, 'deadline', 'memory', 'crashed'),
  step(
    'sort of numbers that never agree',
    'new Float64Array(4e7).fill(1).sort(() => 1);',
    ...MEMORY,
  ),
  step('join', `[].join.call({ length: 2 ** 32 - 1 }, '');`, 'deadline', ...MEMORY, 'refused'),
  // Memory.
  step('pushing numbers', 'const a = []; for (;;) a.push(1.5);', ...MEMORY, 'refused'),
  step('small objects', 'const a = []; for (;;) a.push({ a: [1, 2, 3] });', ...MEMORY),
  step('linked list', 'let node; for (;;) node = { node, at: [1] };', ...MEMORY),
  step('big arrays, filled', 'const a = []; for (;;) a.push(new Array(1e6).fill(1.5));', ...MEMORY),
  step('one huge array, filled', 'state.all = new Array(2 ** 30).fill(1.5);', ...MEMORY, 'refused'),
  step('Array.from', 'state.all = Array.from({ length: 1e9 });', ...MEMORY, 'refused'),
  step('doubling text', `let s = 'x'; for (;;) s += s;`, 'refused'),
  step(
    'long texts, kept',
    `const a = []; for (let i = 0; ; i++) a.push(JSON.stringify(i + 'x'.repeat(1e8)));`,
    ...MEMORY,
    'refused',
  ),
  step('split of a long text', `state.all = 'x'.repeat(2e8).split('');`, ...MEMORY, 'refused'),
  step(
    'typed arrays, touched',
    'const a = []; for (;;) a.push(new Float64Array(1e7).fill(1));',
    ...MEMORY,
  ),
  step(
    'typed arrays, untouched',
    'const a = []; for (;;) a.push(new Float64Array(1e8));',
    'deadline',
    ...MEMORY,
    'refused',
  ),
  step(
    'object with endless names',
    `for (let i = 0; ; i++) state['n' + i] = i;`,
    'deadline',
    ...MEMORY,
  ),
  step(
    'closures',
    'let f = () => 0; for (;;) { const g = f; f = () => g; f.a = [1]; }',
    'deadline',
    ...MEMORY,
  ),
  step(
    'array made longer by its length',
    'const a = [1]; for (;;) { a.length += 1e6; a.fill(1.5); }',
    'deadline',
    ...MEMORY,
    'refused',
  ),
  {
    name: 'state that grows from step to step',
    parts: {
      start: 'return { x: 0, all: [] };',
      step: 'for (let i = 0; i < 1e6; i++) state.all.push([i]);',
    },
    stoppedBy: MEMORY,
  },
];
