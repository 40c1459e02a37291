/** In which situations are the errors larger: at high or low levels, in rises or falls, early or late? */

export const REGIMES = ['high', 'low', 'rising', 'falling', 'early', 'late'] as const;
export type Regime = (typeof REGIMES)[number];

/** One episode: residuals (NaN where there is none) and what was observed, row by row. */
export interface RegimePart {
  readonly observed: Float64Array;
  readonly residuals: Float64Array;
}

export interface RegimeError {
  /** Root mean squared residual of the rows in the regime, and of all others; NaN with fewer than 5 rows on a side. */
  readonly inside: number;
  readonly outside: number;
}

/** Rows on each side below which nothing is said. */
const FEWEST = 5;
/** Rows before and after that a slope is taken of, and that a level is the mean of. */
const SLOPE_ROWS = 3;
const LEVEL_ROWS = 2;

/**
 * high and low: the top and the bottom third of the rows by the centred mean of 5 observations. rising and falling: the
 * thirds with the steepest slopes (mean of the 3 rows after less that of the 3 rows before), where these go that
 * way. early and late: halves of each episode. Thirds are taken over all episodes together.
 */
export function regimeErrors(parts: readonly RegimePart[]): Readonly<Record<Regime, RegimeError>> {
  const rows = parts.flatMap(rowsOf);
  const [lowLevel, highLevel] = thirds(rows.map(({ level }) => level));
  const [lowSlope, highSlope] = thirds(rows.map(({ slope }) => slope));
  return {
    high: compare(rows, ({ level }) => level > highLevel),
    low: compare(rows, ({ level }) => level < lowLevel),
    rising: compare(rows, ({ slope }) => slope > Math.max(0, highSlope)),
    falling: compare(rows, ({ slope }) => slope < Math.min(0, lowSlope)),
    early: compare(rows, ({ place }) => place < 0.5),
    late: compare(rows, ({ place }) => place >= 0.5),
  };
}

interface Row {
  readonly square: number;
  readonly level: number;
  readonly slope: number;
  /** 0 (first row of the episode) .. 1. */
  readonly place: number;
}

function rowsOf({ observed, residuals }: RegimePart): Row[] {
  const found: Row[] = [];
  for (let row = 0; row < residuals.length; row++) {
    const residual = residuals[row] ?? Number.NaN;
    if (!Number.isFinite(residual)) continue;
    found.push({
      square: residual * residual,
      level: meanOf(observed, row - LEVEL_ROWS, row + LEVEL_ROWS + 1),
      slope:
        meanOf(observed, row + 1, row + 1 + SLOPE_ROWS) - meanOf(observed, row - SLOPE_ROWS, row),
      place: row / residuals.length,
    });
  }
  return found;
}

/** Of the finite values in [from, to); NaN where there is none. */
function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let row = Math.max(0, from); row < Math.min(to, values.length); row++) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

function thirds(values: readonly number[]): readonly [number, number] {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return [at(1 / 3), at(2 / 3)];
}

function compare(rows: readonly Row[], isInside: (row: Row) => boolean): RegimeError {
  let inside = 0;
  let insideRows = 0;
  let all = 0;
  for (const row of rows) {
    all += row.square;
    if (!isInside(row)) continue;
    inside += row.square;
    insideRows++;
  }
  const outsideRows = rows.length - insideRows;
  if (insideRows < FEWEST || outsideRows < FEWEST) {
    return { inside: Number.NaN, outside: Number.NaN };
  }
  return {
    inside: Math.sqrt(inside / insideRows),
    outside: Math.sqrt(Math.max(0, all - inside) / outsideRows),
  };
}
