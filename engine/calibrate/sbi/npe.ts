/**
 * Neural posterior estimation (Papamakarios and Murray 2016; Lueckmann et al. 2017; Greenberg et al. 2019): simulate what the
 * prior holds, then train conditional flows to give the parameters of each simulation. What they have learned is the
 * posterior of any data set that the task can have.
 */
import { z } from 'zod';
import { CalibrationError } from '../error.ts';
import type { FlowSpec } from '../flow/spec.ts';
import { storeFlow } from '../flow/stored-flow.ts';
import type { TrainingOptions } from '../flow/train-flow.ts';
import { readCheckpoint } from '../method.ts';
import { priorDistribution } from '../prior.ts';
import { deriveSeed, openRandom } from '../streams.ts';
import { defaultFlow, TRAINING_DEFAULTS } from './default-networks.ts';
import type { Inference, InferenceOptions } from './inference.ts';
import { notesOf } from './inference-notes.ts';
import { openPosterior, type StoredPosterior } from './learned-posterior.ts';
import { priorAsPosterior } from './prior-posterior.ts';
import {
  drawPriors,
  NOTHING_SIMULATED,
  type Simulated,
  simulatedSchema,
  simulateMore,
} from './simulated.ts';
import { learnStandardisation, standardise } from './standardise.ts';
import type { InferenceTask } from './task.ts';
import { type TrainedNetworks, trainerStateSchema, trainNetworks } from './train-networks.ts';
import { createUnconstrained } from './unconstrained.ts';

export interface NpeSettings {
  /** Flows that are trained and mixed; default 2. */
  readonly networks?: number;
  /** Instead of what suits the task (default-networks.ts). */
  readonly flow?: Partial<Omit<FlowSpec, 'dimensions' | 'observations' | 'members'>>;
  readonly training?: TrainingOptions;
}

export const DEFAULT_NETWORKS = 2;

export const npeCheckpointSchema = z.strictObject({
  version: z.literal(1),
  simulated: simulatedSchema,
  states: z.array(trainerStateSchema.optional()).readonly(),
});
export type NpeCheckpoint = z.infer<typeof npeCheckpointSchema>;

/** Sets between two looks at whether to stop. */
const CHUNK = 2000;
/** Stretches of training between two checkpoints. */
const SAVED_EVERY = 4;
/** Pairs without which nothing is trained. */
const LEAST = 20;

/** Throws CalibrationError 'bad-prior', 'bad-checkpoint', 'all-failed'. */
export async function npe(
  task: InferenceTask,
  settings: NpeSettings,
  options: InferenceOptions,
): Promise<Inference> {
  const resumed = readCheckpoint(npeCheckpointSchema, options.resume);
  const simulated = await simulatePrior(task, resumed?.simulated, options);
  const facts = {
    simulations: simulated.tried,
    failures: simulated.failures,
    notes: notesOf(task, simulated),
  };
  if (simulated.valid < LEAST && !options.signal?.aborted) throw allFailed(simulated);
  if (isUninformed(task, simulated)) {
    const notes = [
      ...facts.notes,
      'no simulated number depends on a parameter: these are the priors',
    ];
    return { ...facts, notes, posterior: priorAsPosterior(task), stopped: 'converged' };
  }
  const learned = await learn(task, simulated, settings, options, resumed?.states);
  if (learned === undefined) {
    const note = 'stopped before anything was learned: these are the priors';
    const notes = [...facts.notes, note];
    return { ...facts, notes, posterior: priorAsPosterior(task), stopped: 'cancelled' };
  }
  const { stored, stopped } = learned;
  return { ...facts, posterior: openPosterior(task, stored), stopped, stored };
}

async function simulatePrior(
  task: InferenceTask,
  before: Simulated | undefined,
  { seed, simulations, signal, onProgress, save }: InferenceOptions,
): Promise<Simulated> {
  const priors = task.priors.map(priorDistribution);
  let simulated = before ?? NOTHING_SIMULATED;
  while (simulated.tried < simulations && !signal?.aborted) {
    const { tried } = simulated;
    const count = Math.min(CHUNK, simulations - tried);
    const report = (done: number) =>
      onProgress?.({
        phase: 'simulating',
        done: tried + done,
        total: simulations,
        unit: 'evaluations',
      });
    const parameters = drawPriors(priors, count, deriveSeed(seed, 'npe/prior', 0), tried);
    try {
      simulated = await simulateMore(
        task,
        simulated,
        parameters,
        deriveSeed(seed, 'npe/simulate', 0),
        {
          ...(signal && { signal }),
          onProgress: report,
        },
      );
    } catch (error) {
      if (signal?.aborted) return simulated;
      throw error;
    }
    await save?.({ version: 1, simulated, states: [] } satisfies NpeCheckpoint);
  }
  return simulated;
}

/** Nothing to learn, or nothing to learn from. */
function isUninformed(task: InferenceTask, { x, valid }: Simulated): boolean {
  if (createUnconstrained(task.priors).dimension === 0) return true;
  return (
    valid >= LEAST &&
    learnStandardisation({ ...task, channels: undefined }, x, valid).kept.length === 0
  );
}

/** Undefined when cancelled before a network got anywhere. */
async function learn(
  task: InferenceTask,
  simulated: Simulated,
  settings: NpeSettings,
  options: InferenceOptions,
  states: NpeCheckpoint['states'] = [],
): Promise<
  { readonly stored: StoredPosterior; readonly stopped: TrainedNetworks['stopped'] } | undefined
> {
  if (options.signal?.aborted) return undefined;
  const { seed, onProgress, save } = options;
  const prepared = preparePairs(task, simulated, deriveSeed(seed, 'npe/bins', 0));
  const spec = { ...prepared.spec, ...settings.flow };
  const training = { ...TRAINING_DEFAULTS, ...settings.training };
  let stretches = 0;
  const { weights, stopped } = await trainNetworks(
    {
      spec,
      pairs: prepared.pairs,
      options: training,
      networks: settings.networks ?? DEFAULT_NETWORKS,
      seed: deriveSeed(seed, 'npe/networks', 0),
      states,
      async onStretch(now, best) {
        const done = now.reduce((sum, state) => sum + (state?.epoch ?? 0), 0);
        const detail = `log density ${best.toFixed(2)}`;
        onProgress?.({ phase: 'training', done, total: 0, unit: 'epochs', detail });
        stretches += 1;
        if (stretches % SAVED_EVERY === 0) {
          await save?.({ version: 1, simulated, states: now } satisfies NpeCheckpoint);
        }
      },
    },
    options,
  );
  if (weights.length === 0) return undefined;
  const { standardisation, centres, spreads } = prepared;
  const networks = weights.map((values) => storeFlow(spec, values));
  const stored = {
    version: 1 as const,
    networks,
    standardisation,
    centres,
    spreads,
    amortised: true,
  };
  return { stored, stopped };
}

/** Parameters and data as networks are given them, and the default network for them. */
export function preparePairs(task: InferenceTask, simulated: Simulated, seed: number) {
  const { valid, x, parameters } = simulated;
  const map = createUnconstrained(task.priors);
  const { dimension } = map;
  const standardisation = learnStandardisation(task, x, valid);
  const points = map.toPoints(parameters, valid, openRandom(seed, 'bins', 0));
  const columns = Array.from({ length: dimension }, (_, d) =>
    Float64Array.from({ length: valid }, (__, row) => points[row * dimension + d]!),
  );
  const centres = columns.map((column) => column.reduce((sum, v) => sum + v / valid, 0));
  const spreads = columns.map((column, d) => {
    const squares = column.reduce((sum, v) => sum + (v - centres[d]!) ** 2 / valid, 0);
    return Math.sqrt(squares) || 1;
  });
  const spec = defaultFlow({
    dimensions: dimension,
    observations: standardisation.kept.length,
    members: task.members,
    ...(task.channels !== undefined && { channels: task.channels }),
  });
  const theta = points.map((v, i) => (v - centres[i % dimension]!) / spreads[i % dimension]!);
  const pairs = { count: valid, theta, x: standardise(standardisation, x, valid) };
  return { spec, pairs, standardisation, centres, spreads };
}

export function allFailed({ tried, failures }: Simulated): CalibrationError {
  const reasons = Object.entries(failures).map(([reason, count]) => `${reason} ${count}`);
  return new CalibrationError(
    'all-failed',
    `simulations: ${tried}, of which nearly none has a result (${reasons.join(', ')})`,
    { hint: 'Narrow the priors to where the simulator works, or mend the simulator.' },
  );
}
