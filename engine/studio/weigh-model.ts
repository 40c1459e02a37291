/** The distribution over structures: how much each counts, whether any of them fits, and what is still not known. */
import { deriveSeed } from '../calibrate/streams.ts';
import type { Dataset } from '../data/dataset.ts';
import { missingKnowledge } from '../discover/archive/questions.ts';
import type { Evaluated } from '../discover/candidate.ts';
import { chosenBlocks } from '../discover/composer/registry.ts';
import type { Block } from '../discover/composer/structure.ts';
import { distinctWords } from '../discover/distinct-words.ts';
import { createEvaluation } from '../discover/evaluate.ts';
import { targetOf } from '../discover/held-out-score.ts';
import type { Discovery } from '../discover/loop.ts';
import { makeUpData } from '../discover/made-up-data.ts';
import { cannotTell } from '../discover/mixture/cannot-tell.ts';
import { type Confusion, confusionMatrix } from '../discover/mixture/confusion.ts';
import type { Mixture, WeightedStructure } from '../discover/mixture/mixture.ts';
import { noneFits } from '../discover/mixture/none-fits.ts';
import { weighCandidates, worthWeighing } from '../discover/mixture/weigh-candidates.ts';
import type { Setting } from '../discover/setting.ts';
import { calibrateStructure } from './calibrate-structure.ts';
import type { MixtureMember, ModelMixture } from './model-mixture.ts';
import type { ModelRequest } from './model-request.ts';

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
  const weights = weighCandidates(candidates, request.seed);
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
  const names = distinctWords(structures.map(({ proposal }) => proposal));
  return confusionMatrix<Dataset>({
    structures: structures.map((candidate) => ({
      id: candidate.proposal.id,
      name: names.get(candidate.proposal.id) ?? candidate.proposal.id,
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
  const [first, second] = weighCandidates(anew, seed).structures;
  const pointsOf = (id: string | undefined) =>
    anew.find(({ proposal }) => proposal.id === id)?.score.points;
  const [a, b] = [pointsOf(first?.id), pointsOf(second?.id)];
  const tells =
    a === undefined || b === undefined || cannotTell({ points: a }, { points: b }).tells;
  return { id: tells ? first?.id : undefined };
}
