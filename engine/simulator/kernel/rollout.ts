/** Runs that stand alone: rollouts from the start row and one-step predictions from every observed row. */
import {
  addNoise,
  observeMember,
  openStreams,
  recordSettings,
  startMember,
  stepMember,
  takeRecorded,
} from './advance.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { breakFlow, flowOfRun, openFlowLog } from './flows.ts';
import { createMember, type Machine, type Member } from './member.ts';
import { type Ruled, ruledBy } from './policies/ruled.ts';
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
  const { width } = machine.plan;
  const member = createMember(machine, episode, key.set, 0, undefined);
  try {
    rollOut(machine, member, key, target, at);
  } catch (thrown) {
    const step = member.world.t;
    const end = at + (episode.steps + 1) * width;
    failures.push(explainRollout(machine, member, key, step, thrown));
    target.fill(Number.NaN, at + step * width, end);
    if (member.flow !== undefined) breakFlow(member.flow, step);
  }
  machine.flows?.push(flowOfRun(member, episode.steps));
}

function rollOut(
  machine: Machine,
  member: Member,
  key: RunKey,
  target: Float64Array,
  at: number,
): void {
  const { plan } = machine;
  const { width } = plan;
  const { episode } = member;
  const { steps } = episode;
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  openStreams(machine, member, key.replication, key.setWord);
  startMember(machine, member, 0);
  observeMember(machine, member, target, at, false);
  takeRecorded(plan, member, 0);
  recordSettings(machine, member, target, at);
  if (machine.flows !== undefined) member.flow = openFlowLog(plan, member.state, 0, steps);
  const ruled = plan.isRuled ? ruledBy(plan, episode, 1, { values: target, at, width }) : undefined;
  for (let t = 1; t <= steps; t++) {
    const row = at + t * width;
    stepMember(machine, member, t, ruled);
    observeMember(machine, member, target, row, true);
    addNoise(machine, member, target, row);
    recordSettings(machine, member, target, row);
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
  const { width } = machine.plan;
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
  const { plan } = machine;
  const { width } = plan;
  const member = createMember(machine, episode, key.set, 0, undefined);
  const seen = { values: episode.observed, at: 0, width };
  const ruled = plan.isRuled ? ruledBy(plan, episode, 1, seen) : undefined;
  openStreams(machine, member, key.replication, key.setWord);
  for (let t = 1; t <= episode.steps; t++) {
    const row = at + (t - 1) * width;
    const before = known?.get(t);
    member.trace = before === undefined ? undefined : createTrace(before);
    try {
      stepFromRow(machine, member, t, ruled, target, row);
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
  ruled: Ruled | undefined,
  target: Float64Array,
  row: number,
): void {
  if (ruled !== undefined) ruled.from = t;
  machine.parts.setBudget(machine.budget.steps, machine.budget.cells);
  startMember(machine, member, t - 1);
  stepMember(machine, member, t, ruled);
  observeMember(machine, member, target, row, true);
  addNoise(machine, member, target, row);
}
