/** The names of the state's parts: the fields of what `start` returns, read from the text. */
import { type FunctionNode, keyOf, memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Binding, Scopes } from './scopes.ts';

/**
 * Undefined when the fields cannot be told from the text. `row` gives what the spread of the observed row
 * contributes: the outputs.
 */
export function stateNames(
  start: FunctionNode,
  scopes: Scopes,
  row: readonly string[],
): ReadonlySet<string> | undefined {
  const reader = new StateNames(start, scopes, row);
  reader.takeReturns(start);
  return reader.isKnown && reader.names.size > 0 ? reader.names : undefined;
}

class StateNames {
  readonly names = new Set<string>();
  isKnown = true;
  readonly #scopes: Scopes;
  readonly #row: readonly string[];
  readonly #rowBinding: Binding | undefined;
  readonly #seen = new Set<SyntaxNode>();

  constructor(start: FunctionNode, scopes: Scopes, row: readonly string[]) {
    this.#scopes = scopes;
    this.#row = row;
    this.#rowBinding = start.params[0] && scopes.bindingOf.get(start.params[0]);
  }

  takeReturns(fn: FunctionNode): void {
    if (fn.body.type !== 'BlockStatement') this.#take(fn.body);
    walk(fn.body, (node) => {
      if (node.type === 'ReturnStatement' && this.#scopes.functionOf.get(node) === fn)
        this.#take(node.argument ?? undefined);
    });
  }

  #take(node: SyntaxNode | undefined): void {
    if (!node || this.#seen.has(node)) {
      this.isKnown &&= node !== undefined;
      return;
    }
    this.#seen.add(node);
    if (node.type === 'ObjectExpression') this.#takeFields(node);
    else if (node.type === 'Identifier') this.#takeVariable(node);
    else if (node.type === 'ConditionalExpression') {
      this.#take(node.consequent);
      this.#take(node.alternate);
    } else if (node.type === 'CallExpression') {
      const called = this.#scopes.bindingOf.get(node.callee)?.fn;
      if (called) this.takeReturns(called);
      else this.isKnown = false;
    } else this.isKnown = false;
  }

  #takeFields(node: Extract<SyntaxNode, { type: 'ObjectExpression' }>): void {
    for (const property of node.properties) {
      const name = keyOf(property);
      if (name !== undefined) this.names.add(name);
      else if (property.type === 'SpreadElement') this.#take(property.argument);
    }
  }

  #takeVariable(node: SyntaxNode): void {
    const binding = this.#scopes.bindingOf.get(node);
    if (binding && binding === this.#rowBinding) for (const name of this.#row) this.names.add(name);
    else this.#take(binding?.init);
    for (const use of binding?.uses ?? []) this.#takeLater(use);
  }

  /** `state.x = ...` after `const state = { ... }`; a helper that gets it may add more. */
  #takeLater(use: SyntaxNode): void {
    const parent = this.#scopes.parentOf.get(use);
    if (parent?.type === 'MemberExpression' && parent.object === use) {
      const name = memberNameOf(parent);
      const above = this.#scopes.parentOf.get(parent);
      const isTarget = above?.type === 'AssignmentExpression' && above.left === parent;
      if (name !== undefined && isTarget) this.names.add(name);
    } else if (parent?.type === 'CallExpression') this.isKnown = false;
    else if (parent?.type === 'AssignmentExpression' && parent.left === use)
      this.#take(parent.right);
  }
}
