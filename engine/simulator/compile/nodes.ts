/** The syntax tree as this room sees it: acorn's nodes, their children in order of the text, and their place. */
import type {
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
} from 'acorn';

export type { AnyNode as SyntaxNode } from 'acorn';

/** A function of the author's, in whichever form it was written. */
export type FunctionNode = ArrowFunctionExpression | FunctionExpression | FunctionDeclaration;

/** The nodes directly below, in the order of the text. A shorthand property has its one identifier once. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const found: AnyNode[] = [];
  const isShorthand = node.type === 'Property' && node.shorthand;
  let inOrder = true;
  const take = (value: unknown): void => {
    if (!isNode(value)) return;
    inOrder &&= found.length === 0 || found[found.length - 1]!.start <= value.start;
    found.push(value);
  };
  // Every key is looked at: what is not visited would not be checked.
  for (const key in node) {
    if (key === 'loc' || (isShorthand && key === 'key')) continue;
    const value: unknown = node[key as keyof AnyNode];
    if (Array.isArray(value)) for (const item of value) take(item);
    else take(value);
  }
  return inOrder ? found : found.sort((a, b) => a.start - b.start);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** Calls `visit` on the node and on all below it, parents first. */
export function walk(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

/** Line of a node in the author's file, from 1. */
export function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 1;
}

/** Column of a node in the author's file, from 1. */
export function columnOf(node: AnyNode): number {
  return (node.loc?.start.column ?? 0) + 1;
}

/** Name of a property that is written in the text: `a: 1`, `'a': 1`, `a() {}`; undefined when computed. */
export function keyOf(node: AnyNode): string | undefined {
  if (node.type !== 'Property' || node.computed) return undefined;
  if (node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'Literal') return String(node.key.value);
  return undefined;
}

/** Name of a member that is written in the text: `a.name`; undefined when computed. */
export function memberNameOf(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}
