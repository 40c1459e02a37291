/**
 * Layer L0: everything that the functions of a simulator may hold, by allow-list. Each node is looked at once;
 * what functions may be used for stands in check-functions.ts.
 */
import type { CallExpression, Identifier, MemberExpression, NewExpression } from 'acorn';
import {
  ARRAY_METHODS,
  CONSTANT_GLOBALS,
  MACHINERY,
  METHOD_HINTS,
  NAME_HINTS,
  NAMESPACES,
  NODE_HINTS,
  NODE_TYPES,
  OTHER_METHODS,
  RANDOM_METHODS,
  TYPED_ARRAYS,
} from './language.ts';
import { isFunction, keyOf, memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Problems } from './problems.ts';
import type { Binding, Scopes } from './scopes.ts';

export function checkLanguage(program: SyntaxNode, scopes: Scopes, problems: Problems): void {
  const check = new LanguageCheck(scopes, problems);
  walk(program, (node) => check.node(node));
  for (const binding of scopes.bindings) check.declaredName(binding);
  for (const node of scopes.free) if (scopes.functionOf.has(node)) check.freeName(node);
}

const KNOWN_GLOBALS: ReadonlySet<string> = new Set([
  ...CONSTANT_GLOBALS,
  ...TYPED_ARRAYS,
  ...Object.keys(NAMESPACES),
]);

const REFUSED_UNARY: ReadonlySet<string> = new Set(['void', 'delete']);

class LanguageCheck {
  readonly #scopes: Scopes;
  readonly #problems: Problems;

  constructor(scopes: Scopes, problems: Problems) {
    this.#scopes = scopes;
    this.#problems = problems;
  }

  node(node: SyntaxNode): void {
    // Outside functions only the form of the file counts; values there are read as literals (literal.ts).
    const outside = !this.#scopes.functionOf.has(node);
    if (!NODE_TYPES.has(node.type)) {
      if (!outside || /^(Import|Export|Class|Meta)/.test(node.type)) this.#refuseForm(node);
      return;
    }
    if (isFunction(node) && (node.async || node.generator))
      this.#problems.add(
        'syntaxForm',
        node,
        `function: ${node.async ? 'async' : 'generator'}`,
        'Write a plain function',
      );
    if (!outside) this.#inside(node);
  }

  declaredName(binding: Binding): void {
    const { name, node } = binding;
    if (KNOWN_GLOBALS.has(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      this.#problems.add('shadow', node, `name: ${name}`);
    else if (MACHINERY.has(name) || name.startsWith('__'))
      this.#problems.add('member', node, `name: ${name}`);
    // An escaped name (a\u0062) is another text than its name.
    else if (node.end - node.start !== name.length)
      this.#problems.add('shadow', node, `name: ${name}`, 'Write the letters themselves');
  }

  freeName(node: Identifier): void {
    const { name } = node;
    if (CONSTANT_GLOBALS.has(name)) return;
    const parent = this.#scopes.parentOf.get(node);
    if (KNOWN_GLOBALS.has(name) && this.#isInItsPlace(node, parent)) return;
    if (KNOWN_GLOBALS.has(name)) {
      const use = name in NAMESPACES ? `${name}.name` : `new ${name}(n)`;
      this.#problems.add('name', node, `name: ${name}`, `Use it as ${use} only`);
      return;
    }
    const hint = Object.hasOwn(NAME_HINTS, name) ? NAME_HINTS[name] : undefined;
    this.#problems.add('name', node, `unknown name: ${name}`, hint);
  }

  #isInItsPlace(node: Identifier, parent: SyntaxNode | undefined): boolean {
    if (parent?.type === 'MemberExpression')
      return parent.object === node && Object.hasOwn(NAMESPACES, node.name);
    if (parent?.type === 'NewExpression')
      return parent.callee === node && (node.name === 'Array' || TYPED_ARRAYS.has(node.name));
    return parent?.type === 'CallExpression' && parent.callee === node && node.name === 'Array';
  }

  #refuseForm(node: SyntaxNode): void {
    const known = Object.hasOwn(NODE_HINTS, node.type) ? NODE_HINTS[node.type] : undefined;
    const rule = node.type === 'TemplateLiteral' ? 'text' : 'syntaxForm';
    this.#problems.add(rule, node, `not in the language: ${known?.[0] ?? node.type}`, known?.[1]);
  }

  #inside(node: SyntaxNode): void {
    switch (node.type) {
      case 'Literal':
        if ('regex' in node && node.regex)
          this.#form(node, 'regular expression', 'Compare with ===');
        else if (typeof node.value === 'bigint')
          this.#form(node, 'big integer', 'Write the number without n');
        return;
      case 'VariableDeclaration':
        if (node.kind !== 'let' && node.kind !== 'const')
          this.#form(node, node.kind, 'Write let or const');
        return;
      case 'ForOfStatement':
        if (node.await) this.#form(node, 'for await', 'Write for (const x of list)');
        return;
      case 'UnaryExpression':
        if (REFUSED_UNARY.has(node.operator)) this.#operator(node, node.operator);
        return;
      case 'BinaryExpression':
        this.#binary(node);
        return;
      case 'Property':
        this.#property(node);
        return;
      case 'MemberExpression':
        this.#member(node);
        return;
      case 'CallExpression':
        this.#call(node);
        return;
      case 'NewExpression':
        this.#new(node);
        return;
      case 'AssignmentExpression':
        this.#target(node.left);
        return;
      case 'UpdateExpression':
        this.#target(node.argument);
        return;
      case 'ForStatement':
      case 'VariableDeclarator':
        return;
    }
  }

  #form(node: SyntaxNode, what: string, hint: string): void {
    this.#problems.add('syntaxForm', node, `not in the language: ${what}`, hint);
  }

  #operator(node: SyntaxNode, operator: string, hint?: string): void {
    this.#problems.add('operator', node, `operator: ${operator}`, hint);
  }

  #binary(node: Extract<SyntaxNode, { type: 'BinaryExpression' }>): void {
    const { operator, left, right } = node;
    if (operator === 'in' || operator === 'instanceof') this.#operator(node, operator);
    else if (operator === '==' || operator === '!=') {
      const withNull = [left, right].some((side) => side.type === 'Literal' && side.raw === 'null');
      if (!withNull) this.#operator(node, operator, `Use ${operator}=`);
    }
  }

  #property(node: Extract<SyntaxNode, { type: 'Property' }>): void {
    if (node.computed) {
      this.#problems.add('index', node, 'name: computed');
      return;
    }
    if (node.kind !== 'init')
      this.#form(node, `${node.kind}ter`, 'Write a field or a helper function');
    const name = keyOf(node);
    if (name === undefined) return;
    const object = this.#scopes.parentOf.get(node);
    const inPattern = object?.type === 'ObjectPattern';
    if (name === 'length' && object && this.#isLengthOfFrom(object)) return;
    if (name === 'length' && !inPattern)
      this.#problems.add(
        'member',
        node,
        'name: length',
        'Name the field otherwise; arrays keep their own length',
      );
    else this.#fieldName(name, node);
  }

  /** The { length: n } of Array.from({ length: n }, ...). */
  #isLengthOfFrom(object: SyntaxNode): boolean {
    const call = this.#scopes.parentOf.get(object);
    if (object.type !== 'ObjectExpression' || object.properties.length !== 1) return false;
    if (call?.type !== 'CallExpression' || call.arguments[0] !== object) return false;
    return memberNameOf(call.callee) === 'from' && isNamespace(call.callee, 'Array');
  }

  #member(node: MemberExpression): void {
    if (node.computed) {
      const { property } = node;
      if (property.type === 'Literal' && typeof property.value !== 'number')
        this.#problems.add('index', property, `index: ${property.raw}`);
      return;
    }
    const name = memberNameOf(node);
    if (name === undefined) {
      this.#form(node, 'private name', 'Name the field otherwise');
      return;
    }
    if (this.#isUnknown(node.object)) return;
    const namespace = this.#namespaceOf(node.object);
    if (namespace !== undefined) {
      if (!NAMESPACES[namespace]!.has(name))
        this.#problems.add('call', node, `${namespace}: ${name}`, hintFor(name));
      return;
    }
    const parent = this.#scopes.parentOf.get(node);
    const called = parent?.type === 'CallExpression' && parent.callee === node;
    if (!called) this.#fieldName(name, node);
    else if (MACHINERY.has(name))
      this.#problems.add('member', node, `name: ${name}`, hintFor(name));
  }

  #fieldName(name: string, node: SyntaxNode): void {
    if (MACHINERY.has(name) || name.startsWith('__'))
      this.#problems.add('member', node, `name: ${name}`, hintFor(name));
    else if (Object.hasOwn(ARRAY_METHODS, name) || OTHER_METHODS.has(name))
      this.#problems.add(
        'member',
        node,
        `name: ${name}`,
        `It is a method of arrays: call it, or name the field otherwise (${name}Value)`,
      );
    else if (!/^[A-Za-z0-9_]+$/.test(name)) this.#problems.add('shadow', node, `name: ${name}`);
  }

  /** Name of the global namespace that an expression is, when nothing in the file has taken the name. */
  #namespaceOf(node: SyntaxNode): string | undefined {
    if (node.type !== 'Identifier' || this.#scopes.bindingOf.has(node)) return undefined;
    return Object.hasOwn(NAMESPACES, node.name) ? node.name : undefined;
  }

  /** A name that is refused itself: what is done with it need not be told too. */
  #isUnknown(node: SyntaxNode): boolean {
    if (node.type !== 'Identifier' || this.#scopes.bindingOf.has(node)) return false;
    return !KNOWN_GLOBALS.has(node.name);
  }

  #call(node: CallExpression): void {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      if (this.#scopes.bindingOf.has(callee)) return; // check-functions.ts
      if (callee.name === 'Array') this.#oneArgument(node, 'Array');
      return;
    }
    if (callee.type !== 'MemberExpression' || callee.computed) {
      this.#problems.add('call', node, 'call: not of a named function');
      return;
    }
    const name = memberNameOf(callee);
    if (name === undefined || MACHINERY.has(name) || this.#isUnknown(callee.object)) return;
    const namespace = this.#namespaceOf(callee.object);
    if (namespace !== undefined) {
      const [first] = node.arguments;
      if (/^[A-Z]/.test(name)) this.#problems.add('call', node, `call: ${namespace}.${name}`);
      else if (
        name === 'from' &&
        (first?.type === 'SpreadElement' ||
          (first?.type === 'ObjectExpression' && !this.#isLengthOfFrom(first)))
      )
        this.#problems.add(
          'call',
          node,
          'call: Array.from',
          'Write Array.from({ length: n }, (_, i) => ...)',
        );
      return;
    }
    if (!Object.hasOwn(ARRAY_METHODS, name) && !Object.hasOwn(RANDOM_METHODS, name))
      this.#problems.add(
        'call',
        callee,
        `method: ${name}`,
        hintFor(name) ?? hintForObject(callee.object),
      );
    else if (ARRAY_METHODS[name]?.callback && node.arguments.length === 0)
      this.#problems.add(
        'call',
        callee,
        `method: ${name} without a function`,
        `Write .${name}((a, b) => ...)`,
      );
    else if (name === 'entries') this.#entries(node);
    else if (!callee.optional && hasOptional(callee.object))
      this.#problems.add('call', callee, `method: ${name} within ?.`, `Write ?.${name}(...)`);
  }

  #entries(node: CallExpression): void {
    const parent = this.#scopes.parentOf.get(node);
    if (parent?.type !== 'ForOfStatement' || parent.right !== node)
      this.#problems.add(
        'call',
        node,
        'method: entries',
        'Use it as for (const [i, x] of list.entries())',
      );
  }

  #new(node: NewExpression): void {
    const { callee } = node;
    if (callee.type !== 'Identifier' || this.#scopes.bindingOf.has(callee))
      this.#form(node, 'new', 'Use new Array(n), new Float64Array(n) or a plain object');
    else if (!this.#isUnknown(callee)) this.#oneArgument(node, callee.name);
  }

  #oneArgument(node: CallExpression | NewExpression, name: string): void {
    const [first] = node.arguments;
    if (node.arguments.length > 1 || first?.type === 'SpreadElement')
      this.#problems.add(
        'call',
        node,
        `${name}: more than one argument`,
        `Write [a, b] or new ${name}(n)`,
      );
  }

  #target(node: SyntaxNode): void {
    switch (node.type) {
      case 'Identifier': {
        const binding = this.#scopes.bindingOf.get(node);
        if (binding?.kind === 'const' || binding?.kind === 'function')
          this.#problems.add(
            'assign',
            node,
            `constant: ${node.name}`,
            'Declare it with let, inside the function',
          );
        else if (!binding)
          this.#problems.add('assign', node, `name: ${node.name}`, 'Declare it with let');
        return;
      }
      case 'MemberExpression':
        this.#memberTarget(node);
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.#target(element);
        return;
      case 'ObjectPattern':
        for (const property of node.properties)
          if (property.type === 'Property') this.#target(property.value);
        return;
      case 'AssignmentPattern':
        this.#target(node.left);
        return;
    }
  }

  #memberTarget(node: MemberExpression): void {
    if (memberNameOf(node) === 'length')
      this.#problems.add('assign', node, 'length: assigned', 'Use splice, or make a new array');
    let root: SyntaxNode = node;
    while (root.type === 'MemberExpression') root = root.object;
    if (root.type !== 'Identifier') return;
    const binding = this.#scopes.bindingOf.get(root);
    if (!binding || binding.fn || (binding.owner === undefined && binding.kind === 'const'))
      this.#problems.add('assign', node, `${binding ? 'constant' : 'global'}: ${root.name}`);
  }
}

/** `a?.b` and what hangs on it, short-circuits all of the chain. */
function hasOptional(node: SyntaxNode): boolean {
  if (node.type === 'CallExpression') return node.optional || hasOptional(node.callee);
  return node.type === 'MemberExpression' && (node.optional || hasOptional(node.object));
}

function isNamespace(callee: SyntaxNode, name: string): boolean {
  if (callee.type !== 'MemberExpression') return false;
  return callee.object.type === 'Identifier' && callee.object.name === name;
}

/** What `random` has, for whoever tries a sampler that it has not. */
function hintForObject(node: SyntaxNode): string | undefined {
  const name = node.type === 'Identifier' ? node.name : memberNameOf(node);
  return name === 'random' ? `random has: ${Object.keys(RANDOM_METHODS).join(', ')}` : undefined;
}

function hintFor(name: string): string | undefined {
  return Object.hasOwn(METHOD_HINTS, name) ? METHOD_HINTS[name] : undefined;
}
