/** A fitted number in words: how much the data narrowed it, and where on what was possible it lies. */
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import type { OriginKind } from '../../words/origin-words.ts';

export type FittedNumber = CalibrationView['parameters'][number];

/** Below this share the data say next to nothing: the value is what was assumed. */
const NOTHING_TOLD = 0.1;

export function isNarrowed({ narrowed }: FittedNumber): boolean {
  return narrowed !== null && narrowed >= NOTHING_TOLD;
}

/** 'narrowed by 94 %'. */
export function narrowedWords({ narrowed }: FittedNumber): string {
  if (narrowed === null) return 'not measured';
  if (narrowed < NOTHING_TOLD) return 'the data say nothing about it';
  if (narrowed > 0.99) return 'narrowed by more than 99 %';
  return `narrowed by ${Math.round(100 * narrowed)} %`;
}

/** A number that the data say nothing about is an assumption: of whoever set its possible range. */
export function originOf(number: FittedNumber, changedByYou: ReadonlySet<string>): OriginKind {
  if (number.narrowed === null || isNarrowed(number)) return 'calibrated';
  return changedByYou.has(number.name) ? 'you' : 'model';
}

/** Where a value lies on the possible range, 0 to 1; by orders of magnitude where the range is one of them. */
export function placeOn(number: FittedNumber, value: number): number {
  const { prior, priorLow, priorHigh } = number;
  const byMagnitude =
    (prior.kind === 'log-uniform' || prior.kind === 'log-normal') && priorLow > 0 && value > 0;
  const scaled = byMagnitude ? Math.log : (plain: number) => plain;
  const share = (scaled(value) - scaled(priorLow)) / (scaled(priorHigh) - scaled(priorLow));
  return Number.isNaN(share) ? 0.5 : Math.min(1, Math.max(0, share));
}

/** '12 numbers were fitted. The data narrowed 10 of them; they say nothing about 2.' */
export function fittedSentence(numbers: readonly FittedNumber[]): string {
  const all =
    numbers.length === 1 ? 'One number was fitted.' : `${numbers.length} numbers were fitted.`;
  if (numbers.every(({ narrowed }) => narrowed === null))
    return `${all} How sure each value is was not measured.`;
  const open = numbers.filter((number) => !isNarrowed(number)).length;
  if (open === 0) return `${all} The data narrowed ${numbers.length === 1 ? 'it' : 'all of them'}.`;
  if (open === numbers.length)
    return `${all} The data say nothing about ${open === 1 ? 'it' : 'them'}.`;
  return `${all} The data narrowed ${numbers.length - open} of them; they say nothing about ${open}.`;
}

/** The numbers in the order in which they are worth laying side by side: those that cannot be told apart, then the most narrowed. */
export function pairedFirst({ parameters, correlations }: CalibrationView): string[] {
  const apart = correlations.flatMap(({ a, b }) => [a, b]);
  const narrowed = parameters
    .toSorted((a, b) => (b.narrowed ?? 0) - (a.narrowed ?? 0))
    .map(({ name }) => name);
  return [...new Set([...apart, ...narrowed])];
}
