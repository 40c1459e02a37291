/** Boxes: limits on some factors, and what lies inside them. */

/** A limit on one factor. */
export interface Limit {
  /** Index of the factor. */
  readonly factor: number;
  /** Inside are values > low, < high, in the factor's unit; absent: no bound on that side. */
  readonly low?: number;
  readonly high?: number;
  /** Of a factor with options: indices of those inside, ascending. */
  readonly options?: readonly number[];
}

/** All limits hold inside; no limits: everything. At most one limit a factor. */
export type Box = readonly Limit[];

/** Draws with what they came to. */
export interface Cases {
  /** [factors][draws] */
  readonly columns: readonly Float64Array[];
  /** [draws], 0..1: share of a draw's runs that fail. */
  readonly fails: Float64Array;
}

/** What a set of draws holds. */
export interface Content {
  readonly draws: number;
  /** Sum of the draws' shares of failures. */
  readonly failures: number;
}

/** The draws of `rows` that lie in the box. A value that is missing lies in no limit. */
export function inside({ columns }: Cases, box: Box, rows: readonly number[]): number[] {
  return rows.filter((row) => box.every((limit) => holds(limit, columns[limit.factor]![row]!)));
}

export function contentOf({ fails }: Cases, rows: readonly number[]): Content {
  return { draws: rows.length, failures: rows.reduce((sum, row) => sum + fails[row]!, 0) };
}

/** Share of the draws inside that fail, 0..1; NaN of none. */
export function densityOf({ draws, failures }: Content): number {
  return failures / draws;
}

/** The box with this limit in the place of its factor's. */
export function withLimit(box: Box, limit: Limit): Box {
  return [...withoutFactor(box, limit.factor), limit].sort((a, b) => a.factor - b.factor);
}

export function withoutFactor(box: Box, factor: number): Box {
  return box.filter((limit) => limit.factor !== factor);
}

function holds({ low, high, options }: Limit, value: number): boolean {
  if (options !== undefined) return options.includes(value);
  return value > (low ?? Number.NEGATIVE_INFINITY) && value < (high ?? Number.POSITIVE_INFINITY);
}
