/** What a window is told of a table that was taken in. */
import { z } from 'zod';
import { errorSchema } from '../../base/error-schema.ts';
import { heldOutSchema } from '../../data/held-out.ts';
import { columnMappingSchema } from '../../data/mapping.ts';
import { dataSummarySchema } from './project-view.ts';

/** Something that a person can have done to the data; `id` names it in data.import. */
const offerSchema = z.strictObject({ id: z.string(), words: z.string() });

export const importReportSchema = z.strictObject({
  data: z.string(),
  rows: z.int(),
  roles: z.array(
    columnMappingSchema.extend({
      direction: z.enum(['in', 'out']).exactOptional(),
      reason: z.string(),
      confidence: z.number(),
    }),
  ),
  /** What looks wrong, worst first, with what can be done about it. */
  findings: z.array(
    z.strictObject({
      trap: z.string(),
      severity: z.enum(['note', 'warning', 'error']),
      columns: z.array(z.string()),
      /** 1-based rows of the file; empty when it concerns the whole column. */
      rows: z.array(z.int()),
      message: z.string(),
      offers: z.array(offerSchema),
    }),
  ),
  applied: z.array(offerSchema),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('saved'),
      summary: dataSummarySchema,
      heldOut: heldOutSchema,
    }),
    z.strictObject({ kind: z.literal('blocked'), error: errorSchema }),
  ]),
});
