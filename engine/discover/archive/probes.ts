/** What every candidate of a search is asked: the same rows of the data, as they were and with other inputs and levers. */
import type { Dataset, Series } from '../../data/dataset.ts';
import { episodesOf } from '../../data/episodes.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { Episode } from '../../simulator/simulation.ts';

export interface Probes {
  /** Of the same lengths, in the same order, for every candidate. */
  readonly episodes: readonly Episode[];
  /** Observed series in the order of the data. */
  readonly series: readonly ProbedSeries[];
  /** Declared name of each output, input and lever that is in the data -> its name there. */
  readonly names: Readonly<Record<string, string>>;
}

interface ProbedSeries {
  /** Name that the candidate has for it; undefined when it does not predict it. */
  readonly output: string | undefined;
  /** Mean and standard deviation of the data, in the unit of the series; a spread of 0 counts as 1. */
  readonly centre: number;
  readonly spread: number;
}

const MOST_PROBES = 6;
/** Steps after the start row. */
const MOST_STEPS = 60;
const FEWER = 0.5;
const MORE = 1.5;

/**
 * `dataset` holds the rows that may be looked at. At most 6 probes of at most 60 steps from the start: the first trajectory
 * with all inputs times 0.5 and 1.5 and with levers at their lowest and highest recorded values, where the data have such
 * series (whether or not the candidate uses them), and as many trajectories as they were, evenly taken, as there is
 * room for. Throws what episodesOf throws.
 */
export function probesOf(
  dataset: Dataset,
  declaration: Pick<Declaration, 'inputs' | 'levers' | 'outputs'>,
): Probes {
  const recorded = episodesOf(dataset, declaration).map(shortened);
  const [first] = recorded;
  const changes = (use: Series['use'], variants: readonly ((episode: Episode) => Episode)[]) =>
    dataset.series.some((series) => series.use === use) ? variants : [];
  const variants = [
    ...changes('input', [withInputs(FEWER), withInputs(MORE)]),
    ...changes('lever', [withLevers('low', declaration), withLevers('high', declaration)]),
  ];
  const room = MOST_PROBES - variants.length;
  return {
    episodes: [
      ...evenly(recorded, room),
      ...(first ? variants.map((variant) => variant(first)) : []),
    ],
    series: dataset.series
      .filter(({ use }) => use === 'output')
      .map((series) => ({
        output: declaredFor(series, declaration.outputs),
        ...scaleOf(dataset, series),
      })),
    names: Object.fromEntries(
      dataset.series.flatMap((series) =>
        [declaration.outputs, declaration.inputs, declaration.levers].flatMap((group) => {
          const declared = declaredFor(series, group);
          return declared === undefined ? [] : [[declared, series.name]];
        }),
      ),
    ),
  };
}

function shortened(episode: Episode): Episode {
  if (episode.steps <= MOST_STEPS) return episode;
  const cut = (group: Episode['inputs']) => mapped(group, (row) => row.slice(0, MOST_STEPS + 1));
  return {
    id: episode.id,
    steps: MOST_STEPS,
    observed: cut(episode.observed),
    inputs: cut(episode.inputs),
    levers: cut(episode.levers),
    ...(episode.dates && { dates: episode.dates.slice(0, MOST_STEPS + 1) }),
  };
}

function withInputs(factor: number): (episode: Episode) => Episode {
  return (episode) => ({
    ...episode,
    inputs: mapped(episode.inputs, (row) => row.map((value) => factor * value)),
  });
}

/** A lever that never changed goes to half, or to one and a half times, its value. */
function withLevers(
  side: 'low' | 'high',
  { levers }: Pick<Declaration, 'levers'>,
): (episode: Episode) => Episode {
  const extreme = (row: Float64Array): number => {
    const known = row.filter(Number.isFinite);
    const low = known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    if (low < high) return side === 'low' ? low : high;
    return side === 'low' ? FEWER * low : MORE * high;
  };
  return (episode) => ({
    ...episode,
    levers: mapped(episode.levers, (row, name) => {
      if (!row.some(Number.isFinite)) return row;
      const { low, high, integer } = levers[name] ?? { low: 0, high: 0, integer: false };
      const value = Math.min(high, Math.max(low, extreme(row)));
      return new Float64Array(row.length).fill(integer ? Math.round(value) : value);
    }),
  });
}

function mapped(
  group: Readonly<Record<string, Float64Array>>,
  change: (row: Float64Array, name: string) => Float64Array,
): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(group).map(([name, row]) => [name, change(row, name)]));
}

function evenly<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => Math.floor((i * items.length) / count)).flatMap(
    (i) => items.slice(i, i + 1),
  );
}

/** By the same rule as episodesOf. */
function declaredFor(
  { name, column }: Series,
  group: Readonly<Record<string, { readonly column?: string | undefined }>>,
): string | undefined {
  const entries = Object.entries(group).map(([declared, item]) => ({
    declared,
    wanted: item.column ?? declared,
  }));
  const found = entries.find(({ wanted }) => wanted === column);
  return (found ?? entries.find(({ wanted }) => wanted === name))?.declared;
}

function scaleOf({ trajectories }: Dataset, { name }: Series): { centre: number; spread: number } {
  const values = trajectories.flatMap(({ values }) =>
    [...(values[name] ?? [])].filter(Number.isFinite),
  );
  if (values.length === 0) return { centre: 0, spread: 1 };
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { centre, spread: Math.sqrt(squares / values.length) || 1 };
}
