/** Where a policy fails, in sentences. */
import { listed, percent } from '../../trust/words.ts';
import type { Limit } from './box.ts';
import { type FactorWords, valueWords } from './factor-words.ts';
import type { FailureBox, FailureBoxes } from './failure-boxes.ts';

/** How often it fails, then one sentence a box; why there is none where there is none. */
export function failureWords(found: FailureBoxes, words: FactorWords): string[] {
  const { kind, share, boxes } = found;
  const runs = `It fails in ${preciseShare(share)} of the runs`;
  switch (kind) {
    case 'never':
      return ['It fails in none of the runs.'];
    case 'always':
      return ['It fails in every run.'];
    case 'too-few':
      return [`${runs}: too few ${share < 0.5 ? 'failures' : 'runs do not fail'} to tell where.`];
    case 'none-found':
      return [
        `${runs}, but nowhere in particular: no limit on what varies holds them together better than chance would.`,
      ];
    case 'found':
      return [`${runs}.`, ...boxes.map((box, k) => boxWords(box, k > 0, found, words))];
    default:
      return kind satisfies never;
  }
}

function boxWords(
  { limits, coverage, density }: FailureBox,
  isFurther: boolean,
  { factors }: FailureBoxes,
  words: FactorWords,
): string {
  const when = listed(limits.map((limit) => limitWords(limit, factors, words)));
  const start = isFurther ? 'It also fails when' : 'It fails when';
  return `${start} ${when} (this holds ${percent(coverage)} of the failures; inside it, ${percent(density)} of runs fail).`;
}

function limitWords(
  { factor: index, low, high, options }: Limit,
  factors: FailureBoxes['factors'],
  words: FactorWords,
): string {
  const factor = factors[index] ?? { name: String(index) };
  const name = words.name(factor.name);
  const value = (own: number): string => valueWords(factor, own, words);
  if (options !== undefined) return `${name} is ${options.map(value).join(' or ')}`;
  if (low !== undefined && high !== undefined) {
    return `${name} is between ${value(low)} and ${value(high)}`;
  }
  return low === undefined ? `${name} < ${value(high ?? Number.NaN)}` : `${name} > ${value(low)}`;
}

/** With a digit more where a whole percentage would say never or always. */
function preciseShare(share: number): string {
  return share < 0.01 || share > 0.99
    ? `${Number((100 * share).toPrecision(3))} %`
    : percent(share);
}
