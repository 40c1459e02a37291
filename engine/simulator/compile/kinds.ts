/**
 * What kind of value an expression can have, from the text alone. The world is closed: no value enters but
 * literals, arithmetic, random numbers and the declared numbers, and no member is reached but by a name in the
 * text or by number. So one set of kinds for each variable and each field name, grown until nothing changes, is
 * sound. What is proven a number needs no conversion at run time.
 */
import type { CallExpression, MemberExpression } from 'acorn';
import { type ArrayClass, ArrayClasses, callbackIn, entriesOf } from './array-classes.ts';
import { ARRAY_METHODS, RANDOM_METHODS } from './language.ts';
import {
  type FunctionNode,
  isFunction,
  keyOf,
  memberNameOf,
  type SyntaxNode,
  walk,
} from './nodes.ts';
import type { Binding, Scopes } from './scopes.ts';

/** A number, or what becomes one without growing text: boolean, undefined, null. */
export const NUMBER = 1;
export const TEXT = 2;
export const OBJECT = 4;
const ANY = NUMBER | TEXT | OBJECT;

/** Nothing but a number; what no text gives a value (0) is undefined, which counts as one. */
export function isNumber(kind: number): boolean {
  return (kind & ~NUMBER) === 0;
}

export type KindOf = (node: SyntaxNode) => number;

/** Fields that the runner fills: `world.t` ... are numbers, `world.date` is text. */
const GIVEN_FIELDS: Readonly<Record<string, number>> = {
  ...{ t: NUMBER, weekday: NUMBER, dt: NUMBER, substep: NUMBER, date: TEXT },
  ...{ parameters: OBJECT, inputs: OBJECT, levers: OBJECT, random: OBJECT },
};

/** Turns until nothing changes: the longest chain of names that values go through against the order of the text. */
const MAX_TURNS = 60;

export class Kinds {
  readonly #scopes: Scopes;
  readonly #classes: ArrayClasses;
  readonly #variables = new Map<Binding | FunctionNode, number>();
  readonly #fields = new Map<string, number>();
  /** What the arrays of a class hold. */
  readonly #elements = new Map<ArrayClass, number>();
  /** Classes that hold typed arrays. */
  readonly #typed = new Set<ArrayClass>();
  #changed = true;
  /** False when values go through more names than anybody follows; then nothing is proven. */
  readonly isComplete: boolean;

  constructor(program: SyntaxNode, scopes: Scopes) {
    this.#scopes = scopes;
    const nodes: SyntaxNode[] = [];
    walk(program, (node) => {
      // Names of the declared part are no fields of the state.
      if (scopes.functionOf.has(node) || isFunction(node) || scopes.constants.has(node))
        nodes.push(node);
    });
    this.#classes = new ArrayClasses(nodes, scopes);
    this.#elements.set(this.#classes.unknown.root, ANY);
    for (const node of nodes)
      if (
        node.type === 'NewExpression' &&
        node.callee.type === 'Identifier' &&
        node.callee.name !== 'Array'
      )
        this.#typed.add(this.#classes.of(node).root);
    for (const [name, kind] of Object.entries(GIVEN_FIELDS)) this.#fields.set(name, kind);
    for (let turn = 0; this.#changed && turn < MAX_TURNS; turn++) {
      this.#changed = false;
      for (const node of nodes) this.#learn(node);
    }
    this.isComplete = !this.#changed;
  }

  readonly kindOf: KindOf = (node) => {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? TEXT : NUMBER;
      case 'TemplateLiteral':
        return TEXT;
      case 'UnaryExpression':
        return node.operator === 'typeof' ? TEXT : NUMBER;
      case 'UpdateExpression':
        return NUMBER;
      case 'BinaryExpression':
        return NUMBER; // `+` is made one of numbers by the compiler
      case 'LogicalExpression':
        return this.kindOf(node.left) | this.kindOf(node.right);
      case 'ConditionalExpression':
        return this.kindOf(node.consequent) | this.kindOf(node.alternate);
      case 'AssignmentExpression':
        if (node.operator === '=') return this.kindOf(node.right);
        return LOGICAL_ASSIGNMENT.has(node.operator)
          ? this.kindOf(node.left) | this.kindOf(node.right)
          : NUMBER;
      case 'SequenceExpression':
        return this.kindOf(node.expressions.at(-1)!);
      case 'ChainExpression':
        return this.kindOf(node.expression) | NUMBER;
      case 'AssignmentPattern':
        return this.kindOf(node.left) | this.kindOf(node.right);
      case 'Identifier':
        return this.#variable(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      default:
        return OBJECT;
    }
  };

  #variable(node: SyntaxNode): number {
    const binding = this.#scopes.bindingOf.get(node);
    if (!binding) return NUMBER; // undefined, NaN, Infinity
    if (binding.fn) return OBJECT;
    return this.#variables.get(binding) ?? 0;
  }

  #member(node: Extract<SyntaxNode, { type: 'MemberExpression' }>): number {
    if (node.computed) return this.elementOf(node.object) | (this.kindOf(node.object) & TEXT);
    const name = memberNameOf(node) ?? '';
    if (name === 'length') return NUMBER;
    if (node.object.type === 'Identifier' && !this.#scopes.bindingOf.has(node.object))
      return /^[A-Z]/.test(name) ? NUMBER : OBJECT;
    return (this.#fields.get(name) ?? 0) | NUMBER;
  }

  #call(node: CallExpression): number {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      const fn = this.#scopes.bindingOf.get(callee)?.fn;
      return fn ? this.#returns(fn) : ANY;
    }
    if (callee.type !== 'MemberExpression') return ANY;
    const name = memberNameOf(callee) ?? '';
    if (callee.object.type === 'Identifier' && !this.#scopes.bindingOf.has(callee.object))
      return callee.object.name === 'Array' && name === 'from' ? OBJECT : NUMBER;
    const random = Object.hasOwn(RANDOM_METHODS, name) ? RANDOM_METHODS[name] : undefined;
    if (random !== undefined) return random === 'array' ? OBJECT : NUMBER;
    if (NUMBER_METHODS.has(name)) return NUMBER;
    const text = this.kindOf(callee.object) & TEXT;
    if (ELEMENT_METHODS.has(name)) return this.elementOf(callee.object) | NUMBER | text;
    if (name === 'reduce' || name === 'reduceRight') return this.#total(node);
    return Object.hasOwn(ARRAY_METHODS, name) ? OBJECT | text : ANY;
  }

  /** What `list.reduce((total, x) => ..., first)` carries along. */
  #total(call: CallExpression): number {
    const [step, first] = call.arguments;
    const known = step ? this.returnedBy(step) : ANY;
    const list = call.callee.type === 'MemberExpression' ? this.elementOf(call.callee.object) : ANY;
    return known | (first ? this.kindOf(first) : list);
  }

  #returns(fn: FunctionNode): number {
    return this.#variables.get(fn) ?? NUMBER;
  }

  /** Kind of what a function gives that stands or is named here. */
  returnedBy(node: SyntaxNode): number {
    const fn = this.#functionOf(node);
    return fn ? this.#returns(fn) : ANY;
  }

  #functionOf(node: SyntaxNode): FunctionNode | undefined {
    return isFunction(node) ? node : this.#scopes.bindingOf.get(node)?.fn;
  }

  /** It may be a typed array. */
  isTyped(list: SyntaxNode): boolean {
    return (
      this.#typed.has(this.#classes.of(list).root) ||
      this.#classes.of(list).root === this.#classes.unknown.root
    );
  }

  /** Kind of the elements of a list. */
  elementOf(list: SyntaxNode): number {
    return (this.#elements.get(this.#classes.of(list).elements) ?? 0) | NUMBER;
  }

  #learn(node: SyntaxNode): void {
    switch (node.type) {
      case 'VariableDeclarator':
        if (node.init) this.#assign(node.id, this.kindOf(node.init), this.#classes.of(node.init));
        return;
      case 'ForOfStatement':
        this.#learnForOf(node);
        return;
      case 'AssignmentExpression':
        this.#assign(node.left, this.kindOf(node), this.#classes.of(node.right));
        return;
      case 'AssignmentPattern':
        this.#assign(node.left, this.kindOf(node.right), this.#classes.of(node.right));
        return;
      case 'Property':
        this.#learnProperty(node);
        return;
      case 'ArrayExpression':
        for (const element of node.elements)
          if (element?.type === 'SpreadElement')
            this.#grow(
              this.#elements,
              this.#classes.of(node).elements,
              this.kindOf(element.argument) & TEXT,
            );
          else if (element) this.#element(node, this.kindOf(element));
        return;
      case 'CallExpression':
        this.#learnCall(node);
        return;
      case 'ReturnStatement': {
        const fn = this.#scopes.functionOf.get(node);
        if (fn)
          this.#grow(this.#variables, fn, node.argument ? this.kindOf(node.argument) : NUMBER);
        return;
      }
      default:
        if (isFunction(node)) this.#learnFunction(node);
    }
  }

  #learnForOf(node: Extract<SyntaxNode, { type: 'ForOfStatement' }>): void {
    const { left, right } = node;
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left;
    const list = entriesOf(right);
    if (!list) {
      const kind = this.elementOf(right) | (this.kindOf(right) & TEXT);
      this.#assign(target, kind, this.#classes.of(right).elements);
    } else if (target.type === 'ArrayPattern') {
      const [index, element] = target.elements;
      if (index) this.#assign(index, NUMBER, this.#classes.unknown);
      if (element) this.#assign(element, this.elementOf(list), this.#classes.of(list).elements);
    } else this.#assign(target, ANY, this.#classes.unknown);
  }

  #learnProperty(node: Extract<SyntaxNode, { type: 'Property' }>): void {
    const object = this.#scopes.parentOf.get(node);
    const name = keyOf(node);
    if (object?.type !== 'ObjectExpression' || name === undefined) return;
    this.#grow(this.#fields, name, this.kindOf(node.value));
    if (/^\d/.test(name)) this.#element(object, this.kindOf(node.value));
  }

  #learnFunction(node: FunctionNode): void {
    if (node.body.type !== 'BlockStatement')
      this.#grow(this.#variables, node, this.kindOf(node.body));
    if (this.#classes.isDirect(node)) return;
    const call = this.#scopes.parentOf.get(node);
    if (call?.type === 'CallExpression' && callbackIn(call) === node) return; // learned with the call
    this.#assignAll(
      node,
      node.params.map(() => ANY),
    );
  }

  #assignAll(fn: FunctionNode, given: readonly number[]): void {
    fn.params.forEach((parameter, i) => {
      const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      this.#assign(target, given[i] ?? OBJECT, this.#classes.of(target));
    });
  }

  /** What an array method gives the function that it calls. */
  #callbackKinds(call: CallExpression & { readonly callee: MemberExpression }): readonly number[] {
    const name = memberNameOf(call.callee) ?? '';
    if (name === 'from') return [ANY, NUMBER];
    const element = this.elementOf(call.callee.object);
    if (name === 'reduce' || name === 'reduceRight') return [this.#total(call), element, NUMBER];
    return name === 'sort' || name === 'toSorted' ? [element, element] : [element, NUMBER];
  }

  #learnCall(node: CallExpression): void {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      const fn = this.#scopes.bindingOf.get(callee)?.fn;
      const spread = node.arguments.some((a) => a.type === 'SpreadElement');
      fn?.params.forEach((parameter, index) => {
        const argument = node.arguments[index];
        const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
        if (spread) this.#assign(target, ANY, this.#classes.unknown);
        else if (argument) this.#assign(target, this.kindOf(argument), this.#classes.of(argument));
      });
      return;
    }
    const name = memberNameOf(callee as SyntaxNode);
    if (name === undefined || callee.type !== 'MemberExpression') return;
    const callback = callbackIn(node);
    const called = callback && this.#functionOf(callback);
    if (called) this.#assignAll(called, this.#callbackKinds({ ...node, callee }));
    if (name === 'map' || name === 'from') {
      const make = node.arguments[name === 'map' ? 0 : 1];
      const list = node.arguments[0];
      if (make) this.#element(node, this.returnedBy(make));
      else if (list) this.#element(node, this.kindOf(list) & TEXT);
    }
    if (STORING_METHODS.has(name))
      for (const argument of node.arguments)
        if (argument.type !== 'SpreadElement') this.#element(callee.object, this.kindOf(argument));
        else this.#element(callee.object, this.kindOf(argument.argument) & TEXT);
  }

  /** A value of this kind and class goes to a target. */
  #assign(target: SyntaxNode, kind: number, from: ArrayClass): void {
    switch (target.type) {
      case 'Identifier': {
        const binding = this.#scopes.bindingOf.get(target);
        if (binding) this.#grow(this.#variables, binding, kind);
        return;
      }
      case 'MemberExpression':
        if (target.computed) this.#element(target.object, kind);
        else this.#grow(this.#fields, memberNameOf(target) ?? '', kind);
        return;
      case 'AssignmentPattern':
        this.#assign(target.left, kind, from);
        return;
      case 'ArrayPattern': {
        const element = (this.#elements.get(from.elements) ?? 0) | NUMBER | (kind & TEXT);
        for (const inner of target.elements) if (inner) this.#assign(inner, element, from.elements);
        return;
      }
      case 'ObjectPattern':
        for (const property of target.properties)
          if (property.type === 'Property') {
            const name = keyOf(property) ?? '';
            const field = name === 'length' ? NUMBER : (this.#fields.get(name) ?? 0) | NUMBER;
            this.#assign(property.value, field, this.#classes.field(name));
          }
        return;
    }
  }

  /** An element of this kind goes into a list. */
  #element(list: SyntaxNode, kind: number): void {
    this.#grow(this.#elements, this.#classes.of(list).elements, kind);
  }

  #grow<Key>(map: Map<Key, number>, key: Key, kind: number): void {
    const known = map.get(key) ?? 0;
    if ((known | kind) === known) return;
    map.set(key, known | kind);
    this.#changed = true;
  }
}

const LOGICAL_ASSIGNMENT: ReadonlySet<string> = new Set(['||=', '&&=', '??=']);
const NUMBER_METHODS: ReadonlySet<string> = new Set([
  ...['every', 'findIndex', 'findLastIndex', 'forEach', 'includes', 'indexOf', 'lastIndexOf'],
  ...['push', 'some', 'unshift'],
]);
const ELEMENT_METHODS: ReadonlySet<string> = new Set(['at', 'find', 'findLast', 'pop', 'shift']);
const STORING_METHODS: ReadonlySet<string> = new Set([
  'push',
  'unshift',
  'splice',
  'fill',
  'concat',
]);
