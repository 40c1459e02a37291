/** From a proposal to something that may run: compiled, fit for these data, admitted to the pool. */
import { DataError } from '../data/data-error.ts';
import type { Dataset } from '../data/dataset.ts';
import { episodesOf } from '../data/episodes.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../simulator/compile/compile-simulator.ts';
import type { Episode } from '../simulator/simulation.ts';
import { explainProblems, SimulatorError } from '../simulator/simulator-error.ts';
import type { Admitted, Rejected } from './candidate.ts';
import type { Proposal } from './proposer.ts';

export interface InspectOptions {
  /** Training rows. */
  readonly dataset: Dataset;
  /** Layer L4: the reasons why a program may not join the pool; empty when it may. */
  readonly admit: (
    compiled: CompiledSimulator,
    episodes: readonly Episode[],
  ) => Promise<readonly string[]>;
}

type Inspected =
  | { readonly compiled: CompiledSimulator }
  | { readonly problems: readonly string[] };

/** Every problem found, one a text, with line and column where there is one. */
async function inspect(source: string, { dataset, admit }: InspectOptions): Promise<Inspected> {
  let compiled: CompiledSimulator;
  let episodes: readonly Episode[];
  try {
    compiled = compileSimulator(source);
    episodes = episodesOf(dataset, compiled.declaration);
  } catch (error) {
    if (error instanceof SimulatorError) return { problems: explainProblems(error).split('\n') };
    if (error instanceof DataError) return { problems: [error.message] };
    throw error;
  }
  const missing = missingOutputs(compiled, dataset);
  if (missing.length > 0) return { problems: missing };
  const reasons = await admit(compiled, episodes);
  return reasons.length > 0 ? { problems: reasons } : { compiled };
}

/** All candidates are compared on the same points: none may leave an output out. */
function missingOutputs({ declaration }: CompiledSimulator, { series }: Dataset): string[] {
  const told = new Set(
    Object.entries(declaration.outputs).flatMap(([name, { column }]) => [column ?? name, name]),
  );
  return series
    .filter(({ use, name, column }) => use === 'output' && !told.has(column) && !told.has(name))
    .map(({ name, column }) => `outputs: none is given for the column "${column}" (${name})`);
}

/** What is wrong with a text; empty when it may be evaluated. */
export async function problemsOf(
  source: string,
  options: InspectOptions,
): Promise<readonly string[]> {
  const inspected = await inspect(source, options);
  return 'problems' in inspected ? inspected.problems : [];
}

export async function admitProposal(
  proposal: Proposal,
  round: number,
  options: InspectOptions,
): Promise<Admitted | Rejected> {
  const inspected = await inspect(proposal.source, options);
  if ('problems' in inspected) {
    return { kind: 'rejected', round, proposal, reason: inspected.problems.join('; ') };
  }
  const { compiled } = inspected;
  const declared = Object.keys(compiled.declaration.parameters).length;
  return { kind: 'admitted', proposal, compiled, complexity: proposal.complexity ?? declared };
}
