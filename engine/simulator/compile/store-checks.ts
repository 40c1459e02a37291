/**
 * Stores by number, checked together. `a[i] = x; b[i] = y;` in a run of statements asks once, before the run,
 * whether i lies within a and b; only if not does it find out what the stores will add. That is allowed where
 * nothing before a store in the run can change the index, the lists or their lengths.
 */
import { indexChecks } from './arithmetic-text.ts';
import { isNumber } from './kinds.ts';
import { ARRAY_METHODS } from './language.ts';
import { isFunction, lineOf, memberNameOf, type SyntaxNode, walk } from './nodes.ts';
import type { Printer } from './printer.ts';

export interface StoreChecks {
  /** Text before the run; '' when there is nothing to check. */
  readonly head: string;
  /** Targets that need no check of their own. */
  readonly checked: ReadonlySet<SyntaxNode>;
}

interface Store {
  readonly target: Extract<SyntaxNode, { type: 'MemberExpression' }>;
  readonly index: string;
  readonly list: string;
}

/** Checks the stores of statements that follow one another in any case. */
export function checkStores(printer: Printer, run: readonly SyntaxNode[]): StoreChecks {
  const stores: Store[] = [];
  const changed = new Set<string>();
  for (const statement of run) {
    const store = storeOf(printer, statement);
    if (store && !namesIn(store.target).some((name) => changed.has(name))) stores.push(store);
    if (!noteChanges(statement, changed)) break;
  }
  return { head: headOf(printer, stores), checked: new Set(stores.map(({ target }) => target)) };
}

function headOf(printer: Printer, stores: readonly Store[]): string {
  const byIndex = new Map<string, Store[]>();
  for (const store of stores)
    byIndex.set(store.index, [...(byIndex.get(store.index) ?? []), store]);
  return [...byIndex].map(([index, some]) => checkText(printer, index, some)).join('');
}

function checkText(printer: Printer, index: string, stores: readonly Store[]): string {
  const lists = new Map(stores.map((store) => [store.list, store.target.object as SyntaxNode]));
  const { target } = stores[0]!;
  const within = [...lists.keys()].map((list) => `${index} < ${list}.length`).join(' && ');
  const asked = indexChecks(printer, target.property, index, index);
  return `if (!(${asked}${within})) ${slowPath(printer, index, lists, lineOf(target))} `;
}

/** Out of the way, and short where it stands: V8 inlines small functions only. */
function slowPath(
  printer: Printer,
  index: string,
  lists: ReadonlyMap<string, SyntaxNode>,
  line: number,
): string {
  const roots = [...new Set([...lists.values()].map(rootOf))];
  const grows = [...lists.keys()].map((list) => `$beyond(${list}, $k, ${line});`).join(' ');
  const name = printer.helper(`($k, ${roots.join(', ')}) => { ${grows} }`);
  return `${name}(${[index, ...roots].join(', ')});`;
}

function rootOf(node: SyntaxNode): string {
  if (node.type === 'MemberExpression') return rootOf(node.object);
  return node.type === 'Identifier' ? node.name : '';
}

/** A statement that only stores to a list that a path of names leads to, at an index that is a variable. */
function storeOf(printer: Printer, statement: SyntaxNode): Store | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined;
  const { expression } = statement;
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression')
    return undefined;
  const { left: target } = expression;
  if (!target.computed || target.property.type !== 'Identifier') return undefined;
  if (!printer.scopes.bindingOf.has(target.property)) return undefined;
  if (!isNumber(printer.kindOf(target.property)) || !isPath(target.object)) return undefined;
  // Where what is stored changes things itself, the check would come too early.
  if (!noteChanges(expression.right, new Set())) return undefined;
  const text = (node: SyntaxNode): string => printer.text.slice(node.start, node.end);
  return { target, index: text(target.property), list: text(target.object) };
}

function isPath(node: SyntaxNode): boolean {
  if (node.type === 'Identifier') return true;
  return (
    node.type === 'MemberExpression' && !node.computed && !node.optional && isPath(node.object)
  );
}

/** Names of variables and fields on the way to a target. */
function namesIn(node: SyntaxNode): readonly string[] {
  const names: string[] = [];
  walk(node, (inner) => {
    if (inner.type === 'Identifier') names.push(inner.name);
  });
  return names;
}

/** Adds the names that are assigned; false when lengths may change or unknown code runs. */
function noteChanges(node: SyntaxNode, changed: Set<string>): boolean {
  let known = true;
  walk(node, (inner) => {
    if (inner.type === 'AssignmentExpression') noteTarget(inner.left, changed);
    else if (inner.type === 'UpdateExpression') noteTarget(inner.argument, changed);
    else if (inner.type === 'VariableDeclarator') noteTarget(inner.id, changed);
    else if (isFunction(inner)) known = false;
    else if (inner.type === 'CallExpression') known &&= keepsLengths(inner);
  });
  return known;
}

function noteTarget(target: SyntaxNode, changed: Set<string>): void {
  if (target.type === 'MemberExpression') {
    const name = memberNameOf(target);
    if (name !== undefined) changed.add(name);
  } else for (const name of namesIn(target)) changed.add(name);
}

function keepsLengths({ callee }: Extract<SyntaxNode, { type: 'CallExpression' }>): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const name = memberNameOf(callee) ?? '';
  const rule = Object.hasOwn(ARRAY_METHODS, name) ? ARRAY_METHODS[name] : undefined;
  return rule === undefined || (rule.callback !== true && rule.changes !== true);
}
