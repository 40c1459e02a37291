/** Comparisons in sentences and figures. */
import type { Fan } from '../../charts/fan.ts';
import type { ComparedScenario } from '../../state/compare-store.ts';
import { formatDate } from '../../words/dates.ts';
import { wholeAmount } from '../../words/frequencies.ts';
import { formatAmount, formatNumber, unitWords } from '../../words/numbers.ts';

export type ComparedMetric = ComparedScenario['metrics'][number];
export type Estimate = ComparedMetric['mean'];

/** 'On 28 Jul 2020 between 210 and 260 patients in 8 of 10 outcomes, 234 in the middle.' */
export function lastDaySentence({ x, levels, quantiles }: Fan, unit: string): string {
  const row = x.length - 1;
  const at = (level: number) =>
    quantiles[row * levels.length + levels.indexOf(level)] ?? Number.NaN;
  const [low, middle, high] = [at(0.1), at(0.5), at(0.9)];
  const place = x[row];
  const day = typeof place === 'string' ? formatDate(place) : `row ${place}`;
  const size = Math.max(Math.abs(low), Math.abs(high));
  return (
    `On ${day} between ${wholeAmount(low, '', size)} and ${wholeAmount(high, unitWords(unit), size)} ` +
    `in 8 of 10 outcomes, ${wholeAmount(middle, '', size)} in the middle.`
  );
}

/** Whole beside values of ten and more. */
export function figure(value: number, size = Math.abs(value)): string {
  return wholeAmount(value, '', size);
}

export function signedFigure(value: number): string {
  const told = Math.abs(value) >= 10 ? value : Number(value.toPrecision(2));
  return `${told > 0 ? '+' : ''}${figure(told)}`;
}

/** '(−41 to −29)', empty where simulation error is not worth telling. */
export function errorWords({ low, high }: Estimate, said: (value: number) => string): string {
  return said(low) === said(high) ? '' : `(${said(low)} to ${said(high)})`;
}

/** 'lower in 83 of 100 runs (79 to 87)': of the direction that most runs went. */
export function chanceWords({ lower, higher }: ComparedMetric): string {
  if (!lower || !higher) return '';
  if (lower.value === 0 && higher.value === 0) return 'the same in all runs';
  const isLower = lower.value >= higher.value;
  const told = isLower ? lower : higher;
  const of = (share: number) => formatNumber(Math.round(100 * share));
  const error = of(told.low) === of(told.high) ? '' : ` (${of(told.low)} to ${of(told.high)})`;
  return `${isLower ? 'lower' : 'higher'} in ${of(told.value)} of 100 runs${error}`;
}

/** Chance of being above the line on the day on which it is highest. */
export function worstDay(above: Float64Array): number {
  return above.reduce((most, chance) => (chance > most ? chance : most), 0);
}

/** '47 % at worst': as much as fits beside a line of a small chart. */
export function limitLabel(level: number, unit: string, chance: number | undefined): string {
  return chance === undefined
    ? formatAmount(level, unit)
    : `${formatNumber(Math.round(100 * chance))} % at worst`;
}
