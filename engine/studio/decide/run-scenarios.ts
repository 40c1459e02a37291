/** The runs of a comparison: things as they are, then each scenario with the same luck, or what is wrong with it. */
import { StudioError } from '../../base/error.ts';
import { ComputeError } from '../../compute/compute-error.ts';
import { DecideError } from '../../decide/decide-error.ts';
import {
  type CourseRows,
  type CourseSetup,
  courseRows,
} from '../../decide/evaluate/course-setup.ts';
import { metricsOfSeries } from '../../decide/evaluate/metrics-of-series.ts';
import { runSeries, type SeriesRuns } from '../../decide/evaluate/run-series.ts';
import { checkScenario } from '../../decide/interventions/check-scenario.ts';
import { plainNames } from '../../decide/plain-names.ts';
import type { Metric } from '../../decide/schemas/aim.ts';
import type { Means } from '../../decide/schemas/means.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import { datesAhead } from '../../forecast/dates-ahead.ts';
import type { CompareRequest, CompareResult } from '../contract/compare.ts';
import { brokenWords } from './broken-words.ts';
import type { ComparedRuns } from './compared-runs.ts';

export type ScenarioProblem = NonNullable<CompareResult['scenarios'][number]['problem']>;

export interface ScenarioRuns {
  readonly baseline: ToldRuns;
  /** By scenario that was asked for. */
  readonly tried: readonly (ToldRuns | ScenarioProblem)[];
}

export interface ToldRuns {
  readonly runs: SeriesRuns;
  /** What is worth knowing of the scenario, a sentence each. */
  readonly notes: readonly string[];
  readonly failures: CompareResult['scenarios'][number]['failures'];
}

interface RunTools {
  readonly metrics: readonly Metric[];
  /** Of each scenario; whole blocks. */
  readonly runs: number;
  readonly kept: ComparedRuns;
  readonly signal: AbortSignal | undefined;
}

/** Throws DecideError where all runs of things as they are broke; rejects as `simulate` does. */
export async function runScenarios(
  setup: CourseSetup,
  { seed, scenarios }: Pick<CompareRequest, 'seed' | 'scenarios'>,
  { metrics, runs, kept, signal }: RunTools,
): Promise<ScenarioRuns> {
  const { means, record, horizon, since, inputs } = setup;
  const facts = factsOf(setup);
  const range = { seed, first: 0, count: runs };
  const charged = metrics.filter(isCharge);
  const rest = [record, horizon, since, range, inputs.name, means, charged];
  const run = async (scenario: Scenario | null): Promise<ToldRuns> => {
    const { changes = [], policies = {} } = scenario ?? {};
    const key = JSON.stringify([changes.filter(({ on }) => on), policies, rest]);
    const course = { scenario, policies: {} };
    const notes = scenario === null ? [] : checkScenario(scenario, facts);
    const ran = await kept.get(key, () => runSeries(setup, course, range, charged, signal));
    const made = { ...ran, metrics: metricsOfRuns(metrics, ran, means) };
    return { runs: made, notes, failures: failuresOf(made, scenario, facts) };
  };
  const [baseline, ...tried] = await Promise.all([
    run(null),
    ...scenarios.map(({ scenario }) => problemOr(() => run(scenario))),
  ]);
  return { baseline, tried };
}

function isCharge({ series }: Metric): boolean {
  return series.kind === 'cost';
}

/** `ran`: with the costs among the metrics. All else is told from the series that were kept, whatever is asked of them. */
function metricsOfRuns(metrics: readonly Metric[], ran: SeriesRuns, means: Means): Float64Array[] {
  const costs = ran.metrics.values();
  const others = metrics.filter((metric) => !isCharge(metric));
  const told = metricsOfSeries(others, ran, means).values();
  return metrics.flatMap((metric) => (isCharge(metric) ? costs : told).next().value ?? []);
}

function factsOf(setup: CourseSetup) {
  const { structures, means, horizon } = setup;
  return {
    declarations: structures.map(({ declaration }) => declaration),
    resources: means.resources,
    record: recordOf(courseRows(setup), horizon),
  };
}

function recordOf({ episode: { dates }, last }: CourseRows, horizon: number) {
  if (dates === undefined) return { dates: null, last };
  const rows = last + horizon + 1;
  return { dates: datesAhead(dates, Math.max(0, rows - dates.length)).slice(0, rows), last };
}

/** What is wrong with one scenario does not concern the others. */
async function problemOr(work: () => Promise<ToldRuns>): Promise<ToldRuns | ScenarioProblem> {
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

/** Throws DecideError where not one run is left. */
function failuresOf(
  { failures, broken, structure, rows, dates }: SeriesRuns,
  scenario: Scenario | null,
  { declarations, resources }: ReturnType<typeof factsOf>,
): ToldRuns['failures'] {
  if (failures === null || broken === null) return null;
  const { runs } = failures;
  const why = brokenWords(broken, scenario, {
    names: plainNames(declarations, resources),
    timeUnit: broken.declaration.time.unit,
    ...{ dates: dates ?? null, origin: rows.origin, last: rows.origin + rows.rows },
  });
  if (runs < structure.length) return { runs, why };
  throw new DecideError('bad-change', `all runs broke: ${why}`, {
    hint:
      broken.failure.reason === 'rule-broken'
        ? 'A rule says what must always hold in this model: change something that leaves it alone, or take the rule out of the model.'
        : 'The model cannot follow this: change less, or take another model.',
  });
}
