/**
 * The three things that happen to a member: it starts, makes a step, is observed. Whatever goes wrong is thrown;
 * the callers catch. Nothing here is kept from run to run.
 */
import { firstBadOutput, isConserved, outputFault, ruleFault } from './checks.ts';
import type { EpisodePlan } from './episode-plan.ts';
import { Fault } from './fault.ts';
import { beginFlow, endFlow, noteFlow } from './flows.ts';
import { actOtherwise } from './interventions/act-otherwise.ts';
import { editState } from './interventions/edit-state.ts';
import { actOf, OFF, PLAIN } from './interventions/module-acts.ts';
import { parametersAt } from './interventions/parameters-at.ts';
import { createWorld, INPUTS, type Machine, type Member, OBSERVE, START, STATE } from './member.ts';
import { drawObservation } from './noise.ts';
import { NOISE_PURPOSE, type Plan, START_PURPOSE } from './plan.ts';
import type { Ruled } from './policies/ruled.ts';
import { setByPolicy } from './policies/set-by-policy.ts';
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
  if (row === 0 && plan.interventions.state.length > 0) edit(machine, member, row);
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
 * Step t: the modules in order, as many turns as the declaration has substeps. `ruled`: policies set the levers and
 * resources (else recorded or default values).
 */
export function stepMember(
  machine: Machine,
  member: Member,
  t: number,
  ruled: Ruled | undefined,
): void {
  const { parts, plan, random } = machine;
  prepareStep(machine, member, t, ruled);
  if (member.flow !== undefined) beginFlow(member.flow, t, member.state);
  if (member.trace !== undefined) traceBefore(machine, member, t);
  const { world } = member;
  const { steps } = parts;
  const { acts, substeps } = plan;
  const count = steps.length;
  const firstSlot = member.firstSlot + 2;
  for (let substep = 0; substep < substeps; substep++) {
    world.substep = substep;
    for (let m = 0; m < count; m++) {
      const code = acts === undefined ? PLAIN : acts.table[t * count + m]!;
      if (code === OFF) continue;
      machine.current = m;
      random.use(firstSlot + m);
      if (acts === undefined || code === PLAIN) steps[m]!(member.state, world);
      else actOtherwise(machine, member, m, actOf(acts, code), substep, ruled);
      if (member.flow !== undefined) noteFlow(member.flow, t, m, member.state);
      if (member.trace !== undefined) traceModule(machine, member, t, plan.modules[m]!);
    }
  }
  if (member.flow !== undefined) endFlow(member.flow, t);
}

function prepareStep(machine: Machine, member: Member, t: number, ruled: Ruled | undefined): void {
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
  if (ruled !== undefined) setByPolicies(plan, member, t, ruled);
  else if (plan.levers.length > 0) takeRecorded(plan, member, t);
  if (plan.levers.length > 0) world.levers = parts.leversOf(member.levers, 0);
  if (plan.interventions.state.length > 0) edit(machine, member, t);
}

function edit(machine: Machine, member: Member, step: number): void {
  const { current } = machine;
  machine.current = STATE;
  editState(machine, member, step);
  machine.current = current;
}

/** Levers as the episode has them in this row. */
export function takeRecorded(plan: Plan, { levers, episode }: Member, t: number): void {
  const count = plan.levers.length;
  for (let i = 0; i < count; i++) levers[i] = episode.levers[t * count + i]!;
}

function setByPolicies(plan: Plan, member: Member, t: number, ruled: Ruled): void {
  const { levers, resources, world } = member;
  const { slots, settings } = ruled;
  takeRecorded(plan, member, t);
  for (let i = 0; i < levers.length; i++) {
    const policy = plan.policies[i];
    if (policy !== undefined) levers[i] = setByPolicy(policy, t, world.weekday, ruled, i);
  }
  for (let i = 0; i < resources.length; i++)
    resources[i] = setByPolicy(plan.resources[i]!, t, world.weekday, ruled, levers.length + i);
  if (settings.length === 0) return;
  settings.set(levers, t * slots);
  settings.set(resources, t * slots + levers.length);
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

/** Writes what was set in the step, after the outputs of target[at..], where the request asks for it. */
export function recordSettings(
  { plan }: Machine,
  { levers, resources }: Member,
  target: Float64Array,
  at: number,
): void {
  const outputs = plan.outputs.length;
  if (plan.width === outputs) return;
  target.set(levers, at + outputs);
  target.set(resources, at + outputs + levers.length);
}
