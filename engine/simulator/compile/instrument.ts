/**
 * Layer L1: writes the author's functions again with counters. The text is edited at the places of the tree,
 * nothing else is printed anew, so what is not charged is byte for byte what was written.
 *
 * The work between two charges is bounded by the size of the file: every turn of a loop costs a step, every
 * call of a function that itself calls functions costs one (a function that calls none is part of its
 * caller's work), and built-ins that walk an array cost its length. Growth costs cells.
 */
import {
  assignmentText,
  binaryText,
  memberText,
  operandText,
  updateText,
} from './arithmetic-text.ts';
import { callText, sizedText } from './call-text.ts';

import { targetName, turnsText } from './counted-loops.ts';
import type { KindOf } from './kinds.ts';
import { childrenOf, type FunctionNode, lineOf, type SyntaxNode, walk } from './nodes.ts';
import type { Given, Printer } from './printer.ts';
import { FREE_TURNS } from './runtime-text.ts';
import type { Scopes } from './scopes.ts';
import { checkStores } from './store-checks.ts';
import { textLiteral } from './value-text.ts';
import type { Wholes } from './wholes.ts';

type LoopNode = Extract<
  SyntaxNode,
  { type: 'ForStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement' }
>;

/** Cells that a run of statements takes, gathered to be taken at once. */
interface Bill {
  cells: number;
  /** Line of the first of them. */
  line: number;
}

export class Instrumenter implements Printer {
  readonly text: string;
  readonly scopes: Scopes;
  readonly kindOf: KindOf;
  readonly wholes: Wholes;
  /** Fresh functions. */
  readonly helpers: string[] = [];
  /** Names of the fresh variables. */
  readonly temporaries: string[] = [];
  /** Set where everything is reached in any case. */
  #bill: Bill | undefined;
  readonly assignedFields: ReadonlySet<string>;
  /** Stores that were checked before the run of statements in which they are. */
  readonly #checked = new Set<SyntaxNode>();
  /** Inside a loop, which counts in the local variable $l; inner loops share it. */
  #inLoop = false;

  constructor(text: string, scopes: Scopes, kindOf: KindOf, wholes: Wholes) {
    this.text = text;
    this.scopes = scopes;
    this.kindOf = kindOf;
    this.wholes = wholes;
    const assigned = new Set<string>();
    for (const node of scopes.parentOf.keys()) {
      const name = targetName(this, node);
      if (name !== undefined) assigned.add(name);
    }
    this.assignedFields = assigned;
  }

  render(node: SyntaxNode): string {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? textLiteral(node.value) : this.plain(node);
      case 'BlockStatement':
        return this.#block(node);
      case 'ForStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#loop(node);
      case 'LabeledStatement':
        return this.#labelled(node);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node as FunctionNode);
      case 'ReturnStatement':
        return ended(this.plain(node));
      case 'ExpressionStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return ended(this.plain(node));
      case 'VariableDeclaration':
        return this.#isLoopHead(node) ? this.plain(node) : ended(this.plain(node));
      case 'LogicalExpression':
        return this.plain(node, new Map([[node.right, this.#apart(node.right)]]));
      case 'ConditionalExpression':
        return this.plain(
          node,
          new Map([
            [node.consequent, this.#apart(node.consequent)],
            [node.alternate, this.#apart(node.alternate)],
          ]),
        );
      case 'AssignmentPattern':
        return this.plain(node, new Map([[node.right, this.#apart(node.right)]]));
      case 'ChainExpression':
        return this.plain(node, new Map([[node.expression, this.#apart(node.expression)]]));
      case 'ArrayExpression':
        return this.charged(node.elements.length + 1, node, this.plain(node));
      case 'ObjectExpression':
        return this.charged(node.properties.length + 1, node, this.plain(node));
      case 'SpreadElement':
        return this.#spread(node);
      case 'NewExpression':
        return sizedText(this, node);
      case 'CallExpression':
        return callText(this, node);
      case 'MemberExpression':
        return memberText(this, node);
      case 'BinaryExpression':
        return binaryText(this, node);
      case 'UnaryExpression':
        return this.plain(
          node,
          new Map([[node.argument, operandText(this, node.argument, node.operator)]]),
        );
      case 'AssignmentExpression':
        return assignmentText(this, node);
      case 'UpdateExpression':
        return updateText(this, node);
      default:
        return this.plain(node);
    }
  }

  plain(node: SyntaxNode, given?: Given): string {
    let result = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      result += this.text.slice(at, child.start) + (given?.get(child) ?? this.render(child));
      at = child.end;
    }
    return result + this.text.slice(at, node.end);
  }

  charged(n: number, node: SyntaxNode, text: string): string {
    const bill = this.#bill;
    if (!bill) return `(($c = $c - ${n} | 0) < 0 ? $full(${lineOf(node)}) : ${text})`;
    if (bill.cells === 0) bill.line = lineOf(node);
    bill.cells += n;
    return text;
  }

  isChecked(node: SyntaxNode): boolean {
    return this.#checked.has(node);
  }

  helper(text: string): string {
    const name = `$slow${this.helpers.length + 1}`;
    this.helpers.push(`const ${name} = ${text};`);
    return name;
  }

  temporary(): string {
    const name = `$${this.temporaries.length + 1}`;
    this.temporaries.push(name);
    return name;
  }

  /** A text that is not reached in any case: it is charged where it stands. */
  #apart(node: SyntaxNode): string {
    return this.#with(undefined, () => this.render(node));
  }

  #with(bill: Bill | undefined, render: () => string): string {
    const before = this.#bill;
    this.#bill = bill;
    const text = render();
    this.#bill = before;
    return text;
  }

  /** Statements that follow one another in any case are charged for their cells at once. */
  #block(node: Extract<SyntaxNode, { type: 'BlockStatement' }>): string {
    const given = new Map<SyntaxNode, string>();
    const { body } = node;
    for (let first = 0; first < body.length; ) {
      let last = first;
      while (last < body.length && SIMPLE.has(body[last]!.type)) last++;
      const bill: Bill = { cells: 0, line: 0 };
      const run = body.slice(first, last);
      const stores = checkStores(this, run);
      for (const target of stores.checked) this.#checked.add(target);
      for (const statement of run)
        given.set(
          statement,
          this.#with(bill, () => this.render(statement)),
        );
      const charge =
        bill.cells > 0 ? `if (($c = $c - ${bill.cells} | 0) < 0) $full(${bill.line}); ` : '';
      if (charge + stores.head !== '')
        given.set(body[first]!, stores.head + charge + given.get(body[first]!));
      const next = body[last];
      if (next) given.set(next, this.#apart(next));
      first = last + 1;
    }
    return this.plain(node, given);
  }

  #isLoopHead(node: SyntaxNode): boolean {
    const parent = this.scopes.parentOf.get(node);
    return (
      (parent?.type === 'ForStatement' && parent.init === node) ||
      (parent?.type === 'ForOfStatement' && parent.left === node)
    );
  }

  #loop(node: LoopNode): string {
    const isOuter = !this.#inLoop;
    this.#inLoop = true;
    const text = this.#with(undefined, () => this.#counted(node));
    const whole = node.type === 'DoWhileStatement' ? ended(text) : text;
    if (!isOuter) return whole;
    this.#inLoop = false;
    // A label must stay at its loop.
    const isLabelled = this.scopes.parentOf.get(node)?.type === 'LabeledStatement';
    return isLabelled ? whole : `{ let $l = ${FREE_TURNS}; ${whole} }`;
  }

  /** The loop with what pays for its turns: before it where their number is known, else in each. */
  #counted(node: LoopNode): string {
    const line = lineOf(node.body);
    const turns = turnsText(this, node);
    if (turns !== undefined) {
      const pay = `if (${turns} > 0 && ($l = $l - (${turns})) < 0) $l = $owe($l, ${line});`;
      return `{ ${pay} ${this.plain(node)} }`;
    }
    const count = `if (--$l < 0) $l = $more(${line});`;
    const body = this.render(node.body);
    const counted =
      node.body.type === 'BlockStatement' ? `{ ${count}${body.slice(1)}` : `{ ${count} ${body} }`;
    return this.plain(node, new Map([[node.body, counted]]));
  }

  #labelled(node: Extract<SyntaxNode, { type: 'LabeledStatement' }>): string {
    const isOuter = !this.#inLoop;
    const text = this.#apart(node.body);
    const whole = this.plain(node, new Map([[node.body, text]]));
    const isNested = this.scopes.parentOf.get(node)?.type === 'LabeledStatement';
    return isOuter && !isNested ? `{ let $l = ${FREE_TURNS}; ${whole} }` : whole;
  }

  #function(node: FunctionNode): string {
    const around = this.#inLoop;
    this.#inLoop = false;
    const text = this.#with(undefined, () => this.#functionText(node));
    this.#inLoop = around;
    return text;
  }

  /** One that calls none is part of its caller's work. */
  #callsFunctions(node: FunctionNode): boolean {
    let calls = false;
    walk(node, (inner) => {
      if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier')
        calls ||= this.scopes.bindingOf.has(inner.callee);
    });
    return calls;
  }

  #isSlot(node: FunctionNode): boolean {
    return this.scopes.parentOf.get(node)?.type === 'Property';
  }

  #functionText(node: FunctionNode): string {
    // The contract's functions are called by the runner only, in numbers that it bounds.
    if (this.#isSlot(node) || !this.#callsFunctions(node)) return this.plain(node);
    const { body } = node;
    const text = this.render(body);
    const line = lineOf(node);
    const counted =
      body.type === 'BlockStatement'
        ? `{ if (($f = $f - 1 | 0) < 0) $out(${line});${text.slice(1)}`
        : `(($f = $f - 1 | 0) < 0 ? $out(${line}) : ${text})`;
    return this.plain(node, new Map([[body, counted]]));
  }

  #spread(node: Extract<SyntaxNode, { type: 'SpreadElement' }>): string {
    const inObject = this.scopes.parentOf.get(node)?.type === 'ObjectExpression';
    return `...${inObject ? '$fields' : '$copy'}(${this.render(node.argument)}, ${lineOf(node)})`;
  }
}

/** Statements after which the next one is always reached; and a return, after which none is. */
const SIMPLE: ReadonlySet<string> = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
]);

/** Statements end in a semicolon, so that a charge in brackets on the next line is no call. */
function ended(text: string): string {
  return text.endsWith(';') ? text : `${text};`;
}
