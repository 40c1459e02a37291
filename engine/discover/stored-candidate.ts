/** Candidates as files hold them: checkpoints of a search, records of what was tried. */
import { z } from 'zod';
import type { Admitted, Candidate, HeldOutScore, PointScore } from './candidate.ts';
import type { Proposal } from './proposer.ts';
import { SYMPTOMS, type SymptomId } from './symptoms.ts';

/** Scores of runs that failed are infinite, figures that nobody could compute NaN. */
const figure = z.custom<number>((value) => typeof value === 'number');

export const proposalSchema = z.strictObject({
  id: z.string(),
  proposer: z.enum(['composer', 'llm', 'person']),
  source: z.string(),
  words: z.array(z.string()),
  assumptions: z.array(z.string()),
  rationale: z.string(),
  parent: z.string().exactOptional(),
  complexity: z.number().exactOptional(),
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

/** Columns rather than objects: there can be thousands of points. */
const pointsSchema = z.strictObject({
  keys: z.array(z.string()),
  outputs: z.array(z.string()),
  leads: z.array(figure),
  crps: z.array(figure),
  logDensities: z.array(figure),
  pits: z.array(figure),
});

const ruleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['at-most', 'at-least']),
    series: z.string(),
    value: z.number(),
    sentence: z.string(),
  }),
  z.strictObject({
    kind: z.literal('conserved'),
    series: z.array(z.string()),
    sentence: z.string(),
  }),
]);

const ruleCheckSchema = z.strictObject({ rule: ruleSchema, broken: figure, text: z.string() });

const fingerprintSchema = z.strictObject({
  links: z.array(z.string()),
  distributions: z.array(z.string()),
  behaviour: z.array(figure),
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
    complexity: z.number(),
    fingerprint: fingerprintSchema,
    mode: z.enum(['rollout', 'one-step']),
    parameters: z.record(z.string(), z.number()),
    score: z.strictObject({ value: figure, points: pointsSchema }),
    fit: z.strictObject({ rmse: z.record(z.string(), figure) }),
    facts: z.array(factCheckSchema),
    rules: z.array(ruleCheckSchema),
    symptoms: z.array(symptomSchema),
    runs: z.int(),
  }),
]);

type StoredCandidate = z.infer<typeof storedCandidateSchema>;

export function storeCandidate(candidate: Candidate): StoredCandidate {
  const proposal = storeProposal(candidate.proposal);
  if (candidate.kind === 'rejected') return { ...candidate, proposal };
  const { compiled: _compiled, ...rest } = candidate;
  const { value, points } = candidate.score;
  const score = { value, points: columnsOf(points) };
  // In the same order of names as before it was stored: files of a resumed run are those of an undisturbed one.
  return structuredClone({ ...rest, proposal, score }) as StoredCandidate;
}

function columnsOf(points: HeldOutScore['points']): z.infer<typeof pointsSchema> {
  const all = [...points.values()];
  return {
    keys: [...points.keys()],
    outputs: all.map(({ output }) => output),
    leads: all.map(({ lead }) => lead),
    crps: all.map(({ crps }) => crps),
    logDensities: all.map(({ logDensity }) => logDensity),
    pits: all.map(({ pit }) => pit),
  };
}

/** Undefined where the columns are not equally long. */
function pointsOf(stored: z.infer<typeof pointsSchema>): HeldOutScore['points'] | undefined {
  const { keys, outputs, leads, crps, logDensities, pits } = stored;
  const points = new Map<string, PointScore>();
  for (const [i, key] of keys.entries()) {
    const values = {
      ...{ output: outputs[i], lead: leads[i], crps: crps[i] },
      ...{ logDensity: logDensities[i], pit: pits[i] },
    };
    if (Object.values(values).includes(undefined)) return undefined;
    points.set(key, values as PointScore);
  }
  return points;
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
  const { parameters: values, score } = read.data;
  const names = Object.keys(compiled.declaration.parameters);
  const points = pointsOf(score.points);
  if (points === undefined || names.some((name) => values[name] === undefined)) return undefined;
  return {
    ...read.data,
    proposal,
    compiled,
    parameters: Object.fromEntries(names.map((name) => [name, values[name] ?? Number.NaN])),
    score: { value: score.value, points },
  };
}

function storeProposal({
  words,
  assumptions,
  structure,
  ...rest
}: Proposal): StoredCandidate['proposal'] {
  return {
    ...rest,
    words: [...words],
    assumptions: [...assumptions],
    ...(structure && { structure: { family: structure.family, blocks: { ...structure.blocks } } }),
  };
}
