/** What is known of a project's model and data when measures and policies are looked for. */

import { plainNames } from '../../decide/plain-names.ts';
import type { Observed } from '../../decide/policies/lever-context.ts';
import type { LeverFacts } from '../../decide/policies/lever-contexts.ts';
import type { Means } from '../../decide/schemas/means.ts';
import { datesAhead } from '../../forecast/dates-ahead.ts';
import { originOf } from '../../forecast/future-episode.ts';
import { quantiles } from '../../score/quantiles.ts';
import type { Episode } from '../../simulator/simulation.ts';
import type { ExploredModel, ExploredSubject } from '../explore/explored-subject.ts';

/** `record`: index. Throws ForecastError 'nothing-observed'. */
export function spaceFacts(
  { models }: Pick<ExploredSubject, 'models'>,
  { resources }: Pick<Means, 'resources'>,
  record: number,
  horizon: number,
): LeverFacts {
  const [first] = models;
  const declarations = models.map(({ declaration }) => declaration);
  const episode = first.episodes[record];
  if (episode === undefined) throw new Error(`record: no ${record}`);
  const origin = originOf(episode, first.declaration);
  return {
    models,
    resources,
    names: plainNames(declarations, resources),
    observed: observedIn(models, record),
    recorded: recordedIn(models, record),
    values: calibratedValues(first),
    horizon,
    firstRow: origin + 1,
    dates: rowDates(episode, origin + horizon),
  };
}

/** Middle of the calibrated sets, by parameter. */
function calibratedValues(model: ExploredModel): Record<string, number> {
  return Object.fromEntries(
    Object.keys(model.declaration.parameters).map((name, i) => [
      name,
      calibratedQuantile(model, i, 0.5),
    ]),
  );
}

/** Quantile of one parameter over the calibrated sets. */
export function calibratedQuantile(
  { parameterSets, sets, declaration }: ExploredModel,
  parameter: number,
  level: number,
): number {
  const width = Object.keys(declaration.parameters).length;
  const values = Float64Array.from(
    { length: sets },
    (_, s) => parameterSets[s * width + parameter]!,
  );
  return quantiles(values, [level])[0]!;
}

/** Over all records, as they are of one kind; the last value is that of this record. */
function observedIn(models: ExploredSubject['models'], record: number): Record<string, Observed> {
  const all: Record<string, Observed> = {};
  for (const { episodes } of models)
    for (const name of new Set(episodes.flatMap(({ observed }) => Object.keys(observed)))) {
      if (Object.hasOwn(all, name)) continue;
      const parts = episodes.map(({ observed }) => [...(observed[name] ?? [])]);
      const seen = summaryOf(Float64Array.from(parts.flat()));
      if (seen === null) continue;
      const own = summaryOf(Float64Array.from(parts[record] ?? []));
      all[name] = { ...seen, last: own?.last ?? seen.last };
    }
  return all;
}

/** Null: nothing was observed. */
function summaryOf(values: Float64Array): Observed | null {
  const seen = values.filter((value) => !Number.isNaN(value));
  const last = seen.at(-1);
  if (last === undefined) return null;
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  return {
    low: seen.reduce((a, b) => Math.min(a, b)),
    mean,
    high: seen.reduce((a, b) => Math.max(a, b)),
    last,
  };
}

function recordedIn(models: ExploredSubject['models'], record: number): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { episodes } of models)
    for (const [name, values] of Object.entries(episodes[record]?.levers ?? {})) {
      const seen = summaryOf(values);
      if (seen !== null && !Object.hasOwn(all, name)) all[name] = seen.last;
    }
  return all;
}

/** Dates of rows 0..last, those ahead included; null: undated. */
export function rowDates({ dates }: Pick<Episode, 'dates'>, last: number): string[] | null {
  if (dates === undefined) return null;
  return datesAhead(dates, Math.max(0, last + 1 - dates.length)).slice(0, last + 1);
}
