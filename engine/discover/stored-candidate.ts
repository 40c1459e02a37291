/** Candidates as files hold them: checkpoints of a search, records of what was tried. */
import { z } from 'zod';
import type { Admitted, Candidate } from './candidate.ts';
import type { Proposal } from './proposer.ts';
import { SYMPTOMS, type SymptomId } from './symptoms.ts';

/** Scores of runs that failed are infinite, figures that nobody could compute NaN. */
const figure = z.custom<number>((value) => typeof value === 'number');

const proposalSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  words: z.array(z.string()),
  rationale: z.string(),
  parent: z.string().exactOptional(),
  complexity: z.number(),
  structure: z
    .strictObject({ family: z.string(), blocks: z.record(z.string(), z.string()) })
    .exactOptional(),
});

const factCheckSchema = z.strictObject({
  kind: z.enum(['agrees', 'differs', 'contradicts', 'unknown']),
  fact: z.strictObject({ name: z.string(), value: z.number(), of: z.number().exactOptional() }),
  low: figure,
  median: figure,
  high: figure,
  text: z.string(),
});

const symptomSchema = z.strictObject({
  id: z.enum(Object.keys(SYMPTOMS) as [SymptomId, ...SymptomId[]]),
  output: z.string(),
  strength: z.number(),
  evidence: z.string(),
});

const storedCandidateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rejected'),
    round: z.int(),
    proposal: proposalSchema,
    reason: z.string(),
  }),
  z.strictObject({
    kind: z.literal('evaluated'),
    round: z.int(),
    proposal: proposalSchema,
    parameters: z.record(z.string(), z.number()),
    score: z.strictObject({
      value: figure,
      points: z.array(z.tuple([z.string(), figure])),
    }),
    fit: z.strictObject({ rmse: z.record(z.string(), figure) }),
    facts: z.array(factCheckSchema),
    symptoms: z.array(symptomSchema),
    runs: z.int(),
  }),
]);

type StoredCandidate = z.infer<typeof storedCandidateSchema>;

export function storeCandidate(candidate: Candidate): StoredCandidate {
  const proposal = storeProposal(candidate.proposal);
  if (candidate.kind === 'rejected') return { ...candidate, proposal };
  const { compiled: _compiled, score, facts, symptoms, fit, parameters, ...rest } = candidate;
  return {
    ...rest,
    proposal,
    parameters: { ...parameters },
    score: { value: score.value, points: [...score.points] },
    fit: { rmse: { ...fit.rmse } },
    facts: facts.map((check) => ({ ...check, fact: { ...check.fact } })),
    symptoms: symptoms.map((symptom) => ({ ...symptom })),
  };
}

/**
 * The candidate again, or undefined when what is stored is not a result of this program: a file that was
 * changed by hand brings neither code nor missing numbers in.
 */
export function restoreCandidate(
  stored: unknown,
  { proposal, compiled }: Admitted,
): Candidate | undefined {
  const read = storedCandidateSchema.safeParse(stored);
  if (!read.success || read.data.proposal.source !== proposal.source) return undefined;
  if (read.data.kind === 'rejected') return { ...read.data, proposal };
  const { parameters: values, score, ...rest } = read.data;
  const names = Object.keys(compiled.declaration.parameters);
  if (names.some((name) => values[name] === undefined)) return undefined;
  return {
    ...rest,
    proposal,
    compiled,
    parameters: Object.fromEntries(names.map((name) => [name, values[name] ?? Number.NaN])),
    score: { value: score.value, points: new Map(score.points) },
  };
}

function storeProposal({ words, structure, ...rest }: Proposal): StoredCandidate['proposal'] {
  return {
    ...rest,
    words: [...words],
    ...(structure && { structure: { family: structure.family, blocks: { ...structure.blocks } } }),
  };
}
