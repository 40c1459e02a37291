/** Decisions of the person as the checkpoint of a discovery holds them. */
import { z } from 'zod';
import { proposalSchema } from '../discover/stored-candidate.ts';

export const steersSchema = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pin'), id: z.string() }),
    z.strictObject({ kind: z.literal('reject'), id: z.string() }),
    z.strictObject({ kind: z.literal('add'), proposal: proposalSchema }),
  ]),
);
