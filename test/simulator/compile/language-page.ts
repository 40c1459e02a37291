/** docs/simulator-language.md, made from the tables that the compiler itself reads. */
import {
  ARRAY_METHODS,
  MACHINERY,
  METHOD_HINTS,
  NAME_HINTS,
  NAMESPACES,
  NODE_HINTS,
  OTHER_METHODS,
  RANDOM_METHODS,
  RULES,
  TYPED_ARRAYS,
  WORLD_MEMBERS,
} from '../../../engine/simulator/compile/language.ts';
import { FREE_TURNS } from '../../../engine/simulator/compile/runtime-text.ts';

const code = (words: Iterable<string>): string =>
  [...words].map((word) => `\`${word}\``).join(', ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const CHARGES = {
  free: 'nothing',
  walk: 'a step per element',
  copy: 'a step and a cell per element',
  filter: 'a step per element, a cell per element of the result',
  slice: 'a cell per element of the result',
  push: 'a cell per argument',
  move: 'a cell per argument, a step per 16 elements',
  sort: 'n log2 n steps',
  concat: 'a step and a cell per element of all lists',
} as const;

/** The page. `example` is a whole simulator. */
export function languagePage(example: string): string {
  return `# The simulator language

<!-- Made from engine/simulator/compile/language.ts; a test keeps it true (vitest -u writes it anew). -->

A simulator is one file: a restricted subset of JavaScript, with types if you like (they are removed). It is read and
checked before it runs; whatever is not on the lists below is refused, with line, column, the rule and the way out. What
is left can do nothing but simulate, runs at the speed of plain JavaScript, and stops at the same place each time when it
would not end.

\`\`\`js
${example.trim()}
\`\`\`

## The file

- One \`export default { ... }\`; before it \`const NAME = literal\` (never changes) and functions.
- Everything in the exported object but \`start\`, \`observe\`, each module's \`step\` and each rule's \`value\` is literal:
  numbers, text, true, false, arrays, objects, constants of the file, and \`+ - * / **\` of numbers. It is read from the text.
- \`start(row, world)\` makes the whole state; modules change it in their order; \`observe(state, world)\` makes the outputs.
- The state is plain data: numbers, text that tells cases apart, true, false, lists, objects of these.
- \`world\` holds ${code(WORLD_MEMBERS)}. It is only looked at.
- A module declares what it reads and writes of the state. The causal diagram is derived from its code, through other names,
  destructuring, callbacks and helper functions; touching more than was declared is refused, declaring more is a warning.
  What is declared in \`writes\` may be read too.

## Statements and expressions

const, let, if, switch, for, for-of, while, do, break, continue, labels, return, functions and arrow functions, arrays, objects,
spread, destructuring, default values, \`? :\`, \`?.\`, \`??\`, \`&&\`, \`||\`, \`!\`, typeof, comparisons, arithmetic and bit operators, and their
assignments. Members are named in the text (\`a.name\`) or reached by number (\`a[i]\`).

Functions may be called, passed straight to a method of arrays, or to a helper that calls them.

## Names

${table(
  ['Name', 'Members'],
  Object.entries(NAMESPACES).map(([name, members]) => [`\`${name}\``, code(members)]),
)}

Also \`Infinity\`, \`NaN\`, \`undefined\`, \`new Array(n)\`, and \`new X(n)\` or \`new X(list)\` for ${code(TYPED_ARRAYS)}.

## Random numbers

\`world.random\` has ${code(Object.keys(RANDOM_METHODS))}. Each module has its own stream, so switching one off does not shift the
numbers of another.

## Methods of arrays, and what they cost

${table(
  ['Method', 'Cost'],
  Object.entries(ARRAY_METHODS).map(([name, { charge }]) => [`\`${name}\``, CHARGES[charge]]),
)}

## Budget

A run has a number of steps and a number of cells. A loop takes a step per turn: at its beginning where the number of its
turns is known by then (for-of, or counting to a bound that stays, with no way out before the end), else in portions of
${FREE_TURNS}; the first ${FREE_TURNS} turns are free. A call of a function that itself calls functions takes a step. A list or object takes a
cell per element and one for itself, a store beyond the end of a list the cells that it adds; what is let go of is not given
back. A run that has used up either ends, with the line at which it did.

## What is refused

${table(
  ['Rule', 'Refused', 'Because', 'Way out'],
  Object.entries(RULES).map(([rule, { refused, why, wayOut }]) => [rule, refused, why, wayOut]),
)}

### Forms

${table(
  ['Form', 'Way out'],
  Object.values(NODE_HINTS).map(([what, wayOut]) => [what, wayOut]),
)}

### Names that people try

${table(
  ['Name', 'Way out'],
  Object.entries({ ...NAME_HINTS, ...METHOD_HINTS }).map(([name, hint]) => [`\`${name}\``, hint]),
)}

### Words that no field may have

Machinery: ${code(MACHINERY)}, and whatever begins with \`__\`.

Methods of arrays: those above, and ${code(OTHER_METHODS)}. \`length\` belongs to arrays.
`;
}
