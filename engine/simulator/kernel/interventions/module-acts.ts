/**
 * What a module does in a row under the interventions on it. The last of the list that disables or replaces it says what it
 * does, the last one that delays it by how much; caps hold for whatever it does.
 */
import type { Interventions, Of } from './checked.ts';

/** In the table: it runs as it is, or not at all; other numbers: 2 + index in `acts`. */
export const PLAIN = 0;
export const OFF = 1;
const FIRST_ACT = 2;

export interface Acts {
  /** Row-major [rows, modules]. */
  readonly table: Int32Array;
  readonly acts: readonly Act[];
}

/** Something else than running as it is. */
export interface Act {
  /** What is changed instead of running. */
  readonly replaced: Of<'replace-module'>['changes'] | undefined;
  /** Steps that a delay left behind, made up for before its own turn. */
  readonly late: readonly number[];
  /** Step whose day, inputs, levers and parameters it works with; undefined: it waits. */
  readonly day: number | undefined;
  readonly caps: readonly Cap[];
}

export interface Cap extends Pick<Of<'cap-module'>, 'field' | 'most'> {
  /** Its number among all interventions on modules. */
  readonly slot: number;
}

export function actOf({ acts }: Acts, code: number): Act {
  const act = acts[code - FIRST_ACT];
  if (act === undefined) throw new Error(`act of a module: no ${code}`);
  return act;
}

type Numbered = readonly (Interventions['modules'][number] & { readonly slot: number })[];

/** Undefined: all modules run as they are in all rows. */
export function moduleActs(
  interventions: Interventions['modules'],
  modules: number,
  rows: number,
): Acts | undefined {
  if (interventions.length === 0) return undefined;
  const numbered = interventions.map((one, slot) => ({ ...one, slot }));
  const table = new Int32Array(rows * modules);
  const acts: Act[] = [];
  for (let module = 0; module < modules; module++) {
    const own = numbered.filter(({ index }) => index === module);
    if (own.length === 0) continue;
    for (let row = 1; row < rows; row++) {
      const act = actIn(own, row);
      if (act === PLAIN || act === OFF) table[row * modules + module] = act;
      else table[row * modules + module] = FIRST_ACT + acts.push(act) - 1;
    }
  }
  return { table, acts };
}

function actIn(own: Numbered, row: number): Act | typeof PLAIN | typeof OFF {
  let base: Of<'disable-module' | 'replace-module'> | undefined;
  const caps: Cap[] = [];
  for (const one of own) {
    if (row < one.from || row > one.to) continue;
    if (one.kind === 'disable-module' || one.kind === 'replace-module') base = one;
    if (one.kind === 'cap-module') caps.push(one);
  }
  if (base?.kind === 'disable-module') return OFF;
  const replaced = base?.changes;
  const { late, day } = replaced === undefined ? daysIn(own, row) : { late: [], day: row };
  const isPlain = replaced === undefined && late.length === 0 && day === row && caps.length === 0;
  return isPlain ? PLAIN : { replaced, late, day, caps };
}

function daysIn(own: Numbered, row: number): Pick<Act, 'late' | 'day'> {
  const now = delayIn(own, row);
  const before = delayIn(own, row - 1);
  const day = row - (now?.by ?? 0);
  // In the first row in which a delay no longer holds.
  const late =
    before === undefined || before === now
      ? []
      : daysFrom(Math.max(1, before.from, row - before.by), row - 1);
  return {
    late,
    day: now !== undefined && day < Math.max(1, now.from) ? undefined : day,
  };
}

function delayIn(own: Numbered, row: number): Of<'delay-module'> | undefined {
  let found: Of<'delay-module'> | undefined;
  for (const one of own)
    if (one.kind === 'delay-module' && row >= Math.max(1, one.from) && row <= one.to) found = one;
  return found;
}

function daysFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
