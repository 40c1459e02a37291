/** A forecast as one JSON object and as text for a terminal: risk and simulation error apart. */
import { plural } from '../data/finding.ts';
import type { Estimate, Fan } from '../forecast/fan.ts';
import type { TrajectoryForecast } from '../forecast/forecast-ahead.ts';
import type { OutputForecast } from '../forecast/output-forecast.ts';
import type { ForecastReport } from '../studio/forecast-model.ts';
import { dayOf } from '../studio/forecast-story.ts';
import type { MixtureReport } from '../studio/mixture-report.ts';
import { formatNumber } from './format-number.ts';
import { percent } from './percent.ts';
import { mixtureJson, spreadSentence, structuresTable } from './structures-report.ts';
import { textTable } from './text-table.ts';

/** Lines of a table; longer forecasts show every so many rows and the last. */
const LINES = 14;

export function forecastJson(report: ForecastReport) {
  const { run, simulator, forecast, timeUnit, mixture, ...words } = report;
  return {
    run: run.id,
    simulator,
    ...(mixture && mixtureJson(mixture)),
    timeUnit,
    horizon: forecast.horizon,
    runs: forecast.runs,
    trajectories: forecast.trajectories.map(({ failures, dates, outputs, ...one }) => ({
      ...one,
      ...(dates && { dates: dates.slice(one.origin + 1) }),
      failed: failures.length,
      // Runs as they are lie in paths.csv.
      outputs: outputs.map(({ paths: _paths, ...output }) => output),
    })),
    ...words,
    table: `runs/${run.id}/forecast.csv`,
  };
}

export function showForecast(report: ForecastReport): string {
  const { forecast, simulator, run, timeUnit, warnings, conditions, mixture } = report;
  const ahead = plural(forecast.horizon, timeUnit);
  const title = mixture
    ? `${plural(mixture.structures.length, 'structure')} with weights`
    : simulator.title;
  return [
    `${title}: ${ahead} ahead, ${plural(forecast.runs, 'run')}`,
    ...(mixture ? [structuresTable(mixture.structures)] : []),
    ...warnings.map((text) => `! ${text}`),
    ...forecast.trajectories.flatMap((one, index) => [
      ...(forecast.trajectories.length > 1 ? [`== ${one.id} ==`] : []),
      startOf(one),
      ...one.outputs.flatMap((output) => [
        tableOf(output, one),
        sentencesOf(output, one, forecast.runs, ahead),
        ...(mixture ? [spreadOf(mixture, index, output, one)] : []),
      ]),
    ]),
    `In brackets, the simulation error: where a figure would lie with ever more runs. More runs narrow it, not the risk.`,
    conditions.join('\n'),
    `Every row: runs/${run.id}/forecast.csv${mixture ? ', structures.csv' : ''}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function startOf(one: TrajectoryForecast): string {
  const { particles, ensembles, share, weakest, logLikelihood } = one.filter;
  const start = `From the state at the end of ${dayOf(one, one.origin)}.`;
  const last = share.at(-1);
  if (last === undefined || weakest === undefined) return start;
  return (
    `${start} Of every ${particles} runs, about ${Math.round(last * particles)} agreed with what was observed that day ` +
    `(effective sample size; the fewest of the last days: ${Math.round(weakest.share * particles)} on ${dayOf(one, weakest.row)}). ` +
    `Log-likelihood of what was observed: ${logLikelihood.median.toFixed(1)} ` +
    `(${logLikelihood.low.toFixed(1)} to ${logLikelihood.high.toFixed(1)} over ${plural(ensembles, 'group')} of runs).`
  );
}

/** Where the ranges of the last row come from. */
function spreadOf(
  mixture: MixtureReport,
  index: number,
  { name, rows }: OutputForecast,
  one: TrajectoryForecast,
): string {
  const spread = mixture.spread[index]?.find(({ output }) => output === name);
  return spread === undefined
    ? ''
    : spreadSentence(mixture.structures, spread, dayOf(one, one.origin + rows.length));
}

function tableOf({ name, unit, rows, line }: OutputForecast, one: TrajectoryForecast): string {
  const every = Math.ceil(rows.length / LINES);
  const shown = rows.flatMap((fan, h) => {
    if ((h + 1) % every !== 0 && h !== rows.length - 1 && h !== 0) return [];
    const range = (low: number, high: number) =>
      `${formatNumber(at(fan, low).value)} to ${formatNumber(at(fan, high).value)}`;
    return [
      [
        dayOf(one, one.origin + 1 + h),
        formatNumber(at(fan, 0.5).value),
        range(0.25, 0.75),
        range(0.1, 0.9),
        range(0.025, 0.975),
        ...(line ? [percent(line.on[h]!.value), percent(line.by[h]!.value)] : []),
      ],
    ];
  });
  const title = `${name}${unit === '' ? '' : ` (${unit})`}`;
  const titles = [title, 'median', '5 of 10', '8 of 10', '19 of 20'];
  const above = line ? [`above ${formatNumber(line.level)}`, 'by then'] : [];
  return textTable([...titles, ...above], shown);
}

function sentencesOf(
  { name, unit, rows, peak, line }: OutputForecast,
  one: TrajectoryForecast,
  runs: number,
  ahead: string,
): string {
  const given = `given ${plural(runs, 'run')}`;
  const what = unit === '' ? name : `${name} (${unit})`;
  const end = dayOf(one, one.origin + rows.length);
  const upper = (fan: Fan) => {
    const { value, ...error } = at(fan, 0.95);
    return `more than ${formatNumber(value)} (${rangeOf(error)} ${given})`;
  };
  const chance = line?.by.at(-1);
  return [
    `Risk, ${what}: on ${end} in 1 of 20 outcomes ${upper(rows.at(-1)!)}; the highest of the ${ahead} in 1 of 20 outcomes ${upper(peak)}.`,
    ...(line && chance
      ? [
          `Risk, above ${formatNumber(line.level)} at least once by ${end}: ${percent(chance.value)} (${percent(chance.low)} to ${percent(chance.high)} ${given}).`,
        ]
      : []),
  ].join('\n');
}

function at(fan: Fan, level: number) {
  return fan.quantiles.find((one) => one.level === level)!;
}

function rangeOf({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  const [from, to] = [formatNumber(low), formatNumber(high)];
  return from === to ? `${from}` : `${from} to ${to}`;
}
