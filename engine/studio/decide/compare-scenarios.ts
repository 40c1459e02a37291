/** Scenarios side by side: the same draws of the numbers, states of today, inputs ahead and chance for each. */
import { type AimNames, aimNames } from '../../decide/aims/aim-names.ts';
import { unknownSeries } from '../../decide/aims/unknown-series.ts';
import { DecideError } from '../../decide/decide-error.ts';
import { type CourseSetup, courseRows } from '../../decide/evaluate/course-setup.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import { scenarioWords } from '../../decide/interventions/change-words.ts';
import { plainNames } from '../../decide/plain-names.ts';
import type { Metric } from '../../decide/schemas/aim.ts';
import type { Means } from '../../decide/schemas/means.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
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
import { runScenarios, type ScenarioProblem, type ToldRuns } from './run-scenarios.ts';

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
  const { kept, signal, pause } = tools;
  const { scenarios, above } = question;
  const setup = setupOf(subject, tools, question);
  const { origin, rows, last } = courseRows(setup);
  const runs = BLOCK * Math.max(FEWEST_BLOCKS, Math.ceil(question.runs / BLOCK));
  refuseTooMuch({ setup, rows, runs, scenarios: scenarios.length });
  const words = wordsOf(setup);
  const metrics = metricsOf(question, setup, words.names);
  const made = await runScenarios(setup, question, { metrics, runs, kept, signal });
  const { runs: baseline } = made.baseline;
  const told = (
    id: string,
    scenario: Scenario | null,
    { runs: own, ...more }: ToldRuns,
  ): Column => ({
    id,
    words: [...(scenario ? words.ofScenario(scenario) : []), ...more.notes, ...own.idle],
    series: comparedSeries(own, baseline, above),
    metrics: comparedMetrics(metrics, words.names, own, baseline),
    failures: more.failures,
    problem: null,
  });
  const columns = [told('', null, made.baseline)];
  for (const [i, one] of made.tried.entries()) {
    const asked = scenarios[i];
    if (asked === undefined) continue;
    const { id, scenario } = asked;
    await pause();
    columns.push(
      'message' in one ? failed(id, words.ofScenario(scenario), one) : told(id, scenario, one),
    );
  }
  return {
    timeUnit: words.timeUnit,
    levels: [...FAN_LEVELS],
    ...{ first: origin + 1, rows, last, runs, scenarios: columns },
    dates: baseline.dates?.slice(origin + 1, origin + 1 + rows) ?? null,
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

function wordsOf({ structures, means }: CourseSetup) {
  const declarations = structures.map(({ declaration }) => declaration);
  const timeUnit = structures[0].declaration.time.unit;
  const resources = means.resources.map(({ name }) => name);
  const tools = { names: plainNames(declarations, means.resources), timeUnit, resources };
  return {
    names: aimNames(declarations, means),
    timeUnit,
    ofScenario: (scenario: Scenario) => scenarioWords(scenario, tools),
  };
}

/** The standard ones, then what else was asked for. */
function metricsOf(
  { scenarios, metrics }: CompareRequest,
  { structures, means }: CourseSetup,
  names: AimNames,
): Metric[] {
  for (const { series } of metrics) {
    const problem = unknownSeries(series, structures, means);
    if (problem) throw new DecideError('unknown-name', problem.message, { hint: problem.hint });
  }
  const asked = scenarios.map(({ scenario }) => scenario);
  const standard = standardMetrics(names, means.costs.items.length > 0, asked).filter(
    ({ series }) => unknownSeries(series, structures, means) === undefined,
  );
  return [...new Map([...standard, ...metrics].map((one) => [keyOf(one), one])).values()];
}

function keyOf({ series, how, level }: Metric): string {
  return JSON.stringify([Object.entries(series).sort(), how, level]);
}

function failed(id: string, words: string[], problem: ScenarioProblem): Column {
  return { id, words, series: [], metrics: [], failures: null, problem };
}
