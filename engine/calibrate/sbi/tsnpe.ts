/**
 * Truncated sequential neural posterior estimation (Deistler et al. 2022): in rounds, simulate the prior only where the
 * posterior of the observed data that was learned so far has its mass, and learn from all simulations that lie there. It
 * spends simulations where they matter, for this one data set: other data sets need rounds of their own.
 */
import { z } from 'zod';
import { readCheckpoint } from '../method.ts';
import { priorDistribution } from '../prior.ts';
import { deriveSeed } from '../streams.ts';
import type { Inference, InferenceOptions } from './inference.ts';
import { notesOf, STOPPED_EARLY, UNINFORMED } from './inference-notes.ts';
import {
  frameOf,
  isUninformed,
  LEAST_PAIRS,
  learnPosterior,
  type NetworkSettings,
} from './learn-posterior.ts';
import { openPosterior } from './learned-posterior.ts';
import { priorAsPosterior } from './prior-posterior.ts';
import {
  drawPriors,
  NOTHING_SIMULATED,
  rows,
  type Simulated,
  simulatedSchema,
  simulateUpTo,
  tooLittle,
} from './simulated.ts';
import type { InferenceTask } from './task.ts';
import { trainerStateSchema } from './train-networks.ts';
import {
  openTruncatedPrior,
  regionOf,
  regionSchema,
  TRUNCATION,
  type TruncatedPrior,
} from './truncated-prior.ts';

export interface TsnpeSettings extends NetworkSettings {
  /** Each simulates the same number of sets. Default 10, fewer where a round would have less than 200. */
  readonly rounds?: number;
  /** Share of the learned posterior that a round leaves out; default 1e-4. */
  readonly truncation?: number;
}

const ROUNDS = 10;
/** Sets that a round simulates at least. */
const LEAST_ROUND = 200;
const SAVED_EVERY = 4;
/** Of the allowed time: no round begins after it. */
const LAST_ROUND_BEFORE = 0.7;
/** A round before the last need not be exact, only not too narrow: it stops sooner. */
const SHORT = { patience: 5, cuts: 0 } as const;

const tsnpeCheckpointSchema = z.strictObject({
  version: z.literal(1),
  /** From 0; rounds before it are done. */
  round: z.int().min(0),
  simulated: simulatedSchema,
  /** What the round before learned: where this one simulates. */
  learned: z
    .strictObject({
      region: regionSchema,
      stopped: z.enum(['converged', 'budget', 'cancelled']),
    })
    .exactOptional(),
  states: z.array(trainerStateSchema.optional()).readonly(),
});
type Checkpoint = z.infer<typeof tsnpeCheckpointSchema>;
type Known = NonNullable<Checkpoint['learned']>;

/** Throws CalibrationError 'bad-prior', 'bad-checkpoint', 'all-failed'. */
export async function tsnpe(
  task: InferenceTask,
  settings: TsnpeSettings,
  options: InferenceOptions,
): Promise<Inference> {
  const rounds = roundsOf(settings, options);
  const resumed = readCheckpoint(tsnpeCheckpointSchema, options.resume);
  let at: Checkpoint = resumed ?? {
    version: 1,
    round: 0,
    simulated: NOTHING_SIMULATED,
    states: [],
  };
  let isCancelled = false;
  const isOver = () => at.learned !== undefined && (options.timeUsed?.() ?? 0) > LAST_ROUND_BEFORE;
  while (at.round < rounds && !isCancelled && !isOver()) {
    const round = await runRound(task, settings, options, at);
    const { simulated, learned = at.learned } = round;
    isCancelled = round.learned === undefined || round.learned.stopped === 'cancelled';
    at = { version: 1, round: at.round + 1, simulated, ...(learned && { learned }), states: [] };
    if (!isCancelled) await options.save?.(at);
  }
  const { simulated, learned } = at;
  const facts = { simulations: simulated.tried, failures: simulated.failures };
  const notes = notesOf(task, simulated);
  if (learned !== undefined) {
    const stored = learned.region.posterior;
    const stopped = isCancelled ? 'cancelled' : learned.stopped;
    return { ...facts, posterior: openPosterior(task, stored), notes, stopped, stored };
  }
  const posterior = priorAsPosterior(task);
  if (options.signal?.aborted) {
    notes.push(STOPPED_EARLY);
    return { ...facts, posterior, notes, stopped: 'cancelled' };
  }
  if (!isUninformed(task, simulated)) throw tooLittle(simulated);
  notes.push(UNINFORMED);
  return { ...facts, posterior, notes, stopped: 'converged' };
}

function roundsOf({ rounds = ROUNDS }: TsnpeSettings, { simulations }: InferenceOptions): number {
  return Math.max(1, Math.min(rounds, Math.floor(simulations / LEAST_ROUND)));
}

/** `learned` is undefined when nothing could be learned; what a cancelled round has counts only where it is the first. */
async function runRound(
  task: InferenceTask,
  settings: TsnpeSettings,
  options: InferenceOptions,
  at: Checkpoint,
): Promise<{ readonly simulated: Simulated; readonly learned?: Known }> {
  const { rounds: _given, truncation = TRUNCATION, ...networks } = settings;
  const rounds = roundsOf(settings, options);
  const { round, learned: before } = at;
  const seed = deriveSeed(options.seed, 'tsnpe/round', round);
  const truncated = before && openTruncatedPrior(task, before.region);
  const simulated = await simulateRound(task, options, at, { rounds, seed, truncated });
  const inside = truncated ? within(task, simulated, truncated) : simulated;
  if (isUninformed(task, simulated) || inside.valid < LEAST_PAIRS) return { simulated };
  let stretches = 0;
  const learned = await learnPosterior(
    {
      task,
      simulated: inside,
      // Networks begin anew: those of the round before have seen pairs that are set aside now, and would stop too late.
      frame: frameOf(task, inside),
      settings: {
        ...networks,
        training: { ...(round < rounds - 1 && SHORT), ...networks.training },
      },
      seed,
      amortised: false,
      states: at.states,
      words: `round ${round + 1} of ${rounds}`,
      async onStretch(states) {
        stretches += 1;
        if (stretches % SAVED_EVERY > 0) return;
        await options.save?.({ ...at, simulated, states: [...states] } satisfies Checkpoint);
      },
    },
    options,
  );
  if (learned === undefined || (learned.stopped === 'cancelled' && before)) return { simulated };
  const { stored, stopped } = learned;
  const region = regionOf(task, stored, truncation, seed);
  return { simulated, learned: { region, stopped } };
}

async function simulateRound(
  task: InferenceTask,
  options: InferenceOptions,
  at: Checkpoint,
  {
    rounds,
    seed,
    truncated,
  }: {
    readonly rounds: number;
    readonly seed: number;
    readonly truncated: TruncatedPrior | undefined;
  },
): Promise<Simulated> {
  const { simulations: total } = options;
  const { round, simulated } = at;
  const from = Math.floor((total * round) / rounds);
  const target = Math.floor((total * (round + 1)) / rounds);
  const priors = task.priors.map(priorDistribution);
  const proposals =
    simulated.tried >= target
      ? undefined
      : (truncated?.draw(target - from, seed) ?? drawPriors(priors, target, seed));
  return await simulateUpTo(target, task, simulated, {
    ...options,
    total,
    seed: deriveSeed(options.seed, 'tsnpe/simulate', 0),
    words: `round ${round + 1} of ${rounds}`,
    onChunk: async (now) => {
      await options.save?.({ ...at, simulated: now } satisfies Checkpoint);
    },
    propose: (first, count) => {
      const names = priors.length;
      return proposals!.slice((first - from) * names, (first - from + count) * names);
    },
  });
}

function within(task: InferenceTask, simulated: Simulated, { holds }: TruncatedPrior): Simulated {
  const { parameters, x, valid } = simulated;
  const inside = holds(parameters, valid).flatMap((holding, row) => (holding ? [row] : []));
  return {
    ...simulated,
    parameters: rows(parameters, inside, task.names.length),
    x: rows(x, inside, task.members * task.observations),
    valid: inside.length,
  };
}
