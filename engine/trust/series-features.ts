/** Features of a series that a model should reproduce, whatever it was fitted to. */
export interface SeriesFeature {
  readonly name: 'mean' | 'sd' | 'max' | 'time-of-max' | 'lag-1' | 'last';
  readonly words: string;
  /** NaN where the series is too short. `rows`: where the values stand. */
  readonly of: (values: Float64Array, rows: Int32Array) => number;
  readonly unitOf: (unit: string, timeUnit: string) => string;
}

const ownUnit: SeriesFeature['unitOf'] = (unit) => unit;

export const SERIES_FEATURES: readonly SeriesFeature[] = [
  { name: 'mean', words: 'the mean', unitOf: ownUnit, of: mean },
  { name: 'sd', words: 'the spread of the values', unitOf: ownUnit, of: deviation },
  {
    name: 'max',
    words: 'the highest value',
    unitOf: ownUnit,
    of: (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  },
  {
    name: 'time-of-max',
    words: 'the time of the highest value',
    unitOf: (_unit, timeUnit) => `${timeUnit}s`,
    of: timeOfMax,
  },
  {
    name: 'lag-1',
    words: 'the likeness of neighbouring values (1: alike, 0: unrelated)',
    unitOf: () => '',
    of: neighbourCorrelation,
  },
  {
    name: 'last',
    words: 'the last value',
    unitOf: ownUnit,
    of: (values) => values.at(-1) ?? Number.NaN,
  },
];

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}

function timeOfMax(values: Float64Array, rows: Int32Array): number {
  if (values.length < 3) return Number.NaN;
  let at = 0;
  values.forEach((value, i) => {
    if (value > values[at]!) at = i;
  });
  return rows[at]!;
}

/** Lag-1 autocorrelation over pairs of neighbouring rows; 0 for a constant series. */
function neighbourCorrelation(values: Float64Array, rows: Int32Array): number {
  if (values.length < 5) return Number.NaN;
  const centre = mean(values);
  let products = 0;
  let squares = 0;
  let pairs = 0;
  for (let i = 0; i < values.length; i++) {
    squares += (values[i]! - centre) ** 2;
    if (i === 0 || rows[i]! !== rows[i - 1]! + 1) continue;
    products += (values[i]! - centre) * (values[i - 1]! - centre);
    pairs += 1;
  }
  if (pairs < 4) return Number.NaN;
  return squares > 0 ? products / pairs / (squares / values.length) : 0;
}
