/**
 * What is systematically wrong with a prediction: the residual diagnostics of one output, as data. The composer
 * turns them into feedback, the trust page into sentences.
 *
 * A residual is observed minus the mean of the ensemble: positive where the model is too low.
 */

/** Observations and ensemble of one output on the same rows. */
export interface ResidualInput {
  /** `rows` values, NaN where not observed. */
  readonly observed: Float64Array;
  /** Row-major [rows, members]; a NaN member (a failed run) is left out of its row. */
  readonly ensemble: Float64Array;
  readonly members: number;
  /** 0 = Monday .. 6 = Sunday for each row; absent: no weekly pattern is looked for. */
  readonly weekdays?: readonly number[];
}

/** Declines of a wave after its peak, in log units per row (positive: falling). */
interface Decline {
  readonly observed: number;
  readonly predicted: number;
}

export interface ResidualDiagnostics {
  /** Rows with an observation and a prediction; the rest is NaN where there are fewer than three. */
  readonly rows: number;
  /** Mean absolute observed value: what relative numbers refer to. */
  readonly scale: number;
  /** Root mean square residual. */
  readonly rmse: number;
  /** Mean residual; the standard error allows for the lag-1 autocorrelation. */
  readonly bias: {
    readonly value: number;
    readonly standardError: number;
    /** As a share of `scale`. */
    readonly relative: number;
  };
  /** Lags 1..7 (fewer for short series); values inside +-band are what white noise shows (95 %). */
  readonly autocorrelation: { readonly lags: readonly number[]; readonly band: number };
  /** Absent without weekdays or with less than two weeks of residuals. */
  readonly weekly?: {
    /** Mean residual of Monday..Sunday after the slow part (centred 7-row mean) is taken off. */
    readonly effects: readonly number[];
    /** Share of the remaining residual variance that the weekday explains, adjusted for its 6 parameters; 0..1. */
    readonly share: number;
    /** F test of the effects as a normal deviate (Paulson 1942): above 2.3 is a chance of 1 in 100. */
    readonly z: number;
  };
  /** Least-squares line through the residuals. */
  readonly drift: {
    readonly perRow: number;
    readonly standardError: number;
    /** Change over the whole stretch as a share of `scale`. */
    readonly relative: number;
  };
  /** Spread: root mean square residual over the root mean predicted variance (Fortin et al. 2014). 1: honest, above: too sure. */
  readonly spreadRatio: number;
  /** Absent where the observations show no wave that has fallen to 60 % of its peak. */
  readonly tail?: {
    /** From the peak to half of it, and from there to 5 % or the end. */
    readonly early: Decline;
    /** Absent where it has fewer than 3 rows. */
    readonly late?: Decline;
    /** Mean residual of the rows after half the peak as a share of their mean: negative where the model stays above. */
    readonly lateLevel: number;
    /** The whole decline: too sharp or too slow when the rates differ by more than a fifth. */
    readonly kind: 'fits' | 'too-sharp' | 'too-slow';
  };
  /** Highest predicted over highest observed value, both as centred means of 3 rows. */
  readonly peakRatio: number;
  /** Rows by which the prediction is late (positive) or early. */
  readonly lag: {
    /** Difference of the highest rows (of the centred means of 3 rows). */
    readonly peak: number;
    /** Shift of the prediction, at most 7 rows, that fits the observations best. */
    readonly bestShift: number;
  };
}

const MAX_LAG = 7;
const DECLINE_TOLERANCE = 1.2;

/** Diagnostics of one output. Pure: same input, same result. */
export function residualDiagnostics(input: ResidualInput): ResidualDiagnostics {
  return diagnosticsAgainst(input.observed, ensembleMoments(input), input.weekdays);
}

/** What an ensemble predicts, row by row; NaN where no run gave a value. */
export interface Prediction {
  readonly mean: Float64Array;
  /** Of an observation around the mean of the ensemble. */
  readonly variance: Float64Array;
}

/** As `residualDiagnostics`, of an ensemble whose moments are known. `observed` as there. */
export function diagnosticsAgainst(
  observed: Float64Array,
  { mean, variance }: Prediction,
  weekdays: readonly number[] | undefined,
): ResidualDiagnostics {
  const residuals = observed.map((value, row) => value - mean[row]!);
  const present = [...residuals.keys()].filter((row) => Number.isFinite(residuals[row]));
  const values = present.map((row) => residuals[row]!);
  const scale = average(present.map((row) => Math.abs(observed[row]!)));
  const lags = autocorrelations(residuals, Math.min(MAX_LAG, present.length - 2));
  const weekly = weekdays && weeklyPattern(residuals, weekdays);
  const wave = smooth(observed);
  // Only rows that have both, so that a peak in a gap of the data is not called missed.
  const model = smooth(
    mean.map((value, row) => (Number.isFinite(residuals[row]) ? value : Number.NaN)),
  );
  const tail = tailOfWave(wave, model);
  return {
    rows: present.length,
    scale,
    rmse: Math.sqrt(average(values.map((value) => value * value))),
    bias: biasOf(values, lags[0] ?? 0, scale),
    autocorrelation: { lags, band: 1.96 / Math.sqrt(present.length) },
    ...(weekly && { weekly }),
    drift: driftOf(present, values, scale),
    spreadRatio: spreadRatio(present, residuals, variance),
    ...(tail && { tail }),
    peakRatio: model[peakRow(model)]! / wave[peakRow(wave)]!,
    lag: { peak: peakRow(model) - peakRow(wave), bestShift: bestShift(observed, mean) },
  };
}

export function ensembleMoments({ observed, ensemble, members }: ResidualInput): Prediction {
  const mean = new Float64Array(observed.length);
  const variance = new Float64Array(observed.length);
  for (let row = 0; row < observed.length; row++) {
    let count = 0;
    let centre = 0;
    let squares = 0;
    for (let member = 0; member < members; member++) {
      const value = ensemble[row * members + member]!;
      if (!Number.isFinite(value)) continue;
      count++;
      const step = value - centre;
      centre += step / count;
      squares += step * (value - centre);
    }
    mean[row] = count > 0 ? centre : Number.NaN;
    // (1 + 1/m): a finite ensemble's mean is itself uncertain, so the honest error is that much larger.
    variance[row] = count > 1 ? (squares / (count - 1)) * (1 + 1 / count) : Number.NaN;
  }
  return { mean, variance };
}

function biasOf(values: readonly number[], lagOne: number, scale: number) {
  const value = average(values);
  const spread = Math.sqrt(
    values.reduce((sum, x) => sum + (x - value) ** 2, 0) / Math.max(1, values.length - 1),
  );
  const correlation = Math.min(0.99, Math.max(0, lagOne));
  const effective = Math.max(1, (values.length * (1 - correlation)) / (1 + correlation));
  return { value, standardError: spread / Math.sqrt(effective), relative: value / scale };
}

/** Pairs with a missing end are left out; the denominator is the variance of all residuals. */
function autocorrelations(residuals: Float64Array, maxLag: number): number[] {
  const present = residuals.filter(Number.isFinite);
  const centre = average(present);
  const variance = average([...present].map((value) => (value - centre) ** 2));
  return Array.from({ length: Math.max(0, maxLag) }, (_, index) => {
    const lag = index + 1;
    let sum = 0;
    for (let row = lag; row < residuals.length; row++) {
      const product = (residuals[row]! - centre) * (residuals[row - lag]! - centre);
      if (Number.isFinite(product)) sum += product;
    }
    return variance > 0 ? sum / present.length / variance : 0;
  });
}

function weeklyPattern(residuals: Float64Array, weekdays: readonly number[]) {
  const detrended = residuals.map((value, row) => {
    const window = residuals.subarray(Math.max(0, row - 3), row + 4);
    // At the ends the window is not a whole week; its mean would hold part of the pattern itself.
    return window.length === 7 ? value - average(window) : Number.NaN;
  });
  const days = Array.from({ length: 7 }, (_, day) =>
    detrended.filter((value, row) => Number.isFinite(value) && weekdays[row] === day),
  );
  const count = days.reduce((sum, day) => sum + day.length, 0);
  if (count < 14 || days.some((day) => day.length === 0)) return undefined;
  const effects = days.map((day) => average(day));
  const centre = days.reduce((sum, day, index) => sum + day.length * effects[index]!, 0) / count;
  let within = 0;
  let between = 0;
  days.forEach((day, index) => {
    between += day.length * (effects[index]! - centre) ** 2;
    for (const value of day) within += (value - effects[index]!) ** 2;
  });
  if (between + within === 0) return { effects, share: 0, z: 0 };
  const share = Math.max(0, 1 - within / (count - 7) / ((between + within) / (count - 1)));
  return {
    effects,
    share,
    z: normalDeviateOfF(between / 6 / (within / (count - 7)), 6, count - 7),
  };
}

/** Paulson's approximation: the normal deviate with the same tail as F(numerator, denominator). */
function normalDeviateOfF(f: number, numerator: number, denominator: number): number {
  if (f === Number.POSITIVE_INFINITY) return f;
  const a = 2 / (9 * numerator);
  const b = 2 / (9 * denominator);
  const root = Math.cbrt(f);
  return ((1 - b) * root - (1 - a)) / Math.sqrt(b * root * root + a);
}

function driftOf(rows: readonly number[], values: readonly number[], scale: number) {
  const line = regression(rows, values);
  const length = rows.length > 1 ? rows.at(-1)! - rows[0]! : 0;
  return {
    perRow: line.slope,
    standardError: line.standardError,
    relative: (line.slope * length) / scale,
  };
}

function spreadRatio(
  rows: readonly number[],
  residuals: Float64Array,
  variance: Float64Array,
): number {
  const usable = rows.filter((row) => Number.isFinite(variance[row]));
  const error = average(usable.map((row) => residuals[row]! ** 2));
  return Math.sqrt(error / average(usable.map((row) => variance[row]!)));
}

function tailOfWave(wave: Float64Array, model: Float64Array): ResidualDiagnostics['tail'] {
  const start = peakRow(wave);
  const modelStart = peakRow(model);
  const peak = wave[start] ?? 0;
  const below = (share: number) =>
    wave.findIndex((value, row) => row > start && value <= share * peak);
  if (!(peak > 0) || below(0.6) < 0) return undefined;
  const half = below(0.5) < 0 ? wave.length - 1 : below(0.5);
  const end = below(0.05) < 0 ? wave.length - 1 : below(0.05);
  // The same stretch after each one's own peak, so that a late prediction is not also called slow.
  const decline = (from: number, to: number): Decline | undefined => {
    const shift = modelStart - start;
    const last = Math.min(to, wave.length - 1 - Math.max(0, shift));
    if (last - from < 2) return undefined;
    return {
      observed: fallingRate(wave, from, last),
      predicted: fallingRate(model, from + shift, last + shift),
    };
  };
  const whole = decline(start, end);
  const early = decline(start, half) ?? whole;
  if (!whole || !early) return undefined;
  const late = decline(half, end);
  const lateLevel = 1 - average(model.subarray(half)) / average(wave.subarray(half));
  return { early, ...(late && { late }), lateLevel, kind: kindOfDecline(whole) };
}

function kindOfDecline({ observed, predicted }: Decline): 'fits' | 'too-sharp' | 'too-slow' {
  if (predicted > observed * DECLINE_TOLERANCE) return 'too-sharp';
  return predicted * DECLINE_TOLERANCE < observed ? 'too-slow' : 'fits';
}

function fallingRate(values: Float64Array, from: number, to: number): number {
  const top = values[from]!;
  const rows: number[] = [];
  const logs: number[] = [];
  for (let row = from; row <= to; row++) {
    if (!Number.isFinite(values[row])) continue;
    rows.push(row);
    // Without a floor the logarithm of the last few cases would decide the rate.
    logs.push(Math.log(Math.max(values[row]!, 0.01 * top)));
  }
  return -regression(rows, logs).slope;
}

function bestShift(observed: Float64Array, predicted: Float64Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  const widest = Math.min(MAX_LAG, Math.floor(observed.length / 4));
  const shifts = Array.from({ length: 2 * widest + 1 }, (_, index) => index - widest);
  // Smallest shifts first: a tie is no lag.
  for (const shift of shifts.sort((a, b) => Math.abs(a) - Math.abs(b))) {
    let sum = 0;
    let count = 0;
    for (let row = widest; row < observed.length - widest; row++) {
      const error = observed[row]! - predicted[row + shift]!;
      if (!Number.isFinite(error)) continue;
      sum += error * error;
      count++;
    }
    const error = sum / count;
    if (error < least) {
      least = error;
      best = shift;
    }
  }
  return best;
}

/** Centred mean of 3 rows, missing values left out. */
function smooth(values: Float64Array): Float64Array {
  return values.map((_, row) => average(values.subarray(Math.max(0, row - 1), row + 2)));
}

/** First row of the highest value; 0 where there is none. */
function peakRow(values: Float64Array): number {
  let best = 0;
  for (let row = 0; row < values.length; row++) {
    if (values[row]! > values[best]! || Number.isNaN(values[best]!)) best = row;
  }
  return best;
}

function regression(x: readonly number[], y: readonly number[]) {
  const centreX = average(x);
  const centreY = average(y);
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    xx += (x[i]! - centreX) ** 2;
    xy += (x[i]! - centreX) * (y[i]! - centreY);
  }
  const slope = xx > 0 ? xy / xx : Number.NaN;
  const errors = x.map((at, i) => (y[i]! - centreY - slope * (at - centreX)) ** 2);
  const residualVariance = (average(errors) * x.length) / Math.max(1, x.length - 2);
  return { slope, standardError: Math.sqrt(residualVariance / xx) };
}

/** Mean of the finite values; NaN where there is none. */
function average(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    sum += values[i]!;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}
