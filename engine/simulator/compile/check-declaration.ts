/** The declared part: its schema, then what must agree between its parts. Every problem is told at its place. */
import type { z } from 'zod';
import { type Declaration, declarationSchema, type Prior } from '../declaration.ts';
import { purposeOf } from '../kernel/streams.ts';
import { ARRAY_METHODS, MACHINERY, OTHER_METHODS } from './language.ts';
import type { SyntaxNode } from './nodes.ts';
import type { Problems } from './problems.ts';
import type { Contract } from './read-contract.ts';

/** The checked declaration, or undefined after reporting what is wrong with it. */
export function checkDeclaration(contract: Contract, problems: Problems): Declaration | undefined {
  const placeOf = (path: readonly PropertyKey[]): SyntaxNode => {
    for (let length = path.length; length > 0; length--) {
      const node = contract.places.get(path.slice(0, length).map(String).join('.'));
      if (node) return node;
    }
    return contract.object;
  };
  const parsed = declarationSchema.safeParse(contract.declared);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.add(
        'declaration',
        placeOf(issue.path),
        `${issue.path.map(String).join('.') || 'declaration'}: ${issue.message}`,
        hintOf(issue),
      );
    return undefined;
  }
  const say: Say = (path, message, hint) =>
    problems.add('declaration', placeOf(path), `${path.join('.')}: ${message}`, hint);
  checkPriors(parsed.data, say);
  checkLevers(parsed.data, say);
  checkNoise(parsed.data, say);
  checkNames(parsed.data, say);
  checkFunctions(parsed.data, contract, say);
  return parsed.data;
}

type Say = (path: readonly (string | number)[], message: string, hint: string) => void;

function hintOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `Remove ${issue.keys.join(', ')}, or correct the spelling`;
  if (issue.code === 'invalid_value') return `Write one of: ${issue.values.map(String).join(', ')}`;
  return 'Write what the contract asks for here';
}

function checkPriors(declaration: Declaration, say: Say): void {
  for (const [name, parameter] of Object.entries(declaration.parameters)) {
    const path = ['parameters', name, 'prior'];
    const { low, high } = boundsOf(parameter.prior);
    if (!(low < high) && parameter.prior.kind !== 'choice')
      say(path, `low ${low} is not below high ${high}`, 'Give low < high');
    const { default: value } = parameter;
    if (value === undefined) continue;
    if (value < low || value > high)
      say(
        ['parameters', name, 'default'],
        `${value} is outside [${low}, ${high}]`,
        'Choose a default that the prior allows',
      );
    else if (parameter.prior.kind === 'choice' && !parameter.prior.values.includes(value))
      say(
        ['parameters', name, 'default'],
        `${value} is none of the choices`,
        'Choose one of the values of the prior',
      );
    else if (parameter.prior.kind === 'integer' && !Number.isInteger(value))
      say(['parameters', name, 'default'], `${value} is not whole`, 'Choose a whole number');
  }
}

function boundsOf(prior: Prior): { readonly low: number; readonly high: number } {
  switch (prior.kind) {
    case 'uniform':
    case 'log-uniform':
    case 'integer':
    case 'beta':
      return prior;
    case 'normal':
      return { low: prior.low ?? -Infinity, high: prior.high ?? Infinity };
    case 'log-normal':
      return { low: 0, high: Infinity };
    case 'choice':
      return { low: Math.min(...prior.values), high: Math.max(...prior.values) };
    default:
      return prior satisfies never;
  }
}

function checkLevers(declaration: Declaration, say: Say): void {
  for (const [name, lever] of Object.entries(declaration.levers)) {
    if (!(lever.low < lever.high))
      say(['levers', name], `low ${lever.low} is not below high ${lever.high}`, 'Give low < high');
    else if (lever.default < lever.low || lever.default > lever.high)
      say(
        ['levers', name, 'default'],
        `${lever.default} is outside [${lever.low}, ${lever.high}]`,
        'Choose a default within the range',
      );
  }
}

function checkNoise(declaration: Declaration, say: Say): void {
  for (const [name, { noise }] of Object.entries(declaration.outputs))
    for (const [field, value] of Object.entries(noise ?? {}))
      if (
        field !== 'kind' &&
        typeof value === 'string' &&
        !Object.hasOwn(declaration.parameters, value)
      )
        say(
          ['outputs', name, 'noise', field],
          `unknown parameter ${value}`,
          'Declare it in parameters, or write a number',
        );
}

/** Parameters, inputs and levers are set by name from outside, so a name means one of them only. */
function checkNames(declaration: Declaration, say: Say): void {
  const taken = new Map<string, string>();
  const take = (name: string, what: string, path: readonly (string | number)[]): void => {
    const other = taken.get(name);
    if (other !== undefined)
      say(path, `${name} is also the name of ${other}`, `Rename the ${what}`);
    else taken.set(name, `a ${what}`);
    if (
      MACHINERY.has(name) ||
      Object.hasOwn(ARRAY_METHODS, name) ||
      OTHER_METHODS.has(name) ||
      name === 'length'
    )
      say(path, `${name} is a word of the language`, `Rename the ${what}`);
  };
  for (const name of Object.keys(declaration.parameters))
    take(name, 'parameter', ['parameters', name]);
  for (const name of Object.keys(declaration.inputs)) take(name, 'input', ['inputs', name]);
  for (const name of Object.keys(declaration.levers)) take(name, 'lever', ['levers', name]);
  const modules = new Set<string>();
  for (const [i, { name }] of declaration.modules.entries()) {
    if (modules.has(name))
      say(['modules', i, 'name'], `${name} is also the name of another module`, 'Rename it');
    modules.add(name);
  }
  for (const name of Object.keys(declaration.outputs))
    if (
      MACHINERY.has(name) ||
      Object.hasOwn(ARRAY_METHODS, name) ||
      OTHER_METHODS.has(name) ||
      name === 'length'
    )
      say(['outputs', name], `${name} is a word of the language`, 'Rename the output');
  const rules = new Set<string>();
  for (const [i, { name }] of declaration.rules.entries()) {
    if (rules.has(name))
      say(['rules', i, 'name'], `${name} is also the name of another rule`, 'Rename the rule');
    rules.add(name);
  }
  checkStreams(declaration, say);
}

/** Random streams are keyed by a hash of the module's name: two with the same hash would move together. */
function checkStreams(declaration: Declaration, say: Say): void {
  const keys = new Map([
    [purposeOf('start'), 'start'],
    [purposeOf('noise'), 'noise'],
  ]);
  for (const [i, { name }] of declaration.modules.entries()) {
    const key = purposeOf(name);
    const other = keys.get(key);
    if (other !== undefined && (other !== name || name === 'start' || name === 'noise'))
      say(
        ['modules', i, 'name'],
        `${name} would share its random numbers with ${other}`,
        'Rename the module',
      );
    keys.set(key, name);
  }
}

function checkFunctions(declaration: Declaration, contract: Contract, say: Say): void {
  const there = new Set([...contract.steps, ...contract.rules].map(({ path }) => path));
  for (const i of declaration.modules.keys())
    if (!there.has(`modules.${i}.step`))
      say(['modules', i], 'step is missing', 'Add step(state, world) { ... }');
  for (const i of declaration.rules.keys())
    if (!there.has(`rules.${i}.value`))
      say(['rules', i], 'value is missing', 'Add value(state, world) { return ...; }');
}
