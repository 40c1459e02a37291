/**
 * What a simulator file declares besides behaviour: the literal part of `export default { ... }`.
 * It is read from the syntax tree (compile/), never by running the file, and checked by these schemas.
 * Everything else in the studio (sliders, priors, causal diagram, exporters, checklists) reads it from here.
 */
import { z } from 'zod';

/** Version of the simulator contract that this studio reads and writes. */
export const CONTRACT_VERSION = 1;

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'a name: a letter, then letters, digits or _');
const words = z.string().max(2000);
const finite = z.number();

/** Prior of one parameter, in the parameter's own unit. Bounds are hard: no draw leaves them. */
export const priorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniform'), low: finite, high: finite }),
  z.strictObject({ kind: z.literal('log-uniform'), low: finite.positive(), high: finite }),
  /** Truncated to [low, high] where these are given. */
  z.strictObject({
    kind: z.literal('normal'),
    mean: finite,
    sd: finite.positive(),
    low: finite.optional(),
    high: finite.optional(),
  }),
  /** log(x) is normal with mean log(median) and standard deviation `sigma`. */
  z.strictObject({
    kind: z.literal('log-normal'),
    median: finite.positive(),
    sigma: finite.positive(),
  }),
  /** Beta(a, b) stretched to [low, high], default [0, 1]. */
  z.strictObject({
    kind: z.literal('beta'),
    a: finite.positive(),
    b: finite.positive(),
    low: finite.default(0),
    high: finite.default(1),
  }),
  /** Every whole number of [low, high], equally likely. */
  z.strictObject({ kind: z.literal('integer'), low: z.int(), high: z.int() }),
  z.strictObject({ kind: z.literal('choice'), values: z.array(finite).min(1).max(1000) }),
]);

const parameterSchema = z.strictObject({
  prior: priorSchema,
  unit: words,
  meaning: words,
  /** The value before calibration; absent: the prior's centre. */
  default: finite.optional(),
});

const inputSchema = z.strictObject({
  unit: words,
  meaning: words,
  /** Name of the data column that it is taken from; absent: the input's own name. */
  column: z.string().optional(),
  /** Value used on days without data; absent: a missing value is a failure. */
  default: finite.optional(),
});

const leverSchema = z.strictObject({
  unit: words,
  meaning: words,
  default: finite,
  low: finite,
  high: finite,
  integer: z.boolean().default(false),
  /** Currency per unit of the lever and step. */
  cost: finite.optional(),
  /** Data column that recorded it, if any. */
  column: z.string().optional(),
});

/** A number, or the name of a parameter that holds it. */
const numberOrParameter = z.union([finite, name]);

/**
 * How an observed value differs from the true one. Drawn by the runner after `observe`, never by the
 * simulator, so that the filter can also evaluate its density.
 */
const noiseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('normal'), sd: numberOrParameter }),
  /** Normal with standard deviation `cv` times the true value. */
  z.strictObject({ kind: z.literal('proportional'), cv: numberOrParameter }),
  z.strictObject({ kind: z.literal('poisson') }),
  /** Negative binomial with mean m and variance m + m^2 / size. */
  z.strictObject({ kind: z.literal('negative-binomial'), size: numberOrParameter }),
  /** Each unit is reported with this probability. */
  z.strictObject({ kind: z.literal('binomial'), probability: numberOrParameter }),
]);

const outputSchema = z.strictObject({
  unit: words,
  meaning: words,
  /** count: whole and not negative; continuous: any number; proportion: 0..1. */
  kind: z.enum(['count', 'continuous', 'proportion']),
  column: z.string().optional(),
  noise: noiseSchema.optional(),
});

const assumptionSchema = z.strictObject({
  text: words,
  source: z.enum(['words', 'data', 'modeller', 'person']),
});

/** A named submodule. Functions are held by the code; here is what it says of itself. */
const moduleSchema = z.strictObject({
  name,
  meaning: words,
  /** Top-level names of the state that it reads and writes; checked against what the code touches. */
  reads: z.array(name),
  writes: z.array(name),
});

/**
 * A rule that every trajectory must keep. `conserved`: the rule's function gives a number that must not
 * change (to 1e-9 relative); `holds`: the rule's function must give true after every step.
 */
const ruleSchema = z.strictObject({
  name,
  meaning: words,
  kind: z.enum(['conserved', 'holds']),
});

export const declarationSchema = z.strictObject({
  contract: z.literal(CONTRACT_VERSION),
  title: words.min(1),
  description: words,
  time: z.strictObject({
    unit: z.enum(['minute', 'hour', 'day', 'week', 'month', 'year', 'step']),
    /** dt: length of one step in that unit. */
    step: finite.positive().default(1),
    /** The modules run this many times per row, each with dt = step / substeps (default 1). */
    substeps: z.int().min(1).max(1000).default(1),
  }),
  assumptions: z.array(assumptionSchema).default([]),
  parameters: z.record(name, parameterSchema).default({}),
  inputs: z.record(name, inputSchema).default({}),
  levers: z.record(name, leverSchema).default({}),
  outputs: z.record(name, outputSchema),
  modules: z.array(moduleSchema).min(1),
  rules: z.array(ruleSchema).default([]),
});

export type Prior = z.infer<typeof priorSchema>;
export type Parameter = z.infer<typeof parameterSchema>;
export type Output = z.infer<typeof outputSchema>;
export type Declaration = z.infer<typeof declarationSchema>;
