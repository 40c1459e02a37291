/** From simulations to a posterior: the frame in which networks see them, the training, what is kept of it. */
import type { FlowSpec } from '../flow/spec.ts';
import { storeFlow } from '../flow/stored-flow.ts';
import type { TrainerState, TrainingOptions, TrainingPairs } from '../flow/train-flow.ts';
import { deriveSeed, openRandom } from '../streams.ts';
import { defaultFlow, TRAINING_DEFAULTS } from './default-networks.ts';
import type { InferenceOptions } from './inference.ts';
import type { StoredPosterior } from './learned-posterior.ts';
import type { Simulated } from './simulated.ts';
import { learnStandardisation, standardise } from './standardise.ts';
import type { InferenceTask } from './task.ts';
import { type TrainedNetworks, trainNetworks } from './train-networks.ts';
import { createUnconstrained } from './unconstrained.ts';

export interface NetworkSettings {
  /** Flows that are trained and mixed; default 2. */
  readonly networks?: number;
  /** Instead of what suits the task (default-networks.ts). */
  readonly flow?: Partial<Omit<FlowSpec, 'dimensions' | 'observations' | 'members'>>;
  /** Instead of TRAINING_DEFAULTS. */
  readonly training?: TrainingOptions;
}

const DEFAULT_NETWORKS = 2;
/** Pairs without which nothing is trained. */
export const LEAST_PAIRS = 20;

/** Where the centre is, and how long a unit is, of all that networks see. */
export type Frame = Pick<StoredPosterior, 'standardisation' | 'centres' | 'spreads'>;

/** Mean and standard deviation of what was simulated. */
export function frameOf(task: InferenceTask, { valid, x, parameters }: Simulated): Frame {
  const map = createUnconstrained(task.priors);
  const { dimension } = map;
  const points = map.toPoints(parameters, valid);
  const sums = (term: (value: number, d: number) => number): number[] => {
    const totals = new Array<number>(dimension).fill(0);
    points.forEach((value, i) => {
      totals[i % dimension]! += term(value, i % dimension) / valid;
    });
    return totals;
  };
  const centres = sums((value) => value);
  const spreads = sums((value, d) => (value - centres[d]!) ** 2).map((v) => Math.sqrt(v) || 1);
  return { standardisation: learnStandardisation(task, x, valid), centres, spreads };
}

/** `seed`: of the places of whole numbers and choices in their bins. */
function pairsIn(
  { standardisation, centres, spreads }: Frame,
  task: InferenceTask,
  { valid, x, parameters }: Simulated,
  seed: number,
): TrainingPairs {
  const map = createUnconstrained(task.priors);
  const { dimension } = map;
  const theta = map
    .toPoints(parameters, valid, openRandom(seed, 'bins', 0))
    .map((value, i) => (value - centres[i % dimension]!) / spreads[i % dimension]!);
  return { count: valid, theta, x: standardise(standardisation, x, valid) };
}

/** Nothing to learn, or nothing to learn from: no free parameter, or no number that differs between simulations. */
export function isUninformed(task: InferenceTask, { x, valid }: Simulated): boolean {
  if (createUnconstrained(task.priors).dimension === 0) return true;
  if (valid < LEAST_PAIRS) return false;
  return learnStandardisation({ ...task, channels: undefined }, x, valid).kept.length === 0;
}

export interface ToLearn {
  readonly task: InferenceTask;
  readonly simulated: Simulated;
  readonly frame: Frame;
  readonly settings: NetworkSettings;
  readonly seed: number;
  readonly amortised: boolean;
  readonly states?: readonly (TrainerState | undefined)[];
  /** After every stretch of a network. */
  readonly onStretch?: (states: readonly (TrainerState | undefined)[]) => Promise<void>;
  /** Goes before the progress: 'round 2 of 10'. */
  readonly words?: string;
}

export interface Learned {
  readonly stored: StoredPosterior;
  readonly stopped: TrainedNetworks['stopped'];
}

/** Undefined when cancelled before a network got anywhere. */
export async function learnPosterior(
  work: ToLearn,
  options: Pick<InferenceOptions, 'numerics' | 'signal' | 'onProgress'>,
): Promise<Learned | undefined> {
  const { task, simulated, frame, settings, seed, states } = work;
  if (options.signal?.aborted || simulated.valid < LEAST_PAIRS) return undefined;
  const spec: FlowSpec = {
    ...defaultFlow({
      dimensions: frame.centres.length,
      observations: frame.standardisation.kept.length,
      members: task.members,
      ...(task.channels !== undefined && { channels: task.channels }),
    }),
    ...settings.flow,
  };
  const training = { ...TRAINING_DEFAULTS, ...settings.training };
  let best = Number.NEGATIVE_INFINITY;
  const { weights, stopped } = await trainNetworks(
    {
      spec,
      pairs: pairsIn(frame, task, simulated, deriveSeed(seed, 'learn/bins', 0)),
      options: training,
      networks: settings.networks ?? DEFAULT_NETWORKS,
      seed: deriveSeed(seed, 'learn/networks', 0),
      ...(states && { states }),
      async onStretch(now, validation) {
        const progress = progressOf(now, training, work.words);
        validation.forEach((score, i) => {
          best = Math.max(best, score);
          const done = progress.done - validation.length + 1 + i;
          const point = { measure: 'network', value: -best } as const;
          options.onProgress?.({ ...progress, done, ...(Number.isFinite(best) && { point }) });
        });
        await work.onStretch?.(now);
      },
    },
    options,
  );
  if (weights.length === 0) return undefined;
  const networks = weights.map((values) => storeFlow(spec, values));
  return {
    stored: { version: 1, networks, ...frame, amortised: work.amortised },
    stopped,
  };
}

type Stopping = Required<Pick<TrainingOptions, 'patience' | 'cuts' | 'epochs'>>;

/** Epochs of one network, by experience. */
const USUAL_EPOCHS = 80;

/** Epochs until it stops, as far as can be told: the usual number, then what its patience still allows. */
function expectedEpochs(
  state: TrainerState | undefined,
  { patience, cuts, epochs }: Stopping,
): number {
  const { epoch = 0, idle = 0, cuts: made = 0 } = state ?? {};
  const waiting = Math.max(0, patience - idle) + Math.max(0, cuts - made) * patience;
  if (waiting === 0) return epoch;
  return Math.min(epochs, Math.max(USUAL_EPOCHS, epoch + waiting));
}

function progressOf(
  states: readonly (TrainerState | undefined)[],
  training: Stopping,
  words: string | undefined,
) {
  const done = states.reduce((sum, state) => sum + (state?.epoch ?? 0), 0);
  const scores = states.flatMap((state) => (state ? [state.bestScore] : []));
  const score = `log density ${Math.max(...scores).toFixed(2)}`;
  const detail = words === undefined ? score : `${words}, ${score}`;
  const total = states.reduce((sum, state) => sum + expectedEpochs(state, training), 0);
  return { phase: 'training', done, total, unit: 'epochs', detail } as const;
}
