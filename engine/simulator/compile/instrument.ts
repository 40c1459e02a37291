/**
 * Layer L1: writes the author's functions again with counters. The text is edited at the places of the tree,
 * nothing else is printed anew, so what is not charged is byte for byte what was written.
 *
 * The work between two charges is bounded by the size of the file: every turn of a loop costs a step, every
 * call of a function that itself calls functions costs one (a function that calls none is part of its
 * caller's work), and built-ins that walk an array cost its length. Growth costs cells.
 */
import type { AssignmentExpression, CallExpression, MemberExpression } from 'acorn';
import { type KindOf, NUMBER } from './kinds.ts';
import { ARRAY_METHODS, type MethodCharge } from './language.ts';
import {
  childrenOf,
  type FunctionNode,
  lineOf,
  memberNameOf,
  type SyntaxNode,
  walk,
} from './nodes.ts';
import type { Scopes } from './scopes.ts';
import { textLiteral } from './value-text.ts';

export class Instrumenter {
  readonly #text: string;
  readonly #scopes: Scopes;
  readonly #kindOf: KindOf;
  /** Names of temporaries in use; they live beside the counters. */
  readonly temporaries: string[] = [];

  constructor(text: string, scopes: Scopes, kindOf: KindOf) {
    this.#text = text;
    this.#scopes = scopes;
    this.#kindOf = kindOf;
  }

  /** The text of a node with its counters. */
  render(node: SyntaxNode): string {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? textLiteral(node.value) : this.#plain(node);
      case 'ForStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#ended(node, this.#plain(node, node.body, this.#loopBody(node.body)));
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node as FunctionNode);
      case 'ExpressionStatement':
      case 'VariableDeclaration':
      case 'ReturnStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        return this.#ended(node, this.#plain(node));
      case 'ArrayExpression':
        return this.#charged('$c', node.elements.length + 1, node, this.#plain(node));
      case 'ObjectExpression':
        return this.#charged('$c', node.properties.length + 1, node, this.#plain(node));
      case 'SpreadElement':
        return this.#spread(node);
      case 'NewExpression':
        return this.#sized(node);
      case 'CallExpression':
        return this.#call(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'BinaryExpression':
        return node.operator === '+' ? this.#sum(node) : this.#plain(node);
      case 'AssignmentExpression':
        return this.#assignment(node);
      default:
        return this.#plain(node);
    }
  }

  /** The author's text with the children written again; one of them may be given. */
  #plain(node: SyntaxNode, replaced?: SyntaxNode, by = ''): string {
    let result = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      result += this.#text.slice(at, child.start) + (child === replaced ? by : this.render(child));
      at = child.end;
    }
    return result + this.#text.slice(at, node.end);
  }

  /** Statements end in a semicolon, so that a charge in brackets on the next line is no call. */
  #ended(node: SyntaxNode, text: string): string {
    if (text.endsWith(';') || text.endsWith('}')) {
      if (
        node.type !== 'ExpressionStatement' &&
        node.type !== 'VariableDeclaration' &&
        node.type !== 'ReturnStatement'
      )
        return text;
      if (text.endsWith(';')) return text;
    }
    const parent = this.#scopes.parentOf.get(node);
    if (parent?.type === 'ForStatement' && parent.init === node) return text;
    if (parent?.type === 'ForOfStatement' && parent.left === node) return text;
    return NEEDS_END.has(node.type) ? `${text};` : text;
  }

  #loopBody(body: SyntaxNode): string {
    const count = `if (($f = $f - 1 | 0) < 0) $stop('steps', ${lineOf(body)});`;
    const text = this.render(body);
    return body.type === 'BlockStatement' ? `{ ${count}${text.slice(1)}` : `{ ${count} ${text} }`;
  }

  #function(node: FunctionNode): string {
    if (!this.#callsFunctions(node)) return this.#plain(node);
    const { body } = node;
    const text = this.render(body);
    if (body.type === 'BlockStatement') {
      const count = `if (($f = $f - 1 | 0) < 0) $stop('steps', ${lineOf(node)});`;
      return this.#plain(node, body, `{ ${count}${text.slice(1)}`);
    }
    return this.#plain(node, body, this.#charged('$f', 1, node, text));
  }

  #callsFunctions(node: FunctionNode): boolean {
    let calls = false;
    walk(node.body, (inner) => {
      if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier')
        calls ||= this.#scopes.bindingOf.has(inner.callee);
    });
    return calls;
  }

  /** `text`, after taking n from a counter. */
  #charged(counter: '$f' | '$c', n: number, node: SyntaxNode, text: string): string {
    const kind = counter === '$f' ? 'steps' : 'cells';
    return `((${counter} = ${counter} - ${n} | 0) < 0 ? $stop('${kind}', ${lineOf(node)}) : ${text})`;
  }

  #spread(node: Extract<SyntaxNode, { type: 'SpreadElement' }>): string {
    const inObject = this.#scopes.parentOf.get(node)?.type === 'ObjectExpression';
    return `...${inObject ? '$fields' : '$copy'}(${this.render(node.argument)}, ${lineOf(node)})`;
  }

  #sized(node: SyntaxNode & { readonly arguments: readonly SyntaxNode[] }): string {
    const [size] = node.arguments;
    return size
      ? this.#plain(node, size, `$size(${this.render(size)}, ${lineOf(node)})`)
      : this.#plain(node);
  }

  #call(node: CallExpression): string {
    const { callee } = node;
    if (callee.type === 'Identifier')
      return callee.name === 'Array' ? this.#sized(node) : this.#plain(node);
    if (callee.type !== 'MemberExpression') return this.#plain(node);
    const name = memberNameOf(callee) ?? '';
    if (callee.object.type === 'Identifier' && !this.#scopes.bindingOf.has(callee.object))
      return name === 'from' ? this.#from(node) : this.#plain(node);
    const rule = Object.hasOwn(ARRAY_METHODS, name) ? ARRAY_METHODS[name] : undefined;
    return rule ? this.#method(node, callee, rule.charge) : this.#random(node, name);
  }

  #method(node: CallExpression, callee: MemberExpression, charge: MethodCharge): string {
    const line = lineOf(node);
    const onReceiver = (helper: string): string =>
      this.#plain(
        node,
        callee,
        this.#plain(callee, callee.object, `${helper}(${this.render(callee.object)}, ${line})`),
      );
    switch (charge) {
      case 'free':
        return this.#plain(node);
      case 'walk':
        return onReceiver('$walk');
      case 'copy':
        return onReceiver('$copy');
      case 'filter':
        return `$made(${onReceiver('$walk')}, ${line})`;
      case 'slice':
        return `$made(${this.#plain(node)}, ${line})`;
      case 'sort':
        return onReceiver('$sort');
      case 'move':
        return this.#charged('$c', node.arguments.length + 1, node, onReceiver('$move'));
      case 'push':
        return this.#charged('$c', node.arguments.length, node, this.#plain(node));
      case 'concat':
        return `$copy(${this.render(callee.object)}, ${line}).concat(${node.arguments.map((a) => (a.type === 'SpreadElement' ? this.render(a) : `$copy(${this.render(a)}, ${line})`)).join(', ')})`;
      default:
        return charge satisfies never;
    }
  }

  #random(node: CallExpression, name: string): string {
    const list =
      name === 'shuffle' || name === 'categorical'
        ? node.arguments[0]
        : name === 'multinomial'
          ? node.arguments[1]
          : undefined;
    if (!list) return this.#plain(node);
    const helper = name === 'multinomial' ? '$copy' : '$walk';
    return this.#plain(node, list, `${helper}(${this.render(list)}, ${lineOf(node)})`);
  }

  #from(node: CallExpression): string {
    const [list, make] = node.arguments;
    if (!list) return this.#plain(node);
    const line = lineOf(node);
    const length = list.type === 'ObjectExpression' ? list.properties[0] : undefined;
    if (length?.type === 'Property')
      return `$from(${this.render(length.value)}, ${make ? this.render(make) : 'undefined'}, ${line})`;
    return this.#plain(node, list, `$copy(${this.render(list)}, ${line})`);
  }

  /** An expression that is a number, whatever it was. */
  #number(node: SyntaxNode): string {
    return this.#asNumber(this.#kindOf(node), this.render(node), isRepeatable(node));
  }

  #asNumber(kind: number, text: string, repeatable: boolean): string {
    if (kind === NUMBER) return text;
    return repeatable
      ? `(typeof ${text} === 'number' ? ${text} : $number(${text}))`
      : `$number(${text})`;
  }

  #sum(node: Extract<SyntaxNode, { type: 'BinaryExpression' }>): string {
    const left = node.left as SyntaxNode;
    const between = this.#text.slice(left.end, node.right.start);
    const before = this.#text.slice(node.start, left.start);
    const after = this.#text.slice(node.right.end, node.end);
    return before + this.#number(left) + between + this.#number(node.right) + after;
  }

  #assignment(node: AssignmentExpression): string {
    const { left, right, operator } = node;
    const isSum = operator === '+=' && (this.#kindOf(left) | this.#kindOf(right)) !== NUMBER;
    if (!isSum) return this.#plain(node);
    if (left.type !== 'MemberExpression') {
      return `(${this.render(left)} = ${this.#number(left)} + ${this.#number(right)})`;
    }
    const { target, value } = this.#twice(left);
    const sum = this.#asNumber(this.#kindOf(left), value, true);
    return `(${target} = ${sum} + ${this.#number(right)})`;
  }

  /** Access by number; a store beyond the end of an array pays for what it adds. */
  #member(node: MemberExpression): string {
    if (!node.computed) return this.#plain(node);
    if (isTarget(node, this.#scopes.parentOf.get(node))) return this.#twice(node).target;
    return this.#plain(node, node.property, this.#number(node.property));
  }

  /** A place to store to, and its text for reading it (after the store's place was evaluated). */
  #twice(node: MemberExpression): { readonly target: string; readonly value: string } {
    const object = this.#once(node.object);
    if (!node.computed) {
      const name = this.#text.slice(node.property.start, node.property.end);
      return { target: `${object.first}.${name}`, value: `${object.again}.${name}` };
    }
    const key = this.#once(node.property);
    const { again: a } = object;
    const { first, again: k } = key;
    const place = `(${first} >>> 0) === ${k} && ${k} < ${a}.length ? ${k} : $grow(${a}, ${k}, ${lineOf(node)})`;
    return {
      target: `${object.first}[${place}]`,
      value: `${a}[${this.#asNumber(this.#kindOf(node.property), k, true)}]`,
    };
  }

  /** An expression's text where it is evaluated, and a text that gives the same value again. */
  #once(node: SyntaxNode): { readonly first: string; readonly again: string } {
    const text = this.render(node);
    if (isRepeatable(node)) return { first: text, again: text };
    const name = `$${this.temporaries.length + 1}`;
    this.temporaries.push(name);
    return { first: `(${name} = ${text})`, again: name };
  }
}

const NEEDS_END: ReadonlySet<string> = new Set([
  ...['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'BreakStatement'],
  ...['ContinueStatement', 'DoWhileStatement'],
]);

/** A place that is stored to, in whichever way. */
function isTarget(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'ArrayPattern':
      return true;
    default:
      return false;
  }
}

/** Evaluating it twice costs little and changes nothing: names, fields, numbers and arithmetic on them. */
function isRepeatable(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Identifier':
      return true;
    case 'Literal':
      return typeof node.value === 'number';
    case 'MemberExpression':
      return (
        !node.optional &&
        isRepeatable(node.object) &&
        (!node.computed || isRepeatable(node.property))
      );
    default:
      return false;
  }
}
