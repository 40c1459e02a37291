/** Other priors in the text of a simulator: the literals are replaced where they stand, all else stays as it is. */
import type { Property } from 'acorn';
import type { Prior } from '../declaration.ts';
import { keyOf, type SyntaxNode } from './nodes.ts';
import { parseSource } from './parse-source.ts';
import { Problems } from './problems.ts';
import { type Contract, readContract } from './read-contract.ts';

export interface NewPrior {
  readonly prior: Prior;
  /** Replaces the default where the parameter has one; absent: it stays. */
  readonly default?: number;
}

/**
 * `priors`: by parameter. A prior that is the name of a constant becomes a literal in its place; the constant stays for
 * whoever else uses it. Undefined where a parameter is not written in the text as `name: { prior: ..., ... }`.
 */
export function replacePriors(
  source: string,
  priors: Readonly<Record<string, NewPrior>>,
): string | undefined {
  const problems = new Problems();
  const parsed = parseSource(source, problems);
  const contract = parsed && readContract(parsed.program, problems);
  if (!contract) return undefined;
  const edits: Edit[] = [];
  for (const [name, { prior, default: value }] of Object.entries(priors)) {
    const fields = fieldsOf(contract, name);
    const place = fields('prior');
    if (!place) return undefined;
    edits.push(editOf(place, 'prior', priorText(prior)));
    const own = value === undefined ? undefined : fields('default');
    if (own) edits.push(editOf(own, 'default', String(value)));
  }
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), source);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** `{ prior }` means `{ prior: prior }`. */
function editOf({ shorthand, value }: Property, key: string, text: string): Edit {
  return { start: value.start, end: value.end, by: shorthand ? `${key}: ${text}` : text };
}

function fieldsOf(contract: Contract, parameter: string): (key: string) => Property | undefined {
  const all = propertyOf(contract.object, 'parameters', contract);
  const own = all && propertyOf(all.value, parameter, contract);
  return (key) => own && propertyOf(own.value, key, contract);
}

function propertyOf(node: SyntaxNode, key: string, contract: Contract): Property | undefined {
  const object = node.type === 'Identifier' ? contract.constantNodes.get(node.name)?.init : node;
  if (object?.type !== 'ObjectExpression') return undefined;
  return object.properties.find(
    (property): property is Property => property.type === 'Property' && keyOf(property) === key,
  );
}

function priorText(prior: Prior): string {
  const fields = Object.entries(prior)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${literal(value)}`);
  return `{ ${fields.join(', ')} }`;
}

function literal(value: string | number | readonly number[]): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? String(value) : `[${value.join(', ')}]`;
}
