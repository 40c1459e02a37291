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
import type { KindOf } from './kinds.ts';
import { childrenOf, type FunctionNode, lineOf, type SyntaxNode, walk } from './nodes.ts';
import { charged, type Given, type Printer } from './printer.ts';
import type { Scopes } from './scopes.ts';
import { textLiteral } from './value-text.ts';

export class Instrumenter implements Printer {
  readonly text: string;
  readonly scopes: Scopes;
  readonly kindOf: KindOf;
  /** Names of the fresh variables. */
  readonly temporaries: string[] = [];

  constructor(text: string, scopes: Scopes, kindOf: KindOf) {
    this.text = text;
    this.scopes = scopes;
    this.kindOf = kindOf;
  }

  render(node: SyntaxNode): string {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? textLiteral(node.value) : this.plain(node);
      case 'ForStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
        return this.plain(node, new Map([[node.body, this.#loopBody(node.body)]]));
      case 'DoWhileStatement':
        return ended(this.plain(node, new Map([[node.body, this.#loopBody(node.body)]])));
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node as FunctionNode);
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return ended(this.plain(node));
      case 'VariableDeclaration':
        return this.#isLoopHead(node) ? this.plain(node) : ended(this.plain(node));
      case 'ArrayExpression':
        return charged('$c', node.elements.length + 1, node, this.plain(node));
      case 'ObjectExpression':
        return charged('$c', node.properties.length + 1, node, this.plain(node));
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

  temporary(): string {
    const name = `$${this.temporaries.length + 1}`;
    this.temporaries.push(name);
    return name;
  }

  #isLoopHead(node: SyntaxNode): boolean {
    const parent = this.scopes.parentOf.get(node);
    return (
      (parent?.type === 'ForStatement' && parent.init === node) ||
      (parent?.type === 'ForOfStatement' && parent.left === node)
    );
  }

  #loopBody(body: SyntaxNode): string {
    const count = `if (($f = $f - 1 | 0) < 0) $stop('steps', ${lineOf(body)});`;
    const text = this.render(body);
    return body.type === 'BlockStatement' ? `{ ${count}${text.slice(1)}` : `{ ${count} ${text} }`;
  }

  #function(node: FunctionNode): string {
    if (!this.#callsFunctions(node)) return this.plain(node);
    const { body } = node;
    const text = this.render(body);
    const count = `if (($f = $f - 1 | 0) < 0) $stop('steps', ${lineOf(node)});`;
    const counted =
      body.type === 'BlockStatement' ? `{ ${count}${text.slice(1)}` : charged('$f', 1, node, text);
    return this.plain(node, new Map([[body, counted]]));
  }

  #callsFunctions(node: FunctionNode): boolean {
    let calls = false;
    walk(node, (inner) => {
      if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier')
        calls ||= this.scopes.bindingOf.has(inner.callee);
    });
    return calls;
  }

  #spread(node: Extract<SyntaxNode, { type: 'SpreadElement' }>): string {
    const inObject = this.scopes.parentOf.get(node)?.type === 'ObjectExpression';
    return `...${inObject ? '$fields' : '$copy'}(${this.render(node.argument)}, ${lineOf(node)})`;
  }
}

/** Statements end in a semicolon, so that a charge in brackets on the next line is no call. */
function ended(text: string): string {
  return text.endsWith(';') ? text : `${text};`;
}
