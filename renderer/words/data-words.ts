/** What the data say, in a sentence. */
import type { DataRows } from '../state/use-data-rows.ts';
import { formatDate } from './dates.ts';
import { count, formatAmount, keptSentence, plainName } from './numbers.ts';

/** 'ICU occupied went from 10 to 1,313 patients (highest 7 Apr 2020). ... The last 28 days are kept for the check.' */
export function dataSentence(
  { rows, trainingRows, dates, series }: DataRows,
  rowWord: string,
): string {
  const kept = rows - trainingRows;
  const sentences = series.slice(0, 2).map(({ name, unit, values }) => {
    const high = highest(values);
    if (high === undefined) return `${plainName(name)} has no values.`;
    const at = dates?.[high.row];
    const when = at === undefined ? '' : ` on ${formatDate(at)}`;
    return `${capital(plainName(name))} was highest${when}, at ${formatAmount(high.value, unit)}.`;
  });
  const others = series.length > 2 ? [`${count(series.length - 2, 'more column')} beside.`] : [];
  const held = kept > 0 ? [keptSentence(kept, rowWord)] : [];
  return [...sentences, ...others, ...held].join(' ');
}

function highest(values: Float64Array): { row: number; value: number } | undefined {
  let best: { row: number; value: number } | undefined;
  values.forEach((value, row) => {
    if (!Number.isNaN(value) && (best === undefined || value > best.value)) best = { row, value };
  });
  return best;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
