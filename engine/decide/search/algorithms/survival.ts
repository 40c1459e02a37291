/** Who goes on: whole fronts first; of the front that does not fit, those that are worth most to the spread or to the volume. */
import { crowdingOf, frontsOf } from './fronts.ts';
import { contributions, exclusive } from './hypervolume.ts';
import type { Entry } from './judged.ts';

export const SELECTIONS = ['crowding', 'hypervolume'] as const;
export type Selection = (typeof SELECTIONS)[number];

/** One that goes on. */
export interface Survivor {
  readonly entry: Entry;
  /** Front, from 0. */
  readonly rank: number;
  /** More is better within a front. */
  readonly worth: number;
}

/** The `count` best, in order of their fronts. */
export function survivorsOf(
  entries: readonly Entry[],
  count: number,
  selection: Selection,
): Survivor[] {
  const survivors: Survivor[] = [];
  for (const [rank, front] of frontsOf(entries).entries()) {
    const room = count - survivors.length;
    if (room <= 0) break;
    const own = front.map((i) => entries[i]!);
    const kept = selection === 'crowding' ? mostSpread(own, room) : mostVolume(own, room);
    survivors.push(...kept.map(({ entry, worth }) => ({ entry, worth, rank })));
  }
  return survivors;
}

type Kept = Omit<Survivor, 'rank'>;

function mostSpread(front: readonly Entry[], room: number): Kept[] {
  const distances = crowdingOf(front.map(({ objectives }) => objectives));
  const kept = front.map((entry, i) => ({ entry, worth: distances[i]! }));
  if (front.length <= room) return kept;
  return kept.sort((a, b) => (a.worth === b.worth ? 0 : b.worth - a.worth)).slice(0, room);
}

/**
 * Drops, one by one, the point that adds least to the volume (Beume, Naujoks & Emmerich 2007, "SMS-EMOA", here for whole
 * generations). Objectives count in shares of the front's range; the reference lies one part in H beyond its worst values, H the
 * parts that `room` evenly spread points cut an edge of the front into (Ishibuchi et al. 2018). The lowest of each objective
 * stays whatever it adds: once an end is given up the range shrinks, and a front of several pieces loses its last one.
 */
function mostVolume(front: readonly Entry[], room: number): Kept[] {
  const points = inShares(front.map(({ objectives }) => objectives));
  const dimension = points[0]?.length ?? 0;
  const step = 1 / partsOf(Math.max(2, room), dimension);
  const reference = new Array<number>(dimension).fill(1 + step);
  let left = front.map((_, i) => i);
  const worth = contributions(points, reference);
  for (let m = 0; m < dimension; m++) {
    worth[leastOf(left, (i) => points[i]![m]!)] = Number.POSITIVE_INFINITY;
  }
  // A contribution only grows as others leave: an old one is a lower bound, and only the lowest has to be known.
  while (left.length > room) {
    const weakest = leastOf(left, (i) => worth[i]!);
    const others = left.filter((i) => i !== weakest);
    if (worth[weakest] !== Number.POSITIVE_INFINITY) {
      const rest = others.map((i) => points[i]!);
      worth[weakest] = exclusive(points[weakest]!, rest, reference);
    }
    if (leastOf(left, (i) => worth[i]!) === weakest) left = others;
  }
  return left.map((i) => ({ entry: front[i]!, worth: worth[i]! }));
}

/** The one with the lowest value, the first among equals. */
function leastOf(indices: readonly number[], worthOf: (i: number) => number): number {
  return indices.reduce((least, i) => (worthOf(i) < worthOf(least) ? i : least));
}

function inShares(objectives: readonly (readonly number[])[]): number[][] {
  const shares = objectives.map((): number[] => []);
  for (let m = 0; m < (objectives[0]?.length ?? 0); m++) {
    const column = objectives.map((values) => values[m]!);
    const low = Math.min(...column);
    const range = Math.max(...column) - low;
    for (const [i, value] of column.entries())
      shares[i]!.push(range > 0 ? (value - low) / range : 0);
  }
  return shares;
}

/** Largest H with at most `count` points on a simplex lattice: C(H + m - 1, m - 1). */
function partsOf(count: number, dimension: number): number {
  if (dimension < 2) return 1;
  let parts = 1;
  for (;;) {
    let points = 1;
    for (let j = 1; j < dimension; j++) points *= (parts + 1 + j) / j;
    if (points > count + 1e-9) return parts;
    parts += 1;
  }
}
