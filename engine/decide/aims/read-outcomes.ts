/** The part of a sentence that says what of all outcomes counts: 'in 95 % of outcomes', 'in the worst 5 %', 'on average'. */
import { NUMBER, readNumber } from './exact-numbers.ts';
import type { OutcomeWords } from './sentence-text.ts';

const COUNTS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const COUNT = `(${NUMBER}|${COUNTS.join('|')}|(?:a )?hundred)`;
const CASES = '(?:all )?(?:the )?(?:possible )?(?:outcomes|cases|runs|futures|times)';
const PER_CENT = '(?:%|per cent|percent)';

interface Form {
  readonly pattern: RegExp;
  /** `a`, `b`: what was captured. */
  readonly read: (a: string, b: string) => OutcomeWords;
}

const share = (value: number): OutcomeWords => ({ kind: 'share', share: value });
const worst = (level: number): OutcomeWords => ({ kind: 'worst', level });

/** The first that is found counts. */
const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(`in the worst outcomes beyond a share of (${NUMBER})`),
    read: (level) => worst(readNumber(level)),
  },
  {
    pattern: new RegExp(
      `(?:on average )?(?:in|over|of) the worst (${NUMBER}) ?${PER_CENT}(?: of ${CASES})?`,
    ),
    read: (part) => worst(1 - readNumber(part) / 100),
  },
  {
    pattern: new RegExp(
      `(?:on average )?(?:in|over|of) the worst ${COUNT} (?:of|in|out of)(?: every)? ${COUNT}(?: ${CASES})?`,
    ),
    read: (part, of) => worst(1 - countOf(part) / countOf(of)),
  },
  {
    pattern: new RegExp(`in a share of (${NUMBER}) of ${CASES}`),
    read: (part) => share(readNumber(part)),
  },
  {
    pattern: new RegExp(`(?:in|with)(?: at least)? (${NUMBER}) ?${PER_CENT} of ${CASES}`),
    read: (part) => share(readNumber(part) / 100),
  },
  {
    pattern: new RegExp(
      `with an? (?:chance|probability|certainty) of(?: at least)? (${NUMBER}) ?${PER_CENT}`,
    ),
    read: (part) => share(readNumber(part) / 100),
  },
  {
    pattern: new RegExp(
      `with(?: at least)?(?: an?)? (${NUMBER}) ?${PER_CENT} (?:chance|probability|certainty|confidence)`,
    ),
    read: (part) => share(readNumber(part) / 100),
  },
  {
    pattern: new RegExp(
      `in(?: at least)? ${COUNT} (?:of|in|out of)(?: every)? ${COUNT}(?: ${CASES})?`,
    ),
    read: (part, of) => share(countOf(part) / countOf(of)),
  },
  {
    pattern: /in (?:all|every|each) (?:possible )?(?:outcomes?|cases?|runs?|futures?)/,
    read: () => share(1),
  },
  {
    pattern:
      /(?:on average|in expectation|as expected|in the mean)(?: over all (?:outcomes|cases|runs|futures))?/,
    read: () => ({ kind: 'mean' }),
  },
];

/** The text without it. */
export function takeOutcomes(text: string): {
  readonly rest: string;
  readonly outcomes: OutcomeWords | undefined;
} {
  for (const { pattern, read } of FORMS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [whole, a = '', b = ''] = found;
    const before = text.slice(0, found.index).replace(/[,\s]+$/, '');
    const after = text.slice(found.index + whole.length).replace(/^[,\s]+/, '');
    return { rest: `${before} ${after}`.trim(), outcomes: read(a, b) };
  }
  return { rest: text, outcomes: undefined };
}

function countOf(text: string): number {
  if (text.endsWith('hundred')) return 100;
  const at = COUNTS.indexOf(text);
  return at < 0 ? readNumber(text) : at + 1;
}
