/**
 * The studio's main job as one use case: from words and data to a chosen structure, checked on days that
 * nothing had seen, and calibrated on all of them. Hosts give the pool; project/ keeps what comes out.
 */
import { calibrateByCmaEs } from '../calibrate/es/calibrate.ts';
import { type CalibrationResult, calibrationResultSchema } from '../calibrate/result.ts';
import type { Dataset } from '../data/dataset.ts';
import { episodesOf } from '../data/episodes.ts';
import { splitByTime, takeRows } from '../data/splits.ts';
import { replicationsFor } from '../discover/calibrate-candidate.ts';
import type { Evaluated, Fit } from '../discover/candidate.ts';
import { type Fact, MIN_WORDS } from '../discover/clues.ts';
import { composer, suitableFamilies } from '../discover/composer/composer.ts';
import { createEvaluation, type Evaluate, type EvaluateOptions } from '../discover/evaluate.ts';
import { checkFacts, factsAsData } from '../discover/fact-check.ts';
import { freeRun, meanSquaredFit } from '../discover/free-run.ts';
import { type DiscoverEvent, type Discovery, discover } from '../discover/loop.ts';
import type { Proposer } from '../discover/proposer.ts';
import type { Setting } from '../discover/setting.ts';
import { createSetting } from '../discover/setting.ts';
import { restoreCandidate, storeCandidate } from '../discover/stored-candidate.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Simulate } from '../simulator/simulation.ts';
import { checkPlan } from '../trust/check-plan.ts';
import type { FactCheck } from '../trust/facts.ts';
import { checkByRollingOrigin, type RollingOriginCheck } from '../trust/rolling-origin.ts';
import { type Verdict, verdictOf } from '../trust/verdict.ts';
import { UseCaseError } from './use-case-error.ts';

export interface ModelRequest {
  readonly title: string;
  /** What the planner said of the system. */
  readonly words: string;
  readonly dataset: Dataset;
  /** Rows at the end that only the final check may see. */
  readonly heldOutRows: number;
  readonly seed: number;
  readonly simulate: Simulate;
  readonly admit: EvaluateOptions['admit'];
  /** Default: the composer. */
  readonly proposer?: Proposer;
  /** Default 5. */
  readonly rounds?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ModelEvent) => void;
  /** What an interrupted run of the same request has already found. */
  readonly memo?: Memo;
}

/** Plain results by what they are results of. A search that finds them there goes on to the same numbers. */
export interface Memo {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}

export type ModelEvent =
  | DiscoverEvent
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'stage'; readonly stage: 'discovering' | 'checking' | 'calibrating' }
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number;
      readonly unit: 'evaluations' | 'starting points';
    };

export interface SystemModel {
  readonly kind: 'modelled';
  readonly setting: Setting;
  readonly discovery: Discovery;
  readonly chosen: Evaluated;
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

/** Stopped by the person: what was found until then. */
export interface StoppedModel {
  readonly kind: 'stopped';
  readonly discovery: Discovery;
  /** The best candidate so far; absent when none was finished. */
  readonly chosen: Evaluated | undefined;
}

/** Evaluations of the calibrations whose intervals are kept. */
const SEARCH = 1500;
const INTERVALS = { replicates: 24, evaluations: 150 };
/** Runs of each parameter set in the check. */
const PARTICLES = 40;
/** Runs behind the figures of the fit. */
const FIT_RUNS = 200;

/** Throws UseCaseError: 'no-structure'; DataError for data that cannot be split or matched. */
export async function modelSystem(request: ModelRequest): Promise<SystemModel | StoppedModel> {
  const { dataset, onEvent, signal } = request;
  const rows = Math.max(...dataset.trajectories.map((trajectory) => trajectory.rows));
  const training = takeRows(dataset, splitByTime(rows, request.heldOutRows).train);
  const setting = createSetting(request.title, request.words, training);
  warn(setting, request);
  onEvent?.({ kind: 'stage', stage: 'discovering' });
  const evaluation = createEvaluation({
    ...request,
    dataset: training,
    facts: setting.clues.facts,
    rules: setting.rules,
  });
  const discovery = await discover({
    setting,
    proposer: request.proposer ?? composer,
    ...evaluation,
    evaluate: remembered(request.memo, evaluation.evaluate),
    rounds: request.rounds ?? 5,
    ...(signal && { signal }),
    ...(onEvent && { onEvent }),
  });
  const [chosen] = discovery.ranked;
  if (discovery.stopped === 'cancelled') return { kind: 'stopped', discovery, chosen };
  if (chosen === undefined) throw noStructure(setting, discovery);
  try {
    return await judge(request, { setting, discovery, chosen, training });
  } catch (error) {
    if (signal?.aborted) return { kind: 'stopped', discovery, chosen };
    throw error;
  }
}

interface Found {
  readonly setting: Setting;
  readonly discovery: Discovery;
  readonly chosen: Evaluated;
  readonly training: Dataset;
}

/** Checks the chosen structure on the held-out rows, then calibrates it on all. */
async function judge(
  request: ModelRequest,
  { setting, discovery, chosen, training }: Found,
): Promise<SystemModel | StoppedModel> {
  const { facts: stated } = setting.clues;
  request.onEvent?.({ kind: 'stage', stage: 'checking' });
  const check = await checkHeldOut(request, chosen, training, stated);
  request.onEvent?.({ kind: 'stage', stage: 'calibrating' });
  const calibration = await calibrateOn(request, chosen, request.dataset, stated, request.seed + 1);
  if (calibration.stopped === 'cancelled') return { kind: 'stopped', discovery, chosen };
  const model = {
    simulate: request.simulate,
    compiled: chosen.compiled,
    parameters: Float64Array.from(Object.values(calibration.parameters)),
    seed: request.seed + 2,
  };
  const episodes = episodesOf(request.dataset, chosen.compiled.declaration);
  const run = await freeRun(model, episodes, FIT_RUNS);
  const facts = await checkFacts(model, episodes, stated);
  const verdict = verdictOf(check, facts);
  const fit = meanSquaredFit(run);
  return { kind: 'modelled', setting, discovery, chosen, check, facts, verdict, calibration, fit };
}

/** Candidates that were finished before an interruption are not evaluated again. */
function remembered(memo: Memo | undefined, evaluate: Evaluate): Evaluate {
  if (memo === undefined) return evaluate;
  return async (admitted, context) => {
    const key = `candidate ${context.round} ${admitted.proposal.id}`;
    const restored = restoreCandidate(memo.get(key), admitted);
    if (restored !== undefined) return restored;
    const candidate = await evaluate(admitted, context);
    await memo.set(key, storeCandidate(candidate));
    return candidate;
  };
}

function warn({ clues }: Setting, { onEvent }: ModelRequest): void {
  if (clues.wordCount >= MIN_WORDS) return;
  const text = `description: ${clues.wordCount} words say little; the structure is chosen from the columns alone. Tell what arrives, how long it stays, and what limits it.`;
  onEvent?.({ kind: 'warning', text });
}

function noStructure(setting: Setting, { rejected }: Discovery): UseCaseError {
  if (suitableFamilies(setting).length === 0) {
    const roles = setting.series
      .map(({ name, role, use }) => `${name} (${role}, ${use})`)
      .join(', ');
    return new UseCaseError(
      'no-structure',
      `structure: none is known for these columns: ${roles}`,
      {
        hint: 'Say which column is to be predicted (a stock or a flow as output) and which are given (inputs).',
      },
    );
  }
  const reasons = rejected.flatMap((candidate) =>
    candidate.kind === 'rejected' ? [candidate.reason] : [],
  );
  return new UseCaseError(
    'no-structure',
    `structure: no candidate could be run: ${reasons.join('; ')}`,
    {
      hint: 'Check the first row of the data: a model starts from it.',
    },
  );
}

async function checkHeldOut(
  request: ModelRequest,
  chosen: Evaluated,
  training: Dataset,
  facts: readonly Fact[],
): Promise<RollingOriginCheck> {
  const { declaration } = chosen.compiled;
  const cut = Math.max(...training.trajectories.map(({ rows }) => rows));
  const { sets, parameters } = await calibrateOn(request, chosen, training, facts, request.seed);
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

async function calibrateOn(
  { simulate, signal, onEvent, memo }: ModelRequest,
  { compiled, parameters, proposal, mode }: Evaluated,
  dataset: Dataset,
  facts: readonly Fact[],
  seed: number,
): Promise<CalibrationResult> {
  const { declaration } = compiled;
  const key = `calibration ${seed} ${proposal.id}`;
  const stored = calibrationResultSchema.safeParse(memo?.get(key));
  if (stored.success) return stored.data;
  const { episodes, scales } = factsAsData(episodesOf(dataset, declaration), declaration, facts);
  const result = await calibrateByCmaEs(
    {
      program: programOf(compiled),
      declaration,
      episodes,
      scales,
      simulate,
      mode,
      replications: replicationsFor(episodes),
    },
    {
      seed,
      budget: SEARCH,
      start: parameters,
      restarts: 'ipop',
      intervals: INTERVALS,
      ...(signal && { signal }),
      onProgress: ({ done, total }) =>
        onEvent?.({ kind: 'progress', done, total, unit: 'evaluations' }),
    },
  );
  if (result.stopped === 'cancelled') return result;
  await memo?.set(key, result);
  return result;
}
