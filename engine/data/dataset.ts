/** Observed data, ready for simulators: one or many trajectories with named series. */

/** What a column means to a planner. `ignore`: kept in the file, not used. */
export const COLUMN_ROLES = [
  'date',
  'trajectory',
  'stock',
  'flow',
  'capacity',
  'demand',
  'order',
  'input',
  'lever',
  'output',
  'ignore',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** How a simulator uses a series: predicted (output), given from outside (input), set by people (lever). */
export type SeriesUse = 'output' | 'input' | 'lever';

export interface Series {
  /** Identifier made from the column's name; what simulators call it. */
  readonly name: string;
  /** The column's name as it stands in the file. */
  readonly column: string;
  readonly role: Exclude<ColumnRole, 'date' | 'trajectory' | 'ignore'>;
  readonly use: SeriesUse;
  readonly unit: string;
  readonly kind: 'count' | 'continuous' | 'proportion';
}

/** values[name] has `rows` numbers, NaN where missing. */
export interface Trajectory {
  readonly id: string;
  readonly rows: number;
  /** ISO dates, one a row; absent when the data are numbered, not dated. */
  readonly dates?: readonly string[];
  readonly values: Readonly<Record<string, Float64Array>>;
}

export interface Dataset {
  readonly timeUnit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year' | 'step';
  readonly series: readonly Series[];
  readonly trajectories: readonly Trajectory[];
}
