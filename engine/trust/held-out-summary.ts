/** A held-out check without its single points: what is kept and shown. */
import { z } from 'zod';
import type { OutputCheck } from './forecast-check.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';

const heldOutOutputSchema = z.strictObject({
  output: z.string(),
  unit: z.string(),
  /** Forecast values, and starts they were forecast from. */
  points: z.int(),
  origins: z.int(),
  /** Mean weighted interval score and mean continuous ranked probability score, in the unit of the output. */
  wis: z.number().nullable(),
  crps: z.number().nullable(),
  /** At 50, 80 and 95 %. */
  coverage: z
    .array(
      z.strictObject({
        level: z.number(),
        covered: z.number(),
        low: z.number(),
        high: z.number(),
        kind: z.enum(['as-claimed', 'too-narrow', 'too-wide']),
      }),
    )
    .readonly(),
  /** Simple forecasts on the same values; skill: 1 - model's score / theirs. */
  naive: z
    .array(
      z.strictObject({
        label: z.string(),
        wis: z.number(),
        modelWis: z.number(),
        skill: z.number().nullable(),
      }),
    )
    .readonly(),
});

export const heldOutSummarySchema = z.strictObject({
  timeUnit: z.string(),
  horizon: z.int(),
  outputs: z.array(heldOutOutputSchema).readonly(),
});
export type HeldOutSummary = z.infer<typeof heldOutSummarySchema>;

export function summariseHeldOut({ rolling, timeUnit }: RollingOriginCheck): HeldOutSummary {
  return { timeUnit, horizon: rolling.horizon, outputs: rolling.outputs.map(outputOf) };
}

function outputOf({
  output,
  unit,
  origins,
  model,
  naive,
}: OutputCheck): HeldOutSummary['outputs'][number] {
  return {
    output,
    unit,
    points: model.points,
    origins,
    wis: finite(model.wis),
    crps: finite(model.crps),
    coverage: model.coverage.map(({ level, covered, low, high, kind }) => ({
      level,
      covered,
      low,
      high,
      kind,
    })),
    naive: naive.map(({ label, wis, modelWis, skill }) => ({
      label,
      wis,
      modelWis,
      skill: finite(skill),
    })),
  };
}

/** Without points, or beside a perfect simple forecast, there is no number. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
