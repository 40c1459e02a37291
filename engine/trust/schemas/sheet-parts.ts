/** The parts of a trust sheet: each was done, or says why not. */
import { z } from 'zod';
import { expectedCoverageSchema } from './expected-coverage.ts';
import { heldOutSummarySchema } from './held-out-summary.ts';
import { identifiabilitySchema } from './identifiability.ts';
import { misspecificationSchema } from './misspecification.ts';
import { posteriorSbcSchema } from './posterior-sbc.ts';
import { predictiveCheckSchema } from './predictive-check.ts';
import { recoverySchema } from './recovery.ts';
import { sbcSchema } from './sbc.ts';
import { tarpSchema } from './tarp.ts';

export type Part<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** `reason`: a sentence, with the way out. */
  | { readonly kind: 'skipped'; readonly reason: string };

const part = <Result extends z.ZodType>(result: Result) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('done'), result }),
    z.strictObject({ kind: z.literal('skipped'), reason: z.string() }),
  ]);

export const sheetPartsSchema = z.strictObject({
  /** Could the model have made the data? */
  misspecification: part(misspecificationSchema),
  priorPredictive: part(predictiveCheckSchema),
  posteriorPredictive: part(predictiveCheckSchema),
  /** Do the ranges of parameters hold what they claim, over the priors, and around the observed data? */
  sbc: part(sbcSchema),
  expectedCoverage: part(expectedCoverageSchema),
  tarp: part(tarpSchema),
  posteriorSbc: part(posteriorSbcSchema),
  /** What was learned, and what cannot be told. */
  recovery: part(recoverySchema),
  identifiability: part(identifiabilitySchema),
  /** Would it have been right about what it had not seen? */
  heldOut: part(heldOutSummarySchema),
});
export type SheetParts = z.infer<typeof sheetPartsSchema>;

/** The result of a part that was done. */
export function doneOf<Result>(part: Part<Result>): Result | undefined {
  return part.kind === 'done' ? part.result : undefined;
}
