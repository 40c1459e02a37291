/** Compromises between two things that are wanted: what a trade-off chart draws. */

/** An axis, and which way along it is better. */
export interface FrontAxis {
  readonly words: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  /** It cannot lie beyond: 0 to 100 of a share. */
  readonly within?: readonly [number, number] | undefined;
  /** What is wanted of it at least: a rule across. */
  readonly wanted?: number | undefined;
}

/**
 * front: nothing is better in every respect. other: something is. unfit: a limit is not kept. The others are marked by
 * their shape.
 */
export type FrontKind =
  | 'front'
  | 'other'
  | 'unfit'
  | 'recommended'
  | 'do-nothing'
  | 'current'
  | 'best-constant';

export interface FrontPoint {
  readonly id: string;
  readonly name: string;
  readonly kind: FrontKind;
  readonly x: number;
  readonly y: number;
  /** What its size says; absent: nothing. */
  readonly size?: number | undefined;
  /** Where 90 % of outcomes lie, along each axis; of those that were looked at closely. */
  readonly xBar?: readonly [number, number] | undefined;
  readonly yBar?: readonly [number, number] | undefined;
  /** 'A': it is pinned, and called so. */
  readonly pin?: string | undefined;
}

export interface FrontData {
  readonly points: readonly FrontPoint[];
  readonly x: FrontAxis;
  readonly y: FrontAxis;
  readonly bySize?: FrontAxis | undefined;
}

/** Those that can be chosen, from left to right: what is not on the front is seen, but has nothing to be looked at. */
export function choosable(points: readonly FrontPoint[]): FrontPoint[] {
  return points
    .filter(({ kind, x, y }) => kind !== 'other' && kind !== 'unfit' && isPlace(x, y))
    .sort((a, b) => a.x - b.x || a.y - b.y);
}

export function isPlace(x: number, y: number): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** Share of the way from the least to the most of what sizes say, 0 to 1; the middle where all are alike. */
export function sizeShares(points: readonly FrontPoint[]): (number | undefined)[] {
  const sizes = points.flatMap(({ size }) => (Number.isFinite(size) ? [size ?? 0] : []));
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  return points.map(({ size }) => {
    if (size === undefined || !Number.isFinite(size)) return undefined;
    return high > low ? (size - low) / (high - low) : 0.5;
  });
}

/**
 * From before the least to beyond the most that matters: far points that nobody would choose are cut off, and at the
 * better end there is room for a word.
 */
export function frontRange(
  points: readonly FrontPoint[],
  along: 'x' | 'y',
  { better, within, wanted = Number.NaN }: Pick<FrontAxis, 'better' | 'within' | 'wanted'>,
): [number, number] {
  const bar = ({ xBar, yBar }: FrontPoint) => (along === 'x' ? xBar : yBar);
  const near = choosable(points).flatMap((point) => [
    point[along],
    ...(point.pin ? (bar(point) ?? []) : []),
  ]);
  const sorted = points
    .map((point) => point[along])
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const values = [...near, at(0.05), at(0.95), wanted].filter(
    (value): value is number => value !== undefined && Number.isFinite(value),
  );
  if (values.length === 0) return [...(within ?? [0, 1])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const size = high - low || Math.abs(high) * 0.2 || 1;
  const [little, much] = [0.06 * size, 0.15 * size];
  const least = low - (better === 'lower' ? much : little);
  const most = high + (better === 'higher' ? much : little);
  // Beyond what can be there is room for a mark that lies on the border, and no more.
  const [first, last] = within ?? [least, most];
  return [Math.max(least, first - little), Math.min(most, last + little)];
}
