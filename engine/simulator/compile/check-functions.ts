/**
 * What functions may be used for. They are called, or passed straight to an array method or to a helper that
 * calls them; never kept, compared or returned. And none may come back to itself.
 */
import type { CallExpression } from 'acorn';
import { ARRAY_METHODS } from './language.ts';
import { type FunctionNode, isFunction, memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Problems } from './problems.ts';
import type { Binding, Scopes } from './scopes.ts';

export function checkFunctions(
  program: SyntaxNode,
  slots: ReadonlySet<SyntaxNode>,
  scopes: Scopes,
  problems: Problems,
): void {
  const check = new FunctionCheck(scopes, slots, problems);
  check.values(program);
  check.calls(program);
  check.recursion(program);
}

class FunctionCheck {
  readonly #scopes: Scopes;
  readonly #slots: ReadonlySet<SyntaxNode>;
  readonly #problems: Problems;
  /** Parameters that receive functions: they may only be called or passed on. */
  readonly #functionParameters = new Set<Binding>();

  constructor(scopes: Scopes, slots: ReadonlySet<SyntaxNode>, problems: Problems) {
    this.#scopes = scopes;
    this.#slots = slots;
    this.#problems = problems;
  }

  /** Every place where a function stands as a value. */
  values(program: SyntaxNode): void {
    walk(program, (node) => {
      if (node.type === 'FunctionDeclaration') return;
      if (isFunction(node) && !this.#slots.has(node)) this.#value(node);
    });
    for (const binding of this.#scopes.bindings)
      if (binding.fn) for (const use of binding.uses) this.#value(use);
    for (const binding of this.#functionParameters)
      for (const use of binding.uses) this.#value(use);
  }

  #value(node: SyntaxNode): void {
    const parent = this.#scopes.parentOf.get(node);
    if (parent?.type === 'VariableDeclarator' && parent.init === node && isFunction(node)) {
      if (parent.id.type === 'Identifier' && this.#scopes.bindingOf.get(parent.id)?.fn) return;
    } else if (parent?.type === 'CallExpression') {
      if (parent.callee === node && !isFunction(node)) return;
      if (this.#passedOn(node, parent)) return;
    } else if (!this.#scopes.functionOf.has(node)) return; // the contract's own places, read-contract.ts
    this.#problems.add('function', node, 'function: kept as a value');
  }

  /** A function as an argument: of an array method, or of a helper whose parameter is then a function. */
  #passedOn(node: SyntaxNode, call: CallExpression): boolean {
    const index = call.arguments.indexOf(node as CallExpression['arguments'][number]);
    const { callee } = call;
    if (callee.type === 'MemberExpression') {
      const name = memberNameOf(callee);
      if (name === 'from') return index === 1;
      return name !== undefined && ARRAY_METHODS[name]?.callback === true && index === 0;
    }
    const target =
      callee.type === 'Identifier' ? this.#scopes.bindingOf.get(callee)?.fn : undefined;
    if (!target || call.arguments.slice(0, index).some((a) => a.type === 'SpreadElement'))
      return false;
    const parameter = this.#scopes.bindings.find((b) => b.owner === target && b.position === index);
    if (!parameter) return false;
    if (!this.#functionParameters.has(parameter)) {
      this.#functionParameters.add(parameter);
      for (const use of parameter.uses) this.#value(use);
    }
    return true;
  }

  /** Every call of a name must be of a function that is known, or of a parameter that receives functions. */
  calls(program: SyntaxNode): void {
    walk(program, (node) => {
      if (node.type !== 'CallExpression') return;
      const { callee } = node;
      if (callee.type === 'Identifier') {
        const binding = this.#scopes.bindingOf.get(callee);
        if (binding && !binding.fn && !this.#functionParameters.has(binding))
          this.#problems.add('call', callee, `call: ${callee.name} is no function of this file`);
      } else if (callee.type === 'MemberExpression') this.#callback(node, memberNameOf(callee));
    });
  }

  /** The first argument of map, filter, sort ... must be a function that can be seen. */
  #callback(call: CallExpression, name: string | undefined): void {
    if (name === undefined || ARRAY_METHODS[name]?.callback !== true) return;
    const [first] = call.arguments;
    if (first === undefined || isFunction(first)) return;
    if (first.type === 'Identifier') {
      const binding = this.#scopes.bindingOf.get(first);
      if (binding && (binding.fn || this.#functionParameters.has(binding))) return;
    }
    this.#problems.add(
      'call',
      first,
      `${name}: its first argument is no function`,
      `Write .${name}((x) => ...)`,
    );
  }

  /** Depth first over who calls whom; a function that is passed counts as called by whoever passes it. */
  recursion(program: SyntaxNode): void {
    const calls = new Map<FunctionNode, Map<FunctionNode, SyntaxNode>>();
    const add = (from: FunctionNode | undefined, to: FunctionNode, at: SyntaxNode): void => {
      if (!from) return;
      const known = calls.get(from) ?? new Map<FunctionNode, SyntaxNode>();
      if (!known.has(to)) known.set(to, at);
      calls.set(from, known);
    };
    for (const binding of this.#scopes.bindings)
      if (binding.fn)
        for (const use of binding.uses) add(this.#scopes.functionOf.get(use), binding.fn, use);
    walk(program, (node) => {
      if (isFunction(node) && this.#scopes.parentOf.get(node)?.type === 'CallExpression')
        add(this.#scopes.functionOf.get(node), node, node);
    });
    const done = new Set<FunctionNode>();
    const path = new Set<FunctionNode>();
    const visit = (fn: FunctionNode): void => {
      path.add(fn);
      for (const [next, at] of calls.get(fn) ?? []) {
        if (path.has(next)) this.#problems.add('recursion', at, `recursion: ${nameOf(next)}`);
        else if (!done.has(next)) visit(next);
      }
      path.delete(fn);
      done.add(fn);
    };
    for (const fn of calls.keys()) if (!done.has(fn)) visit(fn);
  }
}

function nameOf(fn: FunctionNode): string {
  return fn.id?.name ?? 'function';
}
