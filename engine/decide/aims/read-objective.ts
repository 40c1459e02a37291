/** 'the highest day of ICU beds needed', with what of all outcomes counts, as an objective. */
import type { Metric, Objective, Risk } from '../schemas/aim.ts';
import { isProblem, readMetric } from './read-metric.ts';
import type { Asked, OutcomeWords, Problem } from './sentence-text.ts';

/** `text`: without the verb. Without a word on outcomes: on average; without one on days: the total of costs, shortages and what is counted a day, else the mean. */
export function readObjective(
  text: string,
  direction: Objective['direction'],
  asked: Asked,
): { readonly kind: 'objective'; readonly objective: Objective } | Problem {
  const read = readMetric(text.replace(/[,\s]+$/, ''), asked);
  if (isProblem(read)) return read;
  const risk = riskOf(asked.outcomes);
  if (isProblem(risk)) return risk;
  const { series, level } = read;
  const how = read.how ?? usualHow(series, asked);
  return { kind: 'objective', objective: { direction, metric: { series, how, level }, risk } };
}

function usualHow(series: Metric['series'], { names }: Asked): Metric['how'] {
  if (series.kind !== 'named') return 'total';
  const unit = names.series.find(({ name }) => name === series.name)?.unit ?? '';
  return unit.endsWith(`/${names.timeUnit}`) ? 'total' : 'mean';
}

function riskOf(outcomes: OutcomeWords | undefined): Risk | Problem {
  const level = outcomes === undefined || outcomes.kind === 'mean' ? undefined : levelOf(outcomes);
  if (outcomes === undefined || level === undefined) return { kind: 'mean' };
  if (level >= 0.01 && level <= 0.99)
    return { kind: outcomes.kind === 'worst' ? 'cvar' : 'quantile', level };
  return {
    message: 'outcomes: a share from 1 to 99 % is told from runs',
    hint: 'Put it as: ..., in 95 % of outcomes; or: ..., in the worst 5 % of outcomes.',
  };
}

function levelOf(outcomes: Exclude<OutcomeWords, { kind: 'mean' }>): number {
  return outcomes.kind === 'worst' ? outcomes.level : outcomes.share;
}
