/**
 * The batch driver: plain data in, numbers and failures out. It holds one program and, of earlier requests, only what
 * spares work (kept-filters.ts): the result depends on the request alone, run by run, so that any division into chunks
 * gives the same rows.
 */
import { DEFAULT_BUDGET, stopForBudget } from './budget.ts';
import type { Declared } from './declared.ts';
import { type EpisodePlan, episodePlanOf } from './episode-plan.ts';
import { joinFlows } from './flows.ts';
import { runForecast } from './forecast.ts';
import { createKeptFilters, type KeptFilters } from './kept-filters.ts';
import { type Machine, slotsOf } from './member.ts';
import type { Ensemble } from './particle-filter.ts';
import { type DriverRequest, type Plan, planOf, SCRATCH_PURPOSE } from './plan.ts';
import type { ProgramFactory, ProgramParts } from './program.ts';
import { type RunKey, runOneStep, runRollout } from './rollout.ts';
import { createRandom } from './samplers.ts';
import {
  type Failure,
  type FilterRecord,
  type Note,
  rowsOf,
  type SimulationRequest,
  type SimulationResult,
} from './simulation.ts';

export interface Driver {
  /**
   * The runs [first, last) of the request: values for each run in order, rows x width. In forecast mode the
   * whole ensemble of (set, episode) is filtered for any run of it: chunks are best multiples of `replications`.
   * Throws an Error `noun: value` when the request does not fit the declaration.
   */
  readonly run: (request: DriverRequest, first: number, last: number) => SimulationResult;
}

export function createDriver(factory: ProgramFactory): Driver {
  const parts = factory(stopForBudget);
  const kept = createKeptFilters();
  return { run: (request, first, last) => runChunk(parts, kept, request, first, last) };
}

function runChunk(
  parts: ProgramParts,
  kept: KeptFilters,
  request: DriverRequest,
  first: number,
  last: number,
): SimulationResult {
  const plan = planOf(parts.declaration as Declared, request);
  const total = request.sets * request.episodes.length * request.replications;
  if (!(first >= 0 && first <= last && last <= total))
    throw new Error(`runs: ${first}..${last} are not within 0..${total}`);
  const batch: Batch = {
    machine: createMachine(parts, plan),
    kept,
    episodes: new Map(),
    values: new Float64Array(countValues(plan, first, last)),
    failures: [],
    notes: [],
    filters: [],
  };
  let at = 0;
  for (let run = first; run < last; ) {
    const made = runSome(batch, run, last, at);
    run += made;
    at += made * rowsOf(episodeOf(batch, run - made), request.mode) * plan.width;
  }
  const { values, failures, notes, filters } = batch;
  const { flows } = batch.machine;
  return {
    values,
    failures,
    notes,
    ...(filters.length > 0 && { filters }),
    ...(flows && { flows: joinFlows(plan, flows) }),
  };
}

interface Batch {
  readonly machine: Machine;
  readonly kept: KeptFilters;
  /** Those made ready so far, by number. */
  readonly episodes: Map<number, EpisodePlan>;
  readonly values: Float64Array;
  readonly failures: Failure[];
  readonly notes: Note[];
  readonly filters: FilterRecord[];
}

/** One run, or in forecast mode all of its ensemble that lie before `last`; gives their number. */
function runSome(batch: Batch, run: number, last: number, at: number): number {
  const { machine, values, failures } = batch;
  const { mode } = machine.plan.request;
  const episode = episodeOf(batch, run);
  switch (mode.kind) {
    case 'rollout':
      runRollout(machine, episode, keyOf(machine.plan, run), values, at, failures);
      return 1;
    case 'one-step':
      runOneStep(machine, episode, keyOf(machine.plan, run), values, at, failures);
      return 1;
    case 'forecast': {
      const ensemble = ensembleOf(machine, episode, run, mode);
      const from = run - ensemble.key.run;
      const to = Math.min(ensemble.free, last - ensemble.key.run);
      const kept = mode.keep === true ? batch.kept : undefined;
      const made = runForecast(machine, ensemble, { from, to, kept }, values, at);
      failures.push(...made.failures);
      batch.notes.push(...made.notes);
      batch.filters.push(...made.filters);
      return to - from;
    }
    default:
      return mode satisfies never;
  }
}

function createMachine(parts: ProgramParts, plan: Plan): Machine {
  const { mode, replications, budget, flows } = plan.request;
  const members = mode.kind === 'forecast' ? (mode.particles ?? replications) : 1;
  const slots = members * slotsOf(plan);
  // One slot for resampling and one for diagnosis come after the members' own.
  const random = createRandom(slots + 2);
  random.open(slots + 1, plan.request.seed, 0, SCRATCH_PURPOSE, 0);
  return {
    parts,
    plan,
    random,
    scratchSlot: slots + 1,
    budget: budget ?? DEFAULT_BUDGET,
    flows: flows === true ? [] : undefined,
    current: 0,
  };
}

function indexOf(plan: Plan, run: number): number {
  const { episodes, replications } = plan.request;
  return Math.floor(run / replications) % episodes.length;
}

/** Sets and episodes share the last word of the stream key, so that no two of them have a stream in common. */
function keyOf(plan: Plan, run: number): RunKey {
  const { episodes, replications, streams } = plan.request;
  const set = Math.floor(run / (replications * episodes.length));
  const keySet = streams === 'common' ? 0 : (plan.request.firstSet ?? 0) + set;
  return {
    run,
    set,
    replication: (plan.request.firstReplication ?? 0) + (run % replications),
    setWord: keySet * episodes.length + indexOf(plan, run),
  };
}

function ensembleOf(
  machine: Machine,
  episode: EpisodePlan,
  run: number,
  { origin, futures = [], particles }: Extract<SimulationRequest['mode'], { kind: 'forecast' }>,
): Ensemble {
  const { plan } = machine;
  const { replications } = plan.request;
  return {
    episode,
    key: keyOf(plan, run - (run % replications)),
    size: particles ?? replications,
    free: replications,
    origin,
    futures,
    resampleSlot: machine.scratchSlot - 1,
  };
}

function episodeOf({ machine, episodes }: Batch, run: number): EpisodePlan {
  const index = indexOf(machine.plan, run);
  const known = episodes.get(index);
  if (known !== undefined) return known;
  const made = episodePlanOf(machine.plan, machine.plan.request.episodes[index]!);
  episodes.set(index, made);
  return made;
}

function countValues(plan: Plan, first: number, last: number): number {
  const { episodes, mode } = plan.request;
  let rows = 0;
  for (let run = first; run < last; run++) rows += rowsOf(episodes[indexOf(plan, run)]!, mode);
  return rows * plan.width;
}
