/** Forecasts in sentences: risks as frequencies, and apart from them how sure the figures are. */
import type { ExploreResult } from '../../../engine/studio/contract/explore.ts';
import type { DatedChange } from '../../state/what-if.ts';
import { formatDate } from '../../words/dates.ts';
import { inFrequencies, wholeAmount } from '../../words/frequencies.ts';
import { count, formatAmount, formatNumber, plainName, unitWords } from '../../words/numbers.ts';

export type ForecastRecord = ExploreResult['trajectories'][number];
export type ForecastOutput = ForecastRecord['outputs'][number];

/** A row as people call it: its date, or its number. */
export function dayName({ dates, first }: ForecastRecord, index: number): string {
  const date = dates?.[index];
  return date === undefined ? `row ${first + index + 1}` : formatDate(date);
}

/** 'extra beds times 1.2, 1 Mar 2024 to 7 Mar 2024'. */
export function changeWords(
  { name, how, value, first, last }: DatedChange,
  record: ForecastRecord,
  nameOf: (name: string) => string,
): string {
  const what = how === 'set' ? `set to ${formatNumber(value)}` : `times ${formatNumber(value)}`;
  return `${nameOf(name)} ${what}, ${dayName(record, first - 1)} to ${dayName(record, Math.min(last, record.rows) - 1)}`;
}

/** 'Until 28 Jul 2020 occupied is between 210 and 260 patients in 19 of 20 outcomes, 234 in the middle.' */
export function fanSentence(
  output: ForecastOutput,
  record: ForecastRecord,
  levels: readonly number[],
): string {
  const last = record.rows - 1;
  const at = (level: number) =>
    output.quantiles[last * levels.length + levels.indexOf(level)] ?? Number.NaN;
  const unit = unitWords(output.unit);
  const high = at(0.975);
  return (
    `On ${dayName(record, last)} ${plainName(output.name)} will be between ` +
    `${wholeAmount(at(0.025), '', high)} and ${wholeAmount(high, unit)} in 19 of 20 outcomes, ` +
    `${wholeAmount(at(0.5), '', high)} in the middle.`
  );
}

/** 'In 1 of 20 outcomes the highest is above 247 patients (241 to 252 given 500 runs).' */
export function peakSentence(
  { unit, peak, peakLow, peakHigh }: ForecastOutput,
  levels: readonly number[],
  runs: number,
): string {
  const i = levels.indexOf(0.95);
  const [value, low, high] = [peak, peakLow, peakHigh].map((all) => all[i] ?? Number.NaN);
  return (
    `In 1 of 20 outcomes the highest day is above ${wholeAmount(value ?? Number.NaN, unit)} ` +
    `(${wholeAmount(low ?? Number.NaN, '')} to ${wholeAmount(high ?? Number.NaN, '')} given ${count(runs, 'run')}).`
  );
}

/** 'More than 250 patients by 28 Jul 2020: in 1 of 25 outcomes (2 to 6 % given 500 runs).' */
export function limitSentence(
  { unit, line }: ForecastOutput,
  record: ForecastRecord,
  runs: number,
): string | undefined {
  if (line === null) return undefined;
  const last = record.rows - 1;
  const [value, low, high] = [line.by.value, line.by.low, line.by.high].map(
    (all) => all[last] ?? Number.NaN,
  );
  return (
    `More than ${formatAmount(line.level, unit)} at least once by ${dayName(record, last)}: ` +
    `${inFrequencies(value ?? Number.NaN)} (${percentRange(low, high)} given ${count(runs, 'run')}).`
  );
}

/** The first day on which the chance of having been above the line reaches a half. */
export function likelyDay({ line }: ForecastOutput, record: ForecastRecord): string | undefined {
  if (line === null) return undefined;
  const index = line.by.value.findIndex((chance) => chance >= 0.5);
  return index === -1 ? undefined : dayName(record, index);
}

function percentRange(low = Number.NaN, high = Number.NaN): string {
  const [from, to] = [Math.round(100 * low), Math.round(100 * high)];
  return from === to ? `${from} %` : `${from} to ${to} %`;
}
