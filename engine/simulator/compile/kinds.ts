/**
 * What kind of value an expression can have, from the text alone. The world is closed: no value enters but
 * literals, arithmetic, random numbers and the declared numbers, and no member is reached but by a name in the
 * text or by number. So one set of kinds for each variable and each field name, grown until nothing changes, is
 * sound. What is proven a number needs no conversion at run time.
 */
import type { CallExpression } from 'acorn';
import { ARRAY_METHODS, RANDOM_METHODS } from './language.ts';
import { isFunction, keyOf, memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Binding, Scopes } from './scopes.ts';

/** A number, or what becomes one without growing text: boolean, undefined, null. */
export const NUMBER = 1;
export const TEXT = 2;
export const OBJECT = 4;
const ANY = NUMBER | TEXT | OBJECT;

export type KindOf = (node: SyntaxNode) => number;

export function inferKinds(program: SyntaxNode, scopes: Scopes): KindOf {
  return new Kinds(program, scopes).kindOf;
}

/** Fields that the runner fills: `world.t` ... are numbers, `world.date` is text. */
const GIVEN_FIELDS: Readonly<Record<string, number>> = {
  ...{ t: NUMBER, weekday: NUMBER, dt: NUMBER, substep: NUMBER, date: TEXT },
  ...{ parameters: OBJECT, inputs: OBJECT, levers: OBJECT, random: OBJECT },
};

class Kinds {
  readonly #scopes: Scopes;
  readonly #variables = new Map<Binding, number>();
  readonly #fields = new Map<string, number>();
  /** Elements of all arrays together. */
  #elements = NUMBER;
  #changed = false;

  constructor(program: SyntaxNode, scopes: Scopes) {
    this.#scopes = scopes;
    for (const [name, kind] of Object.entries(GIVEN_FIELDS)) this.#fields.set(name, kind);
    const nodes: SyntaxNode[] = [];
    walk(program, (node) => {
      // Names of the declared part are no fields of the state.
      if (scopes.functionOf.has(node) || isFunction(node) || scopes.constants.has(node))
        nodes.push(node);
    });
    do {
      this.#changed = false;
      for (const node of nodes) this.#learn(node);
    } while (this.#changed);
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
    if (node.computed) return this.#elements | (this.kindOf(node.object) & TEXT);
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
    if (ELEMENT_METHODS.has(name)) return this.#elements | NUMBER;
    if (name === 'reduce' || name === 'reduceRight') return ANY;
    return Object.hasOwn(ARRAY_METHODS, name) ? OBJECT | (this.kindOf(callee.object) & TEXT) : ANY;
  }

  #returns(fn: SyntaxNode): number {
    return this.#variables.get(fn as unknown as Binding) ?? NUMBER;
  }

  #learn(node: SyntaxNode): void {
    switch (node.type) {
      case 'VariableDeclarator':
        if (node.init) this.#assign(node.id, this.kindOf(node.init));
        else if (!this.#isLoopVariable(node)) this.#assign(node.id, NUMBER);
        return;
      case 'ForOfStatement': {
        const target =
          node.left.type === 'VariableDeclaration' ? node.left.declarations[0]!.id : node.left;
        this.#assign(target, target.type === 'Identifier' ? this.#elements | OBJECT : ANY);
        return;
      }
      case 'AssignmentExpression':
        this.#assign(node.left, this.kindOf(node));
        return;
      case 'UpdateExpression':
        this.#assign(node.argument, NUMBER);
        return;
      case 'AssignmentPattern':
        this.#assign(node.left, this.kindOf(node.right));
        return;
      case 'Property':
        if (this.#scopes.parentOf.get(node)?.type === 'ObjectExpression') {
          const name = keyOf(node);
          if (name !== undefined) this.#field(name, this.kindOf(node.value));
          if (name !== undefined && /^\d/.test(name)) this.#element(this.kindOf(node.value));
        }
        return;
      case 'ArrayExpression':
        for (const element of node.elements)
          if (element && element.type !== 'SpreadElement') this.#element(this.kindOf(element));
        return;
      case 'CallExpression':
        this.#learnCall(node);
        return;
      case 'ReturnStatement': {
        const fn = this.#scopes.functionOf.get(node);
        if (fn) this.#give(fn, node.argument ? this.kindOf(node.argument) : NUMBER);
        return;
      }
      default:
        if (isFunction(node)) this.#learnFunction(node);
    }
  }

  #isLoopVariable(node: SyntaxNode): boolean {
    const declaration = this.#scopes.parentOf.get(node);
    const loop = declaration && this.#scopes.parentOf.get(declaration);
    return loop?.type === 'ForOfStatement' && loop.left === declaration;
  }

  #learnFunction(node: Extract<SyntaxNode, { params: unknown }>): void {
    if (node.body.type !== 'BlockStatement') this.#give(node, this.kindOf(node.body));
    const called = this.#onlyCalledByName(node);
    for (const parameter of node.params)
      if (!called)
        this.#assign(parameter.type === 'AssignmentPattern' ? parameter.left : parameter, ANY);
  }

  /** A helper whose every use is a call: its parameters get what the calls give. */
  #onlyCalledByName(node: SyntaxNode): boolean {
    const binding = this.#scopes.bindings.find((b) => b.fn === node);
    if (!binding) return false;
    return binding.uses.every((use) => {
      const parent = this.#scopes.parentOf.get(use);
      return parent?.type === 'CallExpression' && parent.callee === use;
    });
  }

  #learnCall(node: CallExpression): void {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      const fn = this.#scopes.bindingOf.get(callee)?.fn;
      if (!fn) return;
      const spread = node.arguments.some((a) => a.type === 'SpreadElement');
      fn.params.forEach((parameter, index) => {
        const argument = node.arguments[index];
        const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
        this.#assign(target, spread ? ANY : argument ? this.kindOf(argument) : NUMBER);
      });
      return;
    }
    const name = memberNameOf(callee as SyntaxNode);
    if (name === undefined) return;
    if (name === 'map' || name === 'from') this.#element(ANY);
    else if (STORING_METHODS.has(name))
      for (const argument of node.arguments)
        if (argument.type !== 'SpreadElement') this.#element(this.kindOf(argument));
  }

  /** A value of this kind goes to a target; what a pattern takes apart comes from fields and elements. */
  #assign(target: SyntaxNode, kind: number): void {
    switch (target.type) {
      case 'Identifier': {
        const binding = this.#scopes.bindingOf.get(target);
        if (binding) this.#give(binding, kind);
        return;
      }
      case 'MemberExpression':
        if (target.computed) this.#element(kind);
        else this.#field(memberNameOf(target) ?? '', kind);
        return;
      case 'AssignmentPattern':
        this.#assign(target.left, kind);
        return;
      case 'ArrayPattern':
        for (const element of target.elements)
          if (element) this.#assign(element, this.#elements | NUMBER | (kind & TEXT));
        return;
      case 'ObjectPattern':
        for (const property of target.properties)
          if (property.type === 'Property') {
            const name = keyOf(property);
            this.#assign(
              property.value,
              name === 'length' ? NUMBER : (this.#fields.get(name ?? '') ?? 0) | NUMBER,
            );
          }
        return;
    }
  }

  #give(to: Binding | SyntaxNode, kind: number): void {
    const key = to as Binding;
    const known = this.#variables.get(key) ?? 0;
    if ((known | kind) === known) return;
    this.#variables.set(key, known | kind);
    this.#changed = true;
  }

  #field(name: string, kind: number): void {
    const known = this.#fields.get(name) ?? 0;
    if ((known | kind) === known) return;
    this.#fields.set(name, known | kind);
    this.#changed = true;
  }

  #element(kind: number): void {
    if ((this.#elements | kind) === this.#elements) return;
    this.#elements |= kind;
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
