/** Runs over the days ahead, from the state on the last observed day. */
import { mixRuns } from '../../decide/evaluate/mix-runs.ts';
import { BLOCK, shareOut } from '../../decide/evaluate/share-out.ts';
import { filterWarning } from '../../forecast/filter-health.ts';
import { healthOf } from '../../forecast/forecast-ahead.ts';
import type { InputModel } from '../../forecast/input-model.ts';
import { type RunsAhead, runAhead } from '../../forecast/run-ahead.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import { dayOf } from '../forecast-story.ts';
import { splitMixedSettings } from '../mixed-settings.ts';
import { changesAhead } from './changes-ahead.ts';
import type { ExploredRuns } from './explored-runs.ts';
import type { ExploredModel, ExploredSubject } from './explored-subject.ts';

/** Runs that share one draw of the parameters: few, so that few runs see many draws. */
export const PARTICLES = BLOCK;

export interface ForecastTools {
  readonly simulate: Simulate;
  readonly inputs: InputModel;
  readonly horizon: number;
  readonly signal?: AbortSignal;
}

/** What the conditions of a forecast are told by. */
export type AheadFacts = Pick<RunsAhead, 'told' | 'origin' | 'dates'>;

/** `index`: of the record. `ensembles`: of PARTICLES runs. Throws ForecastError, UseCaseError; rejects as `simulate` does. */
export async function runForecast(
  { models }: ExploredSubject,
  question: Pick<ExploreRequest, 'seed' | 'set' | 'changes'>,
  { horizon, ...tools }: ForecastTools,
  ensembles: number,
  index: number,
): Promise<{ readonly runs: ExploredRuns; readonly facts: AheadFacts }> {
  const blocks = { seed: question.seed, first: 0, count: ensembles, block: PARTICLES };
  const { shares, members } = shareOut(models, blocks, 'first');
  const settings = splitMixedSettings(
    question.set,
    models.map(({ declaration }) => declaration),
  );
  const own = await Promise.all(
    shares.map(({ structure: model, index: k, seed, plan }) =>
      runAhead(
        {
          ...tools,
          ...settings[k],
          ...{ horizon, seed },
          program: model.program,
          declaration: model.declaration,
          episodes: model.episodes,
          changes: (future) => changesAhead(question, model.declaration, future),
          keep: true,
        },
        plan,
        index,
        () => {},
      ),
    ),
  );
  const [first, ...others] = own;
  if (first === undefined) throw new Error('explore: no structure has a run');
  const all =
    models.length === 1
      ? first
      : mixRuns(members, [first, ...others], { horizon, particles: PARTICLES });
  const { id, origin, dates, outputs, failures, told } = all;
  return {
    runs: {
      ...{ id, outputs, failures },
      first: origin + 1,
      rows: horizon,
      ...(dates && { dates: dates.slice(origin + 1) }),
      lost: own.flatMap((runs, at) => lostOf(runs, shares[at]?.structure, models.length > 1)),
    },
    facts: { told, origin, ...(dates && { dates }) },
  };
}

function lostOf(runs: RunsAhead, model: ExploredModel | undefined, isMixture: boolean): string[] {
  if (model === undefined) return [];
  const warning = filterWarning(healthOf(runs, model.declaration), (row) => dayOf(runs, row));
  if (warning === undefined) return [];
  return [isMixture ? `${model.name}: ${warning}` : warning];
}
