/** Values that stand in the text: literals, and simple arithmetic on them. Nothing is run. */
import { MACHINERY } from './language.ts';
import { keyOf, type SyntaxNode } from './nodes.ts';
import type { Problems } from './problems.ts';

export type LiteralValue =
  | string
  | number
  | boolean
  | null
  | readonly LiteralValue[]
  | { readonly [key: string]: LiteralValue };

/** Where each value of a literal stands: 'parameters.beta.prior' -> node. */
export type PlaceOf = Map<string, SyntaxNode>;

export interface LiteralReader {
  readonly problems: Problems;
  readonly constants: ReadonlyMap<string, LiteralValue>;
  readonly places: PlaceOf;
}

/** The value of a node, or undefined after reporting why it is none. */
export function readLiteral(
  node: SyntaxNode,
  path: readonly (string | number)[],
  reader: LiteralReader,
): LiteralValue | undefined {
  const key = path.join('.');
  if (!reader.places.has(key)) reader.places.set(key, node);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value !== 'object' && typeof node.value !== 'bigint')
        return node.value ?? null;
      return node.value === null ? null : refuseLiteral(node, reader);
    case 'TemplateLiteral':
      if (node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? '';
      return refuseLiteral(node, reader);
    case 'Identifier': {
      const value = reader.constants.get(node.name);
      return value === undefined ? refuseLiteral(node, reader) : value;
    }
    case 'UnaryExpression': {
      const value = readLiteral(node.argument, path, reader);
      if (value === undefined) return undefined;
      if (typeof value === 'number' && node.operator === '-') return -value;
      if (typeof value === 'number' && node.operator === '+') return value;
      return refuseLiteral(node, reader);
    }
    case 'BinaryExpression': {
      const left = readLiteral(node.left as SyntaxNode, path, reader);
      const right = readLiteral(node.right, path, reader);
      if (left === undefined || right === undefined) return undefined;
      return calculate(node.operator, left, right) ?? refuseLiteral(node, reader);
    }
    case 'ArrayExpression':
      return readArray(node, path, reader);
    case 'ObjectExpression':
      return readObject(node, path, reader);
    default:
      return refuseLiteral(node, reader);
  }
}

function readArray(
  node: Extract<SyntaxNode, { type: 'ArrayExpression' }>,
  path: readonly (string | number)[],
  reader: LiteralReader,
): LiteralValue | undefined {
  const values: LiteralValue[] = [];
  let whole = true;
  node.elements.forEach((element, index) => {
    const value = element
      ? readLiteral(element, [...path, index], reader)
      : refuseLiteral(node, reader);
    if (value === undefined) whole = false;
    else values.push(value);
  });
  return whole ? values : undefined;
}

function readObject(
  node: Extract<SyntaxNode, { type: 'ObjectExpression' }>,
  path: readonly (string | number)[],
  reader: LiteralReader,
): LiteralValue | undefined {
  const values: Record<string, LiteralValue> = {};
  let whole = true;
  for (const property of node.properties) {
    const name = readKey(property, reader.problems);
    if (name === undefined || property.type !== 'Property') {
      whole = false;
      continue;
    }
    if (Object.hasOwn(values, name)) {
      reader.problems.add('declaration', property, `twice: ${name}`, 'Keep one of the two');
      continue;
    }
    const value = readLiteral(property.value, [...path, name], reader);
    if (value === undefined) whole = false;
    else values[name] = value;
  }
  return whole ? values : undefined;
}

/** Name of a literal's property; undefined after reporting a computed, spread or forbidden one. */
export function readKey(property: SyntaxNode, problems: Problems): string | undefined {
  const name = keyOf(property);
  if (name === undefined || (property.type === 'Property' && property.kind !== 'init')) {
    problems.add('declaration', property, 'name: not written in the text');
    return undefined;
  }
  if (MACHINERY.has(name) || name.startsWith('__')) {
    problems.add('member', property, `name: ${name}`);
    return undefined;
  }
  return name;
}

function calculate(
  operator: string,
  left: LiteralValue,
  right: LiteralValue,
): number | string | undefined {
  if (typeof left === 'string' && typeof right === 'string' && operator === '+')
    return left + right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}

function refuseLiteral(node: SyntaxNode, reader: LiteralReader): undefined {
  reader.problems.add(
    'declaration',
    node,
    'declared value: not a literal',
    'Write a number, text, true, false, an array or an object of these; constants and + - * / ** of numbers are allowed',
  );
  return undefined;
}
