/**
 * The simulator language as tables: what may be written, what may not, why, and the way out. The checker, the
 * compiler and docs/simulator-language.md all read them. Anything absent is refused.
 */

interface RuleText {
  /** What is refused, for the documentation. */
  readonly refused: string;
  readonly why: string;
  /** The way out, shown with every problem that has no better hint. */
  readonly wayOut: string;
}

export const RULES = {
  size: {
    refused: 'a file beyond 200 kB, or nested deeper than 100 brackets',
    why: 'the file is read before it is trusted',
    wayOut: 'Split long expressions into named steps; keep tables of numbers in data, not in code',
  },
  syntax: {
    refused: 'text that is not JavaScript (after types have been removed)',
    why: 'the file must be read exactly as it is run',
    wayOut: 'Write plain JavaScript; only types that vanish when removed are understood',
  },
  form: {
    refused: 'anything at the top but constants, functions and one `export default { ... }`',
    why: 'a file that holds state or loads others cannot be replayed, moved or compared',
    wayOut:
      'Use top-level `const NAME = literal`, `function helper() {}` and one `export default { ... }`',
  },
  declaration: {
    refused: 'a declared part that is incomplete, computed by running code, or contradicts itself',
    why: 'priors, units and names are read from the text, never by running it',
    wayOut: 'Write the value as a literal, as the contract asks',
  },
  syntaxForm: {
    refused:
      'class, this, new beyond arrays, async, generators, try, throw, regular expressions, templates, var, for-in, getters, rest',
    why: 'a simulator computes numbers from numbers; these forms hide state, time or endless work',
    wayOut: 'Use functions, const, let, if, for, while, for-of, switch, arrays and plain objects',
  },
  name: {
    refused: 'a name that is neither declared in the file nor on the list of known names',
    why: 'clocks, files, networks and hidden randomness would make runs unrepeatable',
    wayOut:
      'Declare it, or use what `world` and `Math` offer; random numbers come from `world.random`',
  },
  shadow: {
    refused:
      'a declaration that takes the name of a known global, or holds other letters than ASCII',
    why: 'a reader (and the compiler) must be able to tell what a name means',
    wayOut: 'Choose another name of ASCII letters, digits and _',
  },
  member: {
    refused:
      'member names of the language machinery: constructor, prototype, __proto__, call, toString ...',
    why: 'they lead out of the simulator',
    wayOut: 'Name the field otherwise',
  },
  index: {
    refused: 'text as an index, computed keys in object literals',
    why: 'computed access is by number only; every other member name stands in the text',
    wayOut: 'Use an array with numbers, or one named field per case',
  },
  call: {
    refused: 'calls of anything but own functions, Math, `random` and the listed methods of arrays',
    why: 'an unknown method may do unbounded work or lead out of the simulator',
    wayOut: 'Use a loop, an own helper function or one of the listed methods',
  },
  function: {
    refused:
      'functions kept in objects, arrays or variables that change; functions compared or returned',
    why: 'state is plain data; only then can it be copied, checked and drawn',
    wayOut: 'Call the function, or pass it directly to an array method or a helper that calls it',
  },
  text: {
    refused: 'building text: templates, `+` with text, methods of text',
    why: 'a simulator has no use for text beyond telling cases apart, and growing text is a memory bomb',
    wayOut: "Compare with === 'name', or number the cases",
  },
  operator: {
    refused: '==, !=, in, instanceof, delete, void, and arithmetic on objects or arrays',
    why: 'they depend on hidden conversions',
    wayOut: 'Use === and !==, `=== undefined`, and arithmetic on numbers',
  },
  assign: {
    refused:
      'changing constants, functions, Math, the length of an array, or what `world` hands over',
    why: 'what one run changes there, the next run would see',
    wayOut: 'Keep what changes in the state, or in a local variable',
  },
  recursion: {
    refused: 'functions that call themselves, directly or through others',
    why: 'their depth cannot be budgeted',
    wayOut: 'Rewrite it as a loop',
  },
  state: {
    refused:
      'touching a part of the state that `start` does not create or that the module does not declare',
    why: 'the causal diagram is derived from the code and must match what is said of it',
    wayOut: 'Create it in `start` and name it in `reads` or `writes`',
  },
} as const satisfies Record<string, RuleText>;

export type Rule = keyof typeof RULES;

/** Statements, expressions and patterns that may be written. */
export const NODE_TYPES: ReadonlySet<string> = new Set([
  ...['Program', 'ExportDefaultDeclaration', 'VariableDeclaration', 'VariableDeclarator'],
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ReturnStatement'],
  ...['BlockStatement', 'ExpressionStatement', 'EmptyStatement', 'IfStatement', 'SwitchStatement'],
  ...['SwitchCase', 'ForStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement'],
  ...['BreakStatement', 'ContinueStatement', 'LabeledStatement', 'Identifier', 'Literal'],
  ...['ArrayExpression', 'ObjectExpression', 'Property', 'SpreadElement', 'ArrayPattern'],
  ...['ObjectPattern', 'AssignmentPattern', 'AssignmentExpression', 'UpdateExpression'],
  ...['UnaryExpression', 'BinaryExpression', 'LogicalExpression', 'ConditionalExpression'],
  ...[
    'SequenceExpression',
    'CallExpression',
    'NewExpression',
    'MemberExpression',
    'ChainExpression',
  ],
]);

/** Better words for the refused forms that people write. */
export const NODE_HINTS: Readonly<Record<string, readonly [what: string, wayOut: string]>> = {
  ImportDeclaration: ['import', 'A simulator is one file: write the helper function in it'],
  ImportExpression: ['import()', 'A simulator is one file: write the helper function in it'],
  MetaProperty: ['import.meta or new.target', 'Leave it out'],
  ExportNamedDeclaration: [
    'named export',
    'Keep one `export default { ... }`; drop the word `export`',
  ],
  ExportAllDeclaration: ['re-export', 'Keep one `export default { ... }`'],
  ThisExpression: ['this', 'Use the parameters `state` and `world`'],
  ClassDeclaration: ['class', 'Use plain objects and functions'],
  ClassExpression: ['class', 'Use plain objects and functions'],
  TryStatement: ['try', 'Test the condition with `if`; failures are recorded by the runner'],
  ThrowStatement: [
    'throw',
    "Declare a rule of kind 'holds' instead; the runner records its failure",
  ],
  ForInStatement: ['for-in', 'Use for-of over an array, or name the fields'],
  TemplateLiteral: ['template text', RULES.text.wayOut],
  TaggedTemplateExpression: ['tagged template', RULES.text.wayOut],
  AwaitExpression: ['await', 'Steps are plain functions: leave it out'],
  YieldExpression: ['yield', 'Steps are plain functions: return an array instead'],
  RestElement: ['rest (...)', 'Name the elements, or use slice'],
  WithStatement: ['with', 'Name the object'],
  DebuggerStatement: ['debugger', 'Leave it out'],
  Super: ['super', 'Use functions'],
};

/** Numbers and marks that may be named anywhere. */
export const CONSTANT_GLOBALS: ReadonlySet<string> = new Set(['Infinity', 'NaN', 'undefined']);

/** Typed arrays: `new Float64Array(n)` or from an array. */
export const TYPED_ARRAYS: ReadonlySet<string> = new Set([
  ...['Float64Array', 'Float32Array', 'Int32Array', 'Uint32Array', 'Uint8Array'],
]);

/** Members of namespaces: functions and constants. None of them does unbounded work. */
export const NAMESPACES: Readonly<Record<string, ReadonlySet<string>>> = {
  Math: new Set([
    ...['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'ceil', 'clz32'],
    ...['cos', 'cosh', 'exp', 'expm1', 'floor', 'fround', 'hypot', 'imul', 'log', 'log10', 'log1p'],
    ...[
      'log2',
      'max',
      'min',
      'pow',
      'round',
      'sign',
      'sin',
      'sinh',
      'sqrt',
      'tan',
      'tanh',
      'trunc',
    ],
    ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
  ]),
  Number: new Set([
    ...['isFinite', 'isInteger', 'isNaN', 'isSafeInteger'],
    ...['EPSILON', 'MAX_SAFE_INTEGER', 'MAX_VALUE', 'MIN_SAFE_INTEGER', 'MIN_VALUE'],
    ...['NEGATIVE_INFINITY', 'POSITIVE_INFINITY'],
  ]),
  Array: new Set(['isArray', 'from']),
};

/** Way out for names that people try. */
export const NAME_HINTS: Readonly<Record<string, string>> = {
  Date: 'The day is `world.t`, `world.date` and `world.weekday`',
  console: 'Leave it out; what should be seen is an output',
  isNaN: 'Use Number.isNaN',
  isFinite: 'Use Number.isFinite',
  parseInt: 'Use Math.trunc',
  parseFloat: 'Values are numbers already',
  String: RULES.text.wayOut,
  Map: 'Use an array, indexed by number',
  Set: 'Use an array, indexed by number',
  Object: 'Name the fields, or use an array',
  JSON: 'State is plain data already; copy with { ...x } or [...x]',
  structuredClone: 'Copy with { ...x } or [...x]',
  number: 'Remove the type: plain JavaScript was understood here',
  arguments: 'Name the parameters',
  eval: 'Write the code in the file',
};

/** How the work and the growth of an array method are charged; see call-text.ts. */
type MethodCharge =
  /** Constant work. */
  | 'free'
  /** One step for each element. */
  | 'walk'
  /** One step for each element, one cell for each element: the result is as long as the receiver. */
  | 'copy'
  /** One step for each element, one cell for each element of the result. */
  | 'filter'
  /** One cell for each element of the result. */
  | 'slice'
  /** One cell for each argument. */
  | 'push'
  /** One cell for each argument, one step for each 16 elements, which are moved in one block. */
  | 'move'
  /** n log2 n steps. */
  | 'sort'
  /** Cells of the receiver and of the arguments. */
  | 'concat';

export interface MethodRule {
  readonly charge: MethodCharge;
  /** The first argument must be a function. */
  readonly callback?: true;
  /** Arguments [from, to) are turned into numbers. */
  readonly numbers?: readonly [from: number, to: number];
  /** Changes the receiver. */
  readonly changes?: true;
}

/** Methods of arrays and typed arrays that may be called. */
export const ARRAY_METHODS: Readonly<Record<string, MethodRule>> = {
  at: { charge: 'free', numbers: [0, 1] },
  concat: { charge: 'concat' },
  entries: { charge: 'free' },
  every: { charge: 'walk', callback: true },
  fill: { charge: 'walk', numbers: [1, 3], changes: true },
  filter: { charge: 'filter', callback: true },
  find: { charge: 'walk', callback: true },
  findIndex: { charge: 'walk', callback: true },
  findLast: { charge: 'walk', callback: true },
  findLastIndex: { charge: 'walk', callback: true },
  forEach: { charge: 'walk', callback: true },
  includes: { charge: 'walk', numbers: [1, 2] },
  indexOf: { charge: 'walk', numbers: [1, 2] },
  lastIndexOf: { charge: 'walk', numbers: [1, 2] },
  map: { charge: 'copy', callback: true },
  pop: { charge: 'free', changes: true },
  push: { charge: 'push', changes: true },
  reduce: { charge: 'walk', callback: true },
  reduceRight: { charge: 'walk', callback: true },
  reverse: { charge: 'walk', changes: true },
  shift: { charge: 'move', changes: true },
  slice: { charge: 'slice', numbers: [0, 2] },
  some: { charge: 'walk', callback: true },
  sort: { charge: 'sort', callback: true, changes: true },
  splice: { charge: 'move', numbers: [0, 2], changes: true },
  toReversed: { charge: 'copy' },
  toSorted: { charge: 'sort', callback: true },
  unshift: { charge: 'move', changes: true },
};

/** Methods of `world.random`: what each gives. */
export const RANDOM_METHODS: Readonly<Record<string, 'number' | 'array' | 'nothing'>> = {
  uniform: 'number',
  normal: 'number',
  lognormal: 'number',
  exponential: 'number',
  gamma: 'number',
  beta: 'number',
  poisson: 'number',
  binomial: 'number',
  negativeBinomial: 'number',
  multinomial: 'array',
  categorical: 'number',
  integer: 'number',
  shuffle: 'nothing',
};

/** What `world` hands over. */
export const WORLD_MEMBERS: ReadonlySet<string> = new Set([
  ...['t', 'date', 'weekday', 'dt', 'substep', 'parameters', 'inputs', 'levers', 'random'],
]);

/** Never a member name, called or not, in an object or out of it. */
export const MACHINERY: ReadonlySet<string> = new Set([
  ...[
    'constructor',
    'prototype',
    'call',
    'apply',
    'bind',
    'stack',
    'caller',
    'callee',
    'arguments',
  ],
  ...['valueOf', 'toString', 'toLocaleString', 'toJSON', 'hasOwnProperty', 'isPrototypeOf'],
  ...['propertyIsEnumerable', 'then', 'buffer', 'byteLength', 'byteOffset', 'BYTES_PER_ELEMENT'],
]);

/**
 * Methods of arrays and typed arrays that are not on the list above. As a field name they would be mistaken
 * for a value (`state.values` of an array is a function), so they are refused there too.
 */
export const OTHER_METHODS: ReadonlySet<string> = new Set([
  ...[
    'copyWithin',
    'flat',
    'flatMap',
    'join',
    'keys',
    'set',
    'subarray',
    'toSpliced',
    'values',
    'with',
  ],
]);

/** Way out for methods that people try. */
export const METHOD_HINTS: Readonly<Record<string, string>> = {
  flat: 'Use a loop with push',
  flatMap: 'Use a loop with push',
  join: RULES.text.wayOut,
  toFixed: 'Use Math.round(x * 100) / 100',
  keys: 'Use for (const [i, x] of list.entries())',
  values: 'Use for-of over the array itself',
  with: 'Copy with slice() and assign one element',
  toSpliced: 'Copy with slice(), then splice',
  set: 'Use a loop',
  subarray: 'Use slice',
  apply: 'Use Math.max(...list)',
  random: 'Use world.random',
};
