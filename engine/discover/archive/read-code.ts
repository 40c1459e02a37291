/** The syntax of a compiled simulator, once more: what a fingerprint reads beyond the graph of its modules. */
import type { CompiledSimulator } from '../../simulator/compile/compile-simulator.ts';
import { type KindOf, Kinds } from '../../simulator/compile/kinds.ts';
import { parseSource } from '../../simulator/compile/parse-source.ts';
import { Problems } from '../../simulator/compile/problems.ts';
import { type Contract, readContract } from '../../simulator/compile/read-contract.ts';
import { resolveScopes, type Scopes } from '../../simulator/compile/scopes.ts';

export interface Code {
  readonly scopes: Scopes;
  readonly contract: Contract;
  readonly kindOf: KindOf;
}

/** Nothing is run. Throws where the text is not the one that was compiled. */
export function readCode({ source, hash }: Pick<CompiledSimulator, 'source' | 'hash'>): Code {
  const problems = new Problems();
  const parsed = parseSource(source, problems);
  const contract = parsed && readContract(parsed.program, problems);
  if (!parsed || !contract) throw new Error(`simulator ${hash}: its text cannot be read again`);
  const scopes = resolveScopes(parsed.program);
  return { scopes, contract, kindOf: new Kinds(parsed.program, scopes).kindOf };
}
