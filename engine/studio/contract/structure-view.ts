/** What a window sees of one structure: its parts, its code, and how they hang together. */
import { z } from 'zod';
import { priorSchema } from '../../simulator/declaration.ts';
import { runId } from './project-view.ts';

/** A structure of a discovery, while it goes on too, or a simulator of the project. */
export const structureRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('candidate'), run: runId, candidate: z.string().max(200) }),
  z.strictObject({ kind: z.literal('simulator'), simulator: z.string().min(1).max(120) }),
]);

const nodeKind = z.enum(['module', 'state', 'parameter', 'input', 'lever', 'output']);

export const structureViewSchema = z.strictObject({
  title: z.string(),
  code: z.string(),
  /** The structure that it was made from, where that is known. */
  parent: z.strictObject({ title: z.string(), code: z.string() }).nullable(),
  /** `from`: who assumes it. */
  assumptions: z.array(
    z.strictObject({ text: z.string(), from: z.enum(['words', 'data', 'model', 'person']) }),
  ),
  /** Derived from the code (CausalGraph). `id` of a node: `kind:name`. */
  graph: z.strictObject({
    nodes: z.array(
      z.strictObject({
        id: z.string(),
        kind: nodeKind,
        name: z.string(),
        meaning: z.string(),
        unit: z.string(),
      }),
    ),
    edges: z.array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        kind: z.enum(['reads', 'writes', 'starts', 'noise']),
      }),
    ),
  }),
  /** In the order in which they act. `lines`: first and last line of its function in the code, from 1. */
  modules: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.string(),
      lines: z.tuple([z.int(), z.int()]),
      parameters: z.array(z.string()),
    }),
  ),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.string(),
      unit: z.string(),
      prior: priorSchema,
    }),
  ),
  levers: z.array(
    z.strictObject({
      name: z.string(),
      meaning: z.string(),
      unit: z.string(),
      default: z.number(),
      low: z.number(),
      high: z.number(),
      integer: z.boolean(),
    }),
  ),
  outputs: z.array(z.strictObject({ name: z.string(), meaning: z.string(), unit: z.string() })),
});

export type StructureRef = z.infer<typeof structureRefSchema>;
export type StructureView = z.infer<typeof structureViewSchema>;
