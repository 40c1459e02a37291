/** Numbers with how exact they are, as they are read. */
import { formatAmount, formatNumber, unitWords } from '../../words/numbers.ts';

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** '47 beds (46 to 49)'; alone where it is exact. */
export function estimateWords({ value, low, high }: Estimate, unit: string): string {
  const amount = formatAmount(shown(value), unit);
  const [from, to] = [formatNumber(shown(low)), formatNumber(shown(high))];
  return from === to ? amount : `${amount} (${from} to ${to})`;
}

/** Of a share: '96 % (94 to 97)'. */
export function chanceWords({ value, low, high }: Estimate): string {
  const [from, to] = [percents(low), percents(high)];
  return from === to ? `${percents(value)} %` : `${percents(value)} % (${from} to ${to})`;
}

/** '5 to 95 %: 40 to 52 beds'. */
export function outcomesWords(p05: number, p95: number, unit: string): string {
  const words = unitWords(unit);
  return `${formatNumber(shown(p05))} to ${formatNumber(shown(p95))}${words === '' ? '' : ` ${words}`}`;
}

function percents(share: number): string {
  return formatNumber(Number((100 * share).toFixed(1)));
}

/** Three digits that mean something. */
function shown(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
