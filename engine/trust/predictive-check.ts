/**
 * Do free runs look like the data? Bands by row, and features of whole series, each beside what the model's own runs give
 * (Gelman, Meng & Stern 1996, "Posterior predictive assessment of model fitness via realized discrepancies"). Run with sets
 * of the prior this asks whether the priors allow for the data, with sets of the posterior whether the fit reproduces them.
 */
import { centralInterval, quantileOfSorted } from '../score/quantiles.ts';
import { COVERAGE_LEVELS } from './forecast-points.ts';
import type { EpisodePaths, OutputPaths, PredictivePaths } from './predictive-paths.ts';
import type { PredictiveCheck } from './schemas/predictive-check.ts';
import { SERIES_FEATURES, type SeriesFeature } from './series-features.ts';
import { amount, listed, percent } from './words.ts';

type OutputCheck = PredictiveCheck['outputs'][number];
type Feature = OutputCheck['features'][number];

/** Fewer runs do not reach the ends of a 95 % band, nor a p-value of 1 %. */
const ENOUGH_RUNS = 200;
/** Several features are looked at: one that is off has to be so clearly. */
const UNUSUAL = 0.01;

export interface PredictiveOptions {
  /** Where the sets came from. Default 'posterior'. */
  readonly from?: 'prior' | 'posterior';
  /** What a row is, 'day'. Default 'row'. */
  readonly timeUnit?: string;
}

export function checkPredictive(
  { runs, failed, outputs }: PredictivePaths,
  { from = 'posterior', timeUnit = 'row' }: PredictiveOptions = {},
): PredictiveCheck {
  const checks = runs < 2 ? [] : outputs.map((paths) => checkOutput(paths, runs, timeUnit));
  const warnings: string[] = [];
  if (runs < ENOUGH_RUNS) {
    warnings.push(
      `Compared with only ${runs} runs; ${ENOUGH_RUNS} are needed for the ends of the bands.`,
    );
  }
  if (failed > 0) {
    warnings.push(`${failed} of ${runs + failed} runs broke and are left out.`);
  }
  return { runs, failed, outputs: checks, summary: summary(checks, from), warnings };
}

function checkOutput(
  { output, unit, episodes }: OutputPaths,
  runs: number,
  timeUnit: string,
): OutputCheck {
  const rows = episodes.reduce((sum, episode) => sum + episode.rows.length, 0);
  const bands = COVERAGE_LEVELS.map((level) => checkBand(episodes, runs, level));
  const features = SERIES_FEATURES.flatMap(
    (feature) => checkFeature(feature, episodes, runs) ?? [],
  );
  return {
    output,
    unit,
    rows,
    bands,
    features,
    text: sentence({ output, unit, rows, bands, features }, timeUnit),
  };
}

function checkBand(
  episodes: readonly EpisodePaths[],
  runs: number,
  level: number,
): OutputCheck['bands'][number] {
  let inside = 0;
  let rows = 0;
  const insideOfRun = new Float64Array(runs);
  for (const { observed, simulated, rows: seen } of episodes) {
    for (let row = 0; row < seen.length; row++) {
      const values = Float64Array.from(
        { length: runs },
        (_, run) => simulated[run * seen.length + row]!,
      );
      const { low, high } = centralInterval(values.slice().sort(), level);
      const holds = (value: number) => value >= low && value <= high;
      rows += 1;
      if (holds(observed[row]!)) inside += 1;
      for (let run = 0; run < runs; run++) if (holds(values[run]!)) insideOfRun[run]! += 1;
    }
  }
  const share = inside / rows;
  const { low, high } = centralInterval(insideOfRun.map((own) => own / rows).sort(), 0.95);
  const kind = share < low ? 'too-narrow' : share > high ? 'too-wide' : 'as-claimed';
  return { level, inside: share, low, high, kind };
}

/** Undefined where the series are too short for it. */
function checkFeature(
  { name, of }: SeriesFeature,
  episodes: readonly EpisodePaths[],
  runs: number,
): Feature | undefined {
  const usable = episodes
    .map((episode) => ({ ...episode, value: of(episode.observed, episode.rows) }))
    .filter(({ value }) => Number.isFinite(value));
  if (usable.length === 0) return undefined;
  const observed = usable.reduce((sum, { value }) => sum + value, 0) / usable.length;
  const simulated = Float64Array.from({ length: runs }, (_, run) => {
    const total = usable.reduce((sum, { rows, simulated: own }) => {
      const series = own.subarray(run * rows.length, (run + 1) * rows.length);
      return sum + of(series, rows);
    }, 0);
    return total / usable.length;
  }).filter(Number.isFinite);
  if (simulated.length === 0) return undefined;
  const above = simulated.filter((value) => value >= observed).length;
  const below = simulated.filter((value) => value <= observed).length;
  const sorted = simulated.sort();
  return {
    name,
    observed,
    low: quantileOfSorted(sorted, 0.025),
    high: quantileOfSorted(sorted, 0.975),
    pValue: Math.min(1, (2 * (1 + Math.min(above, below))) / (1 + simulated.length)),
  };
}

function sentence(
  { output, unit, rows, bands, features }: Omit<OutputCheck, 'text'>,
  timeUnit: string,
): string {
  const wide = bands.at(-1)!;
  const words =
    `${output}: ${percent(wide.inside)} of ${rows} observed values lie in the ${percent(wide.level)} band ` +
    `(the model's own runs: ${percent(wide.low)} to ${percent(wide.high)})`;
  const off = features.filter(({ pValue }) => pValue <= UNUSUAL);
  if (off.length === 0) return `${words}.`;
  const named = off.map(({ name, observed, low, high }) => {
    const { words: feature, unitOf } = SERIES_FEATURES.find((each) => each.name === name)!;
    const own = unitOf(unit, timeUnit);
    return `${feature} is ${amount(observed)}${own && ` ${own}`}, in the runs ${amount(low)} to ${amount(high)}`;
  });
  return `${words}; ${listed(named)}.`;
}

/** Is an output not reproduced: values out of the widest band more often than the model's own, or a feature that is off? */
export function isUnlike({ bands, features }: OutputCheck): boolean {
  return bands.at(-1)!.kind === 'too-narrow' || features.some(({ pValue }) => pValue <= UNUSUAL);
}

function summary(outputs: readonly OutputCheck[], from: 'prior' | 'posterior'): string {
  if (outputs.length === 0) return 'No run could be compared with the data.';
  const off = outputs.filter(isUnlike);
  const words = off.map(({ text }) => text).join(' ');
  if (from === 'prior') {
    return off.length === 0
      ? 'Before it was fitted, the model allowed for such data.'
      : `Before it was fitted, the model did not allow for such data. ${words}`;
  }
  return off.length === 0
    ? 'Runs of the model look like the data.'
    : `Runs of the model do not look like the data. ${words}`;
}
