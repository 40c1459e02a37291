/** Parts of a simulator's file and where they stand, as far as they can be read: also of a file that is refused. */
import type { Declaration } from '../declaration.ts';
import { checkDeclaration } from './check-declaration.ts';
import { parseSource } from './parse-source.ts';
import { Problems } from './problems.ts';
import { readContract } from './read-contract.ts';

export interface SimulatorParts {
  /** Undefined where the declared part cannot be read. */
  readonly declaration: Declaration | undefined;
  /** First and last line of the function of each module, from 1; in the order of `declaration.modules`. */
  readonly moduleLines: readonly (readonly [number, number])[];
}

/** Nothing is run, and nothing is refused. */
export function readParts(source: string): SimulatorParts {
  const problems = new Problems();
  const parsed = parseSource(source, problems);
  const contract = parsed && readContract(parsed.program, problems);
  const declaration = contract && checkDeclaration(contract, problems);
  if (!contract || !declaration) return { declaration: undefined, moduleLines: [] };
  const steps = new Map(contract.steps.map(({ path, node }) => [path, node.loc]));
  return {
    declaration,
    moduleLines: declaration.modules.map((_, i) => {
      const place = steps.get(`modules.${i}.step`);
      return [place?.start.line ?? 1, place?.end.line ?? 1];
    }),
  };
}
