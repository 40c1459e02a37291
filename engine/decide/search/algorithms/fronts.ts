/** Ranks of several objectives (Deb, Pratap, Agarwal & Meyarivan 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II"). */
import { dominates, type Entry } from './judged.ts';

/** Positions of the entries in fronts: the first is dominated by nobody, the second by the first only, and so on (III-A). */
export function frontsOf(entries: readonly Entry[]): number[][] {
  const above = new Int32Array(entries.length);
  const below: number[][] = entries.map(() => []);
  for (let i = 0; i < entries.length; i++) {
    for (let j = 0; j < i; j++) {
      const winner = dominates(entries[i]!, entries[j]!)
        ? i
        : dominates(entries[j]!, entries[i]!)
          ? j
          : -1;
      if (winner < 0) continue;
      const loser = winner === i ? j : i;
      below[winner]!.push(loser);
      above[loser]! += 1;
    }
  }
  const fronts: number[][] = [];
  let front = entries.flatMap((_, i) => (above[i] === 0 ? [i] : []));
  while (front.length > 0) {
    fronts.push(front);
    const next: number[] = [];
    for (const i of front) {
      for (const j of below[i]!) {
        above[j]! -= 1;
        if (above[j] === 0) next.push(j);
      }
    }
    front = next;
  }
  return fronts;
}

/** Crowding distance of each point of a front (III-B); Infinity at the ends of each objective. */
export function crowdingOf(objectives: readonly (readonly number[])[]): number[] {
  const distances = objectives.map(() => 0);
  for (let m = 0; m < (objectives[0]?.length ?? 0); m++) {
    const order = objectives
      .map((_, i) => i)
      .sort((a, b) => objectives[a]![m]! - objectives[b]![m]!);
    const at = (rank: number) => objectives[order[rank]!]![m]!;
    const last = order.length - 1;
    const range = at(last) - at(0);
    distances[order[0]!] = Number.POSITIVE_INFINITY;
    distances[order[last]!] = Number.POSITIVE_INFINITY;
    if (!(range > 0)) continue;
    for (let rank = 1; rank < last; rank++) {
      distances[order[rank]!]! += (at(rank + 1) - at(rank - 1)) / range;
    }
  }
  return distances;
}

/** The entries that no other one dominates, each set of objectives once. */
export function nonDominated(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  const front = frontsOf(entries)[0] ?? [];
  return front.flatMap((i) => {
    const key = entries[i]!.objectives.join(' ');
    if (seen.has(key)) return [];
    seen.add(key);
    return [entries[i]!];
  });
}
