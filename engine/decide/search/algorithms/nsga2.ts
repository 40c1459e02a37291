/**
 * NSGA-II (Deb, Pratap, Agarwal & Meyarivan 2002) over mixed variables as pure ask and tell over a frozen JSON state, with
 * constraint domination and an archive. Two things differ from the publication unless asked otherwise: what goes on from a front
 * that does not fit is chosen by hypervolume, not by crowding (SMS-EMOA, Beume, Naujoks & Emmerich 2007), and some of the
 * children are steps of differential evolution (as in GDE3, Kukkonen & Lampinen 2005).
 */
import { z } from 'zod';
import type { RandomSource } from '../../../simulator/kernel/samplers.ts';
import { nonDominated } from './fronts.ts';
import { type Entry, entryOf, entrySchema, isFailure, type Judged } from './judged.ts';
import { SELECTIONS, type Selection, survivorsOf } from './survival.ts';
import { keyOf, spread, tidy, type Variables, variablesSchema } from './variables.ts';
import { mutated, recombined, stepped } from './variation.ts';

export const nsga2StateSchema = z.strictObject({
  kind: z.literal('nsga2'),
  variables: variablesSchema,
  populationSize: z.int().min(4),
  archiveSize: z.int().min(1),
  /** Absent: hypervolume for two and three objectives, crowding otherwise. */
  selection: z.enum(SELECTIONS).optional(),
  /** Chance that a child is a step of differential evolution. */
  differential: z.number().min(0).max(1),
  generation: z.int().min(0),
  evaluations: z.int().min(0),
  /** Points to begin with. */
  starts: z.array(z.array(z.number()).readonly()).readonly(),
  /** Best first; points as bred, also what does not matter at them. */
  population: z
    .array(z.strictObject({ ...entrySchema.shape, rank: z.int().min(0), worth: z.number() }))
    .readonly(),
  /** Feasible and dominated by nothing that was ever seen; while nothing was feasible: of least violation. */
  archive: z.array(entrySchema).readonly(),
});

export type Nsga2State = z.infer<typeof nsga2StateSchema>;
type Member = Nsga2State['population'][number];

export interface Nsga2Options {
  readonly variables: Variables;
  /** Default 100. */
  readonly populationSize?: number;
  /** Points of the archive at most, those worth least leave (default 200). */
  readonly archiveSize?: number;
  /** 'crowding': as published. Default: by volume where that is quick. */
  readonly selection?: Selection;
  /** Chance that a child is a step of differential evolution (default .5; 0: as published). */
  readonly differential?: number;
  /** Points that the first generation begins with; the rest is spread over the space. */
  readonly starts?: readonly (readonly number[])[];
}

export function createNsga2(options: Nsga2Options): Nsga2State {
  const { populationSize = 100, archiveSize = 200, selection, differential = 0.5 } = options;
  const variables = variablesSchema.parse(options.variables);
  const starts = (options.starts ?? []).map((point) => tidy(variables, point));
  return Object.freeze({
    kind: 'nsga2',
    variables,
    populationSize,
    archiveSize,
    ...(selection && { selection }),
    differential,
    generation: 0,
    evaluations: 0,
    starts: starts.slice(0, populationSize),
    population: [],
    archive: [],
  });
}

/** Points of the next generation, also in what does not matter at them. */
export function askNsga2(state: Nsga2State, random: RandomSource): number[][] {
  const { variables, populationSize, starts, population } = state;
  if (population.length === 0) {
    const rest = spread(variables, populationSize - starts.length, random);
    return [...starts.map((point) => [...point]), ...rest];
  }
  const taken = new Set(population.map(({ point }) => keyOf(variables, point)));
  const children: number[][] = [];
  for (let attempt = 0; children.length < populationSize; attempt++) {
    for (const child of brood(state, random)) {
      const key = keyOf(variables, child);
      // Where there are few different policies, the same one has to do.
      if (taken.has(key) && attempt < 10 * populationSize) continue;
      taken.add(key);
      if (children.length < populationSize) children.push(child);
    }
  }
  return children;
}

function brood(state: Nsga2State, random: RandomSource): number[][] {
  const { variables, population, differential } = state;
  const parent = winner(population, random).point;
  if (random.uniform() < differential) {
    const others = [anyOf(population, random).point, anyOf(population, random).point] as const;
    return [stepped(variables, parent, others, random)];
  }
  const parents = [parent, winner(population, random).point] as const;
  return recombined(variables, parents, random).map((child) => mutated(variables, child, random));
}

function anyOf(population: readonly Member[], random: RandomSource): Member {
  return population[random.integer(0, population.length - 1)]!;
}

/** Binary tournament by front, then by worth. */
function winner(population: readonly Member[], random: RandomSource): Member {
  const [one, other] = [anyOf(population, random), anyOf(population, random)];
  if (one.rank !== other.rank) return one.rank < other.rank ? one : other;
  return one.worth >= other.worth ? one : other;
}

/** The state after a generation; judged: one a point. */
export function tellNsga2(
  state: Nsga2State,
  points: readonly (readonly number[])[],
  judged: readonly Judged[],
): Nsga2State {
  const entries = points.map((point, i) => entryOf(point, judged[i]!));
  const everybody = [...state.population.map(bare), ...entries];
  const dimension = judged[0]?.objectives.length ?? 1;
  const selection =
    state.selection ?? (dimension === 2 || dimension === 3 ? 'hypervolume' : 'crowding');
  const survivors = survivorsOf(everybody, state.populationSize, selection);
  return Object.freeze({
    ...state,
    generation: state.generation + 1,
    evaluations: state.evaluations + points.length,
    starts: [],
    population: survivors.map(({ entry, rank, worth }) => ({
      ...entry,
      rank,
      worth: Math.min(worth, Number.MAX_VALUE),
    })),
    archive: archived(state, entries, selection),
  });
}

function bare({ point, objectives, violation }: Member): Entry {
  return { point, objectives, violation };
}

function archived(
  { variables, archive, archiveSize }: Nsga2State,
  entries: readonly Entry[],
  selection: Selection,
): Entry[] {
  const tidied = entries
    .filter((entry) => !isFailure(entry))
    .map((entry) => ({ ...entry, point: tidy(variables, entry.point) }));
  const front = nonDominated([...archive, ...tidied]);
  if (front.length <= archiveSize) return front;
  return survivorsOf(front, archiveSize, selection).map(({ entry }) => entry);
}
