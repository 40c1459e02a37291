/**
 * The three things that happen to a member: it starts, makes a step, is observed. Whatever goes wrong is thrown;
 * the callers catch. Nothing here is kept from run to run.
 */
import { firstBadOutput, isConserved, outputFault, ruleFault } from './checks.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { Fault } from './fault.ts';
import { setByPolicy } from './levers.ts';
import { createWorld, INPUTS, type Machine, type Member, OBSERVE, START } from './member.ts';
import { drawObservation } from './noise.ts';
import { NOISE_PURPOSE, type Plan, parametersAt, START_PURPOSE } from './plan.ts';
import { traceBefore, traceModule } from './trace.ts';

/** Opens the member's streams of (seed; replication, purpose, set word). */
export function openStreams(
  machine: Machine,
  member: Member,
  replication: number,
  setWord: number,
): void {
  const { plan, random } = machine;
  const { seed } = plan.request;
  const first = member.firstSlot;
  random.open(first, seed, replication, START_PURPOSE, setWord);
  random.open(first + 1, seed, replication, NOISE_PURPOSE, setWord);
  for (let m = 0; m < plan.purposes.length; m++)
    random.open(first + 2 + m, seed, replication, plan.purposes[m]!, setWord);
}

/** A full state from the observed row. */
export function startMember(machine: Machine, member: Member, row: number): void {
  const { parts, plan, random } = machine;
  const { episode } = member;
  machine.current = START;
  member.startRow = row;
  member.world = createWorld(machine);
  setClock(member, row);
  parametersAt(plan, member.set, row, member.parameters);
  const world = member.world;
  world.parameters = parts.parametersOf(member.parameters, 0);
  world.inputs = parts.inputsOf(episode.inputs, row * plan.inputs.length);
  world.levers = parts.leversOf(episode.levers, row * plan.levers.length);
  random.use(member.firstSlot);
  member.state = parts.start(parts.rowOf(episode.observed, row * plan.outputs.length), world);
  for (let r = 0; r < plan.rules.length; r++) {
    if (plan.rules[r]!.kind !== 'conserved') continue;
    random.use(member.firstSlot + 1);
    const value = parts.rules[r]!(member.state, world);
    // Not a number here: the rule is broken after the first step.
    member.conserved[r] = typeof value === 'number' ? value : Number.NaN;
  }
  if (member.trace !== undefined) traceModule(machine, member, row, 'start');
}

function setClock(member: Member, row: number): void {
  const { world, episode } = member;
  world.t = row;
  world.date = episode.dates[row]!;
  world.weekday = episode.weekdays[row]!;
}

/**
 * Step t: the modules in order, as many turns as the declaration has substeps. seen[seenAt..] are the outputs
 * observed at the end of step t - 1; `ruled`: policies set the levers (else recorded or default values).
 */
export function stepMember(
  machine: Machine,
  member: Member,
  t: number,
  seen: Float64Array,
  seenAt: number,
  ruled: boolean,
): void {
  const { parts, plan, random } = machine;
  prepareStep(machine, member, t, seen, seenAt, ruled);
  if (member.trace !== undefined) traceBefore(machine, member, t);
  const { world } = member;
  const { steps } = parts;
  const { enabled, substeps } = plan;
  const count = steps.length;
  const firstSlot = member.firstSlot + 2;
  for (let substep = 0; substep < substeps; substep++) {
    world.substep = substep;
    for (let m = 0; m < count; m++) {
      if (enabled !== undefined && enabled[t * count + m] === 0) continue;
      machine.current = m;
      random.use(firstSlot + m);
      steps[m]!(member.state, world);
      if (member.trace !== undefined) traceModule(machine, member, t, plan.modules[m]!);
    }
  }
}

function prepareStep(
  machine: Machine,
  member: Member,
  t: number,
  seen: Float64Array,
  seenAt: number,
  ruled: boolean,
): void {
  const { parts, plan } = machine;
  const { episode, world } = member;
  setClock(member, t);
  if (plan.changed !== undefined && plan.changed[t] === 1) {
    parametersAt(plan, member.set, t, member.parameters);
    world.parameters = parts.parametersOf(member.parameters, 0);
  }
  const inputs = plan.inputs.length;
  if (inputs > 0) {
    if (episode.missing !== undefined && episode.missing[t]! >= 0) {
      machine.current = INPUTS;
      throw missingInput(plan, episode, t);
    }
    world.inputs = parts.inputsOf(episode.inputs, t * inputs);
  }
  if (plan.levers.length > 0) {
    setLevers(plan, member, t, seen, seenAt, ruled);
    world.levers = parts.leversOf(member.levers, 0);
  }
}

function setLevers(
  plan: Plan,
  member: Member,
  t: number,
  seen: Float64Array,
  seenAt: number,
  ruled: boolean,
): void {
  const count = plan.levers.length;
  for (let i = 0; i < count; i++) {
    const bound = ruled ? plan.policies[i] : undefined;
    member.levers[i] =
      bound === undefined
        ? member.episode.levers[t * count + i]!
        : setByPolicy(
            bound,
            t,
            bound.output < 0 ? Number.NaN : seen[seenAt + bound.output]!,
            member.memory,
            i,
          );
  }
}

function missingInput(plan: Plan, episode: EpisodePlan, row: number): Fault {
  const index = episode.missing![row]!;
  const date = episode.dates[row] === '' ? '' : ` (${episode.dates[row]})`;
  const detail = `input ${plan.inputs[index]!.name} has no value in row ${row}${date} and no default`;
  return new Fault('missing-input', 'input', index, detail);
}

/** Writes the true outputs to target[at..] and checks them, then the rules where `ruled` (after a step). */
export function observeMember(
  machine: Machine,
  member: Member,
  target: Float64Array,
  at: number,
  ruled: boolean,
): void {
  const { parts, plan, random } = machine;
  machine.current = OBSERVE;
  random.use(member.firstSlot + 1);
  parts.writeOutputs(parts.observe(member.state, member.world), target, at);
  const bad = firstBadOutput(plan, target, at);
  if (bad >= 0) throw outputFault(plan, bad, target[at + bad]!);
  if (ruled && plan.rules.length > 0) checkRules(machine, member);
}

function checkRules(machine: Machine, member: Member): void {
  const { parts, plan } = machine;
  for (let r = 0; r < plan.rules.length; r++) {
    const value = parts.rules[r]!(member.state, member.world);
    const kept =
      plan.rules[r]!.kind === 'conserved'
        ? isConserved(value, member.conserved[r]!)
        : value === true;
    if (!kept) throw ruleFault(plan, r, value, member.conserved[r]!);
  }
}

/** Turns the true outputs of target[at..] into observed ones. */
export function addNoise(machine: Machine, member: Member, target: Float64Array, at: number): void {
  const { plan, random } = machine;
  if (!plan.noisy) return;
  machine.current = OBSERVE;
  random.use(member.firstSlot + 1);
  const { noises } = plan;
  for (let i = 0; i < noises.length; i++)
    target[at + i] = drawObservation(noises[i]!, target[at + i]!, member.parameters, random.source);
}
