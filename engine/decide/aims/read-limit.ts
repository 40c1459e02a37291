/** 'keep ICU beds needed below 40 on all days', with the share of outcomes, as a limit. */
import type { Limit, Metric } from '../schemas/aim.ts';
import { NUMBER, readNumber } from './exact-numbers.ts';
import { metricPhrase } from './metric-words.ts';
import {
  daysIn,
  isProblem,
  type MetricWords,
  OVER,
  readMetric,
  readSeries,
  UNDER,
} from './read-metric.ts';
import { type Asked, type Problem, TOKEN, UNIT } from './sentence-text.ts';

/** What may follow a number: one word, or two. */
const AFTER = String.raw`(?!on |in |at |and |or |of |by )(?:\u00a7\d+\u00a7|[^\s\d]+)`;
const UNITS = `(?: ${AFTER}(?: ${AFTER})?)?`;

type Read = { readonly kind: 'limit'; readonly limit: Limit } | Problem;
type Bound = Omit<Limit, 'chance'>;

/** Longest first: 'no more than' holds 'more than'. */
const COMPARED: readonly (readonly [Limit['is'], string])[] = [
  [
    'at-most',
    `(?:at most|no more than|not more than|no higher than|not (?:above|over)|never ${OVER}|up to|within|a maximum of)`,
  ],
  [
    'at-least',
    `(?:at least|no less than|no fewer than|not less than|not (?:below|under)|never ${UNDER}|a minimum of)`,
  ],
  ['below', UNDER],
  ['above', OVER],
];

const VERB =
  /^(?:please )?(?:keep|hold|stay|make sure(?: that)?|ensure(?: that)?|see to it that|let|have)\s+/;
/** What may stand before the comparison. */
const STAYS =
  '(?:(?:always )?(?:is|are|be|stays?|remains?|lies?) |should (?:be|stay) |must (?:be|stay) )?(?:always )?';

/** `text`: without the words on outcomes. */
export function readLimit(text: string, asked: Asked): Read {
  const isMeant = VERB.test(text) || /^(?:never|always|no) /.test(text);
  const bound = readBound(text.replace(VERB, ''), asked);
  if (bound === undefined) return neither(asked, isMeant);
  if (isProblem(bound)) return bound;
  return withChance(bound, asked);
}

function readBound(text: string, asked: Asked): Bound | Problem | undefined {
  return readEnough(text, asked) ?? readDays(text, asked) ?? readCompared(text, asked);
}

/** 'enough beds', 'never too few beds': no shortage on any day. */
function readEnough(text: string, asked: Asked): Bound | Problem | undefined {
  const days = daysIn(asked.names);
  const found =
    new RegExp(
      `^(?:always )?enough (${TOKEN})(?: (?:on|at) (?:all|every|each) ${days}| every ${days})?$`,
    ).exec(text) ??
    new RegExp(
      `^(?:never|no) (?:too few|too little|run out of|shortage of|lack of) (${TOKEN})$`,
    ).exec(text);
  if (found === null) return undefined;
  const series = readSeries(`shortage of ${found[1]}`, asked);
  return isProblem(series)
    ? series
    : { metric: { series, how: 'peak', level: null }, is: 'at-most', level: 0 };
}

/** 'stock below 10 on at most 3 days' */
function readDays(text: string, asked: Asked): Bound | Problem | undefined {
  const days = daysIn(asked.names);
  for (const [is, compared] of COMPARED) {
    const outer = new RegExp(`^(.+) on ${compared} (${NUMBER}) ${days}$`).exec(text);
    if (outer === null) continue;
    const [, inner = '', count = ''] = outer;
    for (const [how, side] of [
      ['time-above', OVER],
      ['time-below', UNDER],
    ] as const) {
      const found = new RegExp(`^(.+?) ${STAYS}${side} (${NUMBER})(?: ${UNIT})?$`, 'u').exec(inner);
      if (found === null) continue;
      const series = readSeries(found[1] ?? '', asked);
      if (isProblem(series)) return series;
      const metric: Metric = { series, how, level: readNumber(found[2] ?? '') };
      return { metric, is, level: readNumber(count) };
    }
  }
  return undefined;
}

function readCompared(text: string, asked: Asked): Bound | Problem | undefined {
  const days = daysIn(asked.names);
  const everyDay = new RegExp(
    `,? (?:on (?:all|every|each|any) ${days}|(?:every|each|any) ${days}|at all times|all the time|always|throughout)$`,
  );
  const isEveryDay = everyDay.test(text) || /\b(?:never|always) /.test(text);
  const plain = text.replace(everyDay, '').trim();
  for (const [is, compared] of COMPARED) {
    const found = new RegExp(`^(.+?) ${STAYS}${compared} (${NUMBER})${UNITS}$`).exec(plain);
    if (found === null) continue;
    const read = readMetric((found[1] ?? '').replace(/,$/, ''), asked);
    if (isProblem(read)) return read;
    return boundOf(read, { is, level: readNumber(found[2] ?? '') }, isEveryDay, asked);
  }
  return undefined;
}

function boundOf(
  { series, how, level: line }: MetricWords,
  { is, level }: Pick<Limit, 'is' | 'level'>,
  isEveryDay: boolean,
  { names }: Asked,
): Bound | Problem {
  if (how !== undefined && isEveryDay) {
    const what = metricPhrase({ how, level: line }, '...', names);
    return {
      message: `limit: the ${what} is one number, not one a ${names.timeUnit}`,
      hint: `Leave out either "${what.replace(/ ?\.\.\./, '')}" or "on all ${names.timeUnit}s".`,
    };
  }
  if (how !== undefined) return { metric: { series, how, level: line }, is, level };
  const isUpper = is === 'below' || is === 'at-most';
  const everyDay = isUpper ? 'peak' : 'lowest';
  const usual = series.kind === 'cost' && !isEveryDay ? 'total' : everyDay;
  return { metric: { series, how: usual, level: null }, is, level };
}

function withChance(bound: Bound, { outcomes }: Asked): Read {
  if (outcomes?.kind === 'share' && outcomes.share >= 0.01 && outcomes.share <= 1)
    return { kind: 'limit', limit: { ...bound, chance: outcomes.share } };
  return {
    message: 'limit: in how many of all outcomes must it hold?',
    hint: 'Add at the end: in 95 % of outcomes.',
  };
}

function neither({ names }: Asked, isLimit: boolean): Problem {
  const [first] = names.series;
  const words = first?.words ?? 'beds needed';
  const limit = `Keep ${words} below 40 on all ${names.timeUnit}s in 95 % of outcomes`;
  return isLimit
    ? {
        message: 'limit: what must stay above or below which number?',
        hint: `Put it as: ${limit}.`,
      }
    : {
        message: 'sentence: neither an aim nor a limit',
        hint: `Put it as: Minimise the total cost, on average. Or: ${limit}.`,
      };
}
