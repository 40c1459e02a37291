/** A check of rows that were not seen, as it lies in a file. */
import { z } from 'zod';
import { FAILURE_REASONS } from '../simulator/simulation.ts';
import type { FactCheck } from './facts.ts';
import type { ForecastPoint } from './forecast-points.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';

/** NaN and infinities too: beside a perfect simple forecast there is no finite skill. */
const figure = z.custom<number>(isFigure, 'not a number');
const naiveName = z.enum(['last-value', 'same-period-last-season', 'drift']);

/** There are tens of thousands in a large check: a schema of each would take seconds. */
const pointsSchema = z.custom<readonly ForecastPoint[]>(
  (value) => Array.isArray(value) && value.every(isPoint),
  'not forecast points',
);

type Fields = Readonly<Record<string, unknown>>;

function isPoint(value: unknown): boolean {
  if (!hasFields(value)) return false;
  const { episode, output, origin, horizon, observed, model, naive } = value;
  return (
    typeof episode === 'string' &&
    typeof output === 'string' &&
    [origin, horizon, observed].every(isFigure) &&
    (model === undefined || (isScore(model) && isForecast(model.forecast))) &&
    hasFields(naive) &&
    Object.values(naive).every(isScore)
  );
}

function isScore(value: unknown): value is Fields {
  return (
    hasFields(value) &&
    isFigure(value.wis) &&
    isFigure(value.crps) &&
    Array.isArray(value.inside) &&
    value.inside.every((inside) => typeof inside === 'boolean')
  );
}

function isForecast(value: unknown): boolean {
  return (
    hasFields(value) &&
    isFigure(value.median) &&
    Array.isArray(value.intervals) &&
    value.intervals.every(
      (range) => hasFields(range) && [range.alpha, range.low, range.high].every(isFigure),
    )
  );
}

function hasFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number';
}

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
  points: pointsSchema,
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
