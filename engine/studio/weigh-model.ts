/** The distribution over structures: how much each counts, whether any of them fits, and what is still not known. */
import type { CalibrationResult } from '../calibrate/result.ts';
import { deriveSeed } from '../calibrate/streams.ts';
import type { Dataset } from '../data/dataset.ts';
import { missingKnowledge, type Question } from '../discover/archive/questions.ts';
import { type Evaluated, effectiveScore, type PointScore } from '../discover/candidate.ts';
import { chosenBlocks } from '../discover/composer/registry.ts';
import type { Block } from '../discover/composer/structure.ts';
import { createEvaluation } from '../discover/evaluate.ts';
import { targetOf } from '../discover/held-out-score.ts';
import type { Discovery } from '../discover/loop.ts';
import { makeUpData } from '../discover/made-up-data.ts';
import { cannotTell } from '../discover/mixture/cannot-tell.ts';
import { type Confusion, confusionMatrix } from '../discover/mixture/confusion.ts';
import { clusterOf } from '../discover/mixture/density-table.ts';
import type { Mixture, WeightedStructure } from '../discover/mixture/mixture.ts';
import { type FitVerdict, noneFits } from '../discover/mixture/none-fits.ts';
import { weighStructures } from '../discover/mixture/weigh.ts';
import type { Setting } from '../discover/setting.ts';
import { calibrateStructure } from './calibrate-structure.ts';
import type { ModelRequest } from './model-request.ts';

export interface MixtureMember {
  readonly candidate: Evaluated;
  readonly weight: WeightedStructure;
  /** On all rows. */
  readonly calibration: CalibrationResult;
}

export interface ModelMixture {
  /** Of every structure that was weighed. */
  readonly weights: Mixture;
  /** Whether they explain the held-out points at all. */
  readonly fits: FitVerdict;
  /** Those that count enough to be used, heaviest first. */
  readonly members: readonly MixtureMember[];
  /** What the errors show that none of them explains. */
  readonly questions: readonly Question[];
  /** How often the right one is chosen on made-up data; absent where it was not asked for. */
  readonly confusion?: Confusion;
}

/** Structures that are weighed; weaker ones would get nothing. */
const MOST_WEIGHED = 6;
/** Nor do those whose error is this many times that of the best. */
const TOO_WEAK = 2;
/** Lighter ones are not calibrated and used. */
const LEAST_WEIGHT = 0.05;
const MOST_USED = 4;
/** Error of whoever says that anything seen before may come again, in units of the mean absolute deviation (normal values). */
const NAIVE_LEVEL = 1 / Math.SQRT2;
/** Parameter sets of each calibration on made-up data, and structures that are tried there. */
const QUICK = 200;
const MOST_CONFUSED = 3;

interface Found {
  readonly discovery: Discovery;
  readonly setting: Setting;
  readonly training: Dataset;
}

/** Undefined when it was stopped. */
export async function weighModel(
  request: ModelRequest,
  found: Found,
): Promise<ModelMixture | undefined> {
  const { discovery, setting } = found;
  request.onEvent?.({ kind: 'stage', stage: 'weighing' });
  const candidates = worthWeighing(discovery.ranked);
  const weights = weigh(candidates, request.seed);
  const used = usedOf(weights, candidates);
  const fits = noneFits(
    used.map(({ candidate, weight }) => ({
      weight: weight.weight,
      points: candidate.score.points,
    })),
    { naive: NAIVE_LEVEL, targetOf },
  );
  const confusion =
    (request.confusion ?? 0) > 0 && used.length > 1
      ? await confuse(request, used.slice(0, MOST_CONFUSED), found)
      : undefined;
  const members: MixtureMember[] = [];
  for (const { candidate, weight } of used) {
    const data = { dataset: request.dataset, facts: setting.clues.facts, seed: request.seed + 1 };
    const calibration = await calibrateStructure(request, candidate, data);
    if (calibration.stopped === 'cancelled') return undefined;
    members.push({ candidate, weight, calibration });
  }
  const questions = missingKnowledge(candidates, triedBlocks(discovery, setting));
  const mixture = {
    ...{ weights, fits, members, questions },
    ...(confusion && { confusion }),
  };
  request.onEvent?.({ kind: 'weighed', mixture });
  return mixture;
}

/** Blocks of all structures that ran. */
function triedBlocks({ rounds }: Discovery, setting: Setting): Block[] {
  const structures = rounds.flatMap(({ candidates }) =>
    candidates.flatMap(({ kind, proposal: { structure } }) =>
      kind === 'evaluated' && structure ? [structure] : [],
    ),
  );
  return [...new Set(structures.flatMap((structure) => chosenBlocks(structure, setting)))];
}

/** The best ones, without those that are at odds with what was told where the best is not. */
function worthWeighing(ranked: readonly Evaluated[]): Evaluated[] {
  const [best] = ranked;
  if (best === undefined) return [];
  const limit = TOO_WEAK * effectiveScore(best);
  const contradicts = ({ facts }: Evaluated) => facts.some(({ kind }) => kind === 'contradicts');
  return ranked
    .filter(
      (candidate) =>
        effectiveScore(candidate) <= limit && (contradicts(best) || !contradicts(candidate)),
    )
    .slice(0, MOST_WEIGHED);
}

/**
 * Before any data a structure is the less likely the more numbers it has: half of log(n) each (Schwarz 1978), n being the
 * independent stretches of held-out data.
 */
function weigh(candidates: readonly Evaluated[], seed: number): Mixture {
  const fewest = Math.min(...candidates.map(({ complexity }) => complexity));
  const told = candidates.map(({ proposal, score }) => ({
    id: proposal.id,
    points: byCluster(score),
  }));
  const clusters = Math.max(1, ...told.map(({ points }) => points.size));
  return weighStructures(told, {
    method: 'pseudo-bma+',
    seed: deriveSeed(seed, 'studio/weights', 0),
    prior: candidates.map(({ complexity }) => clusters ** ((fewest - complexity) / 2)),
  });
}

/** Days of one forecast go right or wrong together: each origin, or trajectory, counts as one value. */
function byCluster({ points }: Evaluated['score']): Map<string, Pick<PointScore, 'logDensity'>> {
  const clusters = Map.groupBy(points, ([key]) => clusterOf(key));
  return new Map(
    [...clusters].map(([cluster, members]) => {
      const total = members.reduce((sum, [, { logDensity }]) => sum + logDensity, 0);
      return [`${cluster}|mean`, { logDensity: total / members.length }];
    }),
  );
}

interface Used {
  readonly candidate: Evaluated;
  readonly weight: WeightedStructure;
}

function usedOf({ structures }: Mixture, candidates: readonly Evaluated[]): Used[] {
  const byId = new Map(candidates.map((candidate) => [candidate.proposal.id, candidate]));
  return structures
    .filter(({ weight }, rank) => rank === 0 || weight >= LEAST_WEIGHT)
    .slice(0, MOST_USED)
    .flatMap((weight) => {
      const candidate = byId.get(weight.id);
      return candidate ? [{ candidate, weight }] : [];
    });
}

/** The choice made anew on data that each of them made up. */
function confuse(request: ModelRequest, used: readonly Used[], found: Found): Promise<Confusion> {
  const { simulate, signal, onEvent } = request;
  const structures = used.map(({ candidate }) => candidate);
  return confusionMatrix<Dataset>({
    structures: structures.map((candidate) => ({
      id: candidate.proposal.id,
      simulateData: (seed) => makeUpData(candidate, found.training, { simulate, seed }),
    })),
    repeats: request.confusion ?? 0,
    seed: deriveSeed(request.seed, 'studio/confusion', 0),
    ...(signal && { signal }),
    choose: (dataset, seed) =>
      chooseAnew(request, structures, { ...found, training: dataset }, seed),
    onProgress: (done, total) => onEvent?.({ kind: 'progress', done, total, unit: 'data sets' }),
  });
}

async function chooseAnew(
  request: ModelRequest,
  structures: readonly Evaluated[],
  found: Found,
  seed: number,
): Promise<{ readonly id: string | undefined }> {
  const { evaluate } = createEvaluation({
    ...{ ...request, dataset: found.training, facts: [], rules: [], seed, evaluations: QUICK },
  });
  const context = {
    parent: undefined,
    round: 1,
    ...(request.signal && { signal: request.signal }),
  };
  const anew: Evaluated[] = [];
  for (const { proposal, compiled, complexity } of structures) {
    const candidate = await evaluate({ kind: 'admitted', proposal, compiled, complexity }, context);
    if (candidate.kind === 'evaluated') anew.push(candidate);
  }
  if (anew.length === 0) return { id: undefined };
  const [first, second] = weigh(anew, seed).structures;
  const pointsOf = (id: string | undefined) =>
    anew.find(({ proposal }) => proposal.id === id)?.score.points;
  const [a, b] = [pointsOf(first?.id), pointsOf(second?.id)];
  const tells =
    a === undefined || b === undefined || cannotTell({ points: a }, { points: b }).tells;
  return { id: tells ? first?.id : undefined };
}
