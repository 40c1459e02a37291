/** The search of the studio, from a calibrated model and an aim to the policy that it recommends. */
import type { Aim } from '../../../engine/decide/schemas/aim.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import type { Policies } from '../../../engine/decide/search/search-task.ts';
import { INPUT_MODELS, type InputModel } from '../../../engine/forecast/input-model.ts';
import type { CompiledSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';
import type { Episode, Simulate } from '../../../engine/simulator/simulation.ts';
import { type DecisionSetup, decisionSetup } from '../../../engine/studio/decide/decision-setup.ts';
import { workOnDecision } from '../../../engine/studio/decide/work-on-decision.ts';
import type { ExploredModel } from '../../../engine/studio/explore/explored-subject.ts';

/** Structures with what acts on what. */
export type Models = readonly [ExploredModel, ...ExploredModel[]];

export interface Effort {
  readonly evaluations: number;
  readonly runs: number;
  readonly closeRuns: number;
}

interface Question extends Partial<Effort> {
  readonly models: Models;
  readonly aim: Aim;
  readonly means: Means;
  /** Of the episodes, counted from 0. */
  readonly record: number;
  readonly seed: number;
  readonly simulate: Simulate;
  /** Of the days ahead; default: as last recorded. */
  readonly inputs?: InputModel;
}

export interface Recommended {
  readonly policies: Policies;
  /** The policy read aloud. */
  readonly words: string;
  /** By limit: how often it is said to hold. */
  readonly chances: readonly number[];
  readonly setup: DecisionSetup;
}

/** As a job of the studio does it. Throws where nothing is recommended. */
export async function recommend({
  models,
  aim,
  means,
  record,
  seed,
  simulate,
  evaluations = 300,
  runs = 300,
  closeRuns = 2000,
  inputs = INPUT_MODELS[0],
}: Question): Promise<Recommended> {
  const sources = { subject: { models, warnings: [] }, inputModel: () => inputs, seed, simulate };
  const order = { record, aim, means, scenario: null };
  const { setup, result } = await workOnDecision((ahead) => decisionSetup(sources, order, ahead), {
    ...{ seed, evaluations, runs, closeRuns, checkpoint: undefined, signal: undefined },
    timeUsed: () => 0,
    save: async () => {},
    log: () => {},
    onProgress: () => {},
  });
  const card = result.cards.find(({ role }) => role === 'recommended');
  if (card === undefined) throw new Error(`${aim.name}: nothing recommended`);
  return {
    policies: card.policies,
    words: card.words.join('; '),
    chances: card.limits.map(({ value }) => value),
    setup,
  };
}

/** `sets`: parameter values in the order of the declaration. */
export function modelOf(
  compiled: CompiledSimulator,
  own: {
    readonly name?: string;
    readonly weight?: number;
    readonly sets: readonly (readonly number[])[];
    readonly episodes: readonly Episode[];
  },
): ExploredModel {
  const { declaration, graph } = compiled;
  return {
    ...{ declaration, graph, program: programOf(compiled), episodes: own.episodes },
    ...{ name: own.name ?? declaration.title, weight: own.weight ?? 1 },
    ...{ parameterSets: Float64Array.from(own.sets.flat()), sets: own.sets.length },
  };
}

/** Nothing is known but this row. */
export function startEpisode(row: Readonly<Record<string, number>>): Episode {
  const observed = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Float64Array.of(value)]),
  );
  return { id: 'start', steps: 0, observed, inputs: {}, levers: {} };
}

/** Weights that sum to 1, heaviest first. */
export function weighed(models: readonly ExploredModel[]): Models {
  const total = models.reduce((sum, { weight }) => sum + weight, 0);
  const [first, ...others] = models
    .map((model) => ({ ...model, weight: model.weight / total }))
    .sort((a, b) => b.weight - a.weight);
  if (first === undefined) throw new Error('models: none');
  return [first, ...others];
}
