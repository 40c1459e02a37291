/** Calls, as the touch analysis follows them: own functions, array methods and what they give their callbacks. */
import type { CallExpression, MemberExpression } from 'acorn';
import { ARRAY_METHODS, RANDOM_METHODS } from './language.ts';
import { memberNameOf, type SyntaxNode } from './nodes.ts';
import type { Scopes } from './scopes.ts';
import {
  type Closure,
  type Heap,
  NOTHING,
  type Thing,
  union,
  type Value,
  type Variables,
} from './touch-values.ts';

/** What following a call needs of the one who follows the rest. */
export interface CallFollower {
  readonly context: { readonly scopes: Scopes };
  readonly heap: Heap;
  value(node: SyntaxNode, variables: Variables): Value;
  identifier(node: SyntaxNode, variables: Variables): Value;
  /** The value is looked at. */
  use(value: Value, node: SyntaxNode): ReadonlySet<Thing>;
  /** A value becomes part of what these roots are. */
  put(roots: readonly string[], value: Value, at: SyntaxNode): void;
  apply(closure: Closure, given: readonly Value[]): Value;
}

/** Parameters that a spread argument may reach. */
const MAX_PARAMETERS = 32;

export function followCall(
  follower: CallFollower,
  node: CallExpression,
  variables: Variables,
): Value {
  const given = argumentsOf(follower, node, variables);
  const { callee } = node;
  if (callee.type === 'Identifier') {
    const { closures } = follower.identifier(callee, variables);
    return union(closures.map((closure) => follower.apply(closure, given)));
  }
  if (callee.type !== 'MemberExpression') return NOTHING;
  const name = memberNameOf(callee) ?? '';
  const isGlobal =
    callee.object.type === 'Identifier' && !follower.context.scopes.bindingOf.has(callee.object);
  if (isGlobal && name === 'from')
    return mapped(follower, node, given[0] ?? NOTHING, given[1]?.closures ?? []);
  if (isGlobal) return made(follower, given, node);
  const receiver = follower.value(callee.object, variables);
  if (Object.hasOwn(ARRAY_METHODS, name))
    return followMethod(follower, { name, receiver, given, node, callee });
  if (name === 'shuffle' && given[0]) follower.put([...given[0].roots], NOTHING, node);
  if (Object.hasOwn(RANDOM_METHODS, name)) return made(follower, given, node);
  return NOTHING;
}

/** What the parameters get; from a spread on, each may get any of the rest. */
function argumentsOf(
  follower: CallFollower,
  node: CallExpression,
  variables: Variables,
): readonly Value[] {
  const values: Value[] = [];
  let rest: Value | undefined;
  for (const argument of node.arguments) {
    const isSpread = argument.type === 'SpreadElement';
    const value = follower.value(isSpread ? argument.argument : argument, variables);
    if (!isSpread && !rest) values.push(value);
    else rest = union([rest ?? NOTHING, isSpread ? follower.heap.elementOf(value) : value]);
  }
  return rest ? [...values, ...Array.from({ length: MAX_PARAMETERS }, () => rest)] : values;
}

/** A fresh number or list of numbers made from these. */
function made(follower: CallFollower, values: readonly Value[], node: SyntaxNode): Value {
  const from = new Set(values.flatMap((value) => [...follower.use(value, node)]));
  return { ...NOTHING, from };
}

function mapped(
  follower: CallFollower,
  node: SyntaxNode,
  list: Value,
  closures: readonly Closure[],
): Value {
  const element = follower.heap.elementOf(list);
  const results = closures.map((closure) => follower.apply(closure, [element, NOTHING, list]));
  return follower.heap.make(node, closures.length === 0 ? [element] : results);
}

interface MethodCall {
  readonly name: string;
  readonly receiver: Value;
  readonly given: readonly Value[];
  readonly node: CallExpression;
  readonly callee: MemberExpression;
}

function followMethod(follower: CallFollower, call: MethodCall): Value {
  const { name, receiver, given, node, callee } = call;
  const { heap } = follower;
  const element = heap.elementOf(receiver);
  const closures = given[0]?.closures ?? [];
  if (!ADDS.has(name)) follower.use(receiver, callee.object);
  if (ARRAY_METHODS[name]?.changes === true) change(follower, call);
  switch (name) {
    case 'map':
      return mapped(follower, node, receiver, closures);
    case 'reduce':
    case 'reduceRight':
      return reduced(follower, given[1] ?? element, element, receiver, closures);
    case 'sort':
    case 'toSorted':
      for (const closure of closures) follower.apply(closure, [element, element]);
      return name === 'sort' ? receiver : heap.make(node, [element]);
    case 'concat':
      return heap.make(node, [element, ...given, ...given.map((value) => heap.elementOf(value))]);
    case 'entries':
      return heap.make(node, [heap.make(callee, [element])]);
    default:
  }
  for (const closure of closures)
    follower.use(follower.apply(closure, [element, NOTHING, receiver]), node);
  if (ELEMENTS.has(name)) return element;
  if (LISTS.has(name)) return heap.make(node, [element]);
  if (name === 'fill' || name === 'reverse') return receiver;
  return ADDS.has(name) ? NOTHING : made(follower, [receiver, ...given], node);
}

function change(follower: CallFollower, { name, receiver, given, node }: MethodCall): void {
  const added = name === 'splice' ? given.slice(2) : ADDS.has(name) ? given : [];
  for (const value of added.length > 0 ? added : [NOTHING])
    follower.put([...receiver.roots], value, node);
}

/** What is carried along; what the function makes of it comes in again. */
function reduced(
  follower: CallFollower,
  first: Value,
  element: Value,
  list: Value,
  closures: readonly Closure[],
): Value {
  let total = first;
  for (let before = ''; before !== sizeOf(total); ) {
    before = sizeOf(total);
    const next = closures.map((closure) =>
      follower.apply(closure, [total, element, NOTHING, list]),
    );
    total = union([total, ...next]);
  }
  return total;
}

function sizeOf(value: Value): string {
  return `${value.roots.size} ${value.from.size}`;
}

const ADDS: ReadonlySet<string> = new Set(['push', 'unshift', 'fill']);
const ELEMENTS: ReadonlySet<string> = new Set(['at', 'find', 'findLast', 'pop', 'shift']);
const LISTS: ReadonlySet<string> = new Set(['filter', 'slice', 'splice', 'toReversed']);
