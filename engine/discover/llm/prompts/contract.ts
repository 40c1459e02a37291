/** What a simulator must be, from the tables that the compiler reads, with two worked examples. */
import {
  ARRAY_METHODS,
  MACHINERY,
  NAMESPACES,
  NODE_HINTS,
  OTHER_METHODS,
  RANDOM_METHODS,
  RULES,
  TYPED_ARRAYS,
  WORLD_MEMBERS,
} from '../../../simulator/compile/language.ts';
import { EPIDEMIC, STAGED_STAY } from './examples.ts';
import { fenceCode } from './quote.ts';

const list = (words: Iterable<string>): string => [...words].join(', ');

/** The section on the simulator language. */
export function contractText(): string {
  return `# The simulator language

A simulator is one file in a restricted subset of JavaScript: constants, helper functions and one
\`export default { ... }\`. It is checked before it runs; whatever is not allowed below is refused.

## The exported object

Literal, read from the text and never run: numbers, text, true, false, lists, objects, constants of the file.
- contract: 1
- title, description: text
- time: { unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year' | 'step', step: 1, substeps?: n }. The modules run
  \`substeps\` times a row, each with world.dt = step / substeps.
- assumptions: [{ text, source: 'words' | 'data' | 'modeller' }]
- parameters: { name: { prior, unit, meaning, default? } }. They are fitted to the data within their priors. Priors:
  { kind: 'uniform', low, high }, { kind: 'log-uniform', low, high } (low > 0), { kind: 'normal', mean, sd, low?, high? },
  { kind: 'log-normal', median, sigma }, { kind: 'beta', a, b, low?, high? }, { kind: 'integer', low, high },
  { kind: 'choice', values: [...] }. Every unknown number is a parameter; never write a fitted number into the code.
- inputs: { name: { unit, meaning, column?, default? } }: series given from outside, known on every row of a run.
- levers: { name: { unit, meaning, default, low, high, integer?, column? } }: what people set.
- outputs: { name: { unit, kind: 'count' | 'continuous' | 'proportion', meaning, column?, noise? } }: what is predicted and
  compared with the data. count: whole and not negative; proportion: 0..1.
  noise is added after observe: { kind: 'normal', sd }, { kind: 'proportional', cv }, { kind: 'poisson' },
  { kind: 'negative-binomial', size }, { kind: 'binomial', probability }; each number or the name of a parameter.
- modules: [{ name, meaning, reads: [...], writes: [...], step(state, world) { ... } }]: at least one. reads and writes name
  the fields of the state that the code touches; touching another field is refused.
- rules: [{ name, meaning, kind: 'conserved' | 'holds', value(state, world) { ... } }]: 'conserved' gives a number that never
  changes, 'holds' gives true after every step. A run that breaks one fails.

Functions:
- start(row, world) returns the whole state. \`row\` has the first observed value of every output by its name, NaN where none was
  observed: test with Number.isFinite before you rely on it.
- step(state, world) changes the state in place. Modules run in their order, once a row (or substep).
- observe(state, world) returns { every declared output }.
- The state is plain data. world has ${list(WORLD_MEMBERS)} and is only looked at. inputs and levers have the
  values of the row that the step leads to.

Names: outputs, inputs and levers take the names of the data's series as they are listed in the problem. Names are ASCII letters,
digits and _.

## What the code may hold

const, let, if, switch, for, for-of, while, do, break, continue, return, functions and arrow functions, arrays, objects, spread,
destructuring, default values, ? :, ?., ??, &&, ||, !, typeof, comparisons with === and !==, arithmetic.
${Object.entries(NAMESPACES)
  .map(([name, members]) => `${name}: ${list(members)}.`)
  .join('\n')}
world.random: ${list(Object.keys(RANDOM_METHODS))}. The only source of chance. binomial(n, p) needs a whole n >= 0 and p in 0..1;
poisson(mean) needs mean >= 0; normal(mean, sd); negativeBinomial(mean, size); multinomial(n, [p, ...]) with p adding up to 1.
Methods of arrays: ${list(Object.keys(ARRAY_METHODS))}. Also new Array(n) and ${list(TYPED_ARRAYS)}.

## What is refused

${Object.values(RULES)
  .map(({ refused, wayOut }) => `- ${refused}. ${wayOut}.`)
  .join('\n')}
Refused forms: ${list(new Set(Object.values(NODE_HINTS).map(([what]) => what)))}.
No field may be called: ${list(MACHINERY)}, ${list(OTHER_METHODS)}, length, or anything that begins with __.

## Worked example: beds with a staged stay

${fenceCode(STAGED_STAY, 20_000)}

## Worked example: an epidemic

${fenceCode(EPIDEMIC, 20_000)}`;
}
