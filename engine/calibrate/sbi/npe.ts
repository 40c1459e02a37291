/**
 * Neural posterior estimation (Papamakarios and Murray 2016; Lueckmann et al. 2017; Greenberg et al. 2019): simulate what the
 * prior holds, then train conditional flows to give the parameters of each simulation. What they have learned is the
 * posterior of any data set that the task can have.
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
  simulatedSchema,
  simulateUpTo,
  tooLittle,
} from './simulated.ts';
import type { InferenceTask } from './task.ts';
import { trainerStateSchema } from './train-networks.ts';

const npeCheckpointSchema = z.strictObject({
  version: z.literal(1),
  simulated: simulatedSchema,
  /** Of each network; undefined: not begun. */
  states: z.array(trainerStateSchema.optional()).readonly(),
});
type NpeCheckpoint = z.infer<typeof npeCheckpointSchema>;

/** Stretches of training between two checkpoints. */
const SAVED_EVERY = 4;
/** Of the allowed time: the rest is for learning. */
const SIMULATING_SHARE = 0.5;

/** Throws CalibrationError 'bad-prior', 'bad-checkpoint', 'all-failed'. */
export async function npe(
  task: InferenceTask,
  settings: NetworkSettings,
  options: InferenceOptions,
): Promise<Inference> {
  const { seed, simulations, signal, timeUsed } = options;
  const resumed = readCheckpoint(npeCheckpointSchema, options.resume);
  const save = async (state: Omit<NpeCheckpoint, 'version'>) =>
    await options.save?.({ version: 1, ...state } satisfies NpeCheckpoint);
  const priors = task.priors.map(priorDistribution);
  const simulated = await simulateUpTo(simulations, task, resumed?.simulated ?? NOTHING_SIMULATED, {
    ...options,
    total: simulations,
    seed: deriveSeed(seed, 'npe/simulate', 0),
    propose: (first, count) => drawPriors(priors, count, deriveSeed(seed, 'npe/prior', 0), first),
    ...(timeUsed && { isOver: () => timeUsed() > SIMULATING_SHARE }),
    onChunk: (now) => save({ simulated: now, states: [] }),
  });
  const { tried, valid, failures } = simulated;
  const notes = notesOf(task, simulated);
  const prior = priorAsPosterior(task);
  if (isUninformed(task, simulated)) {
    notes.push(UNINFORMED);
    return { posterior: prior, simulations: tried, failures, notes, stopped: 'converged' };
  }
  if (valid < LEAST_PAIRS && !signal?.aborted) throw tooLittle(simulated);
  let stretches = 0;
  const learned = await learnPosterior(
    {
      task,
      simulated,
      frame: frameOf(task, simulated),
      settings,
      seed: deriveSeed(seed, 'npe/learn', 0),
      amortised: true,
      ...(resumed && { states: resumed.states }),
      async onStretch(states) {
        stretches += 1;
        if (stretches % SAVED_EVERY === 0) await save({ simulated, states: [...states] });
      },
    },
    options,
  );
  if (learned === undefined) {
    notes.push(STOPPED_EARLY);
    return { posterior: prior, simulations: tried, failures, notes, stopped: 'cancelled' };
  }
  const { stored, stopped } = learned;
  const posterior = openPosterior(task, stored);
  return { posterior, simulations: tried, failures, notes, stopped, stored };
}
