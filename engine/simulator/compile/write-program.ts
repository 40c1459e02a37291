/**
 * The text of a program: a strict-mode expression that evaluates to a `ProgramFactory` (program.ts). Beside the
 * author's functions it holds the counters, the frozen constants and the accessors made from the declaration.
 * It names no global but those of the language and Object.freeze, Object.keys, which the author cannot name.
 */
import type { Declaration } from '../declaration.ts';
import { isOperand } from './arithmetic-text.ts';
import { Instrumenter } from './instrument.ts';
import type { KindOf } from './kinds.ts';
import { childrenOf, type FunctionNode, type SyntaxNode } from './nodes.ts';
import type { Contract, Slot } from './read-contract.ts';
import { RUNTIME_TEXT } from './runtime-text.ts';
import type { Scopes } from './scopes.ts';
import { textLiteral, valueText } from './value-text.ts';
import type { Wholes } from './wholes.ts';

export interface ProgramSource {
  readonly text: string;
  readonly scopes: Scopes;
  readonly kindOf: KindOf;
  readonly wholes: Wholes;
  readonly contract: Contract;
  readonly declaration: Declaration;
}

/** With counters: `instrumented`; without them and without conversions: only for code that is trusted. */
export function writeProgram(source: ProgramSource, instrumented: boolean): string {
  const { contract, declaration } = source;
  const instrumenter = new Instrumenter(source.text, source.scopes, source.kindOf, source.wholes);
  const print = instrumented
    ? (node: SyntaxNode) => instrumenter.render(node)
    : (node: SyntaxNode) => printPlain(node, source);
  const functions = [
    ...helperTexts(contract, print),
    ...slotTexts(contract, source.text, print),
  ].join('\n');
  const temporaries =
    instrumenter.temporaries.length > 0 ? `let ${instrumenter.temporaries.join(', ')};\n` : '';
  const constants = [...contract.constants]
    .map(
      ([name, value]) =>
        `const ${name} = ${valueText(value, instrumented ? 'Object.freeze' : '')};\n`,
    )
    .join('');
  return `(($stop) => {
'use strict';
${instrumented ? RUNTIME_TEXT : ''}${temporaries}${constants}${instrumenter.helpers.join('\n')}
${functions}
return {
declaration: ${valueText(JSON.parse(JSON.stringify(declaration)))},
start: ${nameOf(contract.start)},
steps: [${contract.steps.map(nameOf).join(', ')}],
observe: ${nameOf(contract.observe)},
rules: [${contract.rules.map(nameOf).join(', ')}],
setBudget: (steps, cells) => { ${instrumented ? '$f = Math.min(steps, 2147483647) | 0; $c = Math.min(cells, 2147483647) | 0;' : ''} },
parametersOf: ${accessorText(Object.keys(declaration.parameters))},
inputsOf: ${accessorText(Object.keys(declaration.inputs))},
leversOf: ${accessorText(Object.keys(declaration.levers))},
rowOf: ${accessorText(Object.keys(declaration.outputs))},
writeOutputs: ${outputsText(Object.keys(declaration.outputs), instrumented)},
};
})`;
}

type Print = (node: SyntaxNode) => string;

function helperTexts(contract: Contract, print: Print): readonly string[] {
  return [...contract.helpers].map(([name, node]) =>
    node.type === 'FunctionDeclaration' ? print(node) : `const ${name} = ${print(node)};`,
  );
}

function slotTexts(contract: Contract, text: string, print: Print): readonly string[] {
  return [contract.start, contract.observe, ...contract.steps, ...contract.rules]
    .filter((slot) => slot.reference === undefined)
    .map(
      (slot) =>
        `const ${nameOf(slot)} = ${isMethod(slot.node, text) ? 'function ' : ''}${print(slot.node)};`,
    );
}

/** `start(row) { ... }`: the function's own text begins at the bracket. */
function isMethod(node: FunctionNode, text: string): boolean {
  return node.type === 'FunctionExpression' && text.startsWith('(', node.start);
}

function nameOf(slot: Slot): string {
  return slot.reference ?? `$${slot.path.replaceAll('.', '_')}`;
}

function accessorText(names: readonly string[]): string {
  return `($values, $at) => ({ ${names.map((name, i) => `${name}: $values[$at + ${i}]`).join(', ')} })`;
}

function outputsText(names: readonly string[], instrumented: boolean): string {
  const stores = names.map((name, i) => {
    const value = `$observed.${name}`;
    return `$target[$at + ${i}] = ${instrumented ? `$number(${value})` : value};`;
  });
  return `($observed, $target, $at) => { ${stores.join(' ')} }`;
}

/** The author's text, without what a hardened realm refuses: comments of HTML, and marks within text. */
function printPlain(
  node: SyntaxNode,
  { text, scopes }: Pick<ProgramSource, 'text' | 'scopes'>,
): string {
  if (node.type === 'Literal' && typeof node.value === 'string') return textLiteral(node.value);
  let result = '';
  let at = node.start;
  for (const child of childrenOf(node)) {
    result += text.slice(at, child.start) + printPlain(child, { text, scopes });
    at = child.end;
  }
  result += text.slice(at, node.end);
  return node.type === 'UpdateExpression' && isOperand(node, scopes) ? `(${result})` : result;
}
