/** What a search for policies leaves in result.json. */
import type { z } from 'zod';
import { decisionViewSchema } from '../contract/decision-view.ts';

export const decisionResultSchema = decisionViewSchema.pick({
  cards: true,
  understanding: true,
  warnings: true,
  ended: true,
});

export type DecisionResult = z.infer<typeof decisionResultSchema>;
