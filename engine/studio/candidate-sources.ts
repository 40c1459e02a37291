/** Code and words of the structures of a discovery, also of one that goes on: what its log tells. */
import { z } from 'zod';
import { proposalSchema } from '../discover/stored-candidate.ts';
import type { Project } from '../project/project.ts';
import { runEntrySchema } from './run-entry.ts';

export interface CandidateSource {
  readonly proposer: 'composer' | 'llm' | 'person';
  /** The simulator file. */
  readonly source: string;
  /** The structure, one sentence a part. */
  readonly words: readonly string[];
  /** What is assumed by it, one sentence each. */
  readonly assumptions: readonly string[];
  readonly rationale: string;
  /** Id of the candidate that it was made from, which is among the others. */
  readonly parent: string | null;
  /** Name -> calibrated value; absent where it was refused, and before it is finished. */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** Of a result: logs of earlier versions tell no code. */
const resultSchema = z.looseObject({
  rounds: z.array(
    z.looseObject({ candidates: z.array(z.looseObject({ proposal: proposalSchema })) }),
  ),
});

/**
 * Id of a candidate -> what it is, in the order in which they were proposed; empty for a run that is no discovery.
 * Throws ProjectError 'not-found'.
 */
export async function candidateSources(
  project: Project,
  run: string,
): Promise<ReadonlyMap<string, CandidateSource>> {
  const found = new Map<string, CandidateSource>();
  for (const line of (await project.readLog(run)).items) {
    const entry = runEntrySchema.safeParse(line).data;
    if (entry?.event === 'round-start') {
      for (const { id, ...candidate } of entry.candidates) {
        const before = found.get(id)?.parameters;
        found.set(id, { ...candidate, ...(before && { parameters: before }) });
      }
    }
    if (entry?.event === 'candidate' && entry.reason === null) {
      const before = found.get(entry.id);
      const parameters = Object.fromEntries(
        entry.parameters.map(({ name, value }) => [name, value]),
      );
      if (before) found.set(entry.id, { ...before, parameters });
    }
  }
  const isWhole = [...found.values()].every(({ source }) => source !== '');
  return isWhole ? found : withResult(project, run, found);
}

async function withResult(
  project: Project,
  run: string,
  found: ReadonlyMap<string, CandidateSource>,
): Promise<ReadonlyMap<string, CandidateSource>> {
  const result = resultSchema.safeParse(await project.readResult(run)).data;
  const proposals = new Map(
    result?.rounds.flatMap(({ candidates }) =>
      candidates.map(({ proposal }) => [proposal.id, proposal] as const),
    ),
  );
  return new Map(
    [...found].flatMap(([id, candidate]) => {
      const proposal = proposals.get(id);
      if (candidate.source !== '') return [[id, candidate] as const];
      if (proposal === undefined) return [];
      const { proposer, source, assumptions } = proposal;
      return [[id, { ...candidate, proposer, source, assumptions }] as const];
    }),
  );
}
