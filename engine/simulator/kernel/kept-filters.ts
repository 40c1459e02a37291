/**
 * Where free runs of a forecast begin, kept for the questions that follow: what the filter finds depends on nothing after
 * the origin, so that other inputs, levers and parameters ahead can go on from the same states. What is kept is found
 * again only for the same stretch up to the origin, value by value: an answer is the same with and without it.
 */
import { copyState } from './copy-state.ts';
import { beginOf } from './interventions/checked.ts';
import { parametersAt } from './interventions/parameters-at.ts';
import { createMember, type Machine, type Member, slotsOf } from './member.ts';
import type { Ensemble } from './particle-filter.ts';
import type { Plan } from './plan.ts';
import type { Failure, FilterRecord, Note } from './simulation.ts';

/** What free runs go on from. */
export interface Departure {
  /** Particle of each free run. */
  readonly particles: Int32Array;
  /** By free run. */
  readonly members: readonly Member[];
  /** As the filter has them (Filter.outputs, depth), by free run. */
  readonly outputs: Float64Array;
  readonly depth: number;
  /** By particle: those that failed on the way. */
  readonly failed: ReadonlyMap<number, Failure>;
  readonly notes: readonly Note[];
  readonly record: FilterRecord;
}

interface Kept {
  readonly departure: Omit<Departure, 'members'>;
  readonly ensemble: Ensemble;
  /** Of the set, by parameter. */
  readonly parameters: Float64Array;
  readonly members: readonly KeptMember[];
}

interface KeptMember {
  readonly state: unknown;
  readonly startRow: number;
  readonly conserved: Float64Array;
  /** Words of the streams, slot by slot. */
  readonly streams: Int32Array;
}

/** Free runs whose states are kept at most. */
const MOST_KEPT = 4000;

export interface KeptFilters {
  /** With members of its own; undefined where it is not kept. */
  readonly find: (machine: Machine, ensemble: Ensemble) => Departure | undefined;
  readonly keep: (machine: Machine, ensemble: Ensemble, departure: Departure) => void;
}

export function createKeptFilters(): KeptFilters {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  let members = 0;

  function forget(key: string): void {
    members -= kept.get(key)?.members.length ?? 0;
    kept.delete(key);
  }

  return {
    find(machine, ensemble) {
      const key = keyOf(machine, ensemble);
      const found = kept.get(key);
      if (found === undefined || !isSame(machine, found, ensemble)) return undefined;
      kept.delete(key);
      kept.set(key, found);
      const { run } = ensemble.key;
      const { departure } = found;
      return {
        ...departure,
        members: found.members.map((member, k) => restored(machine, ensemble, member, k)),
        notes: departure.notes.map((note) => ({ ...note, run })),
        record: { ...departure.record, run },
      };
    },
    keep(machine, ensemble, { members: own, ...departure }) {
      if (own.length > MOST_KEPT) return;
      const key = keyOf(machine, ensemble);
      forget(key);
      members += own.length;
      kept.set(key, {
        departure,
        ensemble,
        parameters: parametersOf(machine, ensemble),
        members: own.map((member) => keptMember(machine, member)),
      });
      const keys = kept.keys();
      while (members > MOST_KEPT) forget(keys.next().value!);
    },
  };
}

/** Interventions that act up to the origin; on resources none does. */
function changesUpTo(origin: number, { request, leverNames }: Plan): string {
  const acting = (request.interventions ?? []).filter(
    (one) => beginOf(one) <= origin && !('lever' in one && !leverNames.includes(one.lever)),
  );
  return JSON.stringify(
    acting.map((one) => ('to' in one ? { ...one, to: Math.min(one.to, origin) } : one)),
  );
}

function keyOf({ plan, budget }: Machine, { key, size, free, origin }: Ensemble): string {
  const { steps, cells } = budget;
  const { seed } = plan.request;
  const numbers = [seed, key.set, key.setWord, key.replication, size, free, origin, steps, cells];
  return `${numbers.join(' ')} ${changesUpTo(origin, plan)}`;
}

function parametersOf({ plan }: Machine, { key }: Ensemble): Float64Array {
  const count = plan.parameters.length;
  return plan.request.parameters.slice(key.set * count, (key.set + 1) * count);
}

function isSame(
  machine: Machine,
  { departure, ensemble: known, parameters }: Kept,
  asked: Ensemble,
): boolean {
  const [a, b] = [known.episode, asked.episode];
  const { outputs, inputs, leverNames } = machine.plan;
  const rows = asked.origin + 1;
  return (
    departure.depth >= machine.plan.lookback &&
    isAlike(parameters, parametersOf(machine, asked), parameters.length) &&
    isAlike(a.observed, b.observed, rows * outputs.length) &&
    isAlike(a.inputs, b.inputs, rows * inputs.length) &&
    isAlike(a.levers, b.levers, rows * leverNames.length) &&
    isAlike(a.weekdays, b.weekdays, rows) &&
    isAlike(a.dates, b.dates, rows)
  );
}

function isAlike(a: ArrayLike<unknown>, b: ArrayLike<unknown>, count: number): boolean {
  for (let i = 0; i < count; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

function keptMember(machine: Machine, member: Member): KeptMember {
  const slots = slotsOf(machine.plan);
  const streams = new Int32Array(4 * slots);
  for (let slot = 0; slot < slots; slot++)
    streams.set(machine.random.read(member.firstSlot + slot), 4 * slot);
  return {
    state: copyState(member.state),
    startRow: member.startRow,
    conserved: member.conserved.slice(),
    streams,
  };
}

/** In the slots of particle `k`, which nobody uses: the filter does not run. */
function restored(machine: Machine, ensemble: Ensemble, kept: KeptMember, k: number): Member {
  const { plan, parts, random } = machine;
  const { episode, key, origin } = ensemble;
  const slots = slotsOf(plan);
  const member = createMember(machine, episode, key.set, k * slots, undefined);
  for (let slot = 0; slot < slots; slot++)
    random.write(member.firstSlot + slot, kept.streams.subarray(4 * slot, 4 * slot + 4));
  member.state = copyState(kept.state);
  member.startRow = kept.startRow;
  member.conserved.set(kept.conserved);
  parametersAt(plan, key.set, origin, member.parameters);
  const { world } = member;
  world.parameters = parts.parametersOf(member.parameters, 0);
  world.inputs = parts.inputsOf(episode.inputs, origin * plan.inputs.length);
  world.levers = parts.leversOf(episode.levers, origin * plan.levers.length);
  return member;
}
