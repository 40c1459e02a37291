/** Calls of built-ins with the charge for their work and for what they make grow. */
import type { CallExpression, MemberExpression } from 'acorn';
import { operandText } from './arithmetic-text.ts';
import { ARRAY_METHODS, type MethodRule } from './language.ts';
import { lineOf, memberNameOf, type SyntaxNode } from './nodes.ts';
import type { Printer } from './printer.ts';

export function callText(printer: Printer, node: CallExpression): string {
  const { callee } = node;
  if (callee.type === 'Identifier')
    return callee.name === 'Array' ? sizedText(printer, node) : printer.plain(node);
  if (callee.type !== 'MemberExpression') return printer.plain(node);
  const name = memberNameOf(callee) ?? '';
  if (callee.object.type === 'Identifier' && !printer.scopes.bindingOf.has(callee.object))
    return name === 'from' ? fromText(printer, node) : withNumbers(printer, node, ALL);
  const rule = Object.hasOwn(ARRAY_METHODS, name) ? ARRAY_METHODS[name] : undefined;
  return rule ? methodText(printer, node, callee, rule) : randomText(printer, node, callee, name);
}

/** `new Array(n)`, `new Float64Array(list)`: pays for its length first. */
export function sizedText(
  printer: Printer,
  node: SyntaxNode & { readonly arguments: readonly SyntaxNode[] },
): string {
  const [size] = node.arguments;
  if (!size) return printer.plain(node);
  return printer.plain(node, new Map([[size, `$size(${printer.render(size)}, ${lineOf(node)})`]]));
}

const ALL: readonly [number, number] = [0, Number.POSITIVE_INFINITY];
const NONE: readonly [number, number] = [0, 0];

/** A call whose arguments [from, to) are turned into numbers by what is called. */
function withNumbers(
  printer: Printer,
  node: CallExpression,
  [from, to]: readonly [number, number],
  callee?: string,
): string {
  const given = new Map<SyntaxNode, string>();
  if (callee !== undefined) given.set(node.callee, callee);
  node.arguments.forEach((argument, i) => {
    if (i >= from && i < to && argument.type !== 'SpreadElement')
      given.set(argument, operandText(printer, argument, '-'));
  });
  return printer.plain(node, given);
}

function methodText(
  printer: Printer,
  node: CallExpression,
  callee: MemberExpression,
  { charge, numbers = NONE }: MethodRule,
): string {
  const line = lineOf(node);
  const plain = (): string => withNumbers(printer, node, numbers);
  const onReceiver = (helper: string): string => {
    const receiver = `${helper}(${printer.render(callee.object)}, ${line})`;
    const changed = printer.plain(callee, new Map([[callee.object, receiver]]));
    return withNumbers(printer, node, numbers, changed);
  };
  switch (charge) {
    case 'free':
      return plain();
    case 'walk':
      return onReceiver('$walk');
    case 'copy':
      return onReceiver('$copy');
    case 'filter':
      return `$made(${onReceiver('$walk')}, ${line})`;
    case 'slice':
      return `$made(${plain()}, ${line})`;
    case 'sort':
      return onReceiver('$sort');
    case 'move':
      return printer.charged(node.arguments.length + 1, node, onReceiver('$move'));
    case 'push':
      return printer.charged(node.arguments.length, node, plain());
    case 'concat':
      return concatText(printer, node, callee);
    default:
      return charge satisfies never;
  }
}

function concatText(printer: Printer, node: CallExpression, callee: MemberExpression): string {
  const line = lineOf(node);
  const given = new Map<SyntaxNode, string>();
  const receiver = `$join(${printer.render(callee.object)}, ${line})`;
  given.set(callee, printer.plain(callee, new Map([[callee.object, receiver]])));
  for (const argument of node.arguments)
    if (argument.type !== 'SpreadElement')
      given.set(argument, `$copy(${printer.render(argument)}, ${line})`);
  return printer.plain(node, given);
}

/** Samplers that go through a list: which argument it is, and how it is charged. */
const LISTS: Readonly<Record<string, readonly [at: number, helper: string]>> = {
  shuffle: [0, '$walk'],
  categorical: [0, '$walk'],
  multinomial: [1, '$copy'],
};

function randomText(
  printer: Printer,
  node: CallExpression,
  callee: MemberExpression,
  name: string,
): string {
  const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  if (!list) return withNumbers(printer, node, ALL);
  const [at, helper] = list;
  const texts = node.arguments.map((argument, i) =>
    i === at
      ? `${helper}(${printer.render(argument)}, ${lineOf(node)})`
      : operandText(printer, argument, '-'),
  );
  return `${printer.render(callee)}(${texts.join(', ')})`;
}

function fromText(printer: Printer, node: CallExpression): string {
  const [list, make] = node.arguments;
  if (!list) return printer.plain(node);
  const line = lineOf(node);
  const length = list.type === 'ObjectExpression' ? list.properties[0] : undefined;
  if (length?.type !== 'Property')
    return printer.plain(node, new Map([[list, `$copy(${printer.render(list)}, ${line})`]]));
  const maker = make ? printer.render(make) : 'undefined';
  return `$from(${printer.render(length.value)}, ${maker}, ${line})`;
}
