/**
 * What the words say: themes that point to kinds of systems and blocks, numbers with a meaning, and facts
 * that a model must not contradict. Plain pattern matching over sentences: the composer works offline, and
 * every clue keeps the sentence that it came from, so that a person can see why.
 */

import { isDisputed } from './disputed.ts';

const THEMES = {
  contagion:
    /\b(influenza|flu|infect\w*|contagi\w*|epidemic|outbreak|pandemic|virus|disease spread\w*|transmi\w*)\b/i,
  stay: /\b(stay\w*|length of stay|bed|beds|ward|wards|occup\w*|intensive care|icu|discharg\w*|admi(t|ssion)\w*|patients?)\b/i,
  phases: /\b(phases?|stages?|recover\w*|weaning|step[- ]?down|acute)\b/i,
  mixture:
    /\b(some (stay|are|leave)\w*[^.]*(short|long)|short[- ]stay\w*|long[- ]stay\w*|two (kinds|groups|types))\b/i,
  capacity: /\b(capacity|full|turned away|diverted|refused|no (free )?beds?)\b/i,
  queue: /\b(queue\w*|wait\w*|waiting (list|room|time))\b/i,
  stock:
    /\b(stock\w*|inventor\w*|warehouse|suppl\w*|backlog|reorder\w*|orders?|lead[- ]?time|shipment\w*|deliver\w*)\b/i,
  demand: /\b(demand\w*|sales|sold|customers?|consum\w*|requests?)\b/i,
  weekly: /\b(weekend\w*|weekday\w*|weekly|mondays?|sundays?|day of the week)\b/i,
  trend: /\b(trend\w*|grow\w*|increas\w*|declin\w*|seasonal\w*)\b/i,
  underReporting:
    /\b(under-?report\w*|not (all )?(reported|recorded|registered)|unreported|incomplete (records|reporting))\b/i,
  delay: /\b(delay\w*|lag\w*|late|lead[- ]?time|incubation|latent|latency)\b/i,
  waning: /\b(waning|wane\w*|immunity (fades|is lost)|re-?infect\w*)\b/i,
  immunity: /\b(immun\w*|vaccinat\w*|susceptib\w*)\b/i,
  isolation: /\b(confined|isolat\w*|quarantin\w*|sick bay|sent to bed|put to bed)\b/i,
  change:
    /\b(lockdown|measures?|intervention|closed(?! (population|group|community|system))|closure|policy change|from (that|this) day)\b/i,
  kinds:
    /\b(diseases|diagnos[ei]s|((two|three|four|five|several|various|different|\d+) (different )?(kinds|types|groups|classes|categories)|(kinds|types|groups|classes|categories) of) (of )?(patients|people|customers|goods|beds)|by (kind|type|disease|diagnosis))\b/i,
  preference:
    /\b(priorit\w*|prefer\w*|preferably|(first|then|next) (to|try|tries|tried|go|goes|choice)|(try|tries|tried|go|goes)\b[^.]{0,30}\bfirst|otherwise|overflow\w*|spill\w*)\b/i,
  deaths: /\b(die|dies|died|dying|deaths?|mortality|fatal\w*|deceased?|surviv\w*)\b/i,
  daily:
    /\b(discrete[- ](time|steps?)|time[- ]steps?|(each|every|once a|once per|at each) (day|step|morning|night|evening)|day by day|from one day to the next|daily)\b/i,
  anytime:
    /\b(at (random|any|all|irregular|different|unpredictable) (times?|hours?|moments?)|(any|no fixed) time|around the clock|day and night|(during|throughout|in the course of) the day)\b/i,
  leadTime:
    /\b(lead[- ]?times?|(arrives?|delivered|delivery|deliveries|received)[^.]{0,30}\b(later|after|within)|(orders?|deliver(y|ies)|shipments?) takes?)\b/i,
} as const satisfies Record<string, RegExp>;

type Theme = keyof typeof THEMES;

/** 'in the end 512 of the 763 boys had fallen ill': a total that a model's total is compared with. */
export interface Fact {
  readonly quantity: 'ever-ill';
  readonly value: number;
  readonly population: number;
  readonly sentence: string;
}

export interface Clues {
  readonly wordCount: number;
  /** Theme -> first sentence that mentions it. */
  readonly themes: Readonly<Partial<Record<Theme, string>>>;
  /** Themes that a sentence rules out ('nobody was turned away') and none affirms, with that sentence. */
  readonly denied: Readonly<Partial<Record<Theme, string>>>;
  /** People who can fall ill, from the words. */
  readonly population: number | undefined;
  /** Typical stay or duration of illness in days, from the words. */
  readonly typicalStay: number | undefined;
  /** Beds or places, from the words. */
  readonly capacity: number | undefined;
  /** Days from an order to its delivery, from the words. */
  readonly leadTime: number | undefined;
  readonly facts: readonly Fact[];
}

/** Reads a description. Fewer than `MIN_WORDS` words say too little; the caller warns. */
export function readClues(description: string): Clues {
  const sentences = sentencesOf(description);
  const themes: Partial<Record<Theme, string>> = {};
  const denied: Partial<Record<Theme, string>> = {};
  for (const theme of Object.keys(THEMES) as Theme[]) {
    const found = sentences.map((sentence) => ({
      sentence,
      says: speaksOf(sentence, THEMES[theme]),
    }));
    const affirmed = found.find(({ says }) => says === 'yes');
    const refused = found.find(({ says }) => says === 'no');
    if (affirmed !== undefined) themes[theme] = affirmed.sentence;
    else if (refused !== undefined) denied[theme] = refused.sentence;
  }
  const stated = sentences.filter((sentence) => !isDisputed(sentence));
  const facts = stated.flatMap(readFact);
  return {
    wordCount: description.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length,
    themes,
    denied,
    population: facts[0]?.population ?? firstNumber(stated, POPULATION),
    typicalStay: readDays(stated, STAY),
    leadTime: readDays(stated, LEAD_TIME),
    capacity: firstNumber(stated, CAPACITY),
    facts,
  };
}

/** A description below this many words gives no usable guidance. */
export const MIN_WORDS = 6;

const NUMBER = String.raw`(\d{1,3}(?:[ ,']\d{3})+|\d+(?:\.\d+)?)`;
const PEOPLE =
  '(?:boys|girls|pupils|students|people|persons|inhabitants|residents|employees|soldiers|passengers|patients|children|adults)';
const POPULATION = new RegExp(
  String.raw`(?:population of|school (?:of|with)|town of|city of|with|of|are|were|had)\s+(?:the |about |some )?${NUMBER}\s+${PEOPLE}`,
  'i',
);
const CAPACITY = new RegExp(
  String.raw`(?:${NUMBER}\s+(?:\w+\s+)?(?:beds|places|rooms)\b|capacity (?:of|is)\s+${NUMBER})`,
  'i',
);
const EVER_ILL = new RegExp(
  String.raw`${NUMBER}\s+(?:out )?of\s+(?:the |all |its )?${NUMBER}\s+${PEOPLE}`,
  'i',
);
const ILL = /\b(ill|sick|infected|caught|symptom\w*|fell|contracted)\b/i;
const STAY = new RegExp(
  String.raw`(?:stay\w*|ill|sick|in bed|lasts?)[^.]{0,40}?(?:about|for|of|around|some)?\s*${NUMBER}\s*(day|week)s?`,
  'i',
);
const LEAD_TIME = new RegExp(
  String.raw`(?:lead[- ]?time|(?:orders?|deliver(?:y|ies)|shipments?) (?:takes?|arrives?|comes?))[^.]{0,30}?${NUMBER}\s*(day|week)s?`,
  'i',
);

/** One a line, and up to a sign that ends a sentence. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** 'Nobody was turned away' does not speak of turning away. */
const NEGATION = /\b(nobody|no one|none|never|not|without)\b[^,;]{0,30}$/i;

function speaksOf(sentence: string, theme: RegExp): 'yes' | 'no' | 'nothing' {
  const match = theme.exec(sentence);
  if (match === null) return 'nothing';
  const isDenied = isDisputed(sentence) || NEGATION.test(sentence.slice(0, match.index));
  return isDenied ? 'no' : 'yes';
}

function readFact(sentence: string): Fact[] {
  const match = EVER_ILL.exec(sentence);
  if (match === null || !ILL.test(sentence)) return [];
  const value = toNumber(match[1]);
  const population = toNumber(match[2]);
  return value <= population ? [{ quantity: 'ever-ill', value, population, sentence }] : [];
}

function readDays(sentences: readonly string[], pattern: RegExp): number | undefined {
  for (const sentence of sentences) {
    const match = pattern.exec(sentence);
    if (match !== null) return toNumber(match[1]) * (match[2]?.toLowerCase() === 'week' ? 7 : 1);
  }
  return undefined;
}

function firstNumber(sentences: readonly string[], pattern: RegExp): number | undefined {
  for (const sentence of sentences) {
    const match = pattern.exec(sentence);
    const text = match?.slice(1).find((group) => group !== undefined);
    if (text !== undefined) return toNumber(text);
  }
  return undefined;
}

function toNumber(text: string | undefined): number {
  return Number((text ?? '').replace(/[ ,']/g, ''));
}
