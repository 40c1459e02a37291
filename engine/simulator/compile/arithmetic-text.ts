/**
 * Arithmetic, access by number and stores, as they are written into the program. `+` must never grow text, and
 * no operator may turn an array into text, whose length nothing bounds: an operand that is not proven harmless
 * is looked at first. A store beyond the end of an array pays for what it adds.
 */
import type {
  AssignmentExpression,
  BinaryExpression,
  MemberExpression,
  UpdateExpression,
} from 'acorn';
import { isNumber, OBJECT } from './kinds.ts';
import { lineOf, type SyntaxNode } from './nodes.ts';
import type { Printer } from './printer.ts';
import type { Scopes } from './scopes.ts';
import { INDEX, WHOLE } from './wholes.ts';

/** Operators that turn their operands into numbers (or, `+`, into text). */
const ARITHMETIC: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>', '<', '<=', '>', '>=', '~'],
]);

/** Longer texts are not written twice: indices within indices would grow beyond measure. */
const MAX_REPEATED = 60;

/** An operand of an operator. */
export function operandText(printer: Printer, node: SyntaxNode, operator: string): string {
  const text = printer.render(node);
  return checked(printer.kindOf(node), operator, text, isRepeatable(node));
}

function isHarmless(kind: number, operator: string): boolean {
  if (!ARITHMETIC.has(operator) || isNumber(kind)) return true;
  return operator !== '+' && (kind & OBJECT) === 0;
}

function checked(kind: number, operator: string, text: string, repeatable: boolean): string {
  if (isHarmless(kind, operator)) return text;
  const helper = operator === '+' ? '$number' : '$scalar';
  return repeatable && text.length <= MAX_REPEATED
    ? `(typeof ${text} === 'number' ? ${text} : ${helper}(${text}))`
    : `${helper}(${text})`;
}

export function binaryText(printer: Printer, node: BinaryExpression): string {
  const { operator, right } = node;
  const left = node.left as SyntaxNode;
  return printer.plain(
    node,
    new Map([
      [left, operandText(printer, left, operator)],
      [right, operandText(printer, right, operator)],
    ]),
  );
}

/** `a += b`; written out where what `a` was must be looked at. */
export function assignmentText(printer: Printer, node: AssignmentExpression): string {
  const { right } = node;
  const left = node.left as SyntaxNode;
  const operator = node.operator.slice(0, -1);
  if (!ARITHMETIC.has(operator)) return printer.plain(node);
  const kind = printer.kindOf(left);
  const value = operandText(printer, right, operator);
  if (isHarmless(kind, operator)) return printer.plain(node, new Map([[right, value]]));
  const place = placeText(printer, left);
  return `(${place.target} = ${checked(kind, operator, place.value, true)} ${operator} (${value}))`;
}

/** Operands are put in brackets: to a script, `x --> 0` and `x <!--y` would be comments. */
export function isOperand(node: UpdateExpression, scopes: Scopes): boolean {
  const parent = scopes.parentOf.get(node)?.type;
  return parent === 'BinaryExpression' || parent === 'UnaryExpression';
}

/** `x++` is left alone where x is no object; elsewhere it is written as an assignment. */
export function updateText(printer: Printer, node: UpdateExpression): string {
  const { argument, operator, prefix } = node;
  const kind = printer.kindOf(argument);
  if ((kind & OBJECT) === 0) {
    return isOperand(node, printer.scopes) ? `(${printer.plain(node)})` : printer.plain(node);
  }
  const place = placeText(printer, argument);
  const before = printer.temporary();
  const value = checked(kind, '-', place.value, true);
  const next = `${place.target} = (${before} = +${value}) ${operator.slice(1)} 1`;
  return prefix ? `(${next})` : `(${next}, ${before})`;
}

/** Access by number. */
export function memberText(printer: Printer, node: MemberExpression): string {
  if (!node.computed) return printer.plain(node);
  if (printer.isChecked(node)) return printer.plain(node);
  if (isTarget(printer, node)) return placeText(printer, node).target;
  const { property } = node;
  return printer.plain(
    node,
    new Map([[property as SyntaxNode, operandText(printer, property, '+')]]),
  );
}

/** A place to store to, and the text that reads it once the place has been evaluated. */
function placeText(
  printer: Printer,
  node: SyntaxNode,
): { readonly target: string; readonly value: string } {
  if (node.type !== 'MemberExpression') {
    const text = printer.render(node);
    return { target: text, value: text };
  }
  const { property } = node;
  const object = onceText(printer, node.object);
  if (!node.computed) {
    const name = printer.text.slice(property.start, property.end);
    return { target: `${object.first}.${name}`, value: `${object.again}.${name}` };
  }
  const { first, again: k } = onceText(printer, property);
  const list = object.again;
  if (printer.isChecked(node))
    return { target: `${object.first}[${first}]`, value: `${list}[${k}]` };
  const within = `${indexChecks(printer, property, first, k)}${k} < ${list}.length`;
  const key = `${within} ? ${k} : $grow(${list}, ${k}, ${lineOf(node)})`;
  return {
    target: `${object.first}[${key}]`,
    value: `${list}[${checked(printer.kindOf(property), '+', k, true)}]`,
  };
}

/** An expression's text where it is evaluated, and a text that gives the same value again. */
function onceText(
  printer: Printer,
  node: SyntaxNode,
): { readonly first: string; readonly again: string } {
  const text = printer.render(node);
  if (isRepeatable(node) && text.length <= MAX_REPEATED) return { first: text, again: text };
  const name = printer.temporary();
  return { first: `(${name} = ${text})`, again: name };
}

/** Evaluating it twice costs little and changes nothing: names, fields, numbers. */
function isRepeatable(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Identifier':
      return true;
    case 'Literal':
      return typeof node.value === 'number';
    case 'MemberExpression':
      return (
        !node.optional &&
        isRepeatable(node.object) &&
        (!node.computed || isRepeatable(node.property))
      );
    default:
      return false;
  }
}

/**
 * What has to be asked of a key before `key < length` shows that it is an index: whether it is whole, whether it
 * is not negative. V8 drops `| 0` and the comparison where it knows small whole numbers.
 */
export function indexChecks(
  printer: Printer,
  node: SyntaxNode,
  first: string,
  again: string,
): string {
  const level = printer.wholes.of(node);
  if (level === INDEX) return first === again ? '' : `${first} >= 0 && `;
  if (level === WHOLE) return `${first} >= 0 && `;
  return `(${first} | 0) === ${again} && ${again} >= 0 && `;
}

/** It is stored to, in whichever way. */
function isTarget(printer: Printer, node: SyntaxNode): boolean {
  const parent = printer.scopes.parentOf.get(node);
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'ArrayPattern':
      return true;
    case 'Property':
      return parent.value === node && printer.scopes.parentOf.get(parent)?.type === 'ObjectPattern';
    default:
      return false;
  }
}
