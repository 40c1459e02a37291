/**
 * Can this calibration be trusted? Everything that can be checked, in one call, as plain data for the window, the terminal
 * and the report; and one verdict.
 */
import { z } from 'zod';
import type { Posterior } from '../calibrate/posterior.ts';
import { priorDistribution } from '../calibrate/prior.ts';
import type { CalibrationProblem } from '../calibrate/problem.ts';
import { drawPriors } from '../calibrate/sbi/simulated.ts';
import type { InferenceTask } from '../calibrate/sbi/task.ts';
import { deriveSeed } from '../calibrate/streams.ts';
import { checkExpectedCoverage } from './expected-coverage.ts';
import type { FactCheck } from './facts.ts';
import { summariseHeldOut } from './held-out-summary.ts';
import { checkIdentifiability, distinctSets, FEWEST_SETS } from './identifiability.ts';
import { checkSpecification } from './misspecification.ts';
import { checkPosteriorBySimulation } from './posterior-sbc.ts';
import { checkPredictive } from './predictive-check.ts';
import { predictivePaths } from './predictive-paths.ts';
import { type KnownDataSets, simulateKnown, simulatePriors } from './prior-simulations.ts';
import { measureRecovery } from './recovery.ts';
import {
  type Answer,
  answersOf,
  type RepeatOptions,
  type Repeats,
  repeatInference,
} from './repeats.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import { checkBySimulation } from './sbc.ts';
import { type Part, type SheetParts, sheetPartsSchema } from './schemas/sheet-parts.ts';
import { checkByReferences } from './tarp.ts';
import { verdictOf, verdictSchema } from './verdict.ts';

export const trustSheetSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int().min(0),
  parts: sheetPartsSchema,
  verdict: verdictSchema,
});
export type TrustSheet = z.infer<typeof trustSheetSchema>;

interface TrustSheetSizes {
  /** Data sets simulated from the priors, and draws of the posterior of each. Default 300, 200. */
  readonly dataSets: number;
  readonly draws: number;
  /** Of them, how many are answered by `refit` where the posterior is not amortised. Default 20. */
  readonly refits: number;
  /** New data sets around the observed one, and weighted draws of each. Default 200, 500. */
  readonly posteriorDataSets: number;
  readonly posteriorDraws: number;
  /** Runs beside the data, from the prior and from the posterior. Default 400. */
  readonly runs: number;
  /** Draws of the posterior that identifiability is read from. Default 2000. */
  readonly sets: number;
}

export interface TrustSheetInput {
  readonly task: InferenceTask;
  /** At the observed data; with `amortised` it is also asked about data sets whose answers are known. */
  readonly posterior: Posterior;
  /** For checks by output and row. */
  readonly problem?: CalibrationProblem;
  /** What a row is, 'day'. Default 'row'. */
  readonly timeUnit?: string;
  readonly heldOut?: RollingOriginCheck;
  readonly facts?: readonly FactCheck[];
  /**
   * Calibrates anew on other data, x as in InferenceTask, with the same settings. A CalibrationError counts as no answer.
   * Not called where the posterior is amortised.
   */
  readonly refit?: (x: Float64Array) => Promise<Answer>;
  readonly seed: number;
  readonly sizes?: Partial<TrustSheetSizes>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrustSheetProgress) => void;
  /** Awaited between data sets: lets the host attend to other things. */
  readonly pause?: () => Promise<void>;
}

export interface TrustSheetProgress {
  readonly part: 'simulating' | 'repeating' | 'around the data' | 'running';
  readonly done: number;
  readonly total: number;
}

const DEFAULT_SIZES: TrustSheetSizes = {
  dataSets: 300,
  draws: 200,
  refits: 20,
  posteriorDataSets: 200,
  posteriorDraws: 500,
  runs: 400,
  sets: 2000,
};
/** Four checks of ranges speak on one page: in 95 % of the pages of an honest method none of them complains. */
const LEVEL = 1 - 0.05 / 4;
/** Numbers in all runs beside the data (128 MB). */
const RUN_LIMIT = 16_000_000;

/** The same seed gives the same sheet. Throws what `signal` aborts with. */
export async function trustSheet(input: TrustSheetInput): Promise<TrustSheet> {
  const { task, posterior, heldOut, seed, facts = [] } = input;
  const sizes = { ...DEFAULT_SIZES, ...input.sizes };
  const known = await simulatePriors(task, sizes.dataSets, deriveSeed(seed, 'trust/known', 0), {
    ...(input.signal && { signal: input.signal }),
    onProgress: progressOf(input, 'simulating'),
  });
  const sets = posterior.sample(sizes.sets, deriveSeed(seed, 'trust/sets', 0));
  const repeats = await repeatsOf(input, known, sizes);
  const around = await aroundPart(input, sizes);
  const predictive = await predictiveParts(input, sizes);
  const { names, priors } = task;
  const count = sets.length / names.length;
  const parts: SheetParts = {
    misspecification:
      known.count > 0 ? done(checkSpecification(task, known)) : skipped(nothingRan(known)),
    ...predictive,
    sbc: onRepeats(repeats, (each) => checkBySimulation(each, seed, LEVEL)),
    expectedCoverage: onRepeats(repeats, (each) => checkExpectedCoverage(each, seed, LEVEL)),
    tarp: onRepeats(repeats, (each) => checkByReferences(each, task.scales, seed, LEVEL)),
    posteriorSbc: around,
    recovery: recoveryPart(task, sets, repeats),
    identifiability: done(checkIdentifiability({ names, priors, sets, count })),
    heldOut: heldOut
      ? done(summariseHeldOut(heldOut))
      : skipped(
          'No rows were kept back. Check the model on the last rows to see whether it would have been right.',
        ),
  };
  return { version: 1, seed, parts, verdict: verdictOf(heldOut, facts, parts) };
}

const done = <Result>(result: Result): Part<Result> => ({ kind: 'done', result });
const skipped = (reason: string): Part<never> => ({ kind: 'skipped', reason });

function onRepeats<Result>(
  repeats: Part<Repeats>,
  check: (repeats: Repeats) => Result,
): Part<Result> {
  return repeats.kind === 'done' ? done(check(repeats.result)) : repeats;
}

function recoveryPart(
  { names, priors }: InferenceTask,
  sets: Float64Array,
  repeats: Part<Repeats>,
): SheetParts['recovery'] {
  const count = sets.length / names.length;
  if (distinctSets(sets, names.length) < FEWEST_SETS) {
    return skipped('The calibration gave no ranges, only an answer. Calibrate with intervals.');
  }
  const known = repeats.kind === 'done' && { repeats: repeats.result };
  return done(measureRecovery({ names, priors, sets, count, ...known }));
}

function progressOf({ onProgress }: TrustSheetInput, part: TrustSheetProgress['part']) {
  return (count: number, total: number) => onProgress?.({ part, done: count, total });
}

function optionsOf(
  input: TrustSheetInput,
  part: TrustSheetProgress['part'],
  draws: number,
): RepeatOptions {
  const { seed, signal, pause } = input;
  return {
    draws,
    seed,
    ...(signal && { signal }),
    ...(pause && { pause }),
    onProgress: progressOf(input, part),
  };
}

function nothingRan({ failures }: KnownDataSets): string {
  const reasons = Object.entries(failures).map(([reason, count]) => `${reason} ${count} times`);
  return (
    `The model ran with none of the parameters that the priors allow (${reasons.join(', ')}). ` +
    'Narrow the priors to where it runs.'
  );
}

async function repeatsOf(
  input: TrustSheetInput,
  known: KnownDataSets,
  sizes: TrustSheetSizes,
): Promise<Part<Repeats>> {
  const { task, posterior, refit } = input;
  if (known.count === 0) return skipped(nothingRan(known));
  const answer = posterior.amortised ? answersOf(posterior.amortised) : refit;
  if (answer === undefined) {
    return skipped(
      'This method answers for the observed data only. Calibrate with npe for this check: it answers for any data.',
    );
  }
  const asked = posterior.amortised ? known : firstOf(known, sizes.refits);
  const options = optionsOf(input, 'repeating', sizes.draws);
  return done(await repeatInference(task, asked, answer, options));
}

function firstOf(known: KnownDataSets, count: number): KnownDataSets {
  const kept = Math.min(count, known.count);
  const part = (values: Float64Array) => values.subarray(0, (values.length / known.count) * kept);
  return { ...known, count: kept, truths: part(known.truths), x: part(known.x) };
}

async function aroundPart(
  input: TrustSheetInput,
  sizes: TrustSheetSizes,
): Promise<SheetParts['posteriorSbc']> {
  const { task, posterior, seed, signal } = input;
  const { sample, logDensity, amortised } = posterior;
  if (logDensity === undefined || amortised === undefined) {
    return skipped(
      'Around the observed data only a method with a density for any data can be tested. Calibrate with npe for this check.',
    );
  }
  const known = await simulateKnown(
    task,
    sample(sizes.posteriorDataSets, deriveSeed(seed, 'trust/around', 0)),
    deriveSeed(seed, 'trust/around', 1),
    signal && { signal },
  );
  if (known.count === 0) return skipped(nothingRan(known));
  const { names, priors } = task;
  const subject = { names, priors, posterior: { sample, logDensity, amortised }, known };
  const options = optionsOf(input, 'around the data', sizes.posteriorDraws);
  return done(await checkPosteriorBySimulation(subject, options, LEVEL));
}

async function predictiveParts(
  input: TrustSheetInput,
  sizes: TrustSheetSizes,
): Promise<Pick<SheetParts, 'priorPredictive' | 'posteriorPredictive'>> {
  const { task, posterior, problem, timeUnit, seed, signal } = input;
  if (problem === undefined) {
    const reason = skipped('Without a simulator and its records there are no rows to compare.');
    return { priorPredictive: reason, posteriorPredictive: reason };
  }
  const outputs = Object.keys(problem.declaration.outputs).length;
  const rows = problem.episodes.reduce((sum, { steps }) => sum + steps + 1, 0);
  const runs = Math.max(1, Math.min(sizes.runs, Math.floor(RUN_LIMIT / (rows * outputs))));
  const check = async (sets: Float64Array, from: 'prior' | 'posterior') => {
    const which = from === 'prior' ? 0 : 1;
    const own = deriveSeed(seed, 'trust/predictive', which);
    const paths = await predictivePaths(problem, sets, runs, own, signal);
    progressOf(input, 'running')(which + 1, 2);
    return done(checkPredictive(paths, { from, ...(timeUnit !== undefined && { timeUnit }) }));
  };
  const drawn = deriveSeed(seed, 'trust/predictive-sets', 0);
  return {
    priorPredictive: await check(
      drawPriors(task.priors.map(priorDistribution), runs, drawn),
      'prior',
    ),
    posteriorPredictive: await check(posterior.sample(runs, drawn), 'posterior'),
  };
}
