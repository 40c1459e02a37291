/** The evolution strategies, as rows, and a run of any of them as the driver handles it. */
import { z } from 'zod';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { drawNormals } from '../streams.ts';
import {
  ask,
  type CmaOptions,
  type CmaState,
  cmaStateSchema,
  createState,
  deviations,
  resize,
  tell,
} from './cma-es.ts';
import { type GeneticState, genetic, geneticStateSchema } from './genetic.ts';
import { type LmMaState, lmMaEs, lmMaStateSchema } from './lm-ma-es.ts';
import { type SepCmaState, sepCmaEs, sepCmaStateSchema } from './sep-cma-es.ts';
import type { Asked, EvolutionStrategy, RunStart, RunView } from './strategy.ts';

export const ALGORITHMS = ['cma-es', 'sep-cma-es', 'lm-ma-es', 'genetic'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** CMA-ES came first: a state without a kind is one of it. */
export const runStateSchema = z.union([
  cmaStateSchema,
  sepCmaStateSchema,
  lmMaStateSchema,
  geneticStateSchema,
]);
export type RunState = CmaState | SepCmaState | LmMaState | GeneticState;

/** A state together with what can be done with it. */
export interface Run {
  readonly candidates: number;
  readonly ask: (random: RandomSource) => Asked;
  readonly tell: (asked: Asked, values: ArrayLike<number>) => RunState;
  /** Absent: the population does not follow the noise. */
  readonly resize?: (populationSize: number) => RunState;
  readonly view: () => RunView;
}

export function runOf(state: RunState): Run {
  if (!('kind' in state)) return bound(cmaEs, state);
  switch (state.kind) {
    case 'sep-cma-es':
      return bound(sepCmaEs, state);
    case 'lm-ma-es':
      return bound(lmMaEs, state);
    case 'genetic':
      return bound(genetic, state);
    default:
      return state satisfies never;
  }
}

/** `cma`: what only CMA-ES has. */
export function createRun(
  algorithm: Algorithm,
  start: RunStart,
  cma: Pick<CmaOptions, 'active' | 'covariance'> = {},
): RunState {
  switch (algorithm) {
    case 'cma-es':
      return createState({ ...start, ...cma });
    case 'sep-cma-es':
      return sepCmaEs.create(start);
    case 'lm-ma-es':
      return lmMaEs.create(start);
    case 'genetic':
      return genetic.create(start);
    default:
      return algorithm satisfies never;
  }
}

const cmaEs: EvolutionStrategy<CmaState> = {
  create: createState,
  candidates: ({ populationSize }) => populationSize,
  ask(state, random) {
    const normals = drawNormals(random, state.populationSize * state.mean.length);
    return { candidates: ask(state, normals), normals };
  },
  tell: (state, { candidates }, values) => tell(state, candidates, values),
  resize,
  view: (state) => ({
    ...state,
    deviations: deviations(state),
    drift: state.pathC.map((p, i) => Math.abs(p) * state.sigma * state.units[i]!),
    axes: { longest: Math.max(...state.scales), shortest: Math.min(...state.scales) },
  }),
};

function bound<State extends RunState>(strategy: EvolutionStrategy<State>, state: State): Run {
  const { resize: resized } = strategy;
  return {
    candidates: strategy.candidates(state),
    ask: (random) => strategy.ask(state, random),
    tell: (asked, values) => strategy.tell(state, asked, values),
    ...(resized && { resize: (populationSize: number) => resized(state, populationSize) }),
    view: () => strategy.view(state),
  };
}
