/**
 * Follows expressions, keeping for each value what it was made from, by data or by a condition. What may happen counts;
 * that a draw moves later draws does not.
 */
import { isNumber, type KindOf } from '../../../simulator/compile/kinds.ts';
import {
  childrenOf,
  type FunctionNode,
  keyOf,
  memberNameOf,
  type SyntaxNode,
} from '../../../simulator/compile/nodes.ts';
import type { Scopes } from '../../../simulator/compile/scopes.ts';
import { followCall } from './calls.ts';
import { Control } from './control.ts';
import {
  boxOf,
  type Flow,
  type Memory,
  madeFrom,
  NOTHING,
  type Origin,
  unionOf,
  united,
  withOrigins,
} from './values.ts';

type Node<Type extends SyntaxNode['type']> = Extract<SyntaxNode, { type: Type }>;

/** What `world` hands over as a box of its own; its other members are made from nothing. */
const GROUPS: Readonly<Record<string, string>> = { inputs: 'input', levers: 'lever' };

export abstract class Expressions {
  readonly scopes: Scopes;
  readonly control: Control;
  readonly #kindOf: KindOf;

  constructor(scopes: Scopes, kindOf: KindOf, memory: Memory) {
    this.scopes = scopes;
    this.#kindOf = kindOf;
    this.control = new Control(memory);
  }

  get memory(): Memory {
    return this.control.memory;
  }

  /** Runs a function of the file; what it returns. */
  abstract apply(fn: FunctionNode, given: readonly Flow[]): Flow;

  value(node: SyntaxNode): Flow {
    this.control.visit();
    const value = this.#expression(node);
    // A number cannot be changed through another name.
    return value.boxes.size > 0 && isNumber(this.#kindOf(node)) ? madeFrom(value.origins) : value;
  }

  #expression(node: SyntaxNode): Flow {
    switch (node.type) {
      case 'Identifier':
        return this.identifier(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'ChainExpression':
        return this.value(node.expression);
      case 'AssignmentExpression': {
        const right = this.value(node.right);
        const isPlain = node.operator === '=';
        const old = isPlain ? NOTHING : this.value(node.left as SyntaxNode);
        return this.#store(node.left, united([old, right]));
      }
      case 'UpdateExpression':
        return this.#store(node.argument, this.value(node.argument));
      case 'CallExpression':
        return followCall(this, node);
      case 'ConditionalExpression': {
        const { consequent, alternate } = node;
        return this.#either(this.look(node.test), [consequent, alternate]);
      }
      case 'LogicalExpression': {
        const left = this.value(node.left);
        return united([left, this.#either(this.memory.wholeOf(left), [undefined, node.right])]);
      }
      case 'SequenceExpression':
        return node.expressions.map((inner) => this.value(inner)).at(-1) ?? NOTHING;
      case 'ObjectExpression':
      case 'ArrayExpression':
        return this.boxed(
          node,
          childrenOf(node).map((child) => this.#part(child)),
        );
      case 'NewExpression':
        return this.boxed(
          node,
          node.arguments.map((argument) => this.#part(argument, true)),
        );
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { ...NOTHING, functions: [node] };
      default:
        return madeFrom(unionOf(childrenOf(node).map((child) => this.look(child))));
    }
  }

  /** What an expression, and all that lies in it, was made from. */
  look(node: SyntaxNode): ReadonlySet<Origin> {
    return this.memory.wholeOf(this.value(node));
  }

  #either(test: ReadonlySet<Origin>, ways: readonly (SyntaxNode | undefined)[]): Flow {
    const values: Flow[] = [];
    const look = (way: SyntaxNode | undefined) => () => {
      if (way) values.push(this.value(way));
    };
    this.control.branch(test, ways.map(look));
    return withOrigins(united(values), test);
  }

  /** What a part of a literal puts in; a spread array, and an array that is copied, put in what lies in them. */
  #part(node: SyntaxNode, isCopied = false): Flow {
    if (node.type === 'SpreadElement') return this.elementOf(this.value(node.argument));
    const value = this.value(node.type === 'Property' ? node.value : node);
    return isCopied ? united([madeFrom(value.origins), this.elementOf(value)]) : value;
  }

  /** A new array or object with these inside. */
  boxed(node: SyntaxNode, parts: readonly Flow[]): Flow {
    const box = `new:${node.start}`;
    this.memory.put(box, withOrigins(united(parts), this.control.reasons()));
    return boxOf(box);
  }

  identifier(node: SyntaxNode): Flow {
    const binding = this.scopes.bindingOf.get(node);
    if (binding?.fn) return { ...NOTHING, functions: [binding.fn] };
    return binding ? this.memory.get(binding) : NOTHING;
  }

  /** What an index or a loop over the value may give. */
  elementOf(value: Flow): Flow {
    return this.#fieldOf(value, undefined);
  }

  #member(node: Node<'MemberExpression'>): Flow {
    const object = this.value(node.object);
    if (!node.computed) return this.#fieldOf(object, memberNameOf(node));
    return withOrigins(this.#fieldOf(object, undefined), this.look(node.property));
  }

  #fieldOf({ origins, boxes }: Flow, name: string | undefined): Flow {
    const found = [...boxes].map((box): Flow => {
      if (box === 'world') return name !== undefined && name in GROUPS ? boxOf(name) : NOTHING;
      const group = GROUPS[box];
      if (group !== undefined) return madeFrom(new Set([`${group}:${name}`]));
      if (box !== 'state') return this.memory.inside(box);
      if (name !== undefined) return this.memory.get(`state:${name}`);
      return united(this.memory.fields().map(([, value]) => value));
    });
    return withOrigins(united(found), origins);
  }

  #store(target: SyntaxNode, value: Flow): Flow {
    if (target.type !== 'MemberExpression') {
      this.bind(target, value);
      return value;
    }
    const object = this.value(target.object);
    const index = target.computed ? this.look(target.property) : NOTHING.origins;
    const name = memberNameOf(target);
    const kept = withOrigins(value, unionOf([object.origins, index, this.control.reasons()]));
    for (const box of object.boxes)
      if (box === 'state' && name !== undefined) this.memory.set(`state:${name}`, kept);
      else this.memory.put(box, kept);
    return value;
  }

  /** Takes a value apart into the names of a pattern. */
  bind(pattern: SyntaxNode, value: Flow): void {
    switch (pattern.type) {
      case 'Identifier': {
        const binding = this.scopes.bindingOf.get(pattern);
        const plain = isNumber(this.#kindOf(pattern)) ? { ...value, boxes: NOTHING.boxes } : value;
        if (binding) this.memory.set(binding, withOrigins(plain, this.control.reasons()));
        return;
      }
      case 'AssignmentPattern':
        this.bind(pattern.left, united([value, this.value(pattern.right)]));
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties)
          if (property.type === 'Property')
            this.bind(property.value, this.#fieldOf(value, keyOf(property)));
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements)
          if (element) this.bind(element, this.elementOf(value));
        return;
      case 'MemberExpression':
        this.#store(pattern, value);
    }
  }
}
