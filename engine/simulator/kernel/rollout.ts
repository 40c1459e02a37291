/** Runs that stand alone: rollouts from the start row and one-step predictions from every observed row. */
import { addNoise, observeMember, openStreams, startMember, stepMember } from './advance.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { createMember, type Machine, type Member } from './member.ts';
import type { Failure } from './simulation.ts';
import { createTrace, explain, isWorthTracing } from './trace.ts';

/** Which run: its number in the request, and its key. */
export interface RunKey {
  readonly run: number;
  readonly set: number;
  readonly replication: number;
  /** Word of the stream key that tells sets and episodes apart. */
  readonly setWord: number;
}

/** Writes T + 1 rows to target[at..]; rows from a failure on are NaN. */
export function runRollout(
  machine: Machine,
  episode: EpisodePlan,
  key: RunKey,
  target: Float64Array,
  at: number,
  failures: Failure[],
): void {
  const width = machine.plan.outputs.length;
  const member = createMember(machine, episode, key.set, 0, undefined);
  try {
    rollOut(machine, member, key, target, at);
  } catch (thrown) {
    const step = member.world.t;
    const end = at + (episode.steps + 1) * width;
    failures.push(explainRollout(machine, member, key, step, thrown));
    target.fill(Number.NaN, at + step * width, end);
  }
}

function rollOut(
  machine: Machine,
  member: Member,
  key: RunKey,
  target: Float64Array,
  at: number,
): void {
  const width = machine.plan.outputs.length;
  const steps = member.episode.steps;
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  openStreams(machine, member, key.replication, key.setWord);
  startMember(machine, member, 0);
  observeMember(machine, member, target, at, false);
  for (let t = 1; t <= steps; t++) {
    const row = at + t * width;
    stepMember(machine, member, t, target, row - width, true);
    observeMember(machine, member, target, row, true);
    addNoise(machine, member, target, row);
  }
}

/** Runs it again, to the same failure, with a trace. */
function explainRollout(
  machine: Machine,
  first: Member,
  key: RunKey,
  step: number,
  thrown: unknown,
): Failure {
  const untraced = explain(machine, first, key.run, step, thrown);
  if (!isWorthTracing(untraced)) return untraced;
  const width = machine.plan.outputs.length;
  const member = createMember(machine, first.episode, key.set, 0, createTrace(untraced));
  try {
    rollOut(machine, member, key, new Float64Array((first.episode.steps + 1) * width), 0);
  } catch (again) {
    return explain(machine, member, key.run, step, again);
  }
  return untraced;
}

/** Writes T rows to target[at..]: row t - 1 is one step from the observed row t - 1. */
export function runOneStep(
  machine: Machine,
  episode: EpisodePlan,
  key: RunKey,
  target: Float64Array,
  at: number,
  failures: Failure[],
): void {
  const failed = new Map<number, Failure>();
  stepFromEveryRow(machine, episode, key, target, at, failed, undefined);
  const explained = new Map<number, Failure>();
  if ([...failed.values()].some(isWorthTracing)) {
    const scratch = new Float64Array(episode.steps * machine.plan.outputs.length);
    stepFromEveryRow(machine, episode, key, scratch, 0, explained, failed);
  }
  for (const [step, failure] of failed) failures.push(explained.get(step) ?? failure);
}

/** known: the failures of the first pass, to be traced now. */
function stepFromEveryRow(
  machine: Machine,
  episode: EpisodePlan,
  key: RunKey,
  target: Float64Array,
  at: number,
  failed: Map<number, Failure>,
  known: ReadonlyMap<number, Failure> | undefined,
): void {
  const width = machine.plan.outputs.length;
  const member = createMember(machine, episode, key.set, 0, undefined);
  openStreams(machine, member, key.replication, key.setWord);
  for (let t = 1; t <= episode.steps; t++) {
    const row = at + (t - 1) * width;
    const before = known?.get(t);
    member.trace = before === undefined ? undefined : createTrace(before);
    try {
      stepFromRow(machine, member, t, target, row);
    } catch (thrown) {
      failed.set(t, explain(machine, member, key.run, t, thrown));
      target.fill(Number.NaN, row, row + width);
    }
  }
}

function stepFromRow(
  machine: Machine,
  member: Member,
  t: number,
  target: Float64Array,
  row: number,
): void {
  const { observed } = member.episode;
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  startMember(machine, member, t - 1);
  stepMember(machine, member, t, observed, (t - 1) * machine.plan.outputs.length, true);
  observeMember(machine, member, target, row, true);
  addNoise(machine, member, target, row);
}
