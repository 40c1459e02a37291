/**
 * Which variables are whole numbers, and which of them never negative, whatever the input: proven from the text,
 * by assuming it of all and taking back what does not follow. (Infinity and NaN count as whole: no comparison
 * with a length lets them pass.)
 */
import type { SyntaxNode } from './nodes.ts';
import { walk } from './nodes.ts';
import type { Binding, Scopes } from './scopes.ts';

/** Whole and not negative. */
export const INDEX = 2;
/** Whole. */
export const WHOLE = 1;
const UNKNOWN = 0;

const MAX_TURNS = 60;

export class Wholes {
  readonly #scopes: Scopes;
  readonly #levels = new Map<Binding, number>();

  constructor(program: SyntaxNode, scopes: Scopes) {
    this.#scopes = scopes;
    const given = new Map<Binding, (() => number)[]>();
    const give = (target: SyntaxNode, level: () => number): void => {
      const binding = scopes.bindingOf.get(target);
      if (binding) given.set(binding, [...(given.get(binding) ?? []), level]);
    };
    walk(program, (node) => {
      if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
        const { init } = node;
        give(node.id, () => (init ? this.of(init) : UNKNOWN));
      } else if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') {
        const { left, right, operator } = node;
        give(left, () =>
          operator === '=' ? this.of(right) : this.#binary(operator.slice(0, -1), left, right),
        );
      } else if (node.type === 'UpdateExpression' && node.argument.type === 'Identifier') {
        const level = node.operator === '++' ? INDEX : WHOLE;
        give(node.argument, () => Math.min(level, this.of(node.argument)));
      }
    });
    for (const binding of scopes.bindings) {
      const isPlain = binding.kind === 'let' || binding.kind === 'const';
      this.#levels.set(binding, isPlain && !this.#hasOtherSources(binding) ? INDEX : UNKNOWN);
    }
    let changed = true;
    for (let turn = 0; changed; turn++) {
      changed = false;
      // What was only assumed must not stand.
      if (turn === MAX_TURNS) this.#levels.clear();
      for (const [binding, known] of this.#levels) {
        const level = Math.min(known, ...(given.get(binding) ?? [() => UNKNOWN]).map((of) => of()));
        if (level === known) continue;
        this.#levels.set(binding, level);
        changed = true;
      }
    }
  }

  /** INDEX, WHOLE or 0. */
  of(node: SyntaxNode): number {
    switch (node.type) {
      case 'Literal':
        if (typeof node.value !== 'number' || !Number.isInteger(node.value)) return UNKNOWN;
        return node.value >= 0 ? INDEX : WHOLE;
      case 'Identifier': {
        const binding = this.#scopes.bindingOf.get(node);
        return binding ? (this.#levels.get(binding) ?? UNKNOWN) : UNKNOWN;
      }
      case 'MemberExpression':
        return !node.computed &&
          node.property.type === 'Identifier' &&
          node.property.name === 'length'
          ? INDEX
          : UNKNOWN;
      case 'UnaryExpression':
        if (node.operator === '~') return WHOLE;
        return node.operator === '-' ? Math.min(WHOLE, this.of(node.argument)) : UNKNOWN;
      case 'BinaryExpression':
        return this.#binary(node.operator, node.left as SyntaxNode, node.right);
      case 'ConditionalExpression':
        return Math.min(this.of(node.consequent), this.of(node.alternate));
      default:
        return UNKNOWN;
    }
  }

  #binary(operator: string, left: SyntaxNode, right: SyntaxNode): number {
    const both = Math.min(this.of(left), this.of(right));
    switch (operator) {
      case '+':
      case '*':
      case '%':
        return both;
      case '-':
        return Math.min(WHOLE, both);
      case '>>>':
        return INDEX;
      case '|':
      case '&':
      case '^':
      case '<<':
      case '>>':
        return WHOLE;
      default:
        return UNKNOWN;
    }
  }

  /** Assigned by a pattern or by for-of. */
  #hasOtherSources({ node, uses }: Binding): boolean {
    return [node, ...uses].some((name) => {
      const parent = this.#scopes.parentOf.get(name);
      if (parent?.type === 'ArrayPattern' || parent?.type === 'AssignmentPattern') return true;
      if (parent?.type === 'ForOfStatement') return parent.left === name;
      if (parent?.type === 'Property') {
        return this.#scopes.parentOf.get(parent)?.type === 'ObjectPattern';
      }
      if (parent?.type !== 'VariableDeclarator' || parent.id !== name) return false;
      const declaration = this.#scopes.parentOf.get(parent);
      const loop = declaration && this.#scopes.parentOf.get(declaration);
      return loop?.type === 'ForOfStatement' && loop.left === declaration;
    });
  }
}
