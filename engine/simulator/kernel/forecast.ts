/**
 * Forecasts: all replications of a set and episode are one ensemble. Its particles follow the observations up to the
 * origin (particle-filter.ts) and run free after it, each with its own streams.
 */
import { addNoise, observeMember, stepMember } from './advance.ts';
import { withFuture } from './episode-plan.ts';
import type { Machine } from './member.ts';
import { type Ensemble, type Filter, filterToOrigin, recordOf } from './particle-filter.ts';
import type { Failure, FilterRecord, Note } from './simulation.ts';
import { explain, isWorthTracing } from './trace.ts';

interface Forecast {
  readonly failures: readonly Failure[];
  readonly notes: readonly Note[];
  readonly filters: readonly FilterRecord[];
}

/** What came of the particles [from, to): rows origin + 1..T each, written to target[at..]. */
export function runForecast(
  machine: Machine,
  ensemble: Ensemble,
  from: number,
  to: number,
  target: Float64Array,
  at: number,
): Forecast {
  const first = followAndRun(machine, ensemble, from, to, target, at, undefined);
  const mine = [...first.failed.keys()].filter((k) => k >= from && k < to).sort((a, b) => a - b);
  // The ensemble's first run carries these, so that chunks do not repeat them.
  const notes = from === 0 ? first.notes : [];
  const filters = from === 0 ? [recordOf(first, ensemble.key.run)] : [];
  const untraced = mine.map((k) => first.failed.get(k)!);
  if (!untraced.some(isWorthTracing)) return { failures: untraced, notes, filters };
  const scratch = new Float64Array(target.length);
  const again = followAndRun(machine, ensemble, from, to, scratch, at, first.failed);
  const failures = mine.map((k) => again.failed.get(k) ?? first.failed.get(k)!);
  return { failures, notes, filters };
}

function followAndRun(
  machine: Machine,
  ensemble: Ensemble,
  from: number,
  to: number,
  target: Float64Array,
  at: number,
  known: ReadonlyMap<number, Failure> | undefined,
): Filter {
  const filter = filterToOrigin(machine, ensemble, known);
  const rows = ensemble.episode.steps - ensemble.origin;
  for (let k = from; k < to; k++)
    runFree(
      machine,
      ensemble,
      filter,
      k,
      target,
      at + (k - from) * rows * machine.plan.outputs.length,
    );
  return filter;
}

function runFree(
  machine: Machine,
  ensemble: Ensemble,
  filter: Filter,
  k: number,
  target: Float64Array,
  at: number,
): void {
  const { episode, origin, key } = ensemble;
  const width = machine.plan.outputs.length;
  const end = at + (episode.steps - origin) * width;
  const member = filter.members[k]!;
  if (filter.alive[k] === 0) {
    target.fill(Number.NaN, at, end);
    return;
  }
  const seen = seenAtOrigin(machine, ensemble, filter, k);
  const { futures } = ensemble;
  if (futures.length > 0) {
    const future = futures[(key.run + k) % futures.length]!;
    member.episode = withFuture(machine.plan, episode, origin, future);
  }
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  let t = origin + 1;
  try {
    for (; t <= episode.steps; t++) {
      const row = at + (t - origin - 1) * width;
      if (t === origin + 1) stepMember(machine, member, t, seen, 0, true);
      else stepMember(machine, member, t, target, row - width, true);
      observeMember(machine, member, target, row, true);
      addNoise(machine, member, target, row);
    }
  } catch (thrown) {
    filter.failed.set(k, explain(machine, member, key.run + k, t, thrown));
    target.fill(Number.NaN, at + (t - origin - 1) * width, end);
  }
}

/** What a policy sees first: what was really observed at the origin, the particle's own outputs where nothing was. */
function seenAtOrigin(
  machine: Machine,
  { episode, origin }: Ensemble,
  filter: Filter,
  k: number,
): Float64Array {
  const width = machine.plan.outputs.length;
  return Float64Array.from({ length: width }, (_, i) => {
    const observed = episode.observed[origin * width + i]!;
    return Number.isNaN(observed) ? filter.outputs[k * width + i]! : observed;
  });
}
