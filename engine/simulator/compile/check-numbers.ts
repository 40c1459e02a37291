/**
 * Conversions that the compiler cannot watch over at run time, because they happen inside a built-in: refused
 * where an object or text may come in.
 */
import type { CallExpression } from 'acorn';
import type { Kinds } from './kinds.ts';
import { NUMBER, OBJECT, TEXT } from './kinds.ts';
import { memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Problems } from './problems.ts';
import type { Scopes } from './scopes.ts';

export function checkNumbers(
  program: SyntaxNode,
  scopes: Scopes,
  kinds: Kinds,
  problems: Problems,
): void {
  walk(program, (node) => {
    if (!scopes.functionOf.has(node)) return;
    if (node.type === 'BinaryExpression' && /^([-*/%]|\*\*)$|^\+$/.test(node.operator)) {
      for (const side of [node.left as SyntaxNode, node.right]) operand(side, node.operator);
    } else if (node.type === 'AssignmentExpression') assignment(node);
    else if (node.type === 'CallExpression') call(node);
    else if (node.type === 'NewExpression') typedArray(node);
  });

  function operand(node: SyntaxNode, operator: string): void {
    const kind = kinds.kindOf(node);
    if (kind === 0 || (kind & NUMBER) !== 0) return;
    if ((kind & OBJECT) === 0) problems.add('text', node, `text with ${operator}`);
    else
      problems.add(
        'operator',
        node,
        `operator ${operator}: on an object`,
        'Name the field or the element that is meant',
      );
  }

  function assignment(node: Extract<SyntaxNode, { type: 'AssignmentExpression' }>): void {
    if (/^([-*/%+]|\*\*)=$/.test(node.operator)) operand(node.right, node.operator);
    if (
      node.left.type === 'MemberExpression' &&
      node.left.computed &&
      kinds.isTyped(node.left.object)
    )
      numbersOnly(node.right, kinds.kindOf(node.right), 'typed array: its element');
  }

  function call(node: CallExpression): void {
    const { callee } = node;
    if (callee.type !== 'MemberExpression') return;
    const name = memberNameOf(callee) ?? '';
    const isGlobal = callee.object.type === 'Identifier' && !scopes.bindingOf.has(callee.object);
    const [first] = node.arguments;
    if (isGlobal || RANDOM_LISTS.has(name)) {
      for (const argument of node.arguments)
        if (argument.type === 'SpreadElement')
          numbersOnly(argument, kinds.elementOf(argument.argument), `${name}: an argument`);
      const list =
        name === 'multinomial' ? node.arguments[1] : name === 'categorical' ? first : undefined;
      if (list) numbersOnly(list, kinds.elementOf(list), `${name}: a probability`);
    } else if (kinds.kindOf(callee.object) === TEXT)
      problems.add('text', callee, `method of text: ${name}`);
    else if ((name === 'sort' || name === 'toSorted') && first)
      numbersOnly(first, kinds.returnedBy(first), `${name}: what its function gives`);
    else if (name === 'map' && first && kinds.isTyped(callee.object))
      numbersOnly(first, kinds.returnedBy(first), 'typed array: its element');
    else if (name === 'fill' && first && kinds.isTyped(callee.object))
      numbersOnly(first, kinds.kindOf(first), 'typed array: its element');
  }

  function typedArray(node: Extract<SyntaxNode, { type: 'NewExpression' }>): void {
    const [list] = node.arguments;
    if (list && (kinds.kindOf(list) & OBJECT) !== 0)
      numbersOnly(list, kinds.elementOf(list), 'typed array: its element');
  }

  function numbersOnly(node: SyntaxNode, kind: number, what: string): void {
    if ((kind & OBJECT) !== 0)
      problems.add(
        'operator',
        node,
        `${what} may be an object`,
        'Give a number: x.field, +x or Math.round(x)',
      );
    else if ((kind & TEXT) !== 0 && (kind & NUMBER) === 0)
      problems.add('text', node, `${what} is text`);
  }
}

const RANDOM_LISTS: ReadonlySet<string> = new Set(['multinomial', 'categorical']);
