/** What a search understands of a project's words, before anything is run. */
import type { Series } from '../data/dataset.ts';
import { type Clues, MIN_WORDS, readClues, sentencesOf } from '../discover/clues.ts';
import type { UnderstandingView } from './contract/understanding-view.ts';
import { projectWords } from './project-words.ts';
import { misunderstoodRules, spokenRules } from './rule-words.ts';

/** `series`: of the data in use; none: no data yet. */
export function readWords(
  meta: Parameters<typeof projectWords>[0],
  series: readonly Series[],
): UnderstandingView {
  const words = projectWords(meta);
  const clues = readClues(words);
  return {
    isTooShort: clues.wordCount < MIN_WORDS,
    themes: themesOf(clues),
    numbers: numbersOf(clues, words),
    rules: spokenRules(words, series),
    notUnderstood: misunderstoodRules(meta.rules, series),
    facts: clues.facts.map(({ value, population, sentence }) => ({
      sentence,
      words: `${value} of ${population} had been ill in the end`,
    })),
  };
}

type Theme = keyof Clues['themes'];

const THEME_WORDS = {
  contagion: 'an infection that spreads',
  stay: 'people who stay for a while',
  phases: 'a stay in phases',
  mixture: 'short and long stays',
  capacity: 'a limit on places',
  queue: 'a queue',
  stock: 'a stock and its orders',
  demand: 'demand',
  weekly: 'a weekly rhythm',
  trend: 'a trend or a season',
  underReporting: 'figures that are not complete',
  delay: 'a delay',
  waning: 'protection that fades',
  immunity: 'people who are immune',
  isolation: 'ill people who are kept apart',
  change: 'a measure from some day on',
  kinds: 'several kinds of people or goods',
  preference: 'an order in which places are filled',
  deaths: 'deaths',
  daily: 'steps of a day',
  anytime: 'things that happen at any time of the day',
  leadTime: 'a time from order to delivery',
} as const satisfies Record<Theme, string>;

function themesOf({ themes }: Clues): UnderstandingView['themes'] {
  return Object.entries(themes).map(([theme, sentence]) => ({
    words: THEME_WORDS[theme as Theme],
    sentence,
  }));
}

const NUMBERS = [
  { clue: 'population', words: 'people in all', unit: 'people' },
  { clue: 'typicalStay', words: 'a typical stay', unit: 'days' },
  { clue: 'capacity', words: 'places', unit: 'places' },
  { clue: 'leadTime', words: 'from order to delivery', unit: 'days' },
] as const;

/** Each with the sentence that gives the same number when it stands alone. */
function numbersOf(clues: Clues, words: string): UnderstandingView['numbers'] {
  const alone = sentencesOf(words).map((sentence) => ({ sentence, ...readClues(sentence) }));
  return NUMBERS.flatMap(({ clue, ...number }) => {
    const value = clues[clue];
    if (value === undefined) return [];
    const sentence = alone.find((one) => one[clue] === value)?.sentence ?? '';
    return [{ ...number, value, sentence }];
  });
}
