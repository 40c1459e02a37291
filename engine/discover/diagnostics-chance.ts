/**
 * What chance alone would show: every figure of the residuals is compared with the same figure of the model's own runs,
 * each taken for the data in turn (a predictive check, Gelman, Meng & Stern 1996), so that noise is not reported, nor
 * the dependence in time that the model itself has.
 */
import { openRandom } from '../calibrate/streams.ts';
import {
  diagnosticsAgainst,
  ensembleMoments,
  type Prediction,
  type ResidualDiagnostics,
  type ResidualInput,
} from '../trust/residuals.ts';
import { poolDiagnostics } from '../trust/residuals-pooled.ts';
import { REGIMES, type Regime, type RegimeError, regimeErrors } from './diagnostics-regimes.ts';

/** Figures that are looked at; each is 0 where nothing is wrong. */
const FIGURES = {
  level: ({ residuals }) => residuals.bias.value,
  drift: ({ residuals }) => residuals.drift.perRow,
  peak: ({ residuals }) => residuals.peakRatio - 1,
  timing: ({ residuals }) => residuals.lag.bestShift,
  'decline-level': ({ residuals }) => residuals.tail?.lateLevel ?? 0,
  'decline-rate': ({ residuals: { tail } }) => {
    const stretch = tail?.late ?? tail?.early;
    return stretch === undefined ? 0 : Math.log(stretch.predicted / stretch.observed);
  },
  weekly: ({ residuals }) => residuals.weekly?.z ?? 0,
  autocorrelation: ({ residuals }) => portmanteau(residuals),
} as const satisfies Record<string, (seen: Look) => number>;

type Pattern = keyof typeof FIGURES;

/**
 * How far beyond chance a figure is: standard deviations from its mean over the model's own runs; 0 where it is within
 * their range, infinite where they do not differ at all and it does. From `BEYOND_CHANCE` on it is not luck.
 */
export type Surprise = Readonly<Record<Pattern | Regime | 'spread', number>>;

/** With a dozen figures an output, honest models show one of them in fewer than 1 of 20 cases. */
export const BEYOND_CHANCE = 3.5;

/** What is seen in one output. */
export interface Seen {
  readonly residuals: ResidualDiagnostics;
  readonly regimes: Readonly<Record<Regime, RegimeError>>;
  readonly surprise: Surprise;
}

/** Runs that are taken for the data at most. */
const MOST_REFERENCES = 100;

/** Residuals of one output, one part an episode, and how surprising they are. Pure: same input, same result. */
export function lookAt(parts: readonly ResidualInput[]): Seen {
  const known = parts.map((part) => ({ ...part, prediction: ensembleMoments(part) }));
  const seen = look(
    known,
    known.map(({ observed }) => observed),
  );
  const [first] = known;
  const count = Math.min(MOST_REFERENCES, first?.members ?? 0);
  const scatter = scatterOf(known);
  const references = Array.from({ length: count }, (_, k) =>
    look(known, pretended(known, k, scatter)),
  );
  // The mean of a finite ensemble is itself uncertain, and by the same amount in every episode.
  const inflation = Math.sqrt(1 + known.length / Math.max(1, first?.members ?? 1));
  const beyond = (figure: (one: Look) => number) =>
    surpriseOf(figure(seen), references.map(figure)) / inflation;
  const surprise = {
    ...mapped(Object.keys(FIGURES) as Pattern[], (id) => Math.abs(beyond(FIGURES[id]))),
    ...mapped(REGIMES, (id) =>
      Math.max(
        0,
        beyond(({ regimes }) => logRatio(regimes[id])),
      ),
    ),
    spread: Math.abs(spreadSurprise(known, seen.residuals, count)),
  };
  return { ...seen, surprise };
}

type Look = Omit<Seen, 'surprise'>;

interface Known extends ResidualInput {
  readonly prediction: Prediction;
}

function look(parts: readonly Known[], series: readonly Float64Array[]): Look {
  const each = parts.map(({ prediction, weekdays }, e) => {
    return diagnosticsAgainst(series[e] ?? new Float64Array(0), prediction, weekdays);
  });
  const regimes = regimeErrors(
    parts.map(({ prediction: { mean } }, e) => {
      const observed = series[e] ?? new Float64Array(0);
      return {
        observed,
        residuals: observed.map((value, row) => value - (mean[row] ?? Number.NaN)),
      };
    }),
  );
  return { residuals: poolDiagnostics(each), regimes };
}

function surpriseOf(figure: number, references: readonly number[]): number {
  if (!Number.isFinite(figure)) return 0;
  const finite = references.filter(Number.isFinite);
  if (finite.length === 0) return Number.POSITIVE_INFINITY;
  const low = finite.reduce((least, value) => Math.min(least, value));
  const high = finite.reduce((most, value) => Math.max(most, value));
  if (figure >= low && figure <= high) return 0;
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / Math.max(1, finite.length - 1));
  return (figure - mean) / sd;
}

/** How the scatter of the runs from row to row is brought to that of the data. */
interface Scatter {
  /** Factor of the deviations of a run. */
  readonly shrink: number;
  /** Standard deviation of independent noise that is added, in predicted standard deviations... */
  readonly relative: number;
  /** ... or, where the runs do not differ, in the output's unit. */
  readonly absolute: number;
}

/**
 * Patterns are judged against the scatter that the data show from row to row (von Neumann 1941), whatever the model says
 * of it: a model that takes a misfit for noise would otherwise hide every pattern in it, one that is too sure of
 * itself would call noise a pattern. The spread has a check of its own.
 */
function scatterOf(parts: readonly Known[]): Scatter {
  const seen = roughness(parts.map(({ observed, prediction: { mean } }) => minus(observed, mean)));
  const members = parts[0]?.members ?? 0;
  const own = Math.sqrt(
    average(
      Array.from(
        { length: Math.min(20, members) },
        (_, member) => roughness(parts.map((part) => deviation(part, member))) ** 2,
      ),
    ),
  );
  const spread = average(parts.flatMap(({ prediction }) => [...prediction.variance]));
  if (!(own > 1e-9 * seen)) return { shrink: 1, relative: 0, absolute: seen || 0 };
  if (seen <= own) return { shrink: seen / own, relative: 0, absolute: 0 };
  return { shrink: 1, relative: Math.sqrt((seen ** 2 - own ** 2) / spread), absolute: 0 };
}

/** Root mean square of the differences of neighbours, over the root of 2: the sd of white noise. */
function roughness(series: readonly Float64Array[]): number {
  return Math.sqrt(
    average(
      series.flatMap((values) => [
        ...values.slice(1).map((value, row) => (value - (values[row] ?? Number.NaN)) ** 2 / 2),
      ]),
    ),
  );
}

/** Of a member from the mean of the others, where there is an observation. */
function deviation({ observed, ensemble, members, prediction }: Known, member: number) {
  const others = members > 1 ? members / (members - 1) : 1;
  return observed.map((value, row) => {
    const run = ensemble[row * members + member] ?? Number.NaN;
    // An observation that is missing is missing in what is compared with it, too.
    return Number.isFinite(value)
      ? (run - (prediction.mean[row] ?? Number.NaN)) * others
      : Number.NaN;
  });
}

/** Reference k: in each episode a member drawn by lot, as if it had been observed. */
function pretended(parts: readonly Known[], k: number, scatter: Scatter): Float64Array[] {
  const random = openRandom(0, 'diagnostics', k);
  return parts.map((part) => {
    const { mean, variance } = part.prediction;
    const member = parts.length === 1 ? k : Math.floor(random.uniform() * part.members);
    return deviation(part, member).map((value, row) => {
      const noise =
        scatter.absolute +
        scatter.relative * Math.sqrt(Math.max(0, variance[row] ?? Number.NaN) || 0);
      const added = noise > 0 ? random.normal(0, noise) : 0;
      return (mean[row] ?? Number.NaN) + scatter.shrink * value + added;
    });
  });
}

/** The ratio of error to spread beside those of the runs as they are. */
function spreadSurprise(
  parts: readonly Known[],
  { spreadRatio }: ResidualDiagnostics,
  count: number,
): number {
  const references = Array.from({ length: count }, (_, k) => {
    const random = openRandom(0, 'diagnostics/spread', k);
    let squares = 0;
    let variances = 0;
    for (const part of parts) {
      const member = parts.length === 1 ? k : Math.floor(random.uniform() * part.members);
      deviation(part, member).forEach((value, row) => {
        const variance = part.prediction.variance[row] ?? Number.NaN;
        if (!Number.isFinite(value) || !Number.isFinite(variance)) return;
        squares += value * value;
        variances += variance;
      });
    }
    return 0.5 * Math.log(squares / variances);
  });
  if (spreadRatio === Number.POSITIVE_INFINITY) return spreadRatio;
  return surpriseOf(Math.log(spreadRatio), references);
}

/** Ljung & Box 1978, without its constant. */
function portmanteau({ rows, autocorrelation: { lags } }: ResidualDiagnostics): number {
  return lags.reduce((sum, lag, index) => sum + lag ** 2 / Math.max(1, rows - index - 1), 0) * rows;
}

function logRatio({ inside, outside }: RegimeError): number {
  return Math.log(inside / outside);
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, row) => value - (b[row] ?? Number.NaN));
}

function average(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}

function mapped<Id extends string>(ids: readonly Id[], value: (id: Id) => number) {
  return Object.fromEntries(ids.map((id) => [id, value(id)])) as Record<Id, number>;
}
