/** Whether an aim can be reached by what is looked for, before anything is run. */
import type { Declaration } from '../../simulator/declaration.ts';
import { DecideError } from '../decide-error.ts';
import type { Aim, Limit, Metric, Objective } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';
import { type AimNames, aimNames } from './aim-names.ts';
import { contradictions } from './contradictions.ts';
import { exactNumber } from './exact-numbers.ts';
import { meets } from './limits.ts';
import { metricWords, seriesWords } from './metric-words.ts';
import { possibleRange } from './possible-range.ts';
import { limitSentence, objectiveSentence } from './sentences.ts';
import { unknownSeries } from './unknown-series.ts';

export interface AimFacts {
  readonly structures: readonly { readonly name: string; readonly declaration: Declaration }[];
  readonly means: Means;
  /** Of an output on the last observed day; null: not observed. */
  readonly today: (output: string) => number | null;
  /** Whether the scenario under which it is looked for costs something. */
  readonly hasCosts: boolean;
}

type CheckedAim = Pick<Aim, 'objectives' | 'limits' | 'choices' | 'current' | 'horizon'>;

/**
 * What is worth knowing of it, a sentence each. Throws DecideError: 'unknown-name' for a quantity that there is not; 'bad-aim' for limits
 * that contradict each other, that nothing can keep, and for the same metric to be both as low and as high as possible.
 */
export function checkAim(aim: CheckedAim, facts: AimFacts): string[] {
  const { objectives, limits } = aim;
  const declarations = facts.structures.map(({ declaration }) => declaration);
  const names = aimNames(declarations, facts.means);
  for (const { metric } of [...objectives, ...limits]) {
    const problem = unknownSeries(metric.series, facts.structures, facts.means);
    if (problem) throw new DecideError('unknown-name', problem.message, { hint: problem.hint });
  }
  refuseOpposites(objectives, names);
  refuseContradictions(limits, names);
  const said = [
    ...limits.flatMap((limit) => notesOfLimit(limit, aim, declarations, facts, names)),
    ...[...objectives, ...limits].flatMap(({ metric }) => notesOfMetric(metric, aim, facts, names)),
    ...notesOfCost([...objectives, ...limits], facts),
    ...repeated(objectives, names),
  ];
  return [...new Set(said)];
}

function refuseOpposites(objectives: readonly Objective[], names: AimNames): void {
  const key = ({ metric }: Objective) => JSON.stringify(metric);
  const up = objectives.find(({ direction }) => direction === 'maximise');
  const down = objectives.find(
    (one) =>
      one.direction === 'minimise' &&
      objectives.some((other) => other.direction === 'maximise' && key(other) === key(one)),
  );
  if (up === undefined || down === undefined) return;
  throw new DecideError(
    'bad-aim',
    `aim: "${metricWords(down.metric, names)}" is to be both as low and as high as possible`,
    { hint: 'Leave out one of the two.' },
  );
}

function refuseContradictions(limits: readonly Limit[], names: AimNames): void {
  const [first] = contradictions(limits);
  if (first === undefined) return;
  const [a, b] = first;
  throw new DecideError(
    'bad-aim',
    `limits: no outcome can keep both "${limitSentence(a, names)}" and "${limitSentence(b, names)}"`,
    { hint: 'Leave out one of the two, or let them hold in fewer outcomes.' },
  );
}

function notesOfLimit(
  limit: Limit,
  { horizon }: CheckedAim,
  declarations: readonly Declaration[],
  { means, today }: AimFacts,
  names: AimNames,
): string[] {
  const sentence = `"${limitSentence(limit, names)}"`;
  const { low, high } = possibleRange(limit.metric, declarations, means, horizon);
  const [atLow, atHigh] = [meets(limit, low), meets(limit, high)];
  if (!atLow && !atHigh) {
    throw new DecideError('bad-aim', `limit: ${sentence} can never hold`, {
      hint: `${metricWords(limit.metric, names)} lies between ${rangeWords(low)} and ${rangeWords(high)}.`,
    });
  }
  const { series, how } = limit.metric;
  const now = series.kind === 'named' ? today(series.name) : null;
  const isOfDays = how === 'peak' || how === 'lowest';
  return [
    ...(atLow && atHigh ? [`${sentence} always holds, so it decides nothing.`] : []),
    ...(now !== null && isOfDays && !meets(limit, now)
      ? [
          `${sentence}: on the last day of the data it is ${exactNumber(now)} already, so the first ${names.timeUnit}s ahead may decide.`,
        ]
      : []),
    ...(limit.chance === 1
      ? [`${sentence}: all outcomes means all runs that are made; no number of runs proves more.`]
      : []),
  ];
}

function rangeWords(limit: number): string {
  return Number.isFinite(limit) ? exactNumber(limit) : 'any number';
}

/** Of what nothing that is looked for can move. */
function notesOfMetric(
  { series }: Metric,
  { choices, current }: CheckedAim,
  { means }: AimFacts,
  names: AimNames,
): string[] {
  if (series.kind !== 'named') return [];
  const { name } = series;
  const words = seriesWords(series, names);
  const isResource = (one: string) => means.resources.some((resource) => resource.name === one);
  const kind = names.series.find((one) => one.name === name)?.kind;
  if (kind === 'output') {
    const areResources = choices.every(({ lever }) => isResource(lever));
    return areResources
      ? [
          `${words}: the same whatever is set here, since ${choices.map(({ lever }) => seriesWords({ kind: 'named', name: lever }, names)).join(', ')} ${choices.length === 1 ? 'does' : 'do'} not act on the model.`,
        ]
      : [];
  }
  const isChosen = choices.some(({ lever }) => lever === name);
  return isChosen || Object.hasOwn(current, name)
    ? []
    : [`${words}: no policy is looked for that sets it, so it stays as it is.`];
}

function notesOfCost(
  asked: readonly { readonly metric: Metric }[],
  { structures, means, hasCosts }: AimFacts,
): string[] {
  const { items } = means.costs;
  if (!asked.some(({ metric }) => metric.series.kind === 'cost')) return [];
  if (items.length === 0 && !hasCosts)
    return ['Nothing costs anything yet, so the cost is 0 whatever is done: say what things cost.'];
  return items.flatMap(({ of, per }) => {
    const series: Metric['series'] =
      per === 'shortage' ? { kind: 'shortage', resource: of } : { kind: 'named', name: of };
    const problem = unknownSeries(series, structures, means);
    return problem === undefined ? [] : [`Costs of ${of} are left out: ${problem.message}.`];
  });
}

function repeated(objectives: readonly Objective[], names: AimNames): string[] {
  const sentences = objectives.map((one) => objectiveSentence(one, names));
  return sentences
    .filter((sentence, i) => sentences.indexOf(sentence) < i)
    .map((sentence) => `"${sentence}" is said twice.`);
}
