/** One-off changes of the state: its numbers and the length of its lists. */
import { copyState } from '../copy-state.ts';
import type { Machine, Member } from '../member.ts';
import type { Interventions } from './checked.ts';

type Edit = Interventions['state'][number];

/**
 * What is changed in this step, in the order of the list. What rules say must not change is what it is after that. A whole
 * number that is scaled stays whole.
 */
export function editState(machine: Machine, member: Member, step: number): void {
  const own = machine.plan.interventions.state.filter(({ at }) => at === step);
  if (own.length === 0) return;
  const state = member.state as Record<string, unknown>;
  const before = conservedNow(machine, member);
  for (const edit of own) {
    const list = state[edit.field];
    if (Array.isArray(list)) editList(list as unknown[], edit, machine.budget.cells);
    else editNumber(state, edit.field, (value) => edited(edit, value));
  }
  conservedNow(machine, member).forEach((after, r) => {
    member.conserved[r]! += after - before[r]!;
  });
}

/** Throws an Error `state has no number called ...`. */
export function editNumber(
  state: Record<string, unknown>,
  field: string,
  change: (value: number) => number,
): void {
  const value = Object.hasOwn(state, field) ? state[field] : undefined;
  if (typeof value !== 'number') throw new Error(`state has no number called ${field}`);
  state[field] = change(value);
}

/** Top-level numbers of a state. */
export function numbersOf(state: Readonly<Record<string, unknown>>): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const name of Object.keys(state)) {
    const value = state[name];
    if (typeof value === 'number') numbers[name] = value;
  }
  return numbers;
}

function edited({ kind, value }: Edit, before: number): number {
  if (kind === 'set-state') return value;
  if (kind === 'add-state') return before + value;
  return Number.isInteger(before) ? Math.round(before * value) : before * value;
}

function editList(list: unknown[], edit: Edit, most: number): void {
  const size = list.length;
  const wanted = Math.max(0, Math.round(edited(edit, size)));
  if (wanted > most)
    throw new Error(`${edit.field} would hold ${wanted} entries, at most ${most} are allowed`);
  if (wanted > 0 && size === 0) throw new Error(`${edit.field} holds nothing that could be copied`);
  const old = list.slice();
  list.length = 0;
  let last = -1;
  for (let i = 0; i < wanted; i++) {
    const from = Math.floor(wanted < size ? ((i + 0.5) * size) / wanted : (i * size) / wanted);
    list.push(from === last ? copyState(old[from]) : old[from]);
    last = from;
  }
}

/** By rule: what it says where it must not change, else 0. */
function conservedNow({ parts, plan, random, scratchSlot }: Machine, member: Member): number[] {
  random.use(scratchSlot);
  return plan.rules.map(({ kind }, r) => {
    const value = kind === 'conserved' ? parts.rules[r]?.(member.state, member.world) : 0;
    return typeof value === 'number' ? value : Number.NaN;
  });
}
