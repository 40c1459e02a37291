/**
 * Attempts to leave a simulator, to keep something from one run to the next, or to see what differs from run to
 * run: each is refused by the compiler already. `body` stands in a module's step, `top` before the file's export.
 */
import type { Rule } from '../../../engine/simulator/compile/language.ts';

export interface Escape {
  readonly name: string;
  readonly rule: Rule;
  readonly body?: string;
  readonly top?: string;
}

const PROCESS = `'return process'`;

export const ESCAPES: readonly Escape[] = [
  // Function constructors.
  { name: 'this', rule: 'syntaxForm', body: `this.constructor.constructor(${PROCESS})();` },
  {
    name: 'arrow constructor',
    rule: 'member',
    body: `const f = () => 1; f.constructor(${PROCESS})();`,
  },
  {
    name: 'async constructor',
    rule: 'syntaxForm',
    body: `(async () => 1).constructor(${PROCESS})();`,
  },
  {
    name: 'generator constructor',
    rule: 'syntaxForm',
    body: `(function* () {}).constructor(${PROCESS})();`,
  },
  { name: 'async generator', rule: 'syntaxForm', body: `const f = async function* () {};` },
  {
    name: 'parameters constructor',
    rule: 'member',
    body: `world.parameters.constructor.constructor(${PROCESS})();`,
  },
  {
    name: 'random constructor',
    rule: 'member',
    body: `world.random.normal.constructor(${PROCESS})();`,
  },
  {
    name: 'computed constructor',
    rule: 'index',
    body: `state['constructor']['constructor'](${PROCESS})();`,
  },
  { name: 'joined constructor', rule: 'text', body: `const c = 'con' + 'structor'; state[c];` },
  {
    name: 'destructured constructor',
    rule: 'member',
    body: `const { constructor } = state.list; constructor(${PROCESS});`,
  },
  { name: 'class', rule: 'syntaxForm', body: `class A {} state.x = A.constructor;` },
  { name: 'eval', rule: 'name', body: `eval('process');` },
  { name: 'indirect eval', rule: 'call', body: `(0, eval)('process');` },
  { name: 'Function', rule: 'name', body: `new Function(${PROCESS})();` },
  { name: 'bind', rule: 'member', body: `state.list.push.bind(state.list)(1);` },
  { name: 'call', rule: 'member', body: `state.list.push.call(state.people, 1);` },
  { name: 'apply', rule: 'member', body: `Math.max.apply(null, state.list);` },
  // Names of the host.
  { name: 'process', rule: 'name', body: `state.x = process.pid;` },
  { name: 'require', rule: 'name', body: `require('fs');` },
  { name: 'globalThis', rule: 'name', body: `globalThis.x = 1;` },
  { name: 'console', rule: 'name', body: `console.log(1);` },
  { name: 'import()', rule: 'syntaxForm', body: `import('node:fs');` },
  { name: 'import', rule: 'syntaxForm', top: `import fs from 'node:fs';` },
  { name: 'import.meta', rule: 'syntaxForm', body: `state.x = import.meta.url;` },
  { name: 'new.target', rule: 'syntaxForm', body: `state.x = new.target;` },
  { name: 'arguments', rule: 'name', body: `state.x = arguments.length;` },
  { name: 'caller', rule: 'member', body: `const f = () => 1; state.x = f.caller;` },
  // Errors of the host.
  { name: 'catch', rule: 'syntaxForm', body: `try { null.x; } catch (e) { e.constructor; }` },
  { name: 'finally', rule: 'syntaxForm', body: `try { state.x = 1; } finally { state.x = 2; }` },
  { name: 'stack', rule: 'member', body: `state.x = state.people[0].stack;` },
  { name: 'new Error', rule: 'name', body: `new Error().stack;` },
  { name: 'prepareStackTrace', rule: 'name', body: `Error.prepareStackTrace = (e, s) => s;` },
  {
    name: 'overflow',
    rule: 'recursion',
    top: `function f() { return f() + 1; }`,
    body: `state.x = f();`,
  },
  {
    name: 'mutual recursion',
    rule: 'recursion',
    top: `function f() { return g(); } function g() { return f(); }`,
    body: `f();`,
  },
  {
    name: 'recursion through a callback',
    rule: 'recursion',
    top: `function f(l) { return l.map(f); }`,
    body: `f(state.list);`,
  },
  { name: 'throw', rule: 'syntaxForm', body: `throw state;` },
  // Thenables, proxies, reflection.
  { name: 'thenable', rule: 'member', body: `return { then: 1 };` },
  { name: 'Proxy', rule: 'name', body: `new Proxy({}, {});` },
  { name: 'Reflect', rule: 'name', body: `Reflect.ownKeys(state);` },
  { name: 'Symbol', rule: 'name', body: `state[Symbol.iterator];` },
  { name: 'Promise', rule: 'name', body: `Promise.resolve(1);` },
  { name: 'getter', rule: 'syntaxForm', body: `const o = { get a() { return 1; } };` },
  { name: 'valueOf', rule: 'member', body: `const o = { valueOf: 1 }; state.x = +o;` },
  { name: 'toString', rule: 'member', body: `const o = { toString: 1 };` },
  // Shared objects.
  { name: 'Array.prototype', rule: 'call', body: `Array.prototype.push = 1;` },
  { name: 'Object.prototype', rule: 'name', body: `Object.prototype.x = 1;` },
  { name: '__proto__', rule: 'member', body: `state.__proto__.polluted = 1;` },
  { name: '__proto__ literal', rule: 'member', body: `const o = { __proto__: state };` },
  { name: '__defineGetter__', rule: 'call', body: `state.__defineGetter__('x', () => 1);` },
  { name: 'method replaced', rule: 'member', body: `state.list.push.count = 1;` },
  { name: 'Math.exp =', rule: 'assign', body: `Math.exp = 1;` },
  { name: 'Math as a value', rule: 'name', body: `const m = Math; m.exp = 1;` },
  { name: 'random.normal =', rule: 'assign', body: `world.random.normal = 1;` },
  {
    name: 'parameters changed',
    rule: 'assign',
    body: `const { parameters } = world; parameters.rate = 1;`,
  },
  {
    name: 'parameters changed by a helper',
    rule: 'assign',
    top: `function set(o) { o.rate = 1; }`,
    body: `set(world.parameters);`,
  },
  {
    name: 'world changed in a list',
    rule: 'assign',
    body: `[world].forEach((w) => { w.t = 1; });`,
  },
  { name: 'world kept', rule: 'assign', body: `state.people.push(world);` },
  {
    name: 'world kept in parts',
    rule: 'assign',
    body: `const o = []; o.push({ w: world.inputs }); state.list = o;`,
  },
  // Clocks and randomness.
  { name: 'Date', rule: 'name', body: `state.x = new Date().getTime();` },
  { name: 'Date.now', rule: 'name', body: `state.x = Date.now();` },
  { name: 'Math.random', rule: 'call', body: `state.x = Math.random();` },
  { name: 'performance', rule: 'name', body: `state.x = performance.now();` },
  { name: 'crypto', rule: 'name', body: `crypto.getRandomValues(state.list);` },
  { name: 'Intl', rule: 'name', body: `new Intl.DateTimeFormat();` },
  { name: 'WebAssembly', rule: 'name', body: `new WebAssembly.Memory({ initial: 1 });` },
  { name: 'WeakRef', rule: 'name', body: `new WeakRef(state);` },
  { name: 'Atomics', rule: 'name', body: `Atomics.wait(1);` },
  { name: 'timer', rule: 'name', body: `setTimeout(() => 1, 1);` },
  { name: 'fetch', rule: 'name', body: `fetch('http://127.0.0.1');` },
  // Memory between runs.
  { name: 'top-level let', rule: 'form', top: `let runs = 0;`, body: `state.x = 1;` },
  { name: 'top-level list changed', rule: 'assign', top: `const LOG = [0];`, body: `LOG[0] = 1;` },
  { name: 'top-level list grown', rule: 'assign', top: `const LOG = [0];`, body: `LOG.push(1);` },
  {
    name: 'top-level list changed by another name',
    rule: 'assign',
    top: `const LOG = [[0]];`,
    body: `const l = LOG[0]; l[0]++;`,
  },
  {
    name: 'function with a field',
    rule: 'function',
    top: `function f() { return 1; }`,
    body: `f.count = 1;`,
  },
  {
    name: 'function with a field, passed',
    rule: 'function',
    top: `function set(g) { g.count = 1; }`,
    body: `set(() => 1);`,
  },
  { name: 'function kept', rule: 'function', body: `state.x = () => 1;` },
  { name: 'function in an object', rule: 'function', body: `state.people.push({ f: () => 1 });` },
  {
    name: 'function returned',
    rule: 'function',
    top: `function make() { return () => 1; }`,
    body: `make()();`,
  },
  { name: 'top-level statement', rule: 'form', top: `globalThis.x = 1;` },
  { name: 'computed at the top', rule: 'declaration', top: `const N = Math.random();` },
  // Other syntax.
  { name: 'regular expression', rule: 'syntaxForm', body: `state.x = /(a+)+$/;` },
  { name: 'tagged template', rule: 'syntaxForm', body: `state.list\`x\`;` },
  { name: 'template', rule: 'text', body: `state.x = \`\${state.x}\`;` },
  { name: 'big integer', rule: 'syntaxForm', body: `state.x = 2n ** 9n;` },
  { name: 'delete', rule: 'operator', body: `delete state.list;` },
  { name: 'in', rule: 'operator', body: `state.x = 'a' in state;` },
  { name: 'instanceof', rule: 'operator', body: `state.x = state instanceof Array;` },
  { name: 'void', rule: 'operator', body: `void 0;` },
  { name: '==', rule: 'operator', body: `state.x = state.x == 1;` },
  { name: 'var', rule: 'syntaxForm', body: `var a = 1;` },
  { name: 'for-in', rule: 'syntaxForm', body: `for (const k in state) state.x = 1;` },
  { name: 'debugger', rule: 'syntaxForm', body: `debugger;` },
  { name: 'escaped name', rule: 'name', body: `ev\\u0061l('1');` },
  { name: 'shadowed Math', rule: 'shadow', body: `const Math = { exp: 1 };` },
  { name: 'method of text', rule: 'call', body: `state.x = 'a'.repeat(9);` },
  { name: 'text sum', rule: 'text', body: `let s = 'a'; s += s + 'b';` },
  { name: 'sum of lists', rule: 'operator', body: `state.x = [1] + [2];` },
  { name: 'length assigned', rule: 'assign', body: `state.list.length = 1e9;` },
  { name: 'length faked', rule: 'member', body: `const o = { length: -1e9 };` },
  { name: 'computed key', rule: 'index', body: `const o = { [state.x]: 1 };` },
  { name: 'buffer', rule: 'member', body: `const f = new Float64Array(2); state.x = f.buffer;` },
  { name: 'Map', rule: 'name', body: `new Map();` },
  { name: 'JSON', rule: 'name', body: `JSON.parse('1');` },
  { name: 'sort by objects', rule: 'operator', body: `state.list.sort((a, b) => [a, b]);` },
  {
    name: 'objects into numbers',
    rule: 'operator',
    body: `const f = new Float64Array(2); f[0] = state.people;`,
  },
];
