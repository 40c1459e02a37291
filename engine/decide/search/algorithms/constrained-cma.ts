/**
 * CMA-ES for one objective with limits over mixed variables, as pure ask and tell over a frozen JSON state. Each combination
 * of choices is an arm with a search of its numbers; arms share the budget by successive halving (Karnin, Koren & Somekh 2013,
 * "Almost optimal exploration in multi-armed bandits"). Limits are kept by the feasibility rules of Deb (2000).
 */
import { z } from 'zod';
import {
  ask,
  createRestarts,
  type RestartState,
  restartStateSchema,
  tell,
} from '../../../calibrate/es/restarts.ts';
import type { Asked } from '../../../calibrate/es/strategy.ts';
import type { RandomSource } from '../../../simulator/kernel/samplers.ts';
import { combinationsOf, freeOf } from './combinations.ts';
import {
  compareFeasible,
  type Entry,
  entryOf,
  entrySchema,
  isFailure,
  type Judged,
} from './judged.ts';
import { coordinateOf, floorsOf, valueAt } from './unit-cube.ts';
import { tidy, type Variables, variablesSchema } from './variables.ts';

/** Combinations of choices at most; of more, each one's share of a budget would be too little. */
export const MAX_COMBINATIONS = 24;
/** Standard deviation of the first candidates, in ranges. */
const SIGMA = 0.3;
/** A run that has come down to this standard deviation, in ranges, makes way for another start: nobody sets a policy finer. */
const FINEST = 1e-5;

const armSchema = z.strictObject({
  /** A value of every choice; of the numbers the lowest. */
  combination: z.array(z.number()).readonly(),
  /** null: there is no number to search. */
  restarts: restartStateSchema.nullable(),
  best: entrySchema.nullable(),
  /** Highest value of a point that kept its limits: what misses them counts as worse. */
  ceiling: z.number().nullable(),
  alive: z.boolean(),
});
type Arm = z.infer<typeof armSchema>;

export const constrainedCmaStateSchema = z.strictObject({
  kind: z.literal('constrained-cma'),
  variables: variablesSchema,
  budget: z.int().positive(),
  generation: z.int().min(0),
  evaluations: z.int().min(0),
  /** Points to begin with; evaluated before anything else. */
  starts: z.array(z.array(z.number()).readonly()).readonly(),
  arms: z.array(armSchema).min(1).readonly(),
  /** Halvings so far. */
  halvings: z.int().min(0),
});

export type ConstrainedCmaState = z.infer<typeof constrainedCmaStateSchema>;

export interface ConstrainedCmaOptions {
  readonly variables: Variables;
  /** Evaluations that the search may take: combinations are dropped in time for it. */
  readonly budget: number;
  readonly starts?: readonly (readonly number[])[];
}

/** Points asked for, and what the strategies want back with their values. */
export interface CmaAsked {
  readonly points: readonly (readonly number[])[];
  /** Who asked for the points, in their order; empty for the starts. */
  readonly parts: readonly {
    readonly arm: number;
    readonly asked: Asked | null;
    readonly count: number;
  }[];
}

/** Throws an Error when there are more combinations of choices than MAX_COMBINATIONS. */
export function createConstrainedCma(options: ConstrainedCmaOptions): ConstrainedCmaState {
  const variables = variablesSchema.parse(options.variables);
  const combinations = combinationsOf(variables);
  if (combinations.length > MAX_COMBINATIONS) {
    throw new Error(`combinations of choices: ${combinations.length}, above ${MAX_COMBINATIONS}`);
  }
  return Object.freeze({
    kind: 'constrained-cma',
    variables,
    budget: options.budget,
    generation: 0,
    evaluations: 0,
    starts: (options.starts ?? []).map((point) => tidy(variables, point)),
    arms: combinations.map((combination) => ({
      combination,
      restarts: restartsAt(variables, combination, null),
      best: null,
      ceiling: null,
      alive: true,
    })),
    halvings: 0,
  });
}

/** start: null: the middle of all ranges. */
function restartsAt(
  variables: Variables,
  combination: readonly number[],
  start: readonly number[] | null,
): RestartState | null {
  const free = freeOf(variables, combination);
  if (free.length === 0) return null;
  return createRestarts({
    mean: free.map((i) => (start ? coordinateOf(variables[i]!, start[i]!) : 0.5)),
    sigma: SIGMA,
    strategy: 'ipop',
    tolerances: { x: FINEST },
    range: free.map(() => ({ low: 0, high: 1 })),
    floors: floorsOf(free.map((i) => variables[i]!)),
  });
}

/** One generation of every arm that is left; the starts before that. Empty: there is nothing more to try. */
export function askConstrainedCma(state: ConstrainedCmaState, random: RandomSource): CmaAsked {
  if (state.starts.length > 0) return { points: state.starts, parts: [] };
  const points: (readonly number[])[] = [];
  const parts: CmaAsked['parts'][number][] = [];
  state.arms.forEach((arm, index) => {
    if (isIdle(arm)) return;
    const asked = arm.restarts && ask(arm.restarts, random);
    const own = asked ? pointsOf(state.variables, arm, asked) : [arm.combination];
    parts.push({ arm: index, asked, count: own.length });
    points.push(...own);
  });
  return { points, parts };
}

/** Nothing more to ask of it: dropped, or at its end. */
function isIdle({ alive, restarts, best }: Arm): boolean {
  return !alive || (restarts ? restarts.done : best !== null);
}

function pointsOf(variables: Variables, { combination }: Arm, { candidates }: Asked): number[][] {
  const free = freeOf(variables, combination);
  return Array.from({ length: candidates.length / free.length }, (_, k) => {
    const point = [...combination];
    free.forEach((i, at) => {
      point[i] = valueAt(variables[i]!, candidates[k * free.length + at]!);
    });
    return point;
  });
}

/** The state after a generation; judged: one a point of `asked`. `random`: only for where searches start again. */
export function tellConstrainedCma(
  state: ConstrainedCmaState,
  asked: CmaAsked,
  judged: readonly Judged[],
  random: RandomSource,
): ConstrainedCmaState {
  const entries = asked.points.map((point, i) => entryOf(point, judged[i]!));
  const arms =
    state.starts.length > 0 ? started(state, entries) : told(state, asked, entries, random);
  return Object.freeze(
    halved({
      ...state,
      generation: state.generation + 1,
      evaluations: state.evaluations + entries.length,
      starts: [],
      arms,
    }),
  );
}

/** Each arm begins at the best of the starts that make its choices. */
function started({ variables, arms }: ConstrainedCmaState, entries: readonly Entry[]): Arm[] {
  return arms.map((arm) => {
    const own = entries.filter(({ point }) =>
      variables.every(({ kind }, i) => kind !== 'choice' || point[i] === arm.combination[i]),
    );
    const best = bestOf(own);
    if (!best) return arm;
    const restarts = restartsAt(variables, arm.combination, best.point);
    return { ...arm, restarts, best, ceiling: ceilingOf(arm, own) };
  });
}

function told(
  { arms }: ConstrainedCmaState,
  { parts }: CmaAsked,
  entries: readonly Entry[],
  random: RandomSource,
): Arm[] {
  const next = [...arms];
  let from = 0;
  for (const { arm: index, asked, count } of parts) {
    const arm = arms[index]!;
    const own = entries.slice(from, from + count);
    from += count;
    const ceiling = ceilingOf(arm, own);
    const values = own.map((entry) => worthOf(entry, ceiling));
    next[index] = {
      ...arm,
      restarts: arm.restarts && asked && tell(arm.restarts, asked, values, random),
      best: bestOf(arm.best ? [arm.best, ...own] : own),
      ceiling,
    };
  }
  return next;
}

function ceilingOf({ ceiling }: Arm, entries: readonly Entry[]): number | null {
  const kept = entries.filter(({ violation }) => violation === 0);
  const values = kept.map(({ objectives }) => objectives[0]!);
  const known = ceiling === null ? values : [ceiling, ...values];
  return known.length > 0 ? Math.max(...known) : null;
}

/** One number that orders points as the feasibility rules do: what misses limits lies above all that was seen to keep them. */
function worthOf(entry: Entry, ceiling: number | null): number {
  if (isFailure(entry)) return Number.NaN;
  const { objectives, violation } = entry;
  if (violation === 0) return objectives[0]!;
  return (ceiling ?? 0) + violation * Math.max(1, Math.abs(ceiling ?? 0));
}

function bestOf(entries: readonly Entry[]): Entry | null {
  if (entries.length === 0) return null;
  return entries.reduce((best, entry) => (compareFeasible(entry, best) < 0 ? entry : best));
}

/** Drops the worse half of the arms each time that one of log2(arms) + 1 equal parts of the budget is used up. */
function halved(state: ConstrainedCmaState): ConstrainedCmaState {
  const { arms, halvings, evaluations, budget } = state;
  const stages = Math.ceil(Math.log2(arms.length)) + 1;
  if (halvings + 1 >= stages || evaluations < ((halvings + 1) / stages) * budget) return state;
  const alive = arms.filter((arm) => arm.alive);
  const ordered = [...alive].sort((a, b) => {
    if (a.best && b.best) return compareFeasible(a.best, b.best);
    return a.best ? -1 : b.best ? 1 : 0;
  });
  const kept = new Set(ordered.slice(0, Math.ceil(alive.length / 2)));
  // A generation of many arms can take several parts at once.
  return halved({
    ...state,
    arms: arms.map((arm) => (kept.has(arm) ? arm : { ...arm, alive: false })),
    halvings: halvings + 1,
  });
}

/** The best point of all so far; null as long as all failed. */
export function bestOfConstrainedCma({ arms }: ConstrainedCmaState): Entry | null {
  return bestOf(arms.flatMap(({ best }) => (best && !isFailure(best) ? [best] : [])));
}

/** Nothing more to ask. */
export function isConstrainedCmaDone({ arms, starts }: ConstrainedCmaState): boolean {
  return starts.length === 0 && arms.every(isIdle);
}
