/** What the chosen structure is worth: checked on the held-out rows, then calibrated on all. */
import type { CalibrationResult } from '../calibrate/result.ts';
import type { Dataset } from '../data/dataset.ts';
import { episodesOf } from '../data/episodes.ts';
import type { Evaluated, Fit } from '../discover/candidate.ts';
import type { Fact } from '../discover/clues.ts';
import { checkFacts } from '../discover/fact-check.ts';
import { freeRun, meanSquaredFit } from '../discover/free-run.ts';
import { programOf } from '../simulator/program-of.ts';
import { checkPlan } from '../trust/check-plan.ts';
import type { FactCheck } from '../trust/facts.ts';
import { checkByRollingOrigin, type RollingOriginCheck } from '../trust/rolling-origin.ts';
import { type Verdict, verdictOf } from '../trust/verdict.ts';
import { calibrateStructure } from './calibrate-structure.ts';
import type { ModelRequest } from './model-request.ts';

/** Runs of each parameter set in the check. */
const PARTICLES = 40;
/** Runs behind the figures of the fit. */
const FIT_RUNS = 200;

export interface Judgement {
  /** Calibrated on the training rows alone, and judged on the rows after them. */
  readonly check: RollingOriginCheck;
  /** What was told, beside what the final calibration gives. */
  readonly facts: readonly FactCheck[];
  readonly verdict: Verdict;
  /** Calibrated on all rows: what is used and exported. */
  readonly calibration: CalibrationResult;
  /** Of the free run over all rows, by the final calibration. */
  readonly fit: Fit;
}

/** Undefined when it was stopped. `training`: without the held-out rows. */
export async function judgeModel(
  request: ModelRequest,
  chosen: Evaluated,
  training: Dataset,
  stated: readonly Fact[],
): Promise<Judgement | undefined> {
  request.onEvent?.({ kind: 'stage', stage: 'checking' });
  const check = await checkHeldOut(request, chosen, training, stated);
  request.onEvent?.({ kind: 'stage', stage: 'calibrating' });
  const all = { dataset: request.dataset, facts: stated, seed: request.seed + 1 };
  const calibration = await calibrateStructure(request, chosen, all);
  if (calibration.stopped === 'cancelled') return undefined;
  const model = {
    simulate: request.simulate,
    compiled: chosen.compiled,
    parameters: Float64Array.from(Object.values(calibration.parameters)),
    seed: request.seed + 2,
  };
  const episodes = episodesOf(request.dataset, chosen.compiled.declaration);
  const run = await freeRun(model, episodes, FIT_RUNS);
  const facts = await checkFacts(model, episodes, stated);
  return { check, facts, verdict: verdictOf(check, facts), calibration, fit: meanSquaredFit(run) };
}

async function checkHeldOut(
  request: ModelRequest,
  chosen: Evaluated,
  training: Dataset,
  facts: readonly Fact[],
): Promise<RollingOriginCheck> {
  const { declaration } = chosen.compiled;
  const cut = Math.max(...training.trajectories.map(({ rows }) => rows));
  const { sets, parameters } = await calibrateStructure(request, chosen, {
    ...{ dataset: training, facts, seed: request.seed },
  });
  const draws = sets.length > 0 ? sets : [Object.values(parameters)];
  const { origins, horizon } = checkPlan(cut, request.heldOutRows);
  return checkByRollingOrigin({
    simulate: request.simulate,
    program: programOf(chosen.compiled),
    declaration,
    episodes: episodesOf(request.dataset, declaration),
    parameterSets: Float64Array.from(draws.flat()),
    sets: draws.length,
    particles: PARTICLES,
    seed: request.seed + 3,
    origins,
    horizon,
    cut: cut - 1,
    ...(request.signal && { signal: request.signal }),
    onProgress: (done, total) =>
      request.onEvent?.({ kind: 'progress', done, total, unit: 'starting points' }),
  });
}
