import type { RawParts } from '../../compute/support/raw-program.ts';

/**
 * Ways out of the realm, as a program would try them if the compiler checked nothing. Each puts 1 into
 * state.x when it got hold of something it must not have; `escape` is an expression or a function body.
 */
export interface EscapeAttempt {
  readonly name: string;
  readonly parts: RawParts;
}

/** Tries the body in the module's step; truthy means out. */
function inStep(name: string, body: string): EscapeAttempt {
  return {
    name,
    parts: {
      step: `
        const attempt = function () { ${body} };
        let out = false;
        try { out = Boolean(attempt()); } catch {}
        state.x = out ? 1 : 0;`,
    },
  };
}

const PROCESS = `'return typeof process === "object" ? process : require("process")'`;

/**
 * Through an error that may be of the host's realm: its function constructor, or else its prototypes, where
 * the test looks for what is left there (`host-changes`).
 */
const VIA_ERROR = `
  for (let p = error.__proto__; p; p = p.__proto__) {
    try { p.polluted = 1; } catch {}
    try { p.constructor.polluted = 1; } catch {}
    try { p.toString = () => 'polluted'; } catch {}
  }
  try { return error.constructor.constructor(${PROCESS})(); } catch {}
  return 0;`;

/**
 * Does `act` in each of the last 100 frames before the stack is full, and `caught` with what that throws. Frames
 * of many sizes: one of them leaves just so much room that a function of the host starts and cannot finish.
 */
function whenFull(act: string, caught: string): string {
  return `
    for (let size = 0; size < 60; size++) {
      const room = new Array(size).fill(0);
      const dig = (...padding) => {
        let left = 0;
        try { left = dig(...padding) + 1; } catch {}
        if (left < 100) {
          try { ${act} } catch (error) { try { ${caught} } catch {} }
        }
        return left;
      };
      dig(...room);
    }`;
}

export const ESCAPES: readonly EscapeAttempt[] = [
  // Function constructors, from everything that has one.
  inStep('this', `return this.constructor.constructor(${PROCESS})();`),
  inStep('function', `return (() => 1).constructor(${PROCESS})();`),
  inStep('async function', `return (async () => 1).constructor(${PROCESS})() instanceof Object;`),
  inStep('generator', `return (function* () {}).constructor(${PROCESS})().next().value;`),
  inStep('async generator', `return (async function* () {}).constructor(${PROCESS})();`),
  inStep('parameters', `return world.parameters.constructor.constructor(${PROCESS})();`),
  inStep('world', `return world.constructor.constructor(${PROCESS})();`),
  inStep('random', `return world.random.constructor.constructor(${PROCESS})();`),
  inStep('sampler', `return world.random.normal.constructor(${PROCESS})();`),
  inStep('budget stop', `return stop.constructor(${PROCESS})();`),
  inStep('computed key', `const c = 'con' + 'structor'; return state[c][c](${PROCESS})();`),
  inStep('bound function', `return Array.from.bind(null).constructor(${PROCESS})();`),
  inStep('class heritage', `class A {} return A.constructor(${PROCESS})();`),
  inStep('direct eval', `return eval('process');`),
  inStep('indirect eval', `return (0, eval)('process');`),
  inStep('Function by name', `return new Function(${PROCESS})();`),
  // Names of the host.
  inStep('process', `return typeof process !== 'undefined';`),
  inStep('require', `return typeof require !== 'undefined' || typeof module !== 'undefined';`),
  inStep('global', `return typeof global !== 'undefined' || 'process' in globalThis;`),
  inStep('console', `return typeof console !== 'undefined';`),
  inStep(
    'leftovers of ses',
    `return typeof Compartment + typeof lockdown + typeof harden !== 'undefinedundefinedundefined';`,
  ),
  // Errors of the host.
  {
    name: 'import() caught',
    parts: {
      top: `let found = 0;
        import('node:fs').then((fs) => { found = 1; }, (error) => {
          found = (() => { ${VIA_ERROR} })() ? 1 : 0;
        });`,
      step: 'state.x = found;',
    },
  },
  inStep(
    'import() result',
    `const p = import('node:fs'); return p.constructor.constructor(${PROCESS})();`,
  ),
  {
    name: 'import() when the stack is full',
    parts: {
      // Its rejections arrive only while the program is being evaluated.
      top: `
        let out = 0;
        const look = (error) => { if ((() => { ${VIA_ERROR} })()) out = 1; };
        ${whenFull(`import('x').then(undefined, look);`, 'look(error);')}`,
      step: 'state.x = out;',
    },
  },
  inStep(
    'stack of an error when the stack is full',
    `
    let out = false;
    ${whenFull(`new Error('x').stack;`, `if ((() => { ${VIA_ERROR} })()) out = true;`)}
    return out;`,
  ),
  inStep(
    'sampler when the stack is full',
    `
    let out = false;
    ${whenFull(`world.random.gamma(0.5, 1);`, `if ((() => { ${VIA_ERROR} })()) out = true;`)}
    return out;`,
  ),
  inStep('RangeError of the engine', `try { new Array(-1); } catch (error) { ${VIA_ERROR} }`),
  inStep('TypeError of the engine', `try { null.f(); } catch (error) { ${VIA_ERROR} }`),
  inStep(
    'error of a sampler',
    `try { world.random.binomial('x', undefined); } catch (error) { ${VIA_ERROR} }`,
  ),
  // Stack traces.
  inStep(
    'prepareStackTrace',
    `
    Error.prepareStackTrace = (error, frames) => frames;
    const frames = new Error('x').stack;
    return frames[0].getThis() || frames.at(-1).getFunction();`,
  ),
  inStep(
    'captureStackTrace',
    `
    const target = {};
    Error.prepareStackTrace = (error, frames) => frames.map((frame) => frame.getFunction());
    Error.captureStackTrace(target);
    return target.stack.some((f) => typeof f === 'function');`,
  ),
  inStep(
    'RangeError.prepareStackTrace',
    `
    RangeError.prepareStackTrace = (error, frames) => frames;
    return typeof new RangeError('x').stack[0].getFunction() === 'function';`,
  ),
  inStep('caller', `return attempt.caller || arguments.callee.caller;`),
  // What the host does with values.
  {
    name: 'thenable output',
    parts: {
      observe:
        'return { x: 0, then(resolve) { resolve(resolve.constructor("return process")()); } };',
    },
  },
  {
    name: 'getters on what is returned',
    parts: {
      start: 'return { get x() { return typeof process === "object" ? 1 : 0; }, set x(v) {} };',
      step: '',
    },
  },
  {
    name: 'an error with getters',
    parts: {
      step: `const mine = { get message() { return this.constructor.constructor(${PROCESS})(); } };
        throw mine;`,
    },
  },
  {
    name: 'species of the values array',
    parts: {
      writeOutputs: `target.constructor = { [Object.getOwnPropertySymbols(Array)[0]]: function () { throw target; } };
        Object.defineProperty(target, 'length', { get() { throw target; } });
        target[at] = 0;`,
    },
  },
  {
    name: 'values array detached',
    parts: { writeOutputs: 'target.buffer.transfer(8);' },
  },
  inStep(
    'Proxy around what is called',
    `return new Proxy(() => 0, { apply: (f, self, args) => args.constructor });`,
  ),
  // Other people's intrinsics.
  inStep('Array.prototype.push', `Array.prototype.push = () => 1e9; return false;`),
  inStep(
    'Array.prototype.map',
    `Array.prototype.map = function () { return [666]; }; return false;`,
  ),
  inStep(
    'iterator of arrays',
    `
    const key = Object.getOwnPropertySymbols(Array.prototype)[0];
    Array.prototype[key] = function* () { yield 666; };
    return false;`,
  ),
  inStep(
    'setter on Array.prototype[0]',
    `
    Object.defineProperty(Array.prototype, '0', { set() {}, get() { return 666; } });
    return [undefined][0] === 666;`,
  ),
  inStep('Object.prototype gains a name', `Object.prototype.step = 666; return ({}).step === 666;`),
  inStep(
    'Object.prototype.hasOwnProperty',
    `Object.prototype.hasOwnProperty = () => true; return false;`,
  ),
  inStep('Object.prototype.toString', `Object.prototype.toString = () => 'x'; return false;`),
  inStep(
    '__proto__ of Object.prototype',
    `({}).__proto__.__proto__ = { evil: 1 }; return ({}).evil;`,
  ),
  inStep(
    '__defineGetter__',
    `Object.prototype.__defineGetter__('kind', () => 'done'); return ({}).kind;`,
  ),
  inStep('Math.exp', `Math.exp = () => 666; return Math.exp(0) !== 1;`),
  inStep('JSON.stringify', `JSON.stringify = () => '{}'; return JSON.stringify(1) === '{}';`),
  inStep(
    'Float64Array.prototype.set',
    `Float64Array.prototype.set = () => {}; return Float64Array.prototype.set.length === 0;`,
  ),
  inStep(
    'String.prototype.slice',
    `String.prototype.slice = () => 'x'; return 'abc'.slice(1) === 'x';`,
  ),
  inStep(
    'Number.prototype.valueOf',
    `Number.prototype.valueOf = () => 1; return (5).valueOf() === 1;`,
  ),
  inStep(
    'Function.prototype.call',
    `Function.prototype.call = () => 1; return attempt.call === 1;`,
  ),
  inStep('global variable', `globalThis.kept = 1; return globalThis.kept === 1;`),
  {
    name: 'late microtask changes a prototype',
    parts: {
      top: `const later = async () => { await 0; Array.prototype.push = () => 1e9; };`,
      step: 'later(); state.x = 0;',
    },
  },
  {
    name: 'getter on the parameters',
    parts: {
      step: `try { Object.defineProperty(world.parameters, 'p', { get() { return 1e9; } }); } catch {}
        state.x = 0;`,
    },
  },
  // Clocks, chance and shared memory.
  inStep('Date', `return typeof Date !== 'undefined';`),
  inStep('Math.random', `return typeof Math.random === 'function' && Math.random() >= 0;`),
  inStep('Intl', `return typeof Intl !== 'undefined';`),
  inStep('locale', `return (1234.5).toLocaleString() === '1,234.5' || 'a'.localeCompare('B') < 0;`),
  inStep('performance', `return typeof performance !== 'undefined';`),
  inStep('crypto', `return typeof crypto !== 'undefined';`),
  inStep('WebAssembly', `return typeof WebAssembly !== 'undefined';`),
  inStep(
    'WeakRef',
    `return typeof WeakRef + typeof FinalizationRegistry !== 'undefinedundefined';`,
  ),
  inStep(
    'shared memory',
    `return typeof SharedArrayBuffer + typeof Atomics !== 'undefinedundefined';`,
  ),
  inStep(
    'timers',
    `return typeof setTimeout + typeof queueMicrotask + typeof setImmediate !== 'undefinedundefinedundefined';`,
  ),
  inStep('fetch', `return typeof fetch + typeof WebSocket !== 'undefinedundefined';`),
  inStep('promises by name', `return typeof Promise !== 'undefined';`),
  inStep(
    'structuredClone and Buffer',
    `return typeof structuredClone + typeof Buffer !== 'undefinedundefined';`,
  ),
];
