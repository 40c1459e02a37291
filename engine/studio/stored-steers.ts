/** Decisions of the person as the checkpoint of a discovery holds them. */
import { z } from 'zod';
import { proposalSchema } from '../discover/stored-candidate.ts';

const steerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin'), id: z.string() }),
  z.strictObject({ kind: z.literal('reject'), id: z.string() }),
  z.strictObject({ kind: z.literal('release'), id: z.string() }),
  z.strictObject({ kind: z.literal('add'), proposal: proposalSchema }),
  z.strictObject({ kind: z.literal('tell'), text: z.string() }),
]);

/** What a round took up. */
export const steersSchema = z.array(steerSchema);

/** All of a run in the order in which they were made, each as a sentence, too. */
export const decidedSchema = z.array(z.strictObject({ steer: steerSchema, words: z.string() }));
