/** What the policies of one run know: observations so far, their own memory, what they set before. */
import type { EpisodePlan } from '../episode-plan.ts';
import type { Plan } from '../plan.ts';

/** Where rows of outputs stand: row r begins at `at` + r * `width`. */
export interface Rows {
  readonly values: Float64Array;
  /** May be negative where the first rows are not there. */
  readonly at: number;
  readonly width: number;
}

/** Present while policies set levers and resources. */
export interface Ruled {
  /** First step that policies set. */
  from: number;
  readonly episode: EpisodePlan;
  readonly levers: number;
  readonly slots: number;
  /** What is observed from row `since` on, and before it. */
  readonly rows: Rows;
  readonly since: number;
  readonly before: Rows;
  /** By slot (levers, then resources) three numbers of a threshold, see set-by-policy.ts. */
  readonly memory: Int32Array;
  /** Row-major [T + 1, slots]: what was set from step `from` on; empty where nobody looks back. */
  readonly settings: Float64Array;
}

/** Numbers of memory that a slot has. */
export const MEMORY = 3;

/** `before`: where rows before `since` stand; default: nowhere, as all are in `rows`. */
export function ruledBy(
  plan: Plan,
  episode: EpisodePlan,
  from: number,
  rows: Rows,
  since = 0,
  before = rows,
): Ruled {
  const levers = plan.levers.length;
  const slots = levers + plan.resources.length;
  return {
    from,
    episode,
    levers,
    slots,
    rows,
    since,
    before,
    memory: new Int32Array(MEMORY * slots),
    settings: new Float64Array(plan.keepsSettings ? (episode.steps + 1) * slots : 0),
  };
}

/** NaN: not observed. */
export function observedAt(ruled: Ruled, row: number, output: number): number {
  const { values, at, width } = row < ruled.since ? ruled.before : ruled.rows;
  return values[at + row * width + output] ?? Number.NaN;
}

/** What stood in this slot in an earlier step: levers as recorded before policies set them, resources not at all. */
export function settingAt(ruled: Ruled, row: number, slot: number): number {
  if (row >= ruled.from) return ruled.settings[row * ruled.slots + slot]!;
  return slot < ruled.levers ? ruled.episode.levers[row * ruled.levers + slot]! : 0;
}
