/** The runs of a comparison: things as they are, then each scenario with the same luck, or what is wrong with it. */
import { StudioError } from '../../base/error.ts';
import { ComputeError } from '../../compute/compute-error.ts';
import { DecideError } from '../../decide/decide-error.ts';
import {
  type CourseRows,
  type CourseSetup,
  courseRows,
} from '../../decide/evaluate/course-setup.ts';
import { runSeries, type SeriesRuns } from '../../decide/evaluate/run-series.ts';
import { checkScenario } from '../../decide/interventions/check-scenario.ts';
import type { Metric } from '../../decide/schemas/aim.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import { datesAhead } from '../../forecast/dates-ahead.ts';
import type { CompareRequest, CompareResult } from '../contract/compare.ts';
import type { ComparedRuns } from './compared-runs.ts';

export type ScenarioProblem = NonNullable<CompareResult['scenarios'][number]['problem']>;

export interface ScenarioRuns {
  readonly baseline: SeriesRuns;
  /** By scenario that was asked for. */
  readonly tried: readonly (SeriesRuns | ScenarioProblem)[];
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
  const { structures, means, record, horizon, since, inputs } = setup;
  const range = { seed, first: 0, count: runs };
  const rest = [record, horizon, since, range, inputs.name, means, metrics];
  const run = async (scenario: Scenario | null) => {
    const { changes = [], policies = {} } = scenario ?? {};
    const key = JSON.stringify([changes.filter(({ on }) => on), policies, rest]);
    const course = { scenario, policies: {} };
    return refuseBroken(
      await kept.get(key, () => runSeries(setup, course, range, metrics, signal)),
    );
  };
  const facts = {
    declarations: structures.map(({ declaration }) => declaration),
    resources: means.resources,
    record: recordOf(courseRows(setup), horizon),
  };
  const [baseline, ...tried] = await Promise.all([
    run(null),
    ...scenarios.map(({ scenario }) =>
      problemOr(async () => {
        checkScenario(scenario, facts);
        return run(scenario);
      }),
    ),
  ]);
  return { baseline, tried };
}

function recordOf({ episode: { dates }, last }: CourseRows, horizon: number) {
  if (dates === undefined) return { dates: null, last };
  const rows = last + horizon + 1;
  return { dates: datesAhead(dates, Math.max(0, rows - dates.length)).slice(0, rows), last };
}

/** What is wrong with one scenario does not concern the others. */
async function problemOr(work: () => Promise<SeriesRuns>): Promise<SeriesRuns | ScenarioProblem> {
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
