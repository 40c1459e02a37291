/** One run in flight (a member) and the machine that drives it. */
import type { Budget } from './budget.ts';
import type { EpisodePlan } from './episode-plan.ts';
import type { FlowLog, FlowOfRun } from './flows.ts';
import type { Plan } from './plan.ts';
import type { ProgramParts, World } from './program.ts';
import type { Random } from './samplers.ts';

export interface Machine {
  readonly parts: ProgramParts;
  readonly plan: Plan;
  readonly random: Random;
  /** Slot for draws that must not shift anybody's stream (diagnosis). */
  readonly scratchSlot: number;
  readonly budget: Budget;
  /** By run; where flows are asked for. */
  readonly flows: FlowOfRun[] | undefined;
  /** What runs now: index of a module, or one of START, OBSERVE, INPUTS, STATE. */
  current: number;
}

export const START = -1;
export const OBSERVE = -2;
export const INPUTS = -3;
/** Interventions on the state. */
export const STATE = -4;

/** Streams of a member: start, noise, then one per module. */
export const slotsOf = (plan: Plan): number => 2 + plan.modules.length;

export interface Member {
  episode: EpisodePlan;
  /** Row of the parameter matrix. */
  readonly set: number;
  readonly firstSlot: number;
  state: unknown;
  world: World;
  /** Of the set, with the interventions of the row. */
  readonly parameters: Float64Array;
  readonly levers: Float64Array;
  readonly resources: Float64Array;
  /** By intervention on modules: how far a capped module has moved its field in this step. */
  readonly moved: Float64Array;
  /** Row that it started from. */
  startRow: number;
  /** By rule: the value at the start, where it is conserved. */
  readonly conserved: Float64Array;
  /** Present while a failure is being explained. */
  trace: Trace | undefined;
  /** Present where flows are asked for. */
  flow: FlowLog | undefined;
}

export function createMember(
  machine: Machine,
  episode: EpisodePlan,
  set: number,
  firstSlot: number,
  trace: Trace | undefined,
): Member {
  const { plan } = machine;
  return {
    episode,
    set,
    firstSlot,
    state: undefined,
    startRow: 0,
    world: createWorld(machine),
    parameters: new Float64Array(plan.parameters.length),
    levers: new Float64Array(plan.levers.length),
    resources: Float64Array.from(plan.resources, ({ range }) => range.default),
    moved: new Float64Array(plan.interventions.modules.length),
    conserved: new Float64Array(plan.rules.length),
    trace,
    flow: undefined,
  };
}

export function createWorld(machine: Machine): World {
  return {
    t: 0,
    date: '',
    weekday: 0,
    dt: machine.plan.dt,
    substep: 0,
    parameters: undefined,
    inputs: undefined,
    levers: undefined,
    random: machine.random.source,
  };
}

export interface Trace {
  /** Step whose modules are probed one by one; -1: only NaN is looked for. */
  readonly probeStep: number;
  /** Where the NaN that now stands in the state came from. */
  nan: { readonly module: string; readonly step: number; readonly path: string } | undefined;
  readonly probes: Probe[];
}

/** How things stood after a module ('' before the first); undefined where they could not be told. */
export interface Probe {
  readonly module: string;
  readonly outputs: Float64Array | undefined;
  readonly rules: readonly unknown[] | undefined;
}
