/**
 * The bootstrap particle filter (Gordon, Salmond & Smith 1993): particles start from row 0 and follow the observations.
 *
 * - At every row 1..origin the particles are weighted by the density of what was observed under the declared
 *   noise (logDensity has the defaults); values that were not observed carry no weight. Row 0 carries none: the
 *   particles were made from it.
 * - They are resampled when fewer than half count (effective sample size), and at the origin. A duplicate is a
 *   private copy of the state; its random streams stay those of its own place, so duplicates part.
 * - Where the observations are so unlikely that all weights underflow, the weights are flattened and a note is made.
 * - A particle that fails stays failed: it is in the ledger, and the others are resampled among themselves.
 * - What the filter found is kept (FilterRecord): likelihood, effective sample size, rows of resampling.
 */
import { observeMember, openStreams, startMember, stepMember } from './advance.ts';
import { copyState } from './copy-state.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { createMember, type Machine, type Member, slotsOf } from './member.ts';
import { logDensity } from './noise.ts';
import { type Plan, RESAMPLE_PURPOSE } from './plan.ts';
import {
  drawAncestors,
  effectiveSize,
  highestOf,
  logSumOf,
  rescale,
  temper,
  UNDERFLOW,
} from './resample.ts';
import type { RunKey } from './rollout.ts';
import type { Failure, FilterRecord, Note } from './simulation.ts';
import { createTrace, explain } from './trace.ts';

/** The runs of one set and episode. */
export interface Ensemble {
  readonly episode: EpisodePlan;
  /** Of the first particle; particle k is run + k and replication + k. */
  readonly key: RunKey;
  readonly size: number;
  /** Particles that run free after the origin, spread evenly over all. */
  readonly free: number;
  readonly origin: number;
  /** Run r goes on with the inputs of futures[r mod length]; empty: with those of the episode. */
  readonly futures: readonly Readonly<Record<string, Float64Array>>[];
  /** Slot of the resampling stream, after those of the particles. */
  readonly resampleSlot: number;
}

export interface Filter {
  readonly members: readonly Member[];
  readonly alive: Uint8Array;
  readonly logWeights: Float64Array;
  /** Row-major [particles, depth, outputs]: true outputs of the newest rows, row t in place t mod depth. */
  readonly outputs: Float64Array;
  /** Rows that are kept, from 1. */
  readonly depth: number;
  /** By output: standard deviation where no noise is declared. */
  readonly defaultSds: Float64Array;
  readonly failed: Map<number, Failure>;
  readonly notes: Note[];
  /** Logarithm of the sum of the weights before the next row: those that fail in it still count. */
  logTotal: number;
  logLikelihood: number;
  readonly ess: number[];
  readonly resampled: number[];
}

/**
 * The particles at the origin. `known`: the failures of a first pass, whose particles are now traced.
 */
export function filterToOrigin(
  machine: Machine,
  ensemble: Ensemble,
  known: ReadonlyMap<number, Failure> | undefined,
): Filter {
  const filter = createFilter(machine, ensemble, known);
  forEachAlive(machine, ensemble, filter, 0, (member, k) => {
    startMember(machine, member, 0);
    observeMember(machine, member, filter.outputs, placeOf(machine.plan, filter, k, 0), false);
  });
  for (let t = 1; t <= ensemble.origin; t++) followTo(machine, ensemble, filter, t);
  return filter;
}

/** Where the true outputs of a particle in a row begin. */
export function placeOf(
  { outputs }: Plan,
  { depth }: Pick<Filter, 'depth'>,
  k: number,
  row: number,
): number {
  return (k * depth + (row % depth)) * outputs.length;
}

/** What is told of it. */
export function recordOf({ logLikelihood, ess, resampled }: Filter, run: number): FilterRecord {
  return { run, logLikelihood, ess, resampled };
}

function createFilter(
  machine: Machine,
  ensemble: Ensemble,
  known: ReadonlyMap<number, Failure> | undefined,
): Filter {
  const { episode, key, size, resampleSlot } = ensemble;
  const slots = slotsOf(machine.plan);
  machine.random.open(
    resampleSlot,
    machine.plan.request.seed,
    key.replication,
    RESAMPLE_PURPOSE,
    key.setWord,
  );
  const members = Array.from({ length: size }, (_, k) => {
    const trace = known === undefined ? undefined : createTrace(known.get(k));
    const member = createMember(machine, episode, key.set, k * slots, trace);
    openStreams(machine, member, key.replication + k, key.setWord);
    return member;
  });
  return {
    members,
    alive: new Uint8Array(size).fill(1),
    logWeights: new Float64Array(size),
    outputs: new Float64Array(size * machine.plan.lookback * machine.plan.outputs.length),
    depth: machine.plan.lookback,
    defaultSds: defaultSdsOf(machine, ensemble),
    failed: new Map(),
    notes: [],
    logTotal: Math.log(size),
    logLikelihood: 0,
    ess: [],
    resampled: [],
  };
}

/** A tenth of the standard deviation of what was observed up to the origin, at least 1e-6 of its size. */
function defaultSdsOf(machine: Machine, { episode, origin }: Ensemble): Float64Array {
  const width = machine.plan.outputs.length;
  return Float64Array.from({ length: width }, (_, i) => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (let row = 0; row <= origin; row++) {
      const value = episode.observed[row * width + i]!;
      if (Number.isNaN(value)) continue;
      count++;
      const shift = value - mean;
      mean += shift / count;
      squares += shift * (value - mean);
    }
    const sd = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    return Math.max(0.1 * sd, 1e-6 * (1 + Math.abs(mean)));
  });
}

/** Budgets hold per particle and row here: the counters cannot be shared out among particles in turn. */
function forEachAlive(
  machine: Machine,
  ensemble: Ensemble,
  filter: Filter,
  step: number,
  act: (member: Member, k: number) => void,
): void {
  for (let k = 0; k < ensemble.size; k++) {
    if (filter.alive[k] === 0) continue;
    machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
    try {
      act(filter.members[k]!, k);
    } catch (thrown) {
      filter.alive[k] = 0;
      const run = ensemble.key.run + k;
      filter.failed.set(k, explain(machine, filter.members[k]!, run, step, thrown));
    }
  }
}

function followTo(machine: Machine, ensemble: Ensemble, filter: Filter, t: number): void {
  const { plan } = machine;
  forEachAlive(machine, ensemble, filter, t, (member, k) => {
    const at = placeOf(plan, filter, k, t);
    stepMember(machine, member, t, undefined);
    observeMember(machine, member, filter.outputs, at, true);
    filter.logWeights[k]! += observationWeight(machine, member, filter, t, at);
  });
  reweigh(machine, ensemble, filter, t);
}

/** Keeps what the weights of the row say, and makes them fit for the next one. */
function reweigh(machine: Machine, ensemble: Ensemble, filter: Filter, t: number): void {
  const { logWeights, alive } = filter;
  const highest = highestOf(logWeights, alive);
  const logSum = logSumOf(logWeights, alive);
  let size = effectiveSize(logWeights, alive);
  filter.ess.push(size);
  // Once nobody is left, -Infinity - -Infinity would be no number.
  if (filter.logTotal > Number.NEGATIVE_INFINITY) filter.logLikelihood += logSum - filter.logTotal;
  filter.logTotal = logSum - highest;
  if (highest === Number.NEGATIVE_INFINITY) {
    filter.logTotal = highest;
    return;
  }
  if (highest < UNDERFLOW) {
    filter.notes.push({
      run: ensemble.key.run,
      row: t,
      kind: 'tempered',
      detail: `no particle comes near the observations: highest log density ${highest.toFixed(0)}`,
    });
    temper(logWeights, alive);
    size = effectiveSize(logWeights, alive);
    filter.logTotal = logSumOf(logWeights, alive) - highestOf(logWeights, alive);
  }
  rescale(logWeights, alive);
  const living = alive.reduce((sum, one) => sum + one, 0);
  if (size < living / 2 || (t === ensemble.origin && size < living * (1 - 1e-9))) {
    resample(machine, ensemble, filter);
    filter.logTotal = Math.log(living);
    filter.resampled.push(t);
  }
}

function observationWeight(
  machine: Machine,
  member: Member,
  filter: Filter,
  t: number,
  at: number,
): number {
  const { noises, outputs } = machine.plan;
  const { observed } = member.episode;
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) {
    const y = observed[t * outputs.length + i]!;
    if (Number.isNaN(y)) continue;
    sum += logDensity(
      noises[i]!,
      y,
      filter.outputs[at + i]!,
      member.parameters,
      filter.defaultSds[i]!,
    );
  }
  return sum;
}

function resample(machine: Machine, ensemble: Ensemble, filter: Filter): void {
  const { members, logWeights, alive, outputs } = filter;
  const width = filter.depth * machine.plan.outputs.length;
  machine.random.use(ensemble.resampleSlot);
  const ancestors = drawAncestors(logWeights, alive, machine.random.source.uniform());
  ancestors.forEach((ancestor, k) => {
    if (ancestor === k) return;
    inherit(members[k]!, members[ancestor]!);
    outputs.copyWithin(k * width, ancestor * width, (ancestor + 1) * width);
  });
  logWeights.fill(0);
}

function inherit(member: Member, ancestor: Member): void {
  member.state = copyState(ancestor.state);
  member.startRow = ancestor.startRow;
  member.conserved.set(ancestor.conserved);
  if (member.trace !== undefined) member.trace.nan = ancestor.trace!.nan;
}
