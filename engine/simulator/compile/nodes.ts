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

const NOT_CHILDREN = new Set(['type', 'start', 'end', 'loc', 'range', 'value', 'raw', 'regex']);
const childrenKnown = new WeakMap<AnyNode, readonly AnyNode[]>();

/** The nodes directly below, in the order of the text. A shorthand property has its one identifier once. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const known = childrenKnown.get(node);
  if (known) return known;
  const found: AnyNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    // `value` holds a node in properties and plain data in literals.
    if (NOT_CHILDREN.has(key) && !(key === 'value' && isNode(value))) continue;
    for (const item of Array.isArray(value) ? value : [value])
      if (isNode(item) && !sameTextAsKey(node, key)) found.push(item);
  }
  found.sort((a, b) => a.start - b.start);
  childrenKnown.set(node, found);
  return found;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function sameTextAsKey(node: AnyNode, key: string): boolean {
  return node.type === 'Property' && node.shorthand && key === 'key';
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
