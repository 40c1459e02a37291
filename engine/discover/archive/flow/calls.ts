/** Calls, as the flow of a row is followed: own functions, methods of arrays, draws, Math. */
import type { CallExpression } from 'acorn';
import { ARRAY_METHODS } from '../../../simulator/compile/language.ts';
import {
  type FunctionNode,
  memberNameOf,
  type SyntaxNode,
} from '../../../simulator/compile/nodes.ts';
import type { Scopes } from '../../../simulator/compile/scopes.ts';
import type { Control } from './control.ts';
import { type Flow, madeFrom, NOTHING, unionOf, united, withOrigins } from './values.ts';

/** What following a call needs of the one who follows the rest. */
interface CallFollower {
  readonly scopes: Scopes;
  readonly control: Control;
  value(node: SyntaxNode): Flow;
  identifier(node: SyntaxNode): Flow;
  elementOf(value: Flow): Flow;
  boxed(node: SyntaxNode, parts: readonly Flow[]): Flow;
  apply(fn: FunctionNode, given: readonly Flow[]): Flow;
}

/** Parameters that a spread argument may reach. */
const MOST_PARAMETERS = 32;

export function followCall(follower: CallFollower, node: CallExpression): Flow {
  const given = argumentsOf(follower, node);
  const { callee } = node;
  if (callee.type === 'Identifier')
    return united(follower.identifier(callee).functions.map((fn) => follower.apply(fn, given)));
  if (callee.type !== 'MemberExpression') return NOTHING;
  const name = memberNameOf(callee) ?? '';
  const isGlobal =
    callee.object.type === 'Identifier' && !follower.scopes.bindingOf.has(callee.object);
  if (isGlobal && name === 'from') {
    const [list = NOTHING, callback = NOTHING] = given;
    return mapped(follower, node, list, callback);
  }
  if (isGlobal) return computed(follower, node, given);
  const receiver = follower.value(callee.object);
  if (Object.hasOwn(ARRAY_METHODS, name))
    return followMethod(follower, node, name, receiver, given);
  // Draws. A shuffle changes the order of what is there and gives the same array.
  return name === 'shuffle' ? (given[0] ?? NOTHING) : computed(follower, node, given);
}

/** What the parameters get; from a spread on, each may get any of the rest. */
function argumentsOf(follower: CallFollower, node: CallExpression): readonly Flow[] {
  const values: Flow[] = [];
  let rest: Flow | undefined;
  for (const argument of node.arguments) {
    const isSpread = argument.type === 'SpreadElement';
    const value = follower.value(isSpread ? argument.argument : argument);
    if (!isSpread && !rest) values.push(value);
    else rest = united([rest ?? NOTHING, isSpread ? follower.elementOf(value) : value]);
  }
  const last = rest;
  return last ? [...values, ...Array.from({ length: MOST_PARAMETERS }, () => last)] : values;
}

/** A number, or a new list of numbers, made from all of these. */
function computed(follower: CallFollower, node: SyntaxNode, values: readonly Flow[]): Flow {
  const made = madeFrom(unionOf(values.map((value) => follower.control.memory.wholeOf(value))));
  return united([made, follower.boxed(node, [made])]);
}

function mapped(follower: CallFollower, node: SyntaxNode, list: Flow, callback: Flow): Flow {
  const element = () => follower.elementOf(list);
  if (callback.functions.length === 0) return follower.boxed(node, [element()]);
  const results = called(follower, callback, () => [element(), NOTHING, list], element);
  return follower.boxed(node, [results, madeFrom(element().origins)]);
}

/** A callback for each element, in whichever number. */
function called(
  follower: CallFollower,
  { functions }: Flow,
  given: (results: Flow) => readonly Flow[],
  element: () => Flow,
): Flow {
  let results = NOTHING;
  follower.control.repeat(
    () => unionOf([element().origins, results.origins]),
    () => {
      for (const fn of functions) results = united([results, follower.apply(fn, given(results))]);
    },
  );
  return results;
}

function followMethod(
  follower: CallFollower,
  node: CallExpression,
  name: string,
  receiver: Flow,
  given: readonly Flow[],
): Flow {
  const { memory } = follower.control;
  const element = () => follower.elementOf(receiver);
  const callback = given.find(({ functions }) => functions.length > 0) ?? NOTHING;
  const plain = given.filter((value) => value !== callback);
  if (ARRAY_METHODS[name]?.changes === true) {
    // Where something goes, or how much goes, is part of what is there.
    const added = withOrigins(united(plain), follower.control.reasons());
    for (const box of receiver.boxes) memory.put(box, added);
  }
  if (name === 'map') return mapped(follower, node, receiver, callback);
  const argumentsFor = (results: Flow): readonly Flow[] => {
    if (name.startsWith('reduce'))
      return [united([given[1] ?? element(), results]), element(), NOTHING, receiver];
    return /sort/i.test(name) ? [element(), element()] : [element(), NOTHING, receiver];
  };
  const results =
    callback === NOTHING ? NOTHING : called(follower, callback, argumentsFor, element);
  const decided = unionOf(
    [...plain, results].map((value) => follower.control.memory.wholeOf(value)),
  );
  if (name.startsWith('reduce')) return united([given[1] ?? element(), results, madeFrom(decided)]);
  if (SAME.has(name)) return receiver;
  if (ELEMENTS.has(name)) return withOrigins(element(), decided);
  if (name === 'concat' || LISTS.has(name)) {
    const others =
      name === 'concat' ? plain.flatMap((value) => [value, follower.elementOf(value)]) : [];
    return follower.boxed(node, [withOrigins(united([element(), ...others]), decided)]);
  }
  return madeFrom(unionOf([element().origins, decided]));
}

const SAME: ReadonlySet<string> = new Set(['sort', 'reverse', 'fill']);
const ELEMENTS: ReadonlySet<string> = new Set(['at', 'find', 'findLast', 'pop', 'shift']);
const LISTS: ReadonlySet<string> = new Set([
  ...['filter', 'slice', 'splice', 'toReversed', 'toSorted', 'entries'],
]);
