/** What not knowing and chance do to the outcome, in sentences. */

import { listed, percent } from '../../trust/words.ts';
import { sentenceCase } from '../number-words.ts';
import type { EffectRow, Effects } from './effects.ts';
import type { FactorWords, OutcomeWords } from './factor-words.ts';

/** Shares below this are told as one. */
const SMALL = 0.05;
/** A share is named with its range where the range is wider. */
const NARROW = 0.1;
/** Explained shares below this are told. */
const FOLLOWED = 0.8;
/** From this much on the rest of a total is worth a sentence. */
const TOGETHER = 0.1;

export function effectsWords(
  { parts, rows, design, explained, leftOut, draws }: Effects,
  words: FactorWords,
  { name }: OutcomeWords,
): string[] {
  const nameOf = ({ factor }: EffectRow): string => words.name(factor.name);
  const chance =
    parts === null || Number.isNaN(parts.chanceShare)
      ? []
      : [
          `Of the spread of ${name}, ${percent(parts.chanceShare)} is chance that stays even if every number is known, and ${percent(1 - parts.chanceShare)} comes from not knowing the numbers.`,
        ];
  if (rows.length === 0) {
    return [...chance, `What drives ${name} cannot be told: too few runs, or nothing varies.`];
  }
  const whole = parts === null ? 'the spread' : 'what comes from not knowing';
  const isAnyClear = rows.some(({ total }) => total.low > 0);
  const large = rows.filter(({ total }) => total.low > 0 && total.value >= SMALL);
  const small = rows.filter((row) => !large.includes(row));
  return [
    ...chance,
    ...(!isAnyClear ? [`No single number drives ${name} beyond what chance may show.`] : []),
    ...large.map((row) =>
      rowWords(row, whole, sentenceCase(nameOf(row)), design === 'independent'),
    ),
    ...(small.length > 0 && isAnyClear
      ? [
          `${sentenceCase(listed(small.map(nameOf)))} ${small.length > 1 ? 'matter' : 'matters'} little.`,
        ]
      : []),
    ...(explained < FOLLOWED
      ? [
          `These shares follow only ${percent(explained)} of the spread: the rest bends too much to be divided.`,
        ]
      : []),
    ...(leftOut > 0
      ? [`${leftOut} of ${draws} sets of numbers are left out, as a run of them failed.`]
      : []),
  ];
}

function rowWords({ first, total }: EffectRow, whole: string, name: string, independent: boolean) {
  const [alone, share] = [percent(first.value), shareWords(total)];
  if (!independent) {
    return `${name}: if it alone were known, ${alone} of ${whole} would go; if all the others were known, ${share} would be left.`;
  }
  const together = total.value - first.value >= TOGETHER;
  const divided = together ? `, ${alone} of it on its own and the rest together with others` : '';
  return `${name} accounts for ${share} of ${whole}${divided}.`;
}

function shareWords({ value, low, high }: EffectRow['total']): string {
  if (high - low <= NARROW) return percent(value);
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}
