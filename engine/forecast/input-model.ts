/**
 * What the inputs will be in the rows to come: rows of a registry, and a file of one's own (input-file.ts). A model
 * that draws gives every run of a forecast other inputs, so that not knowing them is part of the forecast's spread.
 */
import type { RandomSource } from '../simulator/kernel/samplers.ts';
import { ForecastError } from './error.ts';

/** Inputs of one episode that are to be told. */
export interface InputTask {
  /** Id of the episode. */
  readonly trajectory: string;
  /** Input name -> recorded values of rows 0..last, NaN where missing. All of one length. */
  readonly history: Readonly<Record<string, Float64Array>>;
  /** Rows to tell, from row last + 1. */
  readonly rows: number;
  /** ISO dates of these rows; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** Rows in a season; absent where the time unit has none. */
  readonly season?: number;
}

/** Input name -> values of the rows to tell. */
export type InputPath = Readonly<Record<string, Float64Array>>;

export interface InputModel {
  readonly name: string;
  /** In the planner's words, to be followed by the inputs' names: 'as last recorded'. */
  readonly label: (timeUnit: string) => string;
  /** Whether paths differ: then every run gets one of its own. */
  readonly isRandom: boolean;
  /** Made ready for a task; gives a path at each call. Throws ForecastError. */
  readonly open: (task: InputTask) => (random: RandomSource) => InputPath;
}

/** Newest seasons that blocks are drawn from: few, since what was long ago is often another situation. */
const WINDOW = 4;
/** Rows of a block where the time unit has no season. */
export const BLOCK = 7;

export const INPUT_MODELS = [
  { name: 'last', label: () => 'as last recorded', isRandom: false, open: openLast },
  {
    name: 'weekday',
    label: (unit) => `as in the same ${SEASONS[unit]?.position ?? 'row'} last recorded`,
    isRandom: false,
    open: openSeason,
  },
  {
    name: 'blocks',
    label: (unit) =>
      `drawn from the last ${WINDOW} ${SEASONS[unit]?.blocks ?? 'stretches of 7 rows'} recorded`,
    isRandom: true,
    open: openBlocks,
  },
  {
    name: 'changes',
    label: (unit) =>
      `on from the level of now, changing as in the last ${WINDOW} ${SEASONS[unit]?.blocks ?? 'stretches of 7 rows'} recorded`,
    isRandom: true,
    open: openChanges,
  },
] as const satisfies readonly InputModel[];

export type ListedModel = (typeof INPUT_MODELS)[number];
export type InputModelName = ListedModel['name'];

const SEASONS: Readonly<Record<string, { readonly position: string; readonly blocks: string }>> = {
  minute: { position: 'minute of the day', blocks: 'days' },
  hour: { position: 'hour of the day', blocks: 'days' },
  day: { position: 'day of the week', blocks: 'weeks' },
  week: { position: 'week of the year', blocks: 'years' },
  month: { position: 'month of the year', blocks: 'years' },
};

function openLast({ history, rows, trajectory }: InputTask): () => InputPath {
  const path = mapValues(history, (values, name) => {
    const last = values.findLast((value) => !Number.isNaN(value));
    if (last === undefined) throw nothingRecorded(name, trajectory);
    return new Float64Array(rows).fill(last);
  });
  return () => path;
}

/** y(T + h): the newest value recorded a whole number of seasons before. */
function openSeason({ history, rows, season, trajectory }: InputTask): () => InputPath {
  if (season === undefined) {
    throw new ForecastError('no-season', 'inputs: the rows of these data have no season', {
      hint: 'Use the last value, blocks, or a file with the inputs of the rows ahead.',
    });
  }
  const path = mapValues(history, (values, name) => {
    const newest = Array.from({ length: season }, (_, h) => {
      let row = values.length + h - season;
      while (row >= 0 && Number.isNaN(values[row]!)) row -= season;
      return row < 0 ? undefined : values[row]!;
    });
    return Float64Array.from({ length: rows }, (_, h) => {
      const value = newest[h % season];
      if (value === undefined) throw tooShort(name, trajectory, `${season} rows`);
      return value;
    });
  });
  return () => path;
}

/**
 * Block bootstrap (Kunsch 1989) of whole seasons that begin at the same place in the season as the rows to tell, drawn
 * with replacement from the newest 4 seasons. All inputs of a row come from the same row, so that they stay in step.
 */
function openBlocks(task: InputTask): (random: RandomSource) => InputPath {
  const { history, rows, trajectory } = task;
  const starts = blockStarts(task);
  const length = task.season ?? BLOCK;
  if (starts.length < 2) {
    const names = Object.keys(history).join(', ');
    throw tooShort(names, trajectory, `two whole blocks of ${length} rows`);
  }
  return (random) => {
    const path = mapValues(history, () => new Float64Array(rows));
    for (let at = 0; at < rows; at += length) {
      const start = starts[random.integer(0, starts.length - 1)]!;
      const count = Math.min(length, rows - at);
      for (const [name, values] of Object.entries(history))
        path[name]!.set(values.subarray(start, start + count), at);
    }
    return path;
  };
}

/**
 * The same blocks, each as a change: drawn season by season, its values stand to the level of the season before in the
 * path as they stood to the level of the season before them. For inputs that grow or fall, where last month's level is no
 * longer that of now. A level is a mean over a season; whole inputs stay whole.
 */
function openChanges(task: InputTask): (random: RandomSource) => InputPath {
  const { history, rows, trajectory } = task;
  const length = task.season ?? BLOCK;
  const starts = blockStarts(task, length).filter((start) =>
    Object.values(history).every((values) => levelOf(values.subarray(start - length, start)) > 0),
  );
  if (starts.length < 2) {
    const names = Object.keys(history).join(', ');
    throw tooShort(names, trajectory, `two changes from one block of ${length} rows to the next`);
  }
  const whole = mapEntries(history, (values) =>
    values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
  );
  const levelBefore = mapEntries(history, (values) =>
    starts.map((start) => levelOf(values.subarray(start - length, start))),
  );
  const levelNow = mapEntries(history, (values) => levelOf(values.subarray(-length)));
  return (random) => {
    const path = mapValues(history, () => new Float64Array(rows));
    const level = { ...levelNow };
    for (let at = 0; at < rows; at += length) {
      const drawn = random.integer(0, starts.length - 1);
      const start = starts[drawn]!;
      for (const [name, values] of Object.entries(history)) {
        const factor = level[name]! / levelBefore[name]![drawn]!;
        const block = values.slice(start, start + length);
        for (let i = 0; i < length; i++) block[i]! *= factor;
        level[name] = levelOf(block);
        for (let i = 0; i < Math.min(length, rows - at); i++)
          path[name]![at + i] = whole[name] ? Math.round(block[i]!) : block[i]!;
      }
    }
    return path;
  };
}

/** Mean of what is not missing; 0 where nothing is there. */
function levelOf(values: Float64Array): number {
  let [sum, there] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    sum += values[i]!;
    there++;
  }
  return there === 0 ? 0 : sum / there;
}

/** Rows, from `first` on, at which blocks without missing values start. */
function blockStarts({ history, season }: InputTask, first = 0): number[] {
  const series = Object.values(history);
  const rows = series[0]?.length ?? 0;
  const length = season ?? BLOCK;
  const starts: number[] = [];
  const oldest = Math.max(first, rows - WINDOW * length);
  for (let start = rows - length; start >= oldest; start--) {
    if (season !== undefined && (rows - start) % season !== 0) continue;
    const isWhole = series.every((values) =>
      values.subarray(start, start + length).every((value) => !Number.isNaN(value)),
    );
    if (isWhole) starts.push(start);
  }
  return starts;
}

function nothingRecorded(name: string, trajectory: string): ForecastError {
  return new ForecastError('too-short', `input ${name}: nothing recorded (${trajectory})`, {
    hint: 'Give the inputs of the rows ahead in a file.',
  });
}

function tooShort(name: string, trajectory: string, needed: string): ForecastError {
  return new ForecastError(
    'too-short',
    `input ${name}: less than ${needed} recorded (${trajectory})`,
    {
      hint: 'Use the last value, or a file with the inputs of the rows ahead.',
    },
  );
}

const mapValues = mapEntries<Float64Array>;

function mapEntries<T>(
  record: Readonly<Record<string, Float64Array>>,
  make: (values: Float64Array, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).map(([name, values]) => [name, make(values, name)]),
  );
}
