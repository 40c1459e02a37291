/** One handle on the algorithms of a search: which they are, ask, tell, and where a search stands. */
import { z } from 'zod';
import type { RandomSource } from '../../../simulator/kernel/samplers.ts';
import {
  askConstrainedCma,
  bestOfConstrainedCma,
  type CmaAsked,
  type ConstrainedCmaState,
  constrainedCmaStateSchema,
  isConstrainedCmaDone,
  tellConstrainedCma,
} from './constrained-cma.ts';
import type { Entry, Judged } from './judged.ts';
import { askNsga2, type Nsga2State, nsga2StateSchema, tellNsga2 } from './nsga2.ts';
import { tidy } from './variables.ts';

export const searchStateSchema = z.discriminatedUnion('kind', [
  nsga2StateSchema,
  constrainedCmaStateSchema,
]);

export type SearchState = Nsga2State | ConstrainedCmaState;

export interface SearchAsked {
  /** In natural units, tidied: equal policies are equal points. The same one may come again. */
  readonly points: readonly (readonly number[])[];
  /** What the algorithm itself wants back. */
  readonly own: CmaAsked;
}

/** Points to judge next; none when the search is done. random: a stream of this generation's own. */
export function askSearch(state: SearchState, random: RandomSource): SearchAsked {
  const own =
    state.kind === 'nsga2'
      ? { points: askNsga2(state, random), parts: [] }
      : askConstrainedCma(state, random);
  return { points: own.points.map((point) => tidy(state.variables, point)), own };
}

/** The state after a generation; judged[i] is of points[i]. random: the stream that `ask` drew from, further on. */
export function tellSearch(
  state: SearchState,
  { own }: SearchAsked,
  judged: readonly Judged[],
  random: RandomSource,
): SearchState {
  if (state.kind === 'nsga2') return tellNsga2(state, own.points, judged);
  return tellConstrainedCma(state, own, judged, random);
}

export interface SearchView {
  readonly generation: number;
  readonly evaluations: number;
  /**
   * What keeps all limits and is beaten by nothing seen; of one objective, one point. While nothing keeps them: what misses
   * them least.
   */
  readonly front: readonly Entry[];
  /** Nothing more to ask. */
  readonly done: boolean;
}

export function viewSearch(state: SearchState): SearchView {
  const { generation, evaluations } = state;
  if (state.kind === 'nsga2') return { generation, evaluations, front: state.archive, done: false };
  const best = bestOfConstrainedCma(state);
  return {
    generation,
    evaluations,
    front: best ? [{ ...best, point: tidy(state.variables, best.point) }] : [],
    done: isConstrainedCmaDone(state),
  };
}
