/**
 * Aims as sentences. What is written reads back as what it says (read-sentence.ts), to the last digit: where plain words would
 * not, the sentence falls back on names in quotation marks and on shares instead of per cent.
 */
import type { Limit, Metric, Objective, Risk, Series } from '../schemas/aim.ts';
import type { AimNames } from './aim-names.ts';
import { exactNumber, exactPercent } from './exact-numbers.ts';
import { metricPhrase } from './metric-words.ts';
import { readSentence } from './read-sentence.ts';

/** 'Minimise the highest day of ICU beds needed, in the worst 5 % of outcomes' */
export function objectiveSentence(objective: Objective, names: AimNames): string {
  const verb = objective.direction === 'minimise' ? 'Minimise' : 'Maximise';
  const { metric, risk } = objective;
  return firstThatReads(
    seriesCalled(metric.series, names).flatMap((of) =>
      risksCalled(risk).map((what) => `${verb} the ${metricPhrase(metric, of, names)}, ${what}`),
    ),
    (text) => {
      const read = readSentence(text, names);
      return read.kind === 'objective' ? read.objective : undefined;
    },
    objective,
  );
}

/** 'Keep ICU beds needed below 40 on all days in 95 % of outcomes' */
export function limitSentence(limit: Limit, names: AimNames): string {
  return firstThatReads(
    seriesCalled(limit.metric.series, names).flatMap((of) =>
      sharesCalled(limit.chance).map(
        (outcomes) => `Keep ${limitPhrase(limit, of, names)} in ${outcomes}`,
      ),
    ),
    (text) => {
      const read = readSentence(text, names);
      return read.kind === 'limit' ? read.limit : undefined;
    },
    limit,
  );
}

/** The last one at the latest: it has nothing that could be read otherwise. */
function firstThatReads<Of>(
  sentences: readonly string[],
  read: (text: string) => Of | undefined,
  meant: Of,
): string {
  const wanted = JSON.stringify(inOrder(meant));
  return (
    sentences.find((text) => JSON.stringify(inOrder(read(text))) === wanted) ??
    sentences.at(-1) ??
    ''
  );
}

/** The same fields in the same order, whoever wrote them. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => [name, inOrder(own)]);
}

function seriesCalled(series: Series, { series: known }: AimNames): string[] {
  if (series.kind === 'cost') return ['cost', 'costs of everything'];
  const name = series.kind === 'shortage' ? series.resource : series.name;
  const words = known.find((one) => one.name === name)?.words ?? name;
  const called = [words, name, `"${name}"`];
  return series.kind === 'named' ? called : called.map((one) => `shortage of ${one}`);
}

function risksCalled(risk: Risk): string[] {
  switch (risk.kind) {
    case 'mean':
      return ['on average'];
    case 'quantile':
      return sharesCalled(risk.level).map((share) => `in ${share}`);
    case 'cvar':
      return [
        `in the worst ${exactPercent(1 - risk.level)} % of outcomes`,
        `in the worst outcomes beyond a share of ${exactNumber(risk.level)}`,
      ];
    default:
      return risk satisfies never;
  }
}

function sharesCalled(share: number): string[] {
  return [
    ...(share === 1 ? ['all outcomes'] : []),
    `${exactPercent(share)} % of outcomes`,
    `a share of ${exactNumber(share)} of outcomes`,
  ];
}

const IS = {
  below: 'below',
  'at-most': 'at most',
  above: 'above',
  'at-least': 'at least',
} as const;
const IS_DAYS = {
  below: 'fewer than',
  'at-most': 'at most',
  above: 'more than',
  'at-least': 'at least',
} as const;

function limitPhrase({ metric, is, level }: Limit, of: string, names: AimNames): string {
  const { how } = metric;
  const { timeUnit } = names;
  const bound = `${IS[is]} ${exactNumber(level)}`;
  if (how === 'time-above' || how === 'time-below') {
    const where = how === 'time-above' ? 'above' : 'below';
    const days = Math.abs(level) === 1 ? timeUnit : `${timeUnit}s`;
    return `${of} ${where} ${exactNumber(metric.level ?? 0)} on ${IS_DAYS[is]} ${exactNumber(level)} ${days}`;
  }
  const unit = metric.series.kind === 'cost' ? ` ${names.currency}` : '';
  if (isOnAllDays(how, is)) return `${of} ${bound}${unit} on all ${timeUnit}s`;
  return `the ${metricPhrase(metric, of, names)} ${bound}${unit}`;
}

/** Whether a limit on a day's value is one on all days. */
function isOnAllDays(how: Metric['how'], is: Limit['is']): boolean {
  return how === 'peak'
    ? is === 'below' || is === 'at-most'
    : how === 'lowest' && (is === 'above' || is === 'at-least');
}
