/** The part of a sentence that names a metric: 'the highest day of ICU beds needed', 'total cost', 'days with stock below 10'. */

import { nearestName } from '../nearest-name.ts';
import type { Metric, Series } from '../schemas/aim.ts';
import type { AimNames } from './aim-names.ts';
import { NUMBER, readNumber } from './exact-numbers.ts';
import { type Asked, type Problem, TOKEN, UNIT } from './sentence-text.ts';

export interface MetricWords {
  readonly series: Series;
  /** Undefined: not said. */
  readonly how: Metric['how'] | undefined;
  readonly level: number | null;
}

/** 'days', and what the model counts in. */
export function daysIn({ timeUnit }: Pick<AimNames, 'timeUnit'>): string {
  return `(?:days?|steps?|${timeUnit}s?)`;
}

export const OVER = '(?:above|over|more than|greater than|higher than|exceeding|beyond)';
export const UNDER = '(?:below|under|less than|fewer than|lower than)';

/** `text`: without the article. */
export function readMetric(text: string, asked: Asked): MetricWords | Problem {
  const phrase = withoutArticle(text);
  const days = daysIn(asked.names);
  for (const [how, side] of [
    ['time-above', OVER],
    ['time-below', UNDER],
  ] as const) {
    const found = new RegExp(
      `^(?:number of )?${days} (?:with|on which|when|where|in which) (.+?) (?:is |are )?${side} (${NUMBER})(?: ${UNIT})?$`,
      'u',
    ).exec(phrase);
    if (found !== null) return named(found[1] ?? '', asked, how, readNumber(found[2] ?? ''));
  }
  for (const [how, pattern] of formsOf(days)) {
    const found = pattern.exec(phrase);
    if (found !== null) return named(found[1] ?? '', asked, how);
  }
  return named(phrase, asked, undefined);
}

/** Whether a metric was understood. */
export function isProblem(read: object): read is Problem {
  return 'message' in read;
}

function formsOf(days: string): readonly (readonly [Metric['how'], RegExp])[] {
  const value = `(?: (?:${days}|value|number|level))?(?: of| in)?(?: the)?`;
  return [
    ['mean', new RegExp(`^(?:mean|average)${value} (.+)$`)],
    ['peak', new RegExp(`^(?:highest|peak|maximum|max|most|largest|top)${value} (.+)$`)],
    ['lowest', new RegExp(`^(?:lowest|minimum|min|least|smallest|fewest)${value} (.+)$`)],
    ['total', /^(?:total|sum|overall|all)(?: number| amount)?(?: of)?(?: the)? (.+)$/],
    ['last', new RegExp(`^last ${days} of (?:the )?(.+)$`)],
    ['last', new RegExp(`^(.+) (?:on|at) the (?:last ${days}|end)$`)],
    ['peak', /^(.+) at (?:its|their|the) (?:peak|highest|worst)$/],
    ['total', /^(.+) in total$/],
  ];
}

function named(
  text: string,
  asked: Asked,
  how: Metric['how'] | undefined,
  level: number | null = null,
): MetricWords | Problem {
  const series = readSeries(text, asked);
  return isProblem(series) ? series : { series, how, level };
}

const COST = /^(?:costs?|expenses|expenditure|spending|money spent|costs of everything)$/;
const SHORTAGE =
  /^(?:shortages?|shortfalls?|lack|missing|too few|too little|unmet need)(?: of| for)? (.+)$/;

/** A quantity by itself. */
export function readSeries(text: string, asked: Asked): Series | Problem {
  const phrase = withoutArticle(text).replace(/^(?:number|amount|level|count) of (?:the )?/, '');
  if (COST.test(phrase)) return { kind: 'cost' };
  const short = SHORTAGE.exec(phrase)?.[1] ?? /^(.+?)(?: too few| short)$/.exec(phrase)?.[1];
  if (short !== undefined) return readShortage(short, asked);
  const one = tokenIn(phrase, asked);
  if (one !== undefined) return { kind: 'named', name: one.name };
  return unknownName(phrase, asked, ['cost', ...asked.names.series.map(({ words }) => words)]);
}

function readShortage(text: string, asked: Asked): Series | Problem {
  const one = tokenIn(withoutArticle(text), asked);
  const able = asked.names.series.filter(({ serves }) => serves);
  if (one?.serves) return { kind: 'shortage', resource: one.name };
  if (one === undefined)
    return unknownName(
      text,
      asked,
      able.map(({ words }) => words),
    );
  return {
    message: `shortage: ${one.words} cannot fall short of a need`,
    hint:
      able.length > 0
        ? `Put it as: shortage of ${able[0]?.words}.`
        : 'Add what you can provide, and say which result it serves.',
  };
}

function tokenIn(text: string, { series }: Asked) {
  const found = new RegExp(`^${TOKEN}$`).exec(text);
  return found === null ? undefined : series[Number(found[1])];
}

function unknownName(text: string, { names, typed }: Asked, known: readonly string[]): Problem {
  const written = text
    .replace(new RegExp(TOKEN, 'g'), (_, i) => typed[Number(i)] ?? '')
    .replaceAll('"', '');
  const parts = written.toLowerCase().split(' ');
  const meanings = names.series.flatMap((one) =>
    one.also !== undefined && known.includes(one.words) ? [one.also] : [],
  );
  const nearest =
    [...known, ...meanings].find((words) =>
      parts.every((part) => words.toLowerCase().split(/[ -]/).includes(part)),
    ) ?? nearestName(written, [...known, ...meanings, ...names.series.map(({ name }) => name)]);
  const words =
    names.series.find(({ name, also }) => name === nearest || also === nearest)?.words ?? nearest;
  return {
    message: `quantity: no "${written}"`,
    hint:
      words === undefined
        ? `There are: ${known.join(', ')}.`
        : `Did you mean "${words}"? There are: ${known.join(', ')}.`,
  };
}

function withoutArticle(text: string): string {
  return text.trim().replace(/^(?:the|a|an|any) /, '');
}
