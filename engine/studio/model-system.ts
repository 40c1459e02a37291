/**
 * The studio's main job as one use case: from words and data to weighted structures, the chosen one checked on days
 * that nothing had seen, and calibrated on all of them. Hosts give the pool; project/ keeps what comes out.
 */
import { splitByTime, takeRows } from '../data/splits.ts';
import type { Evaluated } from '../discover/candidate.ts';
import { MIN_WORDS } from '../discover/clues.ts';
import { composer } from '../discover/composer/composer.ts';
import { suitableFamilies } from '../discover/composer/registry.ts';
import { createEvaluation, type Evaluate } from '../discover/evaluate.ts';
import { type Discovery, discover } from '../discover/loop.ts';
import { unmatchedRules } from '../discover/rules/stated-rule.ts';
import { createSetting, type Setting } from '../discover/setting.ts';
import { restoreCandidate, storeCandidate } from '../discover/stored-candidate.ts';
import { type Judgement, judgeModel } from './judge-model.ts';
import type { ModelMixture } from './model-mixture.ts';
import type { Memo, ModelRequest } from './model-request.ts';
import { UseCaseError } from './use-case-error.ts';
import { weighModel } from './weigh-model.ts';

export interface SystemModel extends Judgement {
  readonly kind: 'modelled';
  readonly setting: Setting;
  readonly discovery: Discovery;
  readonly chosen: Evaluated;
  readonly mixture: ModelMixture;
}

/** Stopped by the person: what was found until then. */
export interface StoppedModel {
  readonly kind: 'stopped';
  readonly discovery: Discovery;
  /** The best candidate so far; absent when none was finished. */
  readonly chosen: Evaluated | undefined;
}

/** Throws UseCaseError: 'no-structure'; DataError for data that cannot be split or matched. */
export async function modelSystem(request: ModelRequest): Promise<SystemModel | StoppedModel> {
  const { dataset, onEvent, signal } = request;
  const rows = Math.max(...dataset.trajectories.map((trajectory) => trajectory.rows));
  const training = takeRows(dataset, splitByTime(rows, request.heldOutRows).train);
  const setting = createSetting(request.title, request.words, training);
  warn(setting, request);
  onEvent?.({ kind: 'stage', stage: 'discovering' });
  const { facts } = setting.clues;
  const evaluation = createEvaluation({
    ...{ ...request, dataset: training, facts, rules: setting.rules },
  });
  const discovery = await discover({
    ...{ ...request, ...evaluation, setting },
    proposer: request.proposer ?? composer,
    evaluate: remembered(request.memo, evaluation.evaluate),
  });
  const [chosen] = discovery.ranked;
  const stopped = { kind: 'stopped', discovery, chosen } as const;
  if (discovery.stopped === 'cancelled' || discovery.stopped === 'paused') return stopped;
  if (chosen === undefined) throw noStructure(setting, discovery);
  try {
    const mixture = await weighModel(request, { discovery, setting, training });
    if (mixture === undefined) return stopped;
    const judgement = await judgeModel(request, chosen, training, facts);
    if (judgement === undefined) return stopped;
    return { kind: 'modelled', setting, discovery, chosen, mixture, ...judgement };
  } catch (error) {
    if (signal?.aborted) return stopped;
    throw error;
  }
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

function warn({ clues, series }: Setting, { words, onEvent }: ModelRequest): void {
  const names = series.map(({ name }) => name);
  for (const sentence of unmatchedRules(words, names)) {
    const text = `rule: "${sentence}" is not checked, as it names no column of the data. Say it with one of: ${names.join(', ')}.`;
    onEvent?.({ kind: 'warning', text });
  }
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
