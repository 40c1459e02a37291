/** Which declaration each name of the file means. */
import type { Identifier, Pattern, VariableDeclaration } from 'acorn';
import { childrenOf, type FunctionNode, isFunction, type SyntaxNode, walk } from './nodes.ts';

export interface Binding {
  readonly name: string;
  readonly kind: 'const' | 'let' | 'parameter' | 'function';
  readonly node: Identifier;
  /** The function in which it lives; undefined at the top of the file. */
  readonly owner: FunctionNode | undefined;
  /** What it is declared with: the initial value, or the function. Absent in destructuring and parameters. */
  readonly init?: SyntaxNode;
  /** The function that it always means, if it does. */
  readonly fn?: FunctionNode;
  /** A parameter that is one plain name: its number. */
  readonly position?: number;
  readonly uses: Identifier[];
}

export interface Scopes {
  /** Every identifier that stands for a declared name (uses and declarations). */
  readonly bindingOf: ReadonlyMap<SyntaxNode, Binding>;
  readonly bindings: readonly Binding[];
  /** Identifiers that no declaration explains. */
  readonly free: readonly Identifier[];
  readonly parentOf: ReadonlyMap<SyntaxNode, SyntaxNode>;
  /** The innermost function around a node. */
  readonly functionOf: ReadonlyMap<SyntaxNode, FunctionNode>;
  /** Nodes of top-level constants. */
  readonly constants: ReadonlySet<SyntaxNode>;
}

type Scope = { readonly names: Map<string, Binding>; readonly outer: Scope | undefined };

export function resolveScopes(program: SyntaxNode): Scopes {
  const bindingOf = new Map<SyntaxNode, Binding>();
  const bindings: Binding[] = [];
  const free: Identifier[] = [];
  const parentOf = new Map<SyntaxNode, SyntaxNode>();
  const functionOf = new Map<SyntaxNode, FunctionNode>();

  const declare = (
    scope: Scope,
    node: Identifier,
    facts: Omit<Binding, 'name' | 'node' | 'uses'>,
  ) => {
    const binding: Binding = { name: node.name, node, uses: [], ...facts };
    scope.names.set(node.name, binding);
    bindingOf.set(node, binding);
    bindings.push(binding);
  };
  const declareVariables = (
    scope: Scope,
    statement: VariableDeclaration,
    owner: FunctionNode | undefined,
  ) => {
    const kind = statement.kind === 'const' ? 'const' : 'let';
    for (const { id, init } of statement.declarations) {
      const plain = id.type === 'Identifier' && init;
      const fn = plain && kind === 'const' && isFunction(init) ? init : undefined;
      for (const name of namesIn(id))
        declare(scope, name, { kind, owner, ...(plain && { init }), ...(fn && { fn }) });
    }
  };
  const openBlock = (
    outer: Scope,
    statements: readonly SyntaxNode[],
    owner: FunctionNode | undefined,
  ): Scope => {
    const scope: Scope = { names: new Map(), outer };
    for (const statement of statements) {
      if (statement.type === 'VariableDeclaration') declareVariables(scope, statement, owner);
      else if (statement.type === 'FunctionDeclaration' && statement.id)
        declare(scope, statement.id, { kind: 'function', owner, init: statement, fn: statement });
    }
    return scope;
  };
  const openFunction = (outer: Scope, node: FunctionNode): Scope => {
    const scope: Scope = { names: new Map(), outer };
    // The own name of a function expression is a way to recursion only; it is told as an unknown name.
    node.params.forEach((parameter, position) => {
      const inner = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      for (const name of namesIn(parameter))
        declare(scope, name, {
          kind: 'parameter',
          owner: node,
          ...(name === inner && { position }),
        });
    });
    return scope;
  };
  const use = (node: Identifier, scope: Scope): void => {
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      const binding = at.names.get(node.name);
      if (!binding) continue;
      bindingOf.set(node, binding);
      if (binding.node !== node) binding.uses.push(node);
      return;
    }
    free.push(node);
  };
  const visit = (node: SyntaxNode, scope: Scope, owner: FunctionNode | undefined): void => {
    if (owner) functionOf.set(node, owner);
    if (node.type === 'Identifier') {
      if (!bindingOf.has(node) && !isLabelOrName(node, parentOf.get(node))) use(node, scope);
      return;
    }
    let inner = scope;
    if (isFunction(node)) inner = openFunction(scope, node);
    else if (node.type === 'BlockStatement') inner = openBlock(scope, node.body, owner);
    else if (node.type === 'ForStatement' && node.init)
      inner = openBlock(scope, [node.init], owner);
    else if (node.type === 'ForOfStatement') inner = openBlock(scope, [node.left], owner);
    else if (node.type === 'SwitchStatement')
      inner = openBlock(
        scope,
        node.cases.flatMap((c) => c.consequent),
        owner,
      );
    const innerOwner = isFunction(node) ? node : owner;
    for (const child of childrenOf(node)) {
      parentOf.set(child, node);
      if (isFunction(node) && child === node.id) {
        if (!bindingOf.has(child)) free.push(child as Identifier);
        continue;
      }
      visit(child, inner, innerOwner);
    }
  };
  const top: Scope = { names: new Map(), outer: undefined };
  visit(
    program,
    program.type === 'Program' ? openBlock(top, program.body, undefined) : top,
    undefined,
  );
  const constants = new Set<SyntaxNode>();
  if (program.type === 'Program')
    for (const statement of program.body)
      if (statement.type === 'VariableDeclaration') walk(statement, (node) => constants.add(node));
  return { bindingOf, bindings, free, parentOf, functionOf, constants };
}

/** Names that a pattern declares. */
function namesIn(pattern: Pattern): readonly Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) =>
        namesIn(p.type === 'Property' ? p.value : p.argument),
      );
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'MemberExpression':
      return [];
  }
}

/** Field names, keys and labels are not names of variables. */
function isLabelOrName(node: Identifier, parent: SyntaxNode | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return !parent.computed && parent.property === node;
    case 'Property':
      return !parent.computed && !parent.shorthand && parent.key === node;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return parent.label === node;
    default:
      return false;
  }
}
