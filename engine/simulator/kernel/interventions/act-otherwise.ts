/** A module that is delayed, capped or replaced makes its turn. */
import type { Machine, Member } from '../member.ts';
import type { Ruled } from '../policies/ruled.ts';
import { editNumber, numbersOf } from './edit-state.ts';
import type { Act, Cap } from './module-acts.ts';
import { parametersAt } from './parameters-at.ts';

/** Turn `substep` of module `m` in the step that the member's clock shows. `ruled`: what policies set before. */
export function actOtherwise(
  machine: Machine,
  member: Member,
  m: number,
  act: Act,
  substep: number,
  ruled: Ruled | undefined,
): void {
  const { caps } = act;
  if (caps.length === 0) {
    takeTurn(machine, member, m, act, substep, ruled);
    return;
  }
  const state = member.state as Record<string, unknown>;
  for (const { slot, field } of caps) {
    if (substep === 0) member.moved[slot] = 0;
    editNumber(state, field, (value) => value);
  }
  const before = numbersOf(state);
  takeTurn(machine, member, m, act, substep, ruled);
  for (const cap of caps) keepBelow(cap, state, before, member.moved);
  for (const { slot, field } of caps)
    member.moved[slot]! += (state[field] as number) - (before[field] ?? 0);
}

function takeTurn(
  machine: Machine,
  member: Member,
  m: number,
  { replaced, late, day }: Act,
  substep: number,
  ruled: Ruled | undefined,
): void {
  if (replaced !== undefined) {
    if (substep > 0) return;
    const state = member.state as Record<string, unknown>;
    for (const { field, how, value } of replaced)
      editNumber(state, field, (before) => (how === 'set' ? value : before + value));
    return;
  }
  if (substep === 0) {
    for (const one of late) {
      // A run that starts from a later row has nothing to make up for.
      if (one <= member.startRow) continue;
      for (let turn = 0; turn < machine.plan.substeps; turn++)
        runOnDay(machine, member, m, one, turn, ruled);
    }
  }
  if (day !== undefined) runOnDay(machine, member, m, day, substep, ruled);
}

/** On the state of now, with the day, inputs, levers and parameters of another step. */
function runOnDay(
  { parts, plan }: Machine,
  member: Member,
  m: number,
  day: number,
  substep: number,
  ruled: Ruled | undefined,
): void {
  const { world } = member;
  const step = parts.steps[m]!;
  if (day === world.t) {
    world.substep = substep;
    step(member.state, world);
    return;
  }
  const now = { ...world };
  try {
    turnBack(plan, parts, member, day, ruled);
    world.substep = substep;
    step(member.state, world);
  } finally {
    // A failure is told with the step that it happened in.
    Object.assign(world, now);
  }
}

function turnBack(
  plan: Machine['plan'],
  parts: Machine['parts'],
  { world, episode, set }: Member,
  day: number,
  ruled: Ruled | undefined,
): void {
  world.t = day;
  world.date = episode.dates[day] ?? '';
  world.weekday = episode.weekdays[day]!;
  if (plan.changed !== undefined) {
    const parameters = new Float64Array(plan.parameters.length);
    parametersAt(plan, set, day, parameters);
    world.parameters = parts.parametersOf(parameters, 0);
  }
  if (plan.inputs.length > 0)
    world.inputs = parts.inputsOf(episode.inputs, day * plan.inputs.length);
  if (plan.levers.length > 0)
    world.levers =
      ruled !== undefined && day >= ruled.from
        ? parts.leversOf(ruled.settings, day * ruled.slots)
        : parts.leversOf(episode.levers, day * plan.levers.length);
}

/**
 * Cuts a change of the field that goes too far, and those of all other numbers by the same share. Whole ones stay whole:
 * the running total of the rises, and that of the falls, are rounded toward zero, so that what balanced still balances.
 */
function keepBelow(
  { field, most, slot }: Cap,
  state: Record<string, unknown>,
  before: Readonly<Record<string, number>>,
  moved: Float64Array,
): void {
  const old = before[field] ?? Number.NaN;
  const change = (state[field] as number) - old;
  const room = Math.max(0, change > 0 ? most - moved[slot]! : most + moved[slot]!);
  if (!(Math.abs(change) > room)) return;
  const isWhole = Number.isInteger(change) && Number.isInteger(old);
  const allowed = Math.sign(change) * (isWhole ? Math.floor(room) : room);
  const rises = { exact: 0, told: 0 };
  const falls = { exact: 0, told: 0 };
  for (const name of Object.keys(before)) {
    const was = before[name] ?? 0;
    const is = state[name];
    if (typeof is !== 'number' || is === was) continue;
    if (name === field) state[name] = was + allowed;
    else if (Number.isInteger(is) && Number.isInteger(was)) {
      const total = is > was ? rises : falls;
      total.exact += is - was;
      const told = Math.trunc((total.exact * allowed) / change);
      state[name] = was + told - total.told;
      total.told = told;
    } else state[name] = was + ((is - was) * allowed) / change;
  }
}
