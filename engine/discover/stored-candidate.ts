/** Candidates as files hold them: checkpoints of a search, records of what was tried. */
import { z } from 'zod';
import { compileSimulator } from '../simulator/compile/compile-simulator.ts';
import type { Candidate } from './candidate.ts';
import type { Proposal } from './proposer.ts';
import { SYMPTOMS, type SymptomId } from './symptoms.ts';

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
  low: z.number(),
  median: z.number(),
  high: z.number(),
  text: z.string(),
});

const symptomSchema = z.strictObject({
  id: z.enum(Object.keys(SYMPTOMS) as [SymptomId, ...SymptomId[]]),
  output: z.string(),
  strength: z.number(),
  evidence: z.string(),
});

export const storedCandidateSchema = z.discriminatedUnion('kind', [
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
      value: z.number(),
      points: z.array(z.tuple([z.string(), z.number()])),
    }),
    fit: z.strictObject({ rmse: z.record(z.string(), z.number()) }),
    facts: z.array(factCheckSchema),
    symptoms: z.array(symptomSchema),
    runs: z.int(),
  }),
]);

export type StoredCandidate = z.infer<typeof storedCandidateSchema>;

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

/** The candidate again; its source is compiled anew, so a changed file cannot bring unchecked code in. */
export function restoreCandidate(stored: StoredCandidate): Candidate {
  if (stored.kind === 'rejected') return stored;
  return {
    ...stored,
    compiled: compileSimulator(stored.proposal.source),
    score: { value: stored.score.value, points: new Map(stored.score.points) },
  };
}

function storeProposal({ words, structure, ...rest }: Proposal): StoredCandidate['proposal'] {
  return {
    ...rest,
    words: [...words],
    ...(structure && { structure: { family: structure.family, blocks: { ...structure.blocks } } }),
  };
}
