/** What the studio reads from the planner's words before anything is run. */
import { z } from 'zod';

export const understandingViewSchema = z.strictObject({
  /** Words are too few to go by. */
  isTooShort: z.boolean(),
  /** What the words speak of, each with the sentence that it was read from: 'a queue'. */
  themes: z.array(z.strictObject({ words: z.string(), sentence: z.string() })),
  /** Numbers that were read: 'a typical stay', 21, 'days'. */
  numbers: z.array(
    z.strictObject({
      words: z.string(),
      value: z.number(),
      unit: z.string(),
      sentence: z.string(),
    }),
  ),
  /** Rules that every simulated run is checked for, in plain words. */
  rules: z.array(z.strictObject({ sentence: z.string(), words: z.string() })),
  /** Sentences given as rules that no rule could be read from, with how they could be put. */
  notUnderstood: z.array(
    z.strictObject({
      sentence: z.string(),
      hint: z.string(),
      /** The sentence put so that it is read as a rule; null where its meaning would have to be guessed. */
      wording: z.string().nullable(),
    }),
  ),
  /** Totals that a model is compared with. */
  facts: z.array(z.strictObject({ sentence: z.string(), words: z.string() })),
});

export type UnderstandingView = z.infer<typeof understandingViewSchema>;
