import { z } from 'zod';

/** A day or step of the data, or after them: its date (ISO), or its row, counted from 0; rows after the last are ahead. */
export const momentSchema = z.union([z.iso.date(), z.int().min(0).max(1_000_000)]);

export type Moment = z.infer<typeof momentSchema>;
