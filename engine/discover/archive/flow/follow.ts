/**
 * Follows the statements of modules in the order in which they run (an abstract interpretation with strong updates of
 * names and fields of the state).
 */
import {
  type FunctionNode,
  isFunction,
  keyOf,
  type SyntaxNode,
} from '../../../simulator/compile/nodes.ts';
import { Expressions } from './expressions.ts';
import { boxOf, type Flow, NOTHING, type Origin, unionOf } from './values.ts';

type Node<Type extends SyntaxNode['type']> = Extract<SyntaxNode, { type: Type }>;

export class Follower extends Expressions {
  #observe: FunctionNode | undefined;
  readonly #fields = new Map<string, ReadonlySet<Origin>>();

  /** Runs step(state, world). */
  module(step: FunctionNode): void {
    this.apply(step, [boxOf('state'), boxOf('world')]);
  }

  /** What each field of the object that observe(state, world) returns is made from. */
  fieldsOf(observe: FunctionNode): ReadonlyMap<string, ReadonlySet<Origin>> {
    this.#observe = observe;
    this.module(observe);
    this.#observe = undefined;
    return this.#fields;
  }

  apply(fn: FunctionNode, given: readonly Flow[]): Flow {
    return this.control.call(() => {
      for (const [i, parameter] of fn.params.entries()) this.bind(parameter, given[i] ?? NOTHING);
      if (fn.body.type === 'BlockStatement') this.#statement(fn.body);
      else this.#return(fn.body, fn);
    });
  }

  #statement(node: SyntaxNode, label?: string): void {
    this.control.visit();
    switch (node.type) {
      case 'BlockStatement':
        for (const statement of node.body) if (this.control.reachable) this.#statement(statement);
        return;
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations)
          if (!init || !isFunction(init)) this.bind(id, init ? this.value(init) : NOTHING);
        return;
      case 'ExpressionStatement':
        this.value(node.expression);
        return;
      case 'IfStatement': {
        const { consequent, alternate } = node;
        const otherwise = () => alternate && this.#statement(alternate);
        this.control.branch(this.look(node.test), [() => this.#statement(consequent), otherwise]);
        return;
      }
      case 'ForOfStatement':
        this.#forOf(node, label);
        return;
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.#loop(node, label);
        return;
      case 'LabeledStatement':
        if (/^(For|While|DoWhile)/.test(node.body.type))
          this.#statement(node.body, node.label.name);
        else
          this.control.repeat(
            () => NOTHING.origins,
            () => this.#statement(node.body),
            node.label.name,
          );
        return;
      case 'SwitchStatement':
        this.#switch(node);
        return;
      case 'ReturnStatement':
        this.#return(node.argument ?? undefined, this.scopes.functionOf.get(node));
        return;
      case 'BreakStatement':
        this.control.jump('break', node.label?.name);
        return;
      case 'ContinueStatement':
        this.control.jump('continue', node.label?.name);
    }
  }

  #return(node: SyntaxNode | undefined, fn: FunctionNode | undefined): void {
    if (node && fn && fn === this.#observe) this.#takeFields(node);
    this.control.return(node ? this.value(node) : NOTHING);
  }

  #takeFields(node: SyntaxNode): void {
    const init = this.scopes.bindingOf.get(node)?.init ?? node;
    if (init.type !== 'ObjectExpression') return;
    for (const property of init.properties) {
      const name = keyOf(property);
      if (name === undefined || property.type !== 'Property') continue;
      const from = [this.#fields.get(name) ?? NOTHING.origins, this.look(property.value)];
      this.#fields.set(name, unionOf([...from, this.control.reasons()]));
    }
  }

  #loop(node: Node<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>, label?: string): void {
    const { test, body } = node;
    const { init, update } = node.type === 'ForStatement' ? node : {};
    if (init?.type === 'VariableDeclaration') this.#statement(init);
    else if (init) this.value(init);
    const turn = () => {
      this.#statement(body);
      if (update && this.control.reachable) this.value(update);
    };
    this.control.repeat(() => (test ? this.look(test) : NOTHING.origins), turn, label);
  }

  #forOf({ left, right, body }: Node<'ForOfStatement'>, label?: string): void {
    const list = this.value(right);
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
    const turn = () => {
      if (target) this.bind(target, this.elementOf(list));
      this.#statement(body);
    };
    this.control.repeat(() => this.elementOf(list).origins, turn, label);
  }

  #switch({ discriminant, cases }: Node<'SwitchStatement'>): void {
    const tests = cases.flatMap(({ test }) => (test ? [this.look(test)] : []));
    this.control.cases(
      unionOf([this.look(discriminant), ...tests]),
      cases.map(({ consequent }) => () => {
        for (const statement of consequent) if (this.control.reachable) this.#statement(statement);
      }),
      cases.some(({ test }) => !test),
    );
  }
}
