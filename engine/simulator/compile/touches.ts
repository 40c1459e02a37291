/**
 * What a function of the contract touches: which parts of the state it reads and writes, which parameters,
 * inputs and levers it uses. Found by following values through the text: aliases (`const p = state.patients`),
 * destructuring, callbacks of array methods, helper functions (followed anew for each kind of argument), and
 * containers that hold parts of the state. Order and conditions are ignored: what may be touched counts.
 */
import type { MemberExpression, Pattern } from 'acorn';
import { isNumber } from './kinds.ts';
import {
  childrenOf,
  type FunctionNode,
  isFunction,
  keyOf,
  memberNameOf,
  type SyntaxNode,
} from './nodes.ts';
import { type CallFollower, followCall } from './touch-calls.ts';
import { Fields, GROUPS, type TouchContext } from './touch-fields.ts';
import {
  type Closure,
  Heap,
  NOTHING,
  type Thing,
  union,
  type Value,
  Variables,
} from './touch-values.ts';

export interface Touches {
  /** First place where each is read or written. */
  readonly reads: Map<Thing, SyntaxNode>;
  readonly writes: Map<Thing, SyntaxNode>;
  /** For each field of the objects that the function returns: what its value is made from. */
  readonly fields: Map<string, Set<Thing>>;
}

/** Nodes looked at for all functions of the contract; natural files need some ten thousand. */
const MAX_VISITS = 1_000_000;
/** Follows one function of the contract whose parameters are these: 'row', 'state', 'world'. */
export function followFunction(
  node: FunctionNode,
  parameters: readonly string[],
  context: TouchContext,
): Touches {
  const follower = new Follower(context);
  follower.enter(node, parameters);
  return follower.touches;
}

class Follower implements CallFollower {
  readonly touches: Touches = { reads: new Map(), writes: new Map(), fields: new Map() };
  readonly context: TouchContext;
  readonly heap = new Heap();
  readonly #fields: Fields;
  readonly #known = new Map<string, Value>();
  #entry: FunctionNode | undefined;

  constructor(context: TouchContext) {
    this.context = context;
    this.#fields = new Fields(context, this.heap, this.touches.reads);
  }

  enter(node: FunctionNode, parameters: readonly string[]): void {
    this.#entry = node;
    const given = parameters.map((root): Value => ({ ...NOTHING, roots: new Set([root]) }));
    const result = this.#run(node, given, new Variables(undefined));
    this.use(result, node);
  }

  /** What the function returns when it is called with these arguments. */
  #run(node: FunctionNode, given: readonly Value[], outer: Variables): Value {
    const variables = new Variables(outer);
    let result = NOTHING;
    // Ends: what a variable may be only grows, and MAX_VISITS ends what grows too long.
    for (let before = -1; variables.changes + this.heap.changes !== before; ) {
      before = variables.changes + this.heap.changes;
      node.params.forEach((parameter, i) => {
        this.#bind(parameter, given[i] ?? NOTHING, variables);
      });
      const { body } = node;
      const value =
        body.type === 'BlockStatement'
          ? this.#statements(body, variables)
          : this.#returned(body, node, variables);
      result = union([result, value]);
    }
    return result;
  }

  /** Runs everything below a node; the union of what is returned. */
  #statements(node: SyntaxNode, variables: Variables): Value {
    if (node.type === 'ReturnStatement')
      return node.argument
        ? this.#returned(node.argument, this.context.scopes.functionOf.get(node), variables)
        : NOTHING;
    if (node.type === 'FunctionDeclaration') return NOTHING;
    if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations)
        if (!init || !isFunction(init))
          this.#bind(id, init ? this.value(init, variables) : NOTHING, variables);
      return NOTHING;
    }
    if (node.type === 'ForOfStatement') this.#forOf(node, variables);
    const results: Value[] = [];
    for (const child of childrenOf(node)) {
      if (node.type === 'ForOfStatement' && child !== node.body) continue;
      if (isStatement(child)) results.push(this.#statements(child, variables));
      else this.use(this.value(child, variables), child);
    }
    return results.length === 0 ? NOTHING : union(results);
  }

  #forOf(node: Extract<SyntaxNode, { type: 'ForOfStatement' }>, variables: Variables): void {
    const { left, right } = node;
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left;
    const list = this.value(right, variables);
    this.use(list, right);
    this.#bind(target, this.heap.elementOf(list), variables);
  }

  #returned(node: SyntaxNode, fn: FunctionNode | undefined, variables: Variables): Value {
    const value = this.value(node, variables);
    if (fn !== this.#entry) return value;
    if (node.type === 'ObjectExpression') this.#returnedFields(node, variables);
    else if (node.type === 'Identifier') {
      const init = this.context.scopes.bindingOf.get(node)?.init;
      if (init?.type === 'ObjectExpression') this.#returnedFields(init, variables);
    }
    return value;
  }

  #returnedFields(
    node: Extract<SyntaxNode, { type: 'ObjectExpression' }>,
    variables: Variables,
  ): void {
    for (const property of node.properties) {
      const name = keyOf(property);
      if (name === undefined || property.type !== 'Property') continue;
      const from = this.touches.fields.get(name) ?? new Set<Thing>();
      const value = this.value(property.value, variables);
      for (const thing of this.#things(value)) from.add(thing);
      this.touches.fields.set(name, from);
    }
  }

  /** The value of an expression. Numbers are read at once; other values are read where they are used. */
  value(node: SyntaxNode, variables: Variables): Value {
    if (++this.context.effort.visits > MAX_VISITS) {
      if (this.context.effort.visits === MAX_VISITS + 1)
        this.context.problems.add(
          'size',
          node,
          'functions: call one another in too many ways',
          'Write fewer layers of helper functions',
        );
      return NOTHING;
    }
    const value = this.#expression(node, variables);
    if (value.roots.size === 0 || !isNumber(this.context.kindOf(node))) return value;
    return { roots: new Set(), from: this.use(value, node), closures: [] };
  }

  #expression(node: SyntaxNode, variables: Variables): Value {
    switch (node.type) {
      case 'Identifier':
        return this.identifier(node, variables);
      case 'MemberExpression':
        return this.#member(node, variables);
      case 'ChainExpression':
        return this.value(node.expression, variables);
      case 'AssignmentExpression':
        return this.#assignment(node, variables);
      case 'UpdateExpression':
        this.use(this.value(node.argument, variables), node.argument);
        return this.#store(node.argument, NOTHING, variables);
      case 'CallExpression':
        return followCall(this, node, variables);
      case 'ConditionalExpression':
        this.use(this.value(node.test, variables), node.test);
        return union([
          this.value(node.consequent, variables),
          this.value(node.alternate, variables),
        ]);
      case 'LogicalExpression': {
        const left = this.value(node.left, variables);
        this.use(left, node.left);
        return union([left, this.value(node.right, variables)]);
      }
      case 'SequenceExpression':
        return node.expressions.map((inner) => this.value(inner, variables)).at(-1) ?? NOTHING;
      case 'ObjectExpression':
      case 'ArrayExpression':
        return this.#container(node, variables);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { ...NOTHING, closures: [{ node, variables }] };
      default:
        return this.#operands(node, variables);
    }
  }

  #operands(node: SyntaxNode, variables: Variables): Value {
    const from = new Set<Thing>();
    for (const child of childrenOf(node))
      if (!isFunction(child))
        for (const thing of this.use(this.value(child, variables), child)) from.add(thing);
    return from.size === 0 ? NOTHING : { roots: new Set(), from, closures: [] };
  }

  identifier(node: SyntaxNode, variables: Variables): Value {
    const binding = this.context.scopes.bindingOf.get(node);
    if (!binding) return NOTHING;
    if (binding.fn) return { ...NOTHING, closures: [{ node: binding.fn, variables }] };
    if (binding.owner === undefined)
      return { ...NOTHING, roots: new Set([`constant:${binding.name}`]) };
    return variables.get(binding) ?? NOTHING;
  }

  #member(node: MemberExpression, variables: Variables): Value {
    if (node.object.type === 'Identifier' && !this.context.scopes.bindingOf.has(node.object))
      return NOTHING;
    const object = this.value(node.object, variables);
    if (!node.computed) return this.#fields.of(object, memberNameOf(node) ?? '', node);
    const index = this.use(this.value(node.property, variables), node.property);
    const element = this.#fields.of(object, undefined, node);
    return index.size === 0 ? element : { ...element, from: new Set([...element.from, ...index]) };
  }

  #assignment(
    node: Extract<SyntaxNode, { type: 'AssignmentExpression' }>,
    variables: Variables,
  ): Value {
    const right = this.value(node.right, variables);
    if (node.operator === '=') return this.#store(node.left, right, variables);
    const from = [
      ...this.use(this.value(node.left as SyntaxNode, variables), node.left),
      ...this.use(right, node.right),
    ];
    return this.#store(node.left, { ...right, from: new Set(from) }, variables);
  }

  /** A value goes to a place. */
  #store(target: SyntaxNode, value: Value, variables: Variables): Value {
    if (target.type !== 'MemberExpression') {
      this.#bind(target as Pattern, value, variables);
      return value;
    }
    const object = this.value(target.object, variables);
    if (target.computed) this.use(this.value(target.property, variables), target.property);
    const name = memberNameOf(target);
    const roots = [...object.roots].map((root) =>
      root === 'state' && name !== undefined ? `state:${name}` : root,
    );
    this.put(roots, value, target);
    return value;
  }

  /** A value becomes part of what these roots are. */
  put(roots: readonly string[], value: Value, at: SyntaxNode): void {
    for (const root of roots) {
      if (root.startsWith('state')) this.#keep(value, root, at);
      else if (root.startsWith('new:')) {
        this.heap.put(root, value);
        for (const part of this.heap.partsOf(root)) this.#keep(value, part, at);
      } else this.#refuseWrite(root, at);
    }
  }

  #write(thing: Thing, at: SyntaxNode): void {
    if (!this.touches.writes.has(thing)) this.touches.writes.set(thing, at);
  }

  #refuseWrite(root: string, at: SyntaxNode): void {
    const name = root.replace('constant:', 'constant ');
    this.context.problems.add('assign', at, `changed: ${name}`);
  }

  /** What goes into the state is read; what the runner hands over must not stay there. */
  #keep(value: Value, part: string, at: SyntaxNode): void {
    this.#write(part, at);
    this.use(value, at);
    this.heap.keep(value, part);
    for (const root of this.heap.reach(value).roots)
      if (root === 'world' || root === 'state' || (GROUPS.has(root) && root !== 'row'))
        this.context.problems.add(
          'assign',
          at,
          `kept in the state: ${root}`,
          'Copy the numbers that you need',
        );
  }

  /** Takes a value apart into the names of a pattern. */
  #bind(pattern: SyntaxNode, value: Value, variables: Variables): void {
    switch (pattern.type) {
      case 'Identifier': {
        const binding = this.context.scopes.bindingOf.get(pattern);
        if (!binding) return;
        const isRead = value.roots.size > 0 && isNumber(this.context.kindOf(pattern));
        const kept = isRead ? { ...NOTHING, from: this.use(value, pattern) } : value;
        variables.add(binding, kept);
        return;
      }
      case 'AssignmentPattern':
        this.#bind(pattern.left, union([value, this.value(pattern.right, variables)]), variables);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties)
          if (property.type === 'Property')
            this.#bind(
              property.value,
              this.#fields.of(value, keyOf(property), property),
              variables,
            );
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements)
          if (element) this.#bind(element, this.heap.elementOf(value), variables);
        return;
      case 'MemberExpression':
        this.#store(pattern, value, variables);
    }
  }

  #container(
    node: Extract<SyntaxNode, { type: 'ObjectExpression' | 'ArrayExpression' }>,
    variables: Variables,
  ): Value {
    const parts: Value[] = [];
    for (const child of childrenOf(node)) {
      if (child.type === 'SpreadElement') {
        const whole = this.#fields.copied(this.value(child.argument, variables), child);
        this.use(whole, child);
        parts.push(this.heap.elementOf(whole));
      } else parts.push(this.value(child.type === 'Property' ? child.value : child, variables));
    }
    return this.heap.make(node, parts);
  }

  /** What a function returns; a helper that gets the same again is not followed again. */
  apply({ node, variables }: Closure, given: readonly Value[]): Value {
    const key = given.some((value) => value.closures.length > 0)
      ? undefined
      : keyOfCall(node, given, this.heap.changes);
    const isHelper = key !== undefined && this.context.scopes.functionOf.get(node) === undefined;
    const known = isHelper ? this.#known.get(key) : undefined;
    if (known) return known;
    const result = this.#run(node, given, variables);
    if (isHelper) this.#known.set(key, result);
    return result;
  }

  /** The value is looked at: parts of the state that it is or holds count as read. */
  use(value: Value, node: SyntaxNode): ReadonlySet<Thing> {
    const things = this.#things(value);
    for (const thing of things)
      if (thing.startsWith('state') && !this.touches.reads.has(thing))
        this.touches.reads.set(thing, node);
    return things;
  }

  /** What a value is, holds or was made from. */
  #things(value: Value): ReadonlySet<Thing> {
    if (value.roots.size === 0) return value.from;
    const { roots, from } = this.heap.reach(value);
    return new Set([...from, ...[...roots].filter((root) => root.startsWith('state'))]);
  }
}

function isStatement(node: SyntaxNode): boolean {
  return /Statement$|^VariableDeclaration$|^FunctionDeclaration$|^SwitchCase$/.test(node.type);
}

const functionNumbers = new WeakMap<FunctionNode, number>();
let functionsSeen = 0;

function keyOfCall(node: FunctionNode, given: readonly Value[], heap: number): string {
  const known = functionNumbers.get(node) ?? ++functionsSeen;
  functionNumbers.set(node, known);
  return JSON.stringify([
    known,
    heap,
    ...given.map(({ roots, from }) => [[...roots].sort(), [...from].sort()]),
  ]);
}
