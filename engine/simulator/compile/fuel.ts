/**
 * Where the step counter is touched. A loop in which nothing else touches it may count in a local variable,
 * which costs next to nothing, and settle when it ends.
 */
import { ARRAY_METHODS } from './language.ts';
import {
  childrenOf,
  type FunctionNode,
  isFunction,
  memberNameOf,
  type SyntaxNode,
  walk,
} from './nodes.ts';
import type { Scopes } from './scopes.ts';

export type LoopNode = Extract<
  SyntaxNode,
  { type: 'ForStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement' }
>;

/**
 * A function whose calls cost a step: it calls functions of the file outside its loops, so that calls can
 * multiply. One that calls none is part of its caller's work; calls in a loop are paid by its turns.
 */
export function costsStep(node: FunctionNode, scopes: Scopes): boolean {
  const calls = (inner: SyntaxNode): boolean => {
    if (isLoop(inner))
      return childrenOf(inner).some((child) => child !== inner.body && calls(child));
    if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier')
      if (scopes.bindingOf.has(inner.callee)) return true;
    return childrenOf(inner).some(calls);
  };
  return childrenOf(node).some(calls);
}

function isLoop(node: SyntaxNode): node is LoopNode {
  return LOOPS.has(node.type);
}

const LOOPS: ReadonlySet<string> = new Set([
  ...['ForStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement'],
]);

/** A loop that may count in a local variable: nothing in it takes steps but its own turns and inner loops'. */
export function countsLocally(loop: LoopNode, scopes: Scopes): boolean {
  if (scopes.parentOf.get(loop)?.type === 'LabeledStatement') return false;
  let local = true;
  const labels = new Set<string>();
  walk(loop, (node) => {
    if (node.type === 'LabeledStatement') labels.add(node.label.name);
    else if (node.type === 'BreakStatement' || node.type === 'ContinueStatement')
      local &&= !node.label || labels.has(node.label.name);
    else if (isFunction(node) || node.type === 'SpreadElement') local = false;
    else if (node.type === 'CallExpression') local &&= takesNoSteps(node, scopes);
  });
  return local;
}

function takesNoSteps(
  node: Extract<SyntaxNode, { type: 'CallExpression' }>,
  scopes: Scopes,
): boolean {
  const { callee } = node;
  if (callee.type === 'Identifier') {
    const fn = scopes.bindingOf.get(callee)?.fn;
    return fn !== undefined && isFree(fn, scopes);
  }
  if (callee.type !== 'MemberExpression') return false;
  const name = memberNameOf(callee) ?? '';
  if (callee.object.type === 'Identifier' && !scopes.bindingOf.has(callee.object))
    return name !== 'from';
  const rule = Object.hasOwn(ARRAY_METHODS, name) ? ARRAY_METHODS[name] : undefined;
  if (rule) return FREE_CHARGES.has(rule.charge);
  return !LIST_SAMPLERS.has(name);
}

/** A function without loops, calls of the file's functions, and built-ins that walk. */
function isFree(fn: FunctionNode, scopes: Scopes): boolean {
  let free = true;
  walk(fn, (node) => {
    if (node === fn) return;
    if (isLoop(node) || isFunction(node) || node.type === 'SpreadElement') free = false;
    else if (node.type === 'CallExpression')
      free &&= node.callee.type !== 'Identifier' && takesNoSteps(node, scopes);
  });
  return free;
}

const FREE_CHARGES: ReadonlySet<string> = new Set(['free', 'push', 'slice']);
const LIST_SAMPLERS: ReadonlySet<string> = new Set(['shuffle', 'categorical', 'multinomial']);
