/** What a metric is called, and what it is counted in. */
import type { Metric, Series } from '../schemas/aim.ts';
import type { AimNames } from './aim-names.ts';
import { exactNumber } from './exact-numbers.ts';

/** 'highest day of ICU beds needed'; follows 'the'. `of`: what the series is called. */
export function metricPhrase(
  { how, level }: Pick<Metric, 'how' | 'level'>,
  of: string,
  { timeUnit }: Pick<AimNames, 'timeUnit'>,
): string {
  switch (how) {
    case 'mean':
      return `mean ${of}`;
    case 'total':
      return `total ${of}`;
    case 'peak':
      return `highest ${timeUnit} of ${of}`;
    case 'lowest':
      return `lowest ${timeUnit} of ${of}`;
    case 'last':
      return `last ${timeUnit} of ${of}`;
    case 'time-above':
      return `${timeUnit}s with ${of} above ${exactNumber(level ?? 0)}`;
    case 'time-below':
      return `${timeUnit}s with ${of} below ${exactNumber(level ?? 0)}`;
    default:
      return how satisfies never;
  }
}

/** 'cost', 'shortage of extra beds', 'ICU beds needed'; a name that is not known as it is. */
export function seriesWords(series: Series, { series: known }: Pick<AimNames, 'series'>): string {
  const wordsOf = (name: string) => known.find((one) => one.name === name)?.words ?? name;
  switch (series.kind) {
    case 'cost':
      return 'cost';
    case 'shortage':
      return `shortage of ${wordsOf(series.resource)}`;
    case 'named':
      return wordsOf(series.name);
    default:
      return series satisfies never;
  }
}

/** By itself: 'Highest day of ICU beds needed'. */
export function metricWords(metric: Metric, names: AimNames): string {
  const phrase = metricPhrase(metric, seriesWords(metric.series, names), names);
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/** 'patients', 'days', '€'; a total of what is there is in 'patient-days', of what comes a day in what comes. */
export function metricUnit({ series, how }: Metric, names: AimNames): string {
  const { timeUnit, currency } = names;
  if (how === 'time-above' || how === 'time-below') return `${timeUnit}s`;
  if (series.kind === 'cost') return how === 'total' ? currency : `${currency}/${timeUnit}`;
  const name = series.kind === 'shortage' ? series.resource : series.name;
  const unit = names.series.find((one) => one.name === name)?.unit ?? '';
  if (how !== 'total' || unit === '') return unit;
  const perStep = `/${timeUnit}`;
  return unit.endsWith(perStep)
    ? unit.slice(0, -perStep.length)
    : `${unit.replace(/s$/, '')}-${timeUnit}s`;
}
