/** Goals in words: what a sentence is made of, and the sentence. */
import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import type { ProjectView } from '../../../engine/studio/contract/project-view.ts';
import type { Aim } from '../../state/aim-store.ts';
import { formatAmount, formatNumber, plainName, rowWord, unitWords } from '../../words/numbers.ts';

export type Objective = Aim['objectives'][number];
export type Limit = Aim['limits'][number];
export type Metric = Objective['metric'];
export type Series = Metric['series'];
export type Risk = Objective['risk'];

/** What goals can be about, with its unit. */
export interface SeriesOption {
  readonly value: string;
  readonly words: string;
  readonly help: string;
  readonly unit: string;
  readonly series: Series;
}

const KEY_OF_COST = 'cost';

export function seriesKey(series: Series): string {
  switch (series.kind) {
    case 'named':
      return `named ${series.name}`;
    case 'shortage':
      return `shortage ${series.resource}`;
    case 'cost':
      return KEY_OF_COST;
    default:
      return series satisfies never;
  }
}

/** Results first, then what can be set, what runs short, and what it costs. */
export function seriesOptions(
  space: Pick<DecisionSpace, 'outputs' | 'levers'>,
  { resources, costs }: Pick<ProjectView, 'resources' | 'costs'>,
): SeriesOption[] {
  const named = (
    { name, meaning, unit }: DecisionSpace['outputs'][number] | DecisionSpace['levers'][number],
    help: string,
  ): SeriesOption => ({
    value: `named ${name}`,
    words: wordsOfResource(name, resources),
    help: meaning || help,
    unit: unitWords(unit),
    series: { kind: 'named', name },
  });
  return [
    ...space.outputs.map((output) => named(output, 'a result of the model')),
    ...space.levers.map((lever) => named(lever, 'what is set')),
    ...resources
      .filter(({ serves }) => serves !== null)
      .map(({ name, unit }) => ({
        value: `shortage ${name}`,
        words: `shortage of ${wordsOfResource(name, resources)}`,
        help: 'by how much it falls short of what is needed',
        unit: unitWords(unit),
        series: { kind: 'shortage', resource: name } as const,
      })),
    {
      value: KEY_OF_COST,
      words: 'cost',
      help: 'what everything costs, by your cost list',
      unit: costs.currency,
      series: { kind: 'cost' },
    },
  ];
}

/** What a lever or resource is called. */
export function wordsOfResource(
  name: string,
  resources: readonly { readonly name: string; readonly words: string }[],
): string {
  return inSentence(resources.find((one) => one.name === name)?.words || plainName(name));
}

/** 'Extra beds' -> 'extra beds'; 'ICU beds' stays. */
function inSentence(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

/** How a run becomes one number; `one`: a day, a week, ... */
export function howOptions(timeUnit: string) {
  const one = rowWord(timeUnit);
  return [
    { value: 'total', words: 'the total of' },
    { value: 'mean', words: 'the average of' },
    { value: 'peak', words: `the highest ${one} of` },
    { value: 'lowest', words: `the lowest ${one} of` },
    { value: 'last', words: `the last ${one} of` },
    { value: 'time-above', words: `the number of ${one}s above a line of` },
    { value: 'time-below', words: `the number of ${one}s below a line of` },
  ] as const satisfies readonly { value: Metric['how']; words: string }[];
}

export const DIRECTIONS = [
  { value: 'minimise', words: 'Minimise' },
  { value: 'maximise', words: 'Maximise' },
] as const;

export const COMPARISONS = [
  { value: 'below', words: 'below' },
  { value: 'at-most', words: 'at most' },
  { value: 'above', words: 'above' },
  { value: 'at-least', words: 'at least' },
] as const satisfies readonly { value: Limit['is']; words: string }[];

/** Which of all outcomes counts, as it is chosen; shares beside these are typed as text. */
const RISKS = [
  { value: 'mean', words: 'on average', risk: { kind: 'mean' } },
  { value: 'cvar 0.9', words: 'in the worst 10 % of outcomes', risk: { kind: 'cvar', level: 0.9 } },
  {
    value: 'cvar 0.95',
    words: 'in the worst 5 % of outcomes',
    risk: { kind: 'cvar', level: 0.95 },
  },
  {
    value: 'quantile 0.5',
    words: 'in the middle of all outcomes',
    risk: { kind: 'quantile', level: 0.5 },
  },
  {
    value: 'quantile 0.95',
    words: 'as it is reached in 95 % of outcomes',
    risk: { kind: 'quantile', level: 0.95 },
  },
] as const satisfies readonly { value: string; words: string; risk: Risk }[];

export function riskKey(risk: Risk): string {
  return risk.kind === 'mean' ? 'mean' : `${risk.kind} ${risk.level}`;
}

/** Those of RISKS, and the one that was typed. */
export function riskOptions(risk: Risk): { value: string; words: string; risk: Risk }[] {
  const known = RISKS.some(({ value }) => value === riskKey(risk));
  return known ? [...RISKS] : [...RISKS, { value: riskKey(risk), words: riskWords(risk), risk }];
}

function riskWords(risk: Risk): string {
  const found = RISKS.find(({ value }) => value === riskKey(risk));
  if (found) return found.words;
  switch (risk.kind) {
    case 'mean':
      return 'on average';
    case 'quantile':
      return `as it is reached in ${percent(risk.level)} of outcomes`;
    case 'cvar':
      return `in the worst ${percent(1 - risk.level)} of outcomes`;
    default:
      return risk satisfies never;
  }
}

/** Of a metric that counts: the unit is the row's. */
export function metricUnit(metric: Metric, series: readonly SeriesOption[], timeUnit: string) {
  if (metric.how === 'time-above' || metric.how === 'time-below') return `${rowWord(timeUnit)}s`;
  return unitOfSeries(metric.series, series);
}

export function unitOfSeries(series: Series, options: readonly SeriesOption[]): string {
  return options.find(({ value }) => value === seriesKey(series))?.unit ?? '';
}

function seriesWords(series: Series, options: readonly SeriesOption[]): string {
  const known = options.find(({ value }) => value === seriesKey(series));
  if (known) return known.words;
  return series.kind === 'named'
    ? plainName(series.name)
    : series.kind === 'shortage'
      ? `shortage of ${plainName(series.resource)}`
      : 'cost';
}

function metricWords(metric: Metric, options: readonly SeriesOption[], timeUnit: string): string {
  const what = seriesWords(metric.series, options);
  const one = rowWord(timeUnit);
  const level = formatAmount(metric.level ?? 0, unitOfSeries(metric.series, options));
  switch (metric.how) {
    case 'total':
      return `the total ${what}`;
    case 'mean':
      return `the average ${what}`;
    case 'peak':
      return `the highest ${one} of ${what}`;
    case 'lowest':
      return `the lowest ${one} of ${what}`;
    case 'last':
      return `the last ${one} of ${what}`;
    case 'time-above':
      return `the number of ${one}s with ${what} above ${level}`;
    case 'time-below':
      return `the number of ${one}s with ${what} below ${level}`;
    default:
      return metric.how satisfies never;
  }
}

/** 'Minimise the total cost, on average'. */
export function objectiveWords(
  { direction, metric, risk }: Objective,
  options: readonly SeriesOption[],
  timeUnit: string,
): string {
  const verb = direction === 'minimise' ? 'Minimise' : 'Maximise';
  return `${verb} ${metricWords(metric, options, timeUnit)}, ${riskWords(risk)}`;
}

/** 'Keep the highest day of beds below 40 in 95 % of outcomes'. */
export function limitWords(
  { metric, is, level, chance }: Limit,
  options: readonly SeriesOption[],
  timeUnit: string,
): string {
  const comparison = COMPARISONS.find(({ value }) => value === is)?.words ?? is;
  const amount = formatAmount(level, metricUnit(metric, options, timeUnit));
  return `Keep ${metricWords(metric, options, timeUnit)} ${comparison} ${amount} in ${percent(chance)} of outcomes`;
}

/** 0.95 -> '95 %'. */
export function percent(share: number): string {
  return `${formatNumber(Number((100 * share).toPrecision(3)))} %`;
}
