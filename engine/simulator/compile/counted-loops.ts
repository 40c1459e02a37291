/**
 * Loops that know how many turns they will make when they begin: for-of over a list, and `for` that counts to a
 * bound that stays. They pay at the beginning and count nothing on the way. What a list grows by meanwhile costs
 * cells, so no loop outlives both budgets. A loop that may be left early is not one of these: it would pay for
 * turns that it never makes.
 */
import { isNumber } from './kinds.ts';
import { childrenOf, isFunction, memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Printer } from './printer.ts';

type ForNode = Extract<SyntaxNode, { type: 'ForStatement' }>;

/** Text of the number of turns, which may be evaluated more than once; undefined for other loops. */
export function turnsText(printer: Printer, loop: SyntaxNode): string | undefined {
  if (printer.scopes.parentOf.get(loop)?.type === 'LabeledStatement') return undefined;
  if (loop.type === 'ForStatement' && !mayLeaveEarly(loop)) return countText(printer, loop);
  if (loop.type !== 'ForOfStatement' || mayLeaveEarly(loop)) return undefined;
  const { right } = loop;
  if (right.type === 'Literal' || right.type === 'BinaryExpression' || !isPure(right))
    return undefined;
  return `${printer.text.slice(right.start, right.end)}.length`;
}

function countText(printer: Printer, loop: ForNode): string | undefined {
  const { init, test, update } = loop;
  if (init?.type !== 'VariableDeclaration' || init.declarations.length !== 1) return undefined;
  const { id, init: first } = init.declarations[0]!;
  if (id.type !== 'Identifier' || !first || !test || !update) return undefined;
  const direction = directionOf(update, id.name);
  if (direction === 0 || test.type !== 'BinaryExpression') return undefined;
  const isComparison = direction > 0 ? /^<=?$/ : /^>=?$/;
  if (!isComparison.test(test.operator) || test.left.type !== 'Identifier') return undefined;
  if (test.left.name !== id.name || isAssigned(printer, id, loop.body)) return undefined;
  if (!isSmall(first) || !staysWithin(printer, test.right, loop)) return undefined;
  if (!isNumber(printer.kindOf(first)) || !isNumber(printer.kindOf(test.right))) return undefined;
  const text = (node: SyntaxNode): string => `(${printer.text.slice(node.start, node.end)})`;
  const [high, low] = direction > 0 ? [test.right, first] : [first, test.right];
  return `${text(high)} - ${text(low)}${test.operator.endsWith('=') ? ' + 1' : ''}`;
}

/** break, return, or continue of a loop further out. */
function mayLeaveEarly(loop: SyntaxNode): boolean {
  const leaves = (node: SyntaxNode, isInner: boolean): boolean => {
    if (isFunction(node)) return false;
    if (node.type === 'ReturnStatement') return true;
    if (node.type === 'BreakStatement') return !isInner || !!node.label;
    if (node.type === 'ContinueStatement') return !!node.label;
    const opens = /^(For|ForOf|While|DoWhile|Switch)Statement$/.test(node.type);
    return childrenOf(node).some((child) => leaves(child, isInner || opens));
  };
  return childrenOf(loop).some((child) => leaves(child, false));
}

/** 1: counts up by at least 1 a turn; -1: down; 0: neither. */
function directionOf(update: SyntaxNode, name: string): number {
  if (update.type === 'UpdateExpression') {
    if (update.argument.type !== 'Identifier' || update.argument.name !== name) return 0;
    return update.operator === '++' ? 1 : -1;
  }
  if (update.type !== 'AssignmentExpression' || update.left.type !== 'Identifier') return 0;
  if (update.left.name !== name || update.right.type !== 'Literal') return 0;
  if (typeof update.right.value !== 'number' || update.right.value < 1) return 0;
  return update.operator === '+=' ? 1 : update.operator === '-=' ? -1 : 0;
}

/** Where counting begins: so small that adding 1 is never lost, as it is beyond 2^53. */
function isSmall(node: SyntaxNode): boolean {
  if (node.type === 'Literal') return typeof node.value === 'number' && node.value <= 2 ** 31;
  if (node.type === 'BinaryExpression')
    return /^[-+]$/.test(node.operator) && isSmall(node.left as SyntaxNode) && isSmall(node.right);
  return memberNameOf(node) === 'length' && isPure(node);
}

/** Reading it again gives the same and changes nothing. */
function isPure(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'Identifier':
      return true;
    case 'MemberExpression':
      return !node.computed && !node.optional && isPure(node.object);
    case 'BinaryExpression':
      return /^[-+]$/.test(node.operator) && isPure(node.left as SyntaxNode) && isPure(node.right);
    default:
      return false;
  }
}

/** A bound that is the same in every turn, but for a list that grows. */
function staysWithin(printer: Printer, bound: SyntaxNode, loop: ForNode): boolean {
  if (!isPure(bound)) return false;
  let callsOut = false;
  const assigned = new Set<string>();
  walk(loop, (node) => {
    if (printer.scopes.bindingOf.get(node)?.fn) callsOut = true;
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') callsOut = true;
    const name = targetName(printer, node);
    if (name !== undefined) assigned.add(name);
  });
  let stays = true;
  walk(bound, (node) => {
    const name = memberNameOf(node);
    if (node.type === 'Identifier' && printer.scopes.bindingOf.has(node))
      stays &&= !isAssigned(printer, node, loop);
    else if (name !== undefined && name !== 'length')
      stays &&= callsOut ? !printer.assignedFields.has(name) : !assigned.has(name);
  });
  return stays;
}

/** Name of the field that is stored to, when the node is a field that is stored to. */
export function targetName(printer: Pick<Printer, 'scopes'>, node: SyntaxNode): string | undefined {
  const parent = printer.scopes.parentOf.get(node);
  const isTarget =
    (parent?.type === 'AssignmentExpression' && parent.left === node) ||
    (parent?.type === 'ForOfStatement' && parent.left === node) ||
    parent?.type === 'UpdateExpression' ||
    parent?.type === 'ArrayPattern' ||
    parent?.type === 'AssignmentPattern' ||
    (parent?.type === 'Property' && printer.scopes.parentOf.get(parent)?.type === 'ObjectPattern');
  return isTarget ? memberNameOf(node) : undefined;
}

/** The variable is assigned within the node, or in a function of its own that may be called there. */
function isAssigned(printer: Printer, name: SyntaxNode, within: SyntaxNode): boolean {
  const binding = printer.scopes.bindingOf.get(name);
  const owner = printer.scopes.functionOf.get(name);
  return (binding?.uses ?? []).some((use) => {
    const parent = printer.scopes.parentOf.get(use);
    const isRead =
      parent?.type === 'MemberExpression' ||
      parent?.type === 'BinaryExpression' ||
      parent?.type === 'CallExpression' ||
      (parent?.type === 'VariableDeclarator' && parent.init === use) ||
      (parent?.type === 'AssignmentExpression' && parent.right === use);
    if (isRead) return false;
    const isWritten =
      parent?.type === 'UpdateExpression' ||
      (parent?.type === 'AssignmentExpression' && parent.left === use) ||
      parent?.type === 'ArrayPattern' ||
      parent?.type === 'AssignmentPattern' ||
      parent?.type === 'ForOfStatement' ||
      (parent?.type === 'Property' &&
        printer.scopes.parentOf.get(parent)?.type === 'ObjectPattern');
    if (!isWritten) return false;
    const isInside = use.start >= within.start && use.end <= within.end;
    return isInside || printer.scopes.functionOf.get(use) !== owner;
  });
}
