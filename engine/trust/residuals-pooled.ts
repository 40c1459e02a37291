/** Residual diagnostics of one output over several episodes, from those of each. */
import type { ResidualDiagnostics } from './residuals.ts';

/** From this many episodes on their own scatter tells how uncertain a mean over them is. */
const ENOUGH_EPISODES = 5;

/**
 * One episode: its own figures. Several: bias, error, spread and autocorrelation are those of all residuals together,
 * an episode being one draw; figures of shape (drift, decline, peak, lag) are means or medians over the episodes;
 * weekly patterns are joined by Stouffer's method. Episodes without a residual count nothing.
 */
export function poolDiagnostics(parts: readonly ResidualDiagnostics[]): ResidualDiagnostics {
  const [first] = parts;
  if (first === undefined) throw new Error('residuals: no episode to pool');
  const known = parts.filter(({ rows }) => rows > 0);
  if (known.length < 2) return known[0] ?? first;
  const rows = known.reduce((sum, part) => sum + part.rows, 0);
  const mean = (figure: (part: ResidualDiagnostics) => number) => weighted(known, figure);
  const scale = mean((part) => part.scale);
  const weekly = weeklyOf(known);
  const tail = tailOf(known);
  return {
    rows,
    scale,
    rmse: Math.sqrt(mean((part) => part.rmse ** 2)),
    bias: biasOf(known, rows, scale),
    autocorrelation: { lags: lagsOf(known), band: 1.96 / Math.sqrt(rows) },
    ...(weekly && { weekly }),
    drift: driftOf(known),
    spreadRatio: spreadOf(known),
    ...(tail && { tail }),
    peakRatio: median(known.map((part) => part.peakRatio)),
    lag: {
      peak: wholeMedian(known.map(({ lag }) => lag.peak)),
      bestShift: wholeMedian(known.map(({ lag }) => lag.bestShift)),
    },
  };
}

type Parts = readonly ResidualDiagnostics[];

/** Mean by rows of the finite figures; NaN where there is none. */
function weighted(parts: Parts, figure: (part: ResidualDiagnostics) => number): number {
  let sum = 0;
  let rows = 0;
  for (const part of parts) {
    const value = figure(part);
    if (!Number.isFinite(value)) continue;
    sum += part.rows * value;
    rows += part.rows;
  }
  return rows > 0 ? sum / rows : Number.NaN;
}

function biasOf(parts: Parts, rows: number, scale: number): ResidualDiagnostics['bias'] {
  const value = weighted(parts, ({ bias }) => bias.value);
  const squares = (error: (part: ResidualDiagnostics) => number) =>
    parts.reduce((sum, part) => sum + (part.rows * error(part)) ** 2, 0);
  const count = parts.length;
  const between = (squares(({ bias }) => bias.value - value) * count) / (count - 1);
  const within = squares(({ bias }) =>
    Number.isFinite(bias.standardError) ? bias.standardError : 0,
  );
  const variance = count < ENOUGH_EPISODES ? Math.max(within, between) : between;
  return { value, standardError: Math.sqrt(variance) / rows, relative: value / scale };
}

/** Covariances around the common mean: an episode that is off as a whole hangs together, too. */
function lagsOf(parts: Parts): number[] {
  const centre = weighted(parts, ({ bias }) => bias.value);
  const own = ({ rmse, bias }: ResidualDiagnostics) => Math.max(0, rmse ** 2 - bias.value ** 2);
  const off = ({ bias }: ResidualDiagnostics) => (bias.value - centre) ** 2;
  const variance = weighted(parts, (part) => own(part) + off(part));
  const longest = parts.reduce((most, { autocorrelation }) => {
    return Math.max(most, autocorrelation.lags.length);
  }, 0);
  return Array.from({ length: longest }, (_, index) => {
    const covariance = weighted(parts, (part) => {
      const pairs = Math.max(0, part.rows - index - 1) / part.rows;
      return (part.autocorrelation.lags[index] ?? 0) * own(part) + pairs * off(part);
    });
    return variance > 0 ? covariance / variance : 0;
  });
}

function weeklyOf(parts: Parts): ResidualDiagnostics['weekly'] {
  const known = parts.filter(({ weekly }) => weekly !== undefined);
  if (known.length === 0) return undefined;
  const sum = known.reduce((total, { weekly }) => total + (weekly?.z ?? 0), 0);
  return {
    effects: Array.from({ length: 7 }, (_, day) =>
      weighted(known, ({ weekly }) => weekly?.effects[day] ?? Number.NaN),
    ),
    share: weighted(known, ({ weekly }) => weekly?.share ?? Number.NaN),
    z: sum / Math.sqrt(known.length),
  };
}

function driftOf(parts: Parts): ResidualDiagnostics['drift'] {
  const known = parts.filter(({ drift }) => Number.isFinite(drift.perRow));
  const rows = known.reduce((sum, part) => sum + part.rows, 0);
  const squares = known.reduce((sum, part) => sum + (part.rows * part.drift.standardError) ** 2, 0);
  return {
    perRow: weighted(known, ({ drift }) => drift.perRow),
    standardError: Math.sqrt(squares) / rows,
    relative: weighted(known, ({ drift }) => drift.relative),
  };
}

function spreadOf(parts: Parts): number {
  const known = parts.filter(({ spreadRatio }) => spreadRatio > 0);
  const error = weighted(known, ({ rmse }) => rmse ** 2);
  return Math.sqrt(error / weighted(known, ({ rmse, spreadRatio }) => (rmse / spreadRatio) ** 2));
}

/** Absent unless at least half of the episodes show a wave that falls. */
function tailOf(parts: Parts): ResidualDiagnostics['tail'] {
  const tails = parts.flatMap(({ tail }) => tail ?? []);
  if (2 * tails.length < parts.length) return undefined;
  const lates = tails.flatMap(({ late }) => late ?? []);
  const decline = (all: readonly { observed: number; predicted: number }[]) => ({
    observed: average(all.map(({ observed }) => observed)),
    predicted: average(all.map(({ predicted }) => predicted)),
  });
  const kinds = Map.groupBy(tails, ({ kind }) => kind);
  const [kind] = [...kinds].reduce((most, one) => (one[1].length > most[1].length ? one : most));
  return {
    early: decline(tails.map(({ early }) => early)),
    ...(lates.length > 0 && { late: decline(lates) }),
    lateLevel: average(tails.map(({ lateLevel }) => lateLevel)),
    kind,
  };
}

function average(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}

function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (
    ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
  );
}

/** Towards zero, so that half a row is no lag. */
function wholeMedian(values: readonly number[]): number {
  return Math.trunc(median(values)) + 0;
}
