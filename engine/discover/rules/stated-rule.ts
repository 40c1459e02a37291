/** Rules that the person states in words and that every simulated trajectory must keep. */
import { isDisputed } from '../disputed.ts';
import { boundsIn } from './bounds.ts';
import { conservedIn } from './conservation.ts';
import { seriesIn, speaksOfEverything } from './match-series.ts';
import { sentencesOf, tokensOf } from './rule-words.ts';

/** 'beds never exceed 20', 'stock never goes below 0', 'patients are conserved'. */
export type StatedRule =
  | {
      readonly kind: 'at-most' | 'at-least';
      /** Name of the series that it speaks of. */
      readonly series: string;
      readonly value: number;
      /** The sentence that states it. */
      readonly sentence: string;
    }
  | {
      /** The sum of these series never changes. */
      readonly kind: 'conserved';
      readonly series: readonly string[];
      readonly sentence: string;
    };

/**
 * Rules in a description, for series with these names. What holds only sometimes, was so once, or is under a
 * condition is no rule; a rule on something that no series is named after is left out (`unmatchedRules`).
 */
export function readRules(description: string, names: readonly string[]): StatedRule[] {
  return sentencesOf(description).flatMap((sentence) => readSentence(sentence, names).rules);
}

/** Sentences that state a rule of which it cannot be told what series, or what number, it speaks of. */
export function unmatchedRules(description: string, names: readonly string[]): string[] {
  return sentencesOf(description).filter((sentence) => !readSentence(sentence, names).isMatched);
}

interface ReadSentence {
  readonly rules: readonly StatedRule[];
  /** Every rule in it is understood. */
  readonly isMatched: boolean;
}

/** Words of the longest sentence that may be a rule; a longer text is a table, or no text at all. */
const LONGEST = 120;

function readSentence(sentence: string, names: readonly string[]): ReadSentence {
  const tokens = tokensOf(sentence);
  if (isDisputed(sentence) || tokens.length > LONGEST) return { rules: [], isMatched: true };
  const conserved = conservedIn(tokens, names);
  if (conserved !== undefined) {
    const isMatched = conserved.length > 0;
    return {
      isMatched,
      rules: isMatched ? [{ kind: 'conserved', series: conserved, sentence }] : [],
    };
  }
  const rules: StatedRule[] = [];
  let isMatched = true;
  let subject: readonly string[] = [];
  for (const { kind, value, before, after } of boundsIn(tokens)) {
    const own = subjectOf(before, names);
    const later = own.length > 0 ? own : subject;
    subject = later.length > 0 ? later : subjectOf(after, names);
    if (subject.length === 0 || value === undefined) isMatched = false;
    else rules.push(...subject.map((series) => ({ kind, series, value, sentence })));
  }
  return { rules, isMatched };
}

function subjectOf(words: readonly string[], names: readonly string[]): readonly string[] {
  return speaksOfEverything(words) ? names : seriesIn(words, names);
}
