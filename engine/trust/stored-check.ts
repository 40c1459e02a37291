/** A check of rows that were not seen, as it lies in a file. */
import { z } from 'zod';
import { FAILURE_REASONS } from '../simulator/simulation.ts';
import type { FactCheck } from './facts.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';

/** NaN and infinities too: beside a perfect simple forecast there is no finite skill. */
const figure = z.custom<number>((value) => typeof value === 'number', 'not a number');
const naiveName = z.enum(['last-value', 'same-period-last-season', 'drift']);

const pointScore = { wis: figure, crps: figure, inside: z.array(z.boolean()) };

const forecastSchema = z.object({
  median: figure,
  intervals: z.array(z.object({ alpha: figure, low: figure, high: figure })),
});

const pointSchema = z.object({
  episode: z.string(),
  output: z.string(),
  origin: z.int(),
  horizon: z.int(),
  observed: figure,
  model: z.object({ ...pointScore, forecast: forecastSchema }).exactOptional(),
  naive: z.partialRecord(naiveName, z.object(pointScore)),
});

const summary = {
  points: z.int(),
  wis: figure,
  crps: figure,
  coverage: z.array(
    z.object({
      level: figure,
      points: z.int(),
      effectivePoints: figure,
      covered: figure,
      low: figure,
      high: figure,
      kind: z.enum(['as-claimed', 'too-narrow', 'too-wide']),
    }),
  ),
};

const outputSchema = z.object({
  output: z.string(),
  unit: z.string(),
  origins: z.int(),
  missing: z.int(),
  model: z.object(summary),
  naive: z.array(
    z.object({
      ...summary,
      name: naiveName,
      label: z.string(),
      modelWis: figure,
      skill: figure,
      difference: z.object({ mean: figure, standardError: figure.exactOptional() }),
    }),
  ),
  byHorizon: z.array(
    z.object({
      horizon: z.int(),
      points: z.int(),
      wis: figure,
      crps: figure,
      skill: z.partialRecord(naiveName, figure),
    }),
  ),
});

const forecastCheckSchema = z.object({
  origins: z.array(z.int()),
  horizon: z.int(),
  outputs: z.array(outputSchema),
  points: z.array(pointSchema),
});

export const storedCheckSchema: z.ZodType<RollingOriginCheck> = z.object({
  rolling: forecastCheckSchema,
  heldOut: forecastCheckSchema.exactOptional(),
  timeUnit: z.string(),
  runs: z.int(),
  failures: z.array(
    z.object({
      module: z.string(),
      reason: z.enum(FAILURE_REASONS),
      detail: z.string(),
      count: z.int(),
    }),
  ),
  conditions: z.array(z.string()),
});

export const storedFactsSchema: z.ZodType<readonly FactCheck[]> = z.array(
  z.object({
    kind: z.enum(['agrees', 'differs', 'contradicts', 'unknown']),
    fact: z.object({ name: z.string(), value: figure, of: figure.exactOptional() }),
    low: figure,
    median: figure,
    high: figure,
    text: z.string(),
  }),
);
