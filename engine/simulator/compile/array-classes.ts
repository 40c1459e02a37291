/**
 * Which arrays may be the same. Every variable, field name, function and array in the text has a class; whatever
 * is assigned, passed or returned joins the classes of both sides (unification, as in Steensgaard's points-to
 * analysis, POPL 1996). Elements of a class have one class of their own. So numbers in one array are told from
 * patients in another without following the order of the program.
 */
import type { CallExpression } from 'acorn';
import { ARRAY_METHODS, RANDOM_METHODS } from './language.ts';
import { isFunction, keyOf, memberNameOf, type SyntaxNode } from './nodes.ts';
import type { Binding, Scopes } from './scopes.ts';

/** A class of values that may be the same array; ask `elementsOf` for what they hold. */
export class ArrayClass {
  #joined: ArrayClass | undefined;
  #elements: ArrayClass | undefined;

  /** The one that stands for all that were joined. */
  get root(): ArrayClass {
    let at: ArrayClass = this;
    while (at.#joined) at = at.#joined;
    return at;
  }

  get elements(): ArrayClass {
    const { root } = this;
    root.#elements ??= new ArrayClass();
    return root.#elements.root;
  }

  /** Makes an array hold what it also is itself: nothing is known of it. */
  holdItself(): void {
    this.root.#elements = this.root;
  }

  join(other: ArrayClass): void {
    const [a, b] = [this.root, other.root];
    if (a === b) return;
    b.#joined = a;
    if (!b.#elements) return;
    const inner = b.#elements;
    if (a.#elements) a.#elements.join(inner);
    else a.#elements = inner;
  }
}

export class ArrayClasses {
  /** Of what nothing is known. */
  readonly unknown = new ArrayClass();
  readonly #scopes: Scopes;
  readonly #of = new Map<SyntaxNode | Binding | string, ArrayClass>();
  /** Named functions that nobody calls unseen. */
  readonly #direct = new Set<SyntaxNode>();

  constructor(nodes: readonly SyntaxNode[], scopes: Scopes) {
    this.#scopes = scopes;
    this.unknown.holdItself();
    for (const { fn, uses } of scopes.bindings)
      if (fn && uses.every((use) => this.#isCalled(use))) this.#direct.add(fn);
    for (const node of nodes) this.#join(node);
  }

  /** A named function that is only called, by its name or by array methods: its parameters get what these give. */
  isDirect(fn: SyntaxNode): boolean {
    return this.#direct.has(fn);
  }

  /** Class of what is the value of an expression or the target of a pattern. */
  of(node: SyntaxNode): ArrayClass {
    switch (node.type) {
      case 'Identifier': {
        const binding = this.#scopes.bindingOf.get(node);
        return this.#classOf(binding ?? node);
      }
      case 'MemberExpression':
        return node.computed ? this.of(node.object).elements : this.field(memberNameOf(node) ?? '');
      case 'ChainExpression':
        return this.of(node.expression);
      case 'AssignmentExpression':
        return this.of(node.right);
      case 'AssignmentPattern':
        return this.of(node.left);
      case 'SequenceExpression':
        return this.of(node.expressions.at(-1)!);
      case 'CallExpression':
        return this.#call(node);
      default:
        return this.#classOf(node);
    }
  }

  /** Class of the values of all fields of this name. */
  field(name: string): ArrayClass {
    return this.#classOf(`.${name}`);
  }

  #classOf(key: SyntaxNode | Binding | string): ArrayClass {
    const known = this.#of.get(key) ?? new ArrayClass();
    this.#of.set(key, known);
    return known.root;
  }

  /** Called, or passed straight to an array method. */
  #isCalled(use: SyntaxNode): boolean {
    const parent = this.#scopes.parentOf.get(use);
    if (parent?.type !== 'CallExpression') return false;
    return parent.callee === use || callbackIn(parent) === use;
  }

  #call(node: CallExpression): ArrayClass {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      const fn = this.#scopes.bindingOf.get(callee)?.fn;
      return fn ? this.#classOf(fn) : callee.name === 'Array' ? this.#classOf(node) : this.unknown;
    }
    const name = memberNameOf(callee as SyntaxNode) ?? '';
    if (callee.type !== 'MemberExpression' || Object.hasOwn(RANDOM_METHODS, name))
      return this.#classOf(node);
    if (SAME_ELEMENTS.has(name)) return this.of(callee.object);
    if (ONE_ELEMENT.has(name)) return this.of(callee.object).elements;
    return this.#classOf(node);
  }

  #join(node: SyntaxNode): void {
    switch (node.type) {
      case 'VariableDeclarator':
        if (node.init && !isFunction(node.init)) this.#bind(node.id, this.of(node.init));
        return;
      case 'AssignmentExpression':
        this.#bind(node.left, this.of(node.right));
        return;
      case 'AssignmentPattern':
        this.#bind(node.left, this.of(node.right));
        return;
      case 'ForOfStatement': {
        const target =
          node.left.type === 'VariableDeclaration' ? node.left.declarations[0]!.id : node.left;
        const list = entriesOf(node.right);
        if (!list) this.#bind(target, this.of(node.right).elements);
        else if (target.type === 'ArrayPattern' && target.elements[1])
          this.#bind(target.elements[1], this.of(list).elements);
        else if (target.type !== 'ArrayPattern') this.#bind(target, this.unknown);
        return;
      }
      case 'ConditionalExpression':
        this.of(node).join(this.of(node.consequent));
        this.of(node).join(this.of(node.alternate));
        return;
      case 'LogicalExpression':
        this.of(node).join(this.of(node.left));
        this.of(node).join(this.of(node.right));
        return;
      case 'Property':
        if (this.#scopes.parentOf.get(node)?.type === 'ObjectExpression') this.#property(node);
        return;
      case 'ArrayExpression':
        for (const element of node.elements)
          if (element?.type === 'SpreadElement')
            this.of(node).elements.join(this.of(element.argument).elements);
          else if (element) this.of(node).elements.join(this.of(element));
        return;
      case 'ReturnStatement': {
        const fn = this.#scopes.functionOf.get(node);
        if (fn && node.argument) this.#classOf(fn).join(this.of(node.argument));
        return;
      }
      case 'CallExpression':
        this.#joinCall(node);
        return;
      default:
        if (isFunction(node)) this.#joinFunction(node);
    }
  }

  #property(node: Extract<SyntaxNode, { type: 'Property' }>): void {
    const name = keyOf(node);
    if (name === undefined) return;
    this.field(name).join(this.of(node.value));
    // { 0: a } is reached by number.
    const object = this.#scopes.parentOf.get(node);
    if (/^\d/.test(name) && object) this.of(object).elements.join(this.of(node.value));
  }

  #joinFunction(node: Extract<SyntaxNode, { params: unknown }>): void {
    if (node.body.type !== 'BlockStatement') this.#classOf(node).join(this.of(node.body));
    if (this.isDirect(node)) return;
    const call = this.#scopes.parentOf.get(node);
    if (call?.type === 'CallExpression') {
      if (callbackIn(call) === node) return; // joined with the call
      this.#classOf(node).join(this.unknown);
    }
    for (const parameter of node.params) this.#bind(parameter, this.unknown);
  }

  #joinCall(node: CallExpression): void {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      const fn = this.#scopes.bindingOf.get(callee)?.fn;
      const spread = node.arguments.some((argument) => argument.type === 'SpreadElement');
      node.arguments.forEach((argument, i) => {
        const parameter = spread ? undefined : fn?.params[i];
        const given =
          argument.type === 'SpreadElement'
            ? this.of(argument.argument).elements
            : this.of(argument);
        if (parameter) this.#bind(parameter, given);
        else if (callee.name !== 'Array') given.join(this.unknown);
      });
      if (spread) for (const parameter of fn?.params ?? []) this.#bind(parameter, this.unknown);
      return;
    }
    if (callee.type === 'MemberExpression')
      this.#joinMethod(node, this.of(callee.object), memberNameOf(callee) ?? '');
  }

  #joinMethod(node: CallExpression, list: ArrayClass, name: string): void {
    const [first, second] = node.arguments;
    if (name === 'from') {
      if (second) this.#callback(second, [this.unknown]);
      if (second) this.#classOf(node).elements.join(this.#returned(second));
      else if (first) this.#classOf(node).join(this.of(first));
      return;
    }
    if (name === 'concat')
      for (const argument of node.arguments) {
        list.join(this.of(argument));
        list.elements.join(this.of(argument));
      }
    if (STORING.has(name))
      for (const argument of node.arguments)
        list.elements.join(
          argument.type === 'SpreadElement'
            ? this.of(argument.argument).elements
            : this.of(argument),
        );
    if (ARRAY_METHODS[name]?.callback !== true || !first) return;
    const total = this.#classOf(node);
    if (name === 'map') total.elements.join(this.#returned(first));
    if (name !== 'reduce' && name !== 'reduceRight') {
      const both = name === 'sort' || name === 'toSorted';
      this.#callback(
        first,
        both ? [list.elements, list.elements] : [list.elements, new ArrayClass(), list],
      );
      return;
    }
    total.join(second ? this.of(second as SyntaxNode) : list.elements);
    total.join(this.#returned(first));
    this.#callback(first, [total, list.elements, new ArrayClass(), list]);
  }

  #callback(node: SyntaxNode, given: readonly ArrayClass[]): void {
    const fn = this.#functionOf(node);
    fn?.params.forEach((parameter, i) => {
      this.#bind(parameter, given[i] ?? this.unknown);
    });
  }

  #returned(node: SyntaxNode): ArrayClass {
    const fn = this.#functionOf(node);
    return fn ? this.#classOf(fn) : this.unknown;
  }

  #functionOf(node: SyntaxNode) {
    return isFunction(node) ? node : this.#scopes.bindingOf.get(node)?.fn;
  }

  #bind(target: SyntaxNode, given: ArrayClass): void {
    switch (target.type) {
      case 'Identifier':
      case 'MemberExpression':
        this.of(target).join(given);
        return;
      case 'AssignmentPattern':
        this.#bind(target.left, given);
        return;
      case 'ArrayPattern':
        for (const element of target.elements) if (element) this.#bind(element, given.elements);
        return;
      case 'ObjectPattern':
        for (const property of target.properties)
          if (property.type === 'Property')
            this.#bind(property.value, this.field(keyOf(property) ?? ''));
    }
  }
}

/** The list of `list.entries()`, which gives pairs of a number and an element. */
export function entriesOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  return memberNameOf(node.callee) === 'entries' ? node.callee.object : undefined;
}

/** The argument that an array method calls. */
export function callbackIn(call: CallExpression): SyntaxNode | undefined {
  const name = memberNameOf(call.callee);
  if (name === undefined || call.callee.type !== 'MemberExpression') return undefined;
  if (name === 'from') return call.arguments[1];
  return Object.hasOwn(ARRAY_METHODS, name) && ARRAY_METHODS[name]?.callback
    ? call.arguments[0]
    : undefined;
}

const SAME_ELEMENTS: ReadonlySet<string> = new Set([
  ...['concat', 'fill', 'filter', 'reverse', 'slice', 'sort', 'splice', 'toReversed', 'toSorted'],
]);
const ONE_ELEMENT: ReadonlySet<string> = new Set(['at', 'find', 'findLast', 'pop', 'shift']);
const STORING: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'fill']);
