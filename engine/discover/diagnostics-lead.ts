/** What held-out points tell of one output: errors by lead, and whether its ranges hold what they promise. */
import { betaCdf } from '../calibrate/special.ts';
import { checkCoverage, type Hit } from '../trust/coverage.ts';
import type { PointScore } from './candidate.ts';
import { targetOf } from './held-out-score.ts';

/** Rows ahead, inclusive. */
const BANDS = [
  [1, 1],
  [2, 3],
  [4, 7],
  [8, 14],
  [15, Number.POSITIVE_INFINITY],
] as const;

/** How often held-out values lay within the middle 80 % of the runs. */
interface RangeCheck {
  readonly points: number;
  readonly inside: number;
  /** Independent points that these are worth (trust/coverage.ts). */
  readonly effectivePoints: number;
  /** Chance that an honest model has so few inside, or so many; 0..1. */
  readonly chanceOfFewer: number;
  readonly chanceOfMore: number;
}

/** Errors of one band of leads. */
export interface LeadBand {
  /** Rows ahead, inclusive; the last band has no end. */
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** Mean CRPS as a share of the output's own spread; infinite where a point had no run. */
  readonly crps: number;
  readonly range: RangeCheck;
}

export interface LeadDiagnosis {
  /** Bands with points, nearest first; free runs and forecasts, not single steps, which have a scale of their own. */
  readonly bands: readonly LeadBand[];
  /** CRPS of the last band over that of the first; NaN with fewer than two. */
  readonly growth: number;
  /** Over all points; absent without points. */
  readonly range?: RangeCheck;
}

/** Share of the values that the range of `RangeCheck` should hold. */
export const RANGE_LEVEL = 0.8;

/** A held-out point with its key taken apart. */
export interface PlacedPoint extends PointScore {
  readonly key: string;
  /** What is one draw: an origin, or a trajectory. */
  readonly origin: string;
  /** The value that was predicted; several origins may predict the same one. */
  readonly target: string;
  /** Row of the value in its episode. */
  readonly row: number;
  /** One step from an observed row, scored in units of such steps. */
  readonly isStep: boolean;
}

/** Keys are 'origin|kind-or-episode output row' (held-out-score.ts). */
export function placePoints(points: ReadonlyMap<string, PointScore>): PlacedPoint[] {
  return [...points].map(([key, point]) => {
    const bar = key.indexOf('|');
    const origin = key.slice(0, bar);
    const rest = key.slice(bar + 1);
    const target = targetOf(key);
    return {
      ...point,
      key,
      origin,
      target,
      row: Number(key.slice(key.lastIndexOf(' ') + 1)),
      isStep: target === key && rest.startsWith('step '),
    };
  });
}

/** Which band a lead is in: its position, from the nearest. */
export function bandOf(lead: number): number {
  return BANDS.findIndex(([, to]) => lead <= to);
}

export function bandWords(band: number): string {
  const [from, to] = BANDS[band] ?? [Number.NaN, Number.NaN];
  if (to === Number.POSITIVE_INFINITY) return `${from} or more steps ahead`;
  return from === to ? `${from} step ahead` : `${from} to ${to} steps ahead`;
}

/** `points`: of one output. */
export function leadDiagnosis(points: readonly PlacedPoint[]): LeadDiagnosis {
  const byBand = Map.groupBy(
    points.filter(({ isStep }) => !isStep),
    ({ lead }) => bandOf(lead),
  );
  const bands = BANDS.flatMap(([from, to], band) => {
    const inBand = byBand.get(band);
    const range = inBand && rangeCheck(inBand);
    if (inBand === undefined || range === undefined) return [];
    const crps = inBand.reduce((sum, point) => sum + point.crps, 0) / inBand.length;
    return [{ from, to, points: inBand.length, crps, range }];
  });
  const range = rangeCheck(points);
  const growth =
    bands.length < 2 ? Number.NaN : (bands.at(-1)?.crps ?? Number.NaN) / (bands[0]?.crps ?? 0);
  return { bands, growth, ...(range && { range }) };
}

function rangeCheck(points: readonly PlacedPoint[]): RangeCheck | undefined {
  const tail = (1 - RANGE_LEVEL) / 2;
  const hits: Hit[] = points
    .filter(({ pit }) => Number.isFinite(pit))
    .map(({ pit, origin, target }) => ({
      inside: pit >= tail && pit <= 1 - tail,
      origin,
      target,
    }));
  const check = checkCoverage(hits, RANGE_LEVEL);
  if (check === undefined) return undefined;
  const { effectivePoints, covered } = check;
  const inside = covered * effectivePoints;
  return {
    points: hits.length,
    inside: hits.filter((hit) => hit.inside).length,
    effectivePoints,
    chanceOfFewer: atMost(Math.ceil(inside - 1e-9), effectivePoints),
    chanceOfMore: 1 - atMost(Math.floor(inside + 1e-9) - 1, effectivePoints),
  };
}

/** P(X <= k) of a binomial with n points and the share RANGE_LEVEL (Abramowitz & Stegun 26.5.24). */
function atMost(k: number, n: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaCdf(1 - RANGE_LEVEL, n - k, k + 1);
}
