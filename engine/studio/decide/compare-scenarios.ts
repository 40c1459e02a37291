/** Scenarios side by side: the same draws of the numbers, states of today, inputs ahead and chance for each. */
import { StudioError } from '../../base/error.ts';
import { ComputeError } from '../../compute/compute-error.ts';
import { aimNames } from '../../decide/aims/aim-names.ts';
import { unknownSeries } from '../../decide/aims/unknown-series.ts';
import { DecideError } from '../../decide/decide-error.ts';
import {
  type CourseRows,
  type CourseSetup,
  courseRows,
} from '../../decide/evaluate/course-setup.ts';
import { runSeries, type SeriesRuns } from '../../decide/evaluate/run-series.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import { scenarioWords } from '../../decide/interventions/change-words.ts';
import { checkScenario } from '../../decide/interventions/check-scenario.ts';
import { plainNames } from '../../decide/plain-names.ts';
import type { Metric } from '../../decide/schemas/aim.ts';
import type { Means } from '../../decide/schemas/means.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import { datesAhead } from '../../forecast/dates-ahead.ts';
import { FAN_LEVELS } from '../../forecast/fan.ts';
import type { InputModel } from '../../forecast/input-model.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import type { CompareRequest, CompareResult } from '../contract/compare.ts';
import type { ExploredSubject } from '../explore/explored-subject.ts';
import { comparedMetrics, standardMetrics } from './compare-metrics.ts';
import { comparedSeries } from './compare-series.ts';
import { refuseTooMuch } from './compare-size.ts';
import { conditionsOfComparison, warningsOfComparison } from './compare-story.ts';
import type { ComparedRuns } from './compared-runs.ts';

/** Blocks from which a simulation error can be judged. */
const FEWEST_BLOCKS = 8;

export interface CompareTools {
  readonly simulate: Simulate;
  readonly inputs: InputModel;
  readonly means: Means;
  /** Of the same subject. */
  readonly kept: ComparedRuns;
  readonly signal?: AbortSignal;
  /** Lets the process come to other things; rejects once the question is called off. */
  readonly pause: () => Promise<void>;
}

type Answer = Omit<CompareResult, 'milliseconds'>;
type Column = Answer['scenarios'][number];

/**
 * Whole blocks of 10 runs are made, at least 8. Throws DecideError for a record, day or metric that there is not, UseCaseError
 * 'bad-option' for more than fits; rejects as `simulate` does. What is wrong with one scenario is told in its place.
 */
export async function compareScenarios(
  subject: ExploredSubject,
  tools: CompareTools,
  question: CompareRequest,
): Promise<Answer> {
  const { models } = subject;
  const { means, kept, signal, pause } = tools;
  const declarations = models.map(({ declaration }) => declaration);
  const names = aimNames(declarations, means);
  const setup = setupOf(subject, tools, question);
  const rows = courseRows(setup);
  const metrics = metricsOf(question, setup, names);
  const count = BLOCK * Math.max(FEWEST_BLOCKS, Math.ceil(question.runs / BLOCK));
  refuseTooMuch({ setup, rows: rows.rows, runs: count, scenarios: question.scenarios.length });
  const range = { seed: question.seed, first: 0, count };
  const { record, horizon, since } = question;
  const rest = JSON.stringify([record, horizon, since, range, tools.inputs.name, means, metrics]);
  const run = (scenario: Scenario | null) => {
    const { changes = [], policies = {} } = scenario ?? {};
    const key = JSON.stringify([changes.filter(({ on }) => on), policies]) + rest;
    const course = { scenario, policies: {} };
    return kept.get(key, () => runSeries(setup, course, range, metrics, signal));
  };
  const [baseline, ...others] = await Promise.all([
    run(null).then((runs) => refuseBroken(runs)),
    ...question.scenarios.map(({ scenario }) =>
      triedOut(async () => {
        checkScenario(scenario, {
          declarations,
          resources: means.resources,
          record: recordOf(rows, horizon),
        });
        return refuseBroken(await run(scenario));
      }),
    ),
  ]);
  signal?.throwIfAborted();
  const columns: Column[] = [];
  const describe = (id: string, words: readonly string[], runs: SeriesRuns): Column => ({
    id,
    words: [...words, ...runs.idle],
    series: comparedSeries(runs, baseline, question.above),
    metrics: comparedMetrics(metrics, names, runs, baseline),
    failures: runs.failures,
    problem: null,
  });
  columns.push(describe('', [], baseline));
  const tellers = {
    names: plainNames(declarations, means.resources),
    timeUnit: declarations[0]?.time.unit ?? 'step',
    resources: means.resources.map(({ name }) => name),
  };
  for (const [i, { id, scenario }] of question.scenarios.entries()) {
    await pause();
    const tried = others[i];
    const words = scenarioWords(scenario, tellers);
    if (tried === undefined || 'message' in tried) columns.push(failed(id, words, tried));
    else columns.push(describe(id, words, tried));
  }
  return {
    timeUnit: tellers.timeUnit,
    levels: [...FAN_LEVELS],
    ...{ first: rows.origin + 1, rows: rows.rows, last: rows.last, runs: count },
    dates: baseline.dates?.slice(rows.origin + 1, rows.origin + 1 + rows.rows) ?? null,
    scenarios: columns,
    conditions: conditionsOfComparison(subject, baseline, tools.inputs),
    warnings: warningsOfComparison(subject, baseline),
  };
}

function setupOf(
  { models }: ExploredSubject,
  { means, simulate, inputs }: CompareTools,
  { record, horizon, since }: CompareRequest,
): CourseSetup {
  // The same draws as a forecast with this seed takes: what is ahead looks the same on both screens.
  return { structures: models, means, record, horizon, since, inputs, simulate, draws: 'first' };
}

function metricsOf(
  { scenarios, metrics }: CompareRequest,
  { structures, means }: CourseSetup,
  names: ReturnType<typeof aimNames>,
): Metric[] {
  for (const { series } of metrics) {
    const problem = unknownSeries(series, structures, means);
    if (problem) throw new DecideError('unknown-name', problem.message, { hint: problem.hint });
  }
  const standard = standardMetrics(
    names,
    means.costs.items.length > 0,
    scenarios.map(({ scenario }) => scenario),
  ).filter(({ series }) => unknownSeries(series, structures, means) === undefined);
  const all = [...standard, ...metrics].map((metric) => [keyOf(metric), metric] as const);
  return [...new Map(all).values()];
}

function keyOf({ series, how, level }: Metric): string {
  const name =
    series.kind === 'named' ? series.name : series.kind === 'shortage' && series.resource;
  return JSON.stringify([series.kind, name, how, level]);
}

function recordOf({ episode: { dates }, last }: CourseRows, horizon: number) {
  if (dates === undefined) return { dates: null, last };
  const rows = last + horizon + 1;
  return { dates: datesAhead(dates, Math.max(0, rows - dates.length)).slice(0, rows), last };
}

type Problem = NonNullable<Column['problem']>;

/** What is wrong with one scenario does not concern the others. */
async function triedOut(work: () => Promise<SeriesRuns>): Promise<SeriesRuns | Problem> {
  try {
    return await work();
  } catch (error) {
    const isOurs = error instanceof StudioError;
    const isCalledOff =
      error instanceof ComputeError && (error.code === 'cancelled' || error.code === 'closed');
    if (!isOurs || isCalledOff) throw error;
    return { message: error.message, hint: error.hint ?? '' };
  }
}

function refuseBroken(runs: SeriesRuns): SeriesRuns {
  const { failures, structure } = runs;
  if (failures === null || failures.runs < structure.length) return runs;
  throw new DecideError('bad-change', `runs: all of them broke (${failures.why})`, {
    hint: 'The model cannot follow this: change less, or take another model.',
  });
}

function failed(id: string, words: string[], problem: Problem | undefined): Column {
  const unknown = { message: 'scenario: it was not run', hint: '' };
  return { id, words, series: [], metrics: [], failures: null, problem: problem ?? unknown };
}
