import { z } from 'zod';

const placeSchema = z.strictObject({
  file: z.string().exactOptional(),
  line: z.int().exactOptional(),
  column: z.int().exactOptional(),
  field: z.string().exactOptional(),
});

/** An error as it crosses a process or lies in a file (ErrorData of base/error.ts). */
export const errorSchema = z.strictObject({
  name: z.string(),
  code: z.string(),
  message: z.string(),
  hint: z.string().exactOptional(),
  place: placeSchema.exactOptional(),
});
