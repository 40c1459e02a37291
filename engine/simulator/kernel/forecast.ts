/**
 * Forecasts: all replications of a set and episode are one ensemble. Its particles follow the observations up to the
 * origin (particle-filter.ts) and run free after it, each with its own streams.
 */
import { addNoise, observeMember, recordSettings, stepMember } from './advance.ts';
import { withFuture } from './episode-plan.ts';
import { breakFlow, flowOfRun, openFlowLog } from './flows.ts';
import type { Departure, KeptFilters } from './kept-filters.ts';
import type { Machine } from './member.ts';
import {
  type Ensemble,
  type Filter,
  filterToOrigin,
  placeOf,
  recordOf,
} from './particle-filter.ts';
import { ruledBy } from './policies/ruled.ts';
import type { Failure, FilterRecord, Note } from './simulation.ts';
import { explain, isWorthTracing } from './trace.ts';

interface Forecast {
  readonly failures: readonly Failure[];
  readonly notes: readonly Note[];
  readonly filters: readonly FilterRecord[];
}

/** Which of an ensemble's free runs are asked for, and where states at the origin are kept; undefined: nowhere. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly kept: KeptFilters | undefined;
}

/** What came of the free runs [from, to): rows origin + 1..T each, written to target[at..]. */
export function runForecast(
  machine: Machine,
  ensemble: Ensemble,
  part: Part,
  target: Float64Array,
  at: number,
): Forecast {
  const departure = departureOf(machine, ensemble, part.kept);
  const failed = runAllFree(machine, ensemble, departure, part, target, at);
  for (let run = part.from; run < part.to; run++)
    machine.flows?.push(
      flowOfRun(departure.members[run]!, ensemble.episode.steps - ensemble.origin),
    );
  // The ensemble's first run carries these, so that chunks do not repeat them.
  const notes = part.from === 0 ? departure.notes : [];
  const filters = part.from === 0 ? [departure.record] : [];
  if (![...failed.values()].some(isWorthTracing))
    return { failures: [...failed.values()], notes, filters };
  const traced = trace(machine, ensemble, departure.particles, failed);
  const scratch = new Float64Array(target.length);
  const again = runAllFree(machine, ensemble, traced, part, scratch, at);
  const failures = [...failed].map(([run, failure]) => again.get(run) ?? failure);
  return { failures, notes, filters };
}

function departureOf(
  machine: Machine,
  ensemble: Ensemble,
  kept: KeptFilters | undefined,
): Departure {
  const known = kept?.find(machine, ensemble);
  if (known !== undefined) return known;
  const made = asDeparture(
    machine,
    ensemble,
    filterToOrigin(machine, ensemble, undefined),
    freeParticles(ensemble),
  );
  kept?.keep(machine, ensemble, made);
  return made;
}

/** The same way to the origin, with a trace of what failed. `failed`: by free run. */
function trace(
  machine: Machine,
  ensemble: Ensemble,
  particles: Int32Array,
  failed: ReadonlyMap<number, Failure>,
): Departure {
  const known = new Map([...failed].map(([run, failure]) => [particles[run]!, failure]));
  return asDeparture(machine, ensemble, filterToOrigin(machine, ensemble, known), particles);
}

/** All of them, or evenly spread ones: after resampling, neighbours are more alike. */
function freeParticles({ size, free }: Ensemble): Int32Array {
  return Int32Array.from({ length: free }, (_, run) => Math.floor(((run + 0.5) * size) / free));
}

function asDeparture(
  machine: Machine,
  { key }: Ensemble,
  filter: Filter,
  particles: Int32Array,
): Departure {
  const { depth } = filter;
  const width = depth * machine.plan.outputs.length;
  const outputs = new Float64Array(particles.length * width);
  particles.forEach((k, run) => {
    outputs.set(filter.outputs.subarray(k * width, (k + 1) * width), run * width);
  });
  return {
    particles,
    members: Array.from(particles, (k) => filter.members[k]!),
    outputs,
    depth,
    failed: filter.failed,
    notes: filter.notes,
    record: recordOf(filter, key.run),
  };
}

/** Failures by free run, in their order. */
function runAllFree(
  machine: Machine,
  ensemble: Ensemble,
  departure: Departure,
  { from, to }: Part,
  target: Float64Array,
  at: number,
): Map<number, Failure> {
  const rows = (ensemble.episode.steps - ensemble.origin) * machine.plan.width;
  const failed = new Map<number, Failure>();
  for (let run = from; run < to; run++) {
    const begin = at + (run - from) * rows;
    const before = departure.failed.get(departure.particles[run]!);
    const failure =
      before === undefined
        ? runFree(machine, ensemble, departure, run, target, begin)
        : { ...before, run: ensemble.key.run + run };
    if (before !== undefined) target.fill(Number.NaN, begin, begin + rows);
    if (failure !== undefined) failed.set(run, failure);
  }
  return failed;
}

function runFree(
  machine: Machine,
  ensemble: Ensemble,
  departure: Departure,
  run: number,
  target: Float64Array,
  at: number,
): Failure | undefined {
  const { episode, origin, key } = ensemble;
  const { plan } = machine;
  const { width } = plan;
  const end = at + (episode.steps - origin) * width;
  const member = departure.members[run]!;
  const { futures } = ensemble;
  if (futures.length > 0) {
    const future = futures[(key.run + run) % futures.length]!;
    member.episode = withFuture(plan, episode, origin, future);
  }
  const ahead = { values: target, at: at - (origin + 1) * width, width };
  const ruled = plan.isRuled
    ? ruledBy(plan, member.episode, origin + 1, ahead, origin + 1, {
        values: seenUpTo(machine, ensemble, departure, run),
        at: 0,
        width: plan.outputs.length,
      })
    : undefined;
  if (machine.flows !== undefined)
    member.flow = openFlowLog(plan, member.state, origin, episode.steps - origin);
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  let t = origin + 1;
  try {
    for (; t <= episode.steps; t++) {
      const row = at + (t - origin - 1) * width;
      stepMember(machine, member, t, ruled);
      observeMember(machine, member, target, row, true);
      addNoise(machine, member, target, row);
      recordSettings(machine, member, target, row);
    }
  } catch (thrown) {
    target.fill(Number.NaN, at + (t - origin - 1) * width, end);
    if (member.flow !== undefined) breakFlow(member.flow, t);
    return explain(machine, member, key.run + run, t, thrown);
  }
  return undefined;
}

/**
 * Rows 0..origin as policies see them: what was really observed, the particle's own outputs where nothing was. Only the
 * newest rows that policies look at are there.
 */
function seenUpTo(
  { plan }: Machine,
  { episode, origin }: Ensemble,
  departure: Departure,
  run: number,
): Float64Array {
  const width = plan.outputs.length;
  const seen = new Float64Array((origin + 1) * width).fill(Number.NaN);
  for (let row = Math.max(0, origin - plan.lookback + 1); row <= origin; row++) {
    const own = placeOf(plan, departure, run, row);
    for (let i = row * width; i < (row + 1) * width; i++) {
      const observed = episode.observed[i]!;
      seen[i] = Number.isNaN(observed) ? departure.outputs[own + i - row * width]! : observed;
    }
  }
  return seen;
}
