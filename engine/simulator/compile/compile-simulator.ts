/**
 * From the text of a simulator to a checked program: read, check, derive the causal graph, write again with
 * counters. Nothing of the author's is run. This is layers L0 and L1 of what keeps untrusted simulators
 * harmless; realm/ and compute/ add L2 and L3.
 */
import { createHash } from 'node:crypto';
import { CONTRACT_VERSION, type Declaration } from '../declaration.ts';
import { SimulatorError } from '../simulator-error.ts';
import { type CausalGraph, deriveGraph } from './causal-graph.ts';
import { checkDeclaration } from './check-declaration.ts';
import { checkFunctions } from './check-functions.ts';
import { checkLanguage } from './check-language.ts';
import { checkNumbers } from './check-numbers.ts';
import { Kinds } from './kinds.ts';
import { parseSource } from './parse-source.ts';
import { Problems, type Warning } from './problems.ts';
import { readContract } from './read-contract.ts';
import { resolveScopes } from './scopes.ts';
import { Wholes } from './wholes.ts';
import { writeProgram } from './write-program.ts';

export interface CompiledSimulator {
  /** SHA-256 (hex) of the contract version and the code: the same hash runs the same. */
  readonly hash: string;
  /** The author's text, unchanged. */
  readonly source: string;
  readonly declaration: Declaration;
  /** Text of a strict-mode expression that evaluates to a `ProgramFactory` (program.ts). */
  readonly code: string;
  readonly graph: CausalGraph;
  /** What is allowed but looks like a mistake, with its line. */
  readonly warnings: readonly Warning[];
}

export interface CompileOptions {
  /** Name for messages (default 'simulator.js'). */
  readonly file?: string;
  /**
   * false: without counters, conversions and frozen constants. For trusted code only: the reference of the
   * benchmark. Default true.
   */
  readonly instrument?: boolean;
}

/** Throws a SimulatorError that holds every problem found. */
export function compileSimulator(source: string, options: CompileOptions = {}): CompiledSimulator {
  const problems = new Problems();
  try {
    const compiled = compile(source, options, problems);
    if (compiled && !problems.any) return compiled;
  } catch (error) {
    // Deep chains of calls, within all limits of the text.
    if (!(error instanceof RangeError)) throw error;
    problems.addAt('size', 1, 1, 'functions: call one another too deeply');
  }
  throw new SimulatorError(options.file ?? 'simulator.js', problems.list());
}

/** Undefined when a later step would make no sense after what was found. */
function compile(
  source: string,
  { instrument = true }: CompileOptions,
  problems: Problems,
): CompiledSimulator | undefined {
  const parsed = parseSource(source, problems);
  if (!parsed) return undefined;
  const { program, text } = parsed;
  const scopes = resolveScopes(program);
  checkLanguage(program, scopes, problems);
  const contract = readContract(program, problems);
  if (!contract) return undefined;
  const slots = [contract.start, contract.observe, ...contract.steps, ...contract.rules];
  checkFunctions(program, new Set(slots.map(({ node }) => node)), scopes, problems);
  const declaration = checkDeclaration(contract, problems);
  if (problems.any || !declaration) return undefined;
  const kinds = new Kinds(program, scopes);
  if (!kinds.isComplete) {
    problems.addAt('size', 1, 1, 'variables: passed on through too many names');
    return undefined;
  }
  checkNumbers(program, scopes, kinds, problems);
  const { kindOf } = kinds;
  const { graph, warnings } = deriveGraph({ contract, declaration, scopes, kindOf, problems });
  if (problems.any) return undefined;
  const wholes = new Wholes(program, scopes);
  const code = writeProgram({ text, scopes, kindOf, wholes, contract, declaration }, instrument);
  const hash = createHash('sha256').update(`${CONTRACT_VERSION}\n${code}`).digest('hex');
  return { hash, source, declaration, code, graph, warnings };
}
