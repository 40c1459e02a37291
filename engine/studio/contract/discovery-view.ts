/** What a window sees of a discovery: rounds of structures, their weights, what is asked of the person. */
import { z } from 'zod';

/** A stated fact against a model, in a sentence. */
export const factViewSchema = z.strictObject({
  kind: z.enum(['agrees', 'differs', 'contradicts', 'unknown']),
  text: z.string(),
});

/** One structure of a discovery round. */
const candidateViewSchema = z.strictObject({
  id: z.string(),
  proposer: z.enum(['composer', 'llm', 'person']),
  /** The structure, one sentence a part. */
  words: z.array(z.string()),
  /** What is assumed by it, one sentence each. */
  assumptions: z.array(z.string()),
  rationale: z.string(),
  parent: z.string().nullable(),
  state: z.enum(['working', 'evaluated', 'refused']),
  /** Held-out error as a share of the data's own spread, lower is better; null unless evaluated. */
  score: z.number().nullable(),
  /** Standard error of its difference to the best of its round or before; null where there is none. */
  error: z.number().nullable(),
  /** Name, value and unit of each calibrated number. */
  parameters: z.array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() })),
  /** What was told of the system, against this structure; one that contradicts counts as worse than its score. */
  facts: z.array(factViewSchema),
  /** Why it was refused. */
  reason: z.string().nullable(),
});

export const suggestionViewSchema = z.strictObject({ text: z.string(), because: z.string() });

const roundViewSchema = z.strictObject({
  round: z.int().positive(),
  candidates: z.array(candidateViewSchema),
  /** Candidate that is best so far, of this round or an earlier one; null while the round goes on. */
  best: z.string().nullable(),
  /** What was seen in it. */
  feedback: z.array(z.string()),
  /** What could be changed because of the feedback of the round before. */
  suggestions: z.array(suggestionViewSchema),
  /** What the person decided before this round, in sentences. */
  decisions: z.array(z.string()),
});

/** Structures with weights: heaviest first, `id` of a candidate; low..high: 90 % range of the weight. */
const weightsViewSchema = z.strictObject({
  structures: z.array(
    z.strictObject({ id: z.string(), weight: z.number(), low: z.number(), high: z.number() }),
  ),
  /** What should be known before the weights are relied on. */
  warnings: z.array(z.string()),
  /** What speaks against all of them. */
  doubts: z.array(z.string()),
  /** What the person could tell to help. */
  questions: z.array(z.string()),
});

/** What a language model took so far. `cost` in the currency of the person's prices; null: they are not known. */
export const spendingViewSchema = z.strictObject({
  requests: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cost: z.number().nullable(),
});

export const discoveryViewSchema = z.strictObject({
  proposer: z.enum(['composer', 'openai', 'both']),
  rounds: z.array(roundViewSchema),
  /** Null before structures were weighed. */
  weights: weightsViewSchema.nullable(),
  /** Null where no language model proposes. */
  spending: spendingViewSchema.nullable(),
  /** What the proposer is doing ('The model writes: 1,240 characters'); null when nothing is to be said. */
  activity: z.string().nullable(),
  /** Decisions that wait for the next round, in sentences. */
  waiting: z.array(z.string()),
});

/** What the person decides while a discovery goes on: heeded from the next round on. */
export const steerSchema = z.discriminatedUnion('kind', [
  /** Follow it up, whatever its score. */
  z.strictObject({ kind: z.literal('pin'), candidate: z.string().max(200) }),
  /** Leave it out of everything. */
  z.strictObject({ kind: z.literal('reject'), candidate: z.string().max(200) }),
  /** Neither pinned nor rejected any more. */
  z.strictObject({ kind: z.literal('release'), candidate: z.string().max(200) }),
  /** Try this code; `parent`: the candidate that was edited. */
  z.strictObject({
    kind: z.literal('add'),
    code: z.string().max(1_000_000),
    parent: z.string().max(200).exactOptional(),
  }),
  /** A sentence for whoever proposes. */
  z.strictObject({ kind: z.literal('tell'), text: z.string().trim().min(1).max(2000) }),
]);

export type CandidateView = z.infer<typeof candidateViewSchema>;
export type RoundView = z.infer<typeof roundViewSchema>;
export type WeightsView = z.infer<typeof weightsViewSchema>;
export type SpendingView = z.infer<typeof spendingViewSchema>;
export type DiscoveryView = z.infer<typeof discoveryViewSchema>;
export type SteerRequest = z.infer<typeof steerSchema>;
