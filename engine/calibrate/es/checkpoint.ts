/** Where a calibration by an evolution strategy stands; plain JSON. */
import { z } from 'zod';
import { bootstrapStateSchema } from '../bootstrap.ts';
import { failureLedgerSchema } from '../failure-ledger.ts';
import { calibrationResultSchema } from '../result.ts';
import { optimiseStateSchema } from './optimise.ts';
import { ALGORITHMS, type Algorithm } from './strategies.ts';

const evolutionCheckpointSchema = z.strictObject({
  version: z.literal(1),
  method: z.enum(ALGORITHMS),
  failures: calibrationResultSchema.shape.failures,
  /** Absent in files of older versions. */
  ledger: failureLedgerSchema.optional(),
  search: optimiseStateSchema,
  /** Present once the search is over: its answer, and how far the bootstrap is. */
  answer: z
    .strictObject({
      point: z.array(z.number()).readonly(),
      value: z.number(),
      evaluations: z.int(),
      stopped: z.enum(['converged', 'budget']),
    })
    .optional(),
  /** Coordinates that do not move the loss (influence.ts); absent before they are known. */
  silent: z.array(z.int()).readonly().optional(),
  bootstrap: bootstrapStateSchema.optional(),
});
export type EvolutionCheckpoint = z.infer<typeof evolutionCheckpointSchema>;

/** The schema that takes checkpoints of one strategy only. */
export function checkpointSchemaOf<Id extends Algorithm>(id: Id) {
  return evolutionCheckpointSchema.extend({ method: z.literal(id) });
}
