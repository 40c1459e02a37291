/** Structures with weights, as text and for --json, and what it does to a forecast not to know which is right. */
import { namesOf, type StructureReport } from '../studio/chosen-models.ts';
import type { OutputSpread } from '../studio/forecast-mixture.ts';
import type { MixtureReport } from '../studio/mixture-report.ts';
import { formatNumber } from './format-number.ts';
import { percent } from './percent.ts';
import { textTable } from './text-table.ts';

/** `names`: default: what people call them. */
export function structuresTable(
  structures: readonly StructureReport[],
  names: readonly string[] = namesOf(structures),
): string {
  return textTable(
    ['weight', '90 % range', 'structure'],
    structures.map(({ weight, low, high }, k) => [
      percent(weight),
      `${percent(low)} to ${percent(high)}`,
      names[k] ?? '',
    ]),
  );
}

/** `day`: the last row's. */
export function spreadSentence(
  structures: readonly StructureReport[],
  { output, share, means }: OutputSpread,
  day: string,
): string {
  if (structures.length < 2) return '';
  const names = namesOf(structures);
  const own = means.map((mean, k) => `${names[k]} ${formatNumber(mean.at(-1) ?? Number.NaN)}`);
  return (
    `Of the spread of ${output} on ${day}, ${percent(share.at(-1) ?? Number.NaN)} is due to not knowing which structure is right ` +
    `(share of the variance); on average they say: ${own.join(', ')}.`
  );
}

/** `spread`: by trajectory and output, by row ahead; means in the order of the structures. */
export function mixtureJson({ run, structures, spread }: MixtureReport) {
  return { mixture: run, structures, spread };
}
