/**
 * Finds the parts of a simulator's file: constants, helper functions, the functions of the contract, and the
 * declared part as plain values with the place of each. Nothing is run.
 */
import type { ObjectExpression, Program, Property, VariableDeclarator } from 'acorn';
import {
  type LiteralReader,
  type LiteralValue,
  type PlaceOf,
  readKey,
  readLiteral,
} from './literal.ts';
import { type FunctionNode, isFunction, keyOf, type SyntaxNode } from './nodes.ts';
import type { Problems } from './problems.ts';

/** A function of the contract: written in place, or the name of a top-level function. */
export interface Slot {
  /** 'start', 'observe', a module's or a rule's place such as 'modules.0.step'. */
  readonly path: string;
  readonly node: FunctionNode;
  /** Name of the top-level function that it is, if it is one. */
  readonly reference?: string;
}

export interface Contract {
  readonly object: ObjectExpression;
  readonly constants: ReadonlyMap<string, LiteralValue>;
  readonly constantNodes: ReadonlyMap<string, VariableDeclarator>;
  /** Top-level functions, declared or as `const f = (...) => ...`. */
  readonly helpers: ReadonlyMap<string, FunctionNode>;
  readonly start: Slot;
  readonly observe: Slot;
  readonly steps: readonly Slot[];
  readonly rules: readonly Slot[];
  /** What zod is to check. */
  readonly declared: LiteralValue | undefined;
  readonly places: PlaceOf;
}

/** The parts, or undefined after reporting which are missing. */
export function readContract(program: Program, problems: Problems): Contract | undefined {
  const top = readTop(program, problems);
  if (!top.object) {
    if (!top.exported)
      problems.addAt('form', 1, 1, 'export default: missing', 'Add `export default { ... }`');
    return undefined;
  }
  const reader: LiteralReader = { problems, constants: top.constants, places: new Map() };
  const slots = new Map<string, Slot>();
  const declared = readDeclared(top.object, reader, top.helpers, slots);
  const inOrder = (list: string, slot: string): Slot[] =>
    [...slots.values()].filter(({ path }) => path.startsWith(`${list}.`) && path.endsWith(slot));
  const start = slots.get('start');
  const observe = slots.get('observe');
  if (!start) missing('start', top.object, problems);
  if (!observe) missing('observe', top.object, problems);
  if (!start || !observe) return undefined;
  return {
    ...{ object: top.object, constants: top.constants, constantNodes: top.constantNodes },
    ...{ helpers: top.helpers, start, observe, declared, places: reader.places },
    steps: inOrder('modules', '.step'),
    rules: inOrder('rules', '.value'),
  };
}

function missing(name: string, object: SyntaxNode, problems: Problems): void {
  const forms = { start: 'start(row, world) { return { ... }; }' } as Record<string, string>;
  const form = forms[name] ?? 'observe(state, world) { return { ... }; }';
  problems.add('declaration', object, `function: ${name} is missing`, `Add ${form}`);
}

interface Top {
  object: ObjectExpression | undefined;
  exported: boolean;
  readonly constants: Map<string, LiteralValue>;
  readonly constantNodes: Map<string, VariableDeclarator>;
  readonly helpers: Map<string, FunctionNode>;
}

function readTop(program: Program, problems: Problems): Top {
  const top: Top = {
    ...{ object: undefined, exported: false },
    ...{ constants: new Map(), constantNodes: new Map(), helpers: new Map() },
  };
  for (const statement of program.body) {
    if (statement.type === 'FunctionDeclaration' && statement.id)
      top.helpers.set(statement.id.name, statement);
    else if (statement.type === 'VariableDeclaration' && statement.kind === 'const')
      for (const declarator of statement.declarations) readConstant(declarator, top, problems);
    else if (statement.type === 'ExportDefaultDeclaration')
      readExport(statement.declaration, top, problems);
    else if (statement.type === 'VariableDeclaration')
      problems.add(
        'form',
        statement,
        `top level: ${statement.kind}`,
        'Write const, or move what changes into the state',
      );
    else if (statement.type !== 'EmptyStatement' && !isReportedByLanguage(statement))
      problems.add('form', statement, `top level: ${statement.type}`);
  }
  return top;
}

/** Imports, exports and the like have better words in the check of the language. */
function isReportedByLanguage(statement: SyntaxNode): boolean {
  return /^(Import|ExportNamed|ExportAll|Class)/.test(statement.type);
}

function readConstant(declarator: VariableDeclarator, top: Top, problems: Problems): void {
  const { id, init } = declarator;
  if (id.type !== 'Identifier' || !init) {
    problems.add('form', declarator, 'constant: not of the form const NAME = literal');
    return;
  }
  if (isFunction(init)) {
    top.helpers.set(id.name, init);
    return;
  }
  const reader = { problems, constants: top.constants, places: new Map() };
  const value = readLiteral(init, [], reader);
  if (value === undefined) return;
  top.constants.set(id.name, value);
  top.constantNodes.set(id.name, declarator);
}

function readExport(node: SyntaxNode, top: Top, problems: Problems): void {
  top.exported = true;
  if (node.type === 'ObjectExpression') top.object = node;
  else
    problems.add(
      'form',
      node,
      'export default: not an object in place',
      'Write `export default { ... }`',
    );
}

/** Reads the exported object: functions go to `slots`, everything else must be literal. */
function readDeclared(
  object: ObjectExpression,
  reader: LiteralReader,
  helpers: ReadonlyMap<string, FunctionNode>,
  slots: Map<string, Slot>,
): LiteralValue | undefined {
  const takeSlot = (property: Property, path: string): void => {
    const slot = readSlot(property, path, helpers, reader.problems);
    if (slot) slots.set(path, slot);
  };
  const readParts = (
    node: SyntaxNode,
    list: string,
    slotName: string,
  ): LiteralValue | undefined => {
    if (node.type !== 'ArrayExpression') return readLiteral(node, [list], reader);
    reader.places.set(list, node);
    return node.elements.map((element, index) => {
      const path = [list, index];
      if (element?.type !== 'ObjectExpression')
        return element ? (readLiteral(element, path, reader) ?? null) : null;
      return readFields(element, path, (property, name) => {
        if (name !== slotName) return false;
        takeSlot(property, [...path, name].join('.'));
        return true;
      });
    });
  };
  const readFields = (
    node: ObjectExpression,
    path: readonly (string | number)[],
    takes: (property: Property, name: string) => boolean | LiteralValue | undefined,
  ): LiteralValue => {
    const values: Record<string, LiteralValue> = {};
    const seen = new Set<string>();
    reader.places.set(path.join('.'), node);
    for (const property of node.properties) {
      const name = readKey(property, reader.problems);
      if (name === undefined || property.type !== 'Property') continue;
      if (seen.has(name))
        reader.problems.add('declaration', property, `twice: ${name}`, 'Keep one of the two');
      seen.add(name);
      const taken = takes(property, name);
      const value = taken === false ? readLiteral(property.value, [...path, name], reader) : taken;
      if (value !== undefined && taken !== true) values[name] = value;
    }
    return values;
  };
  return readFields(object, [], (property, name) => {
    if (name === 'start' || name === 'observe') {
      takeSlot(property, name);
      return true;
    }
    if (name === 'modules') return readParts(property.value, 'modules', 'step');
    if (name === 'rules') return readParts(property.value, 'rules', 'value');
    return false;
  });
}

function readSlot(
  property: Property,
  path: string,
  helpers: ReadonlyMap<string, FunctionNode>,
  problems: Problems,
): Slot | undefined {
  const { value } = property;
  if (isFunction(value)) return { path, node: value };
  if (value.type === 'Identifier') {
    const node = helpers.get(value.name);
    if (node) return { path, node, reference: value.name };
  }
  problems.add(
    'declaration',
    property,
    `function: ${keyOf(property)} is not one`,
    'Write the function in place, or the name of a top-level function',
  );
  return undefined;
}
