/** An intervention as people write it: by date, in their words, with what it costs. */
import { z } from 'zod';
import { momentSchema } from './moment.ts';
import { nameSchema } from './names.ts';

const value = z.number();

/** See Intervention (simulator/kernel/simulation.ts) for what each means to a run. */
const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('parameter'),
    how: z.enum(['set', 'scale']),
    parameter: nameSchema,
    value,
  }),
  z.strictObject({
    kind: z.literal('input'),
    how: z.enum(['set', 'scale', 'add']),
    input: nameSchema,
    value,
  }),
  /** Of a lever or a resource: of what its policy answers, else of what was recorded or is usual. `cap`: at most so much. */
  z.strictObject({
    kind: z.literal('lever'),
    how: z.enum(['set', 'scale', 'add', 'cap']),
    lever: nameSchema,
    value,
  }),
  z.strictObject({ kind: z.literal('disable'), module: nameSchema }),
  /** Works so many steps behind. */
  z.strictObject({ kind: z.literal('delay'), module: nameSchema, by: z.int().min(1).max(1000) }),
  /** Its change of the field is at most so much a step. */
  z.strictObject({
    kind: z.literal('cap'),
    module: nameSchema,
    field: nameSchema,
    most: z.number().min(0),
  }),
  /** Instead of what it does, these fields are changed once a step. */
  z.strictObject({
    kind: z.literal('replace'),
    module: nameSchema,
    changes: z
      .array(z.strictObject({ field: nameSchema, how: z.enum(['set', 'add']), value }))
      .min(1)
      .max(20),
  }),
  /** Once, on the day on which it begins: a one-off event; on the first day ahead, the state of today edited. */
  z.strictObject({
    kind: z.literal('state'),
    how: z.enum(['set', 'scale', 'add']),
    field: nameSchema,
    value,
  }),
]);

export const datedChangeSchema = z.strictObject({
  /** Among those of its scenario. */
  id: nameSchema,
  /** What the person calls it; '': told by what it changes. */
  words: z.string().max(300),
  change: changeSchema,
  /** Null: from the first day ahead. */
  from: momentSchema.nullable(),
  /** Last day; null: to the end. Of a change of the state it means nothing. */
  to: momentSchema.nullable(),
  /** In the currency of the cost model. */
  cost: z.strictObject({
    /** When it begins. */
    once: z.number().min(0),
    /** Of each step in which it holds. */
    perStep: z.number().min(0),
  }),
  /** False: kept, but left out. */
  on: z.boolean(),
});

export type Change = z.infer<typeof changeSchema>;
export type DatedChange = z.infer<typeof datedChangeSchema>;
