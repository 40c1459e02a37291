/**
 * The volume that points dominate up to a reference point, exact: by sweeps for two and three objectives, by exclusive
 * volumes above (While, Bradstreet & Barone 2012, "A fast way of calculating exact hypervolumes"). Lower is better.
 */

type Point = readonly number[];

/** Volume dominated by at least one of the points, in the product of the objectives' units; points beyond the reference count nothing. */
export function hypervolume(points: readonly Point[], reference: Point): number {
  const inside = points.filter((point) => point.every((value, m) => value < reference[m]!));
  if (inside.length === 0) return 0;
  if (reference.length === 1) return reference[0]! - Math.min(...inside.map((point) => point[0]!));
  if (reference.length === 2) return area(inside, reference);
  if (reference.length === 3) return volume(inside, reference);
  // The worst in the last objective first: what is left of later ones is small.
  const ordered = [...inside].sort((a, b) => b.at(-1)! - a.at(-1)!);
  return ordered.reduce(
    (sum, point, i) => sum + exclusive(point, ordered.slice(i + 1), reference),
    0,
  );
}

/** What each point alone dominates. */
export function contributions(points: readonly Point[], reference: Point): number[] {
  return points.map((point, i) =>
    exclusive(
      point,
      points.filter((_, j) => j !== i),
      reference,
    ),
  );
}

/** What a point dominates beyond the others: the volume of its box less what they dominate of it. */
export function exclusive(point: Point, others: readonly Point[], reference: Point): number {
  let box = 1;
  for (let m = 0; m < point.length; m++) box *= Math.max(0, reference[m]! - point[m]!);
  if (box === 0) return 0;
  return box - hypervolume(limitedTo(point, others), reference);
}

/** The others cut to the box of the point, those that no other one covers: of many few remain. */
function limitedTo(point: Point, others: readonly Point[]): Point[] {
  let kept: Point[] = [];
  for (const other of others) {
    if (kept.some((one) => isCovered(other, one, point))) continue;
    const limited = other.map((value, m) => Math.max(value, point[m]!));
    kept = kept.filter((one) => !isCovered(one, limited, point));
    kept.push(limited);
  }
  return kept;
}

/** Whether `one`, cut to the box of the point, dominates no more than the cover does. */
function isCovered(one: Point, cover: Point, point: Point): boolean {
  for (let m = 0; m < point.length; m++) {
    if (cover[m]! > one[m]! && cover[m]! > point[m]!) return false;
  }
  return true;
}

/** Two objectives: slices from the left. */
function area(points: readonly Point[], reference: Point): number {
  let total = 0;
  let lowest = reference[1]!;
  for (const [x, y] of [...points].sort((a, b) => a[0]! - b[0]!) as [number, number][]) {
    if (y >= lowest) continue;
    total += (reference[0]! - x) * (lowest - y);
    lowest = y;
  }
  return total;
}

/** Three objectives: layers from below, each as thick as the way to the next point, with the area of those below. */
function volume(points: readonly Point[], reference: Point): number {
  const ordered = [...points].sort((a, b) => a[2]! - b[2]!);
  const stairs: Stair[] = [
    { x: Number.NEGATIVE_INFINITY, y: reference[1]! },
    { x: reference[0]!, y: Number.NEGATIVE_INFINITY },
  ];
  let covered = 0;
  let total = 0;
  ordered.forEach(([x, y, z], i) => {
    covered += climb(stairs, x!, y!);
    const next = ordered[i + 1]?.[2] ?? reference[2]!;
    total += covered * (next - z!);
  });
  return total;
}

/** x rises, y falls. */
interface Stair {
  readonly x: number;
  readonly y: number;
}

/** Puts a point into the stairs and tells how much area that adds. */
function climb(stairs: Stair[], x: number, y: number): number {
  let at = 0;
  while (stairs[at]!.x <= x) at += 1;
  let height = stairs[at - 1]!.y;
  if (height <= y) return 0;
  let added = 0;
  let left = x;
  let end = at;
  for (; height > y; end++) {
    const { x: right, y: next } = stairs[end]!;
    added += (right - left) * (height - y);
    left = right;
    height = next;
  }
  const first = stairs[at - 1]!.x === x ? at - 1 : at;
  stairs.splice(first, end - 1 - first, { x, y });
  return added;
}
