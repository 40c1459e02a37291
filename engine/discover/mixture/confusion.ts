/**
 * Would the search find the truth if it were one of these? Data are made up by each structure in turn, and the choice is
 * made anew on them ("when A was true, A was chosen in x %").
 */
import { deriveSeed } from '../../calibrate/streams.ts';
import type { Interval } from '../../score/quantiles.ts';
import { listed, percent } from '../../trust/words.ts';
import { limitAtOnce } from '../llm/at-once.ts';
import { wilsonInterval } from './wilson.ts';

/** A structure that can make up data; what data are is the caller's affair. */
interface DataMaker<Data> {
  readonly id: string;
  /** For sentences; default: the id. */
  readonly name?: string;
  readonly simulateData: (seed: number) => Data | Promise<Data>;
}

export interface ConfusionOptions<Data> {
  readonly structures: readonly DataMaker<Data>[];
  /** The id of one of the structures; undefined where the data cannot tell. */
  readonly choose: (data: Data, seed: number) => Promise<{ readonly id: string | undefined }>;
  /** Data sets a structure, >= 1. */
  readonly repeats: number;
  readonly seed: number;
  /** Choices made side by side; default 4. */
  readonly atOnce?: number;
  readonly signal?: AbortSignal;
  /** Choices made and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

interface ConfusionRow {
  /** Id of the structure that made the data. */
  readonly truth: string;
  /** How often each was chosen, in the order of the structures. */
  readonly chosen: readonly number[];
  /** How often the data could not tell. */
  readonly untold: number;
  /** Share of the data sets for which the truth was chosen, 0..1. */
  readonly found: number;
  /** 95 % range of it. */
  readonly range: Interval;
  /** What it says, for people. */
  readonly sentence: string;
}

export interface Confusion {
  /** Ids, in the order of rows and of `chosen`. */
  readonly structures: readonly string[];
  readonly repeats: number;
  readonly rows: readonly ConfusionRow[];
}

const AT_ONCE = 4;

/**
 * The same numbers in whatever order the choices end. Throws what `signal` aborts with, and what the functions throw: no
 * further choice is begun then.
 */
export async function confusionMatrix<Data>(options: ConfusionOptions<Data>): Promise<Confusion> {
  const { structures, repeats, seed, choose, onProgress } = options;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const limited = limitAtOnce(options.atOnce ?? AT_ONCE);
  const total = structures.length * repeats;
  let done = 0;
  const choiceOf = async ({ simulateData }: DataMaker<Data>, index: number) => {
    signal.throwIfAborted();
    const data = await simulateData(deriveSeed(seed, 'mixture/confusion-data', index));
    signal.throwIfAborted();
    const { id } = await choose(data, deriveSeed(seed, 'mixture/confusion-choice', index));
    onProgress?.(++done, total);
    return id;
  };
  try {
    const choices = await Promise.all(
      structures.flatMap((structure, k) =>
        Array.from({ length: repeats }, (_, i) =>
          limited(() => choiceOf(structure, k * repeats + i)),
        ),
      ),
    );
    signal.throwIfAborted();
    return {
      structures: structures.map(({ id }) => id),
      repeats,
      rows: structures.map((truth, k) =>
        rowOf(truth, structures, choices.slice(k * repeats, (k + 1) * repeats)),
      ),
    };
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}

type Named = Pick<DataMaker<unknown>, 'id' | 'name'>;

function rowOf(
  truth: Named,
  structures: readonly Named[],
  choices: readonly (string | undefined)[],
): ConfusionRow {
  const stranger = choices.find((id) => id !== undefined && structures.every((s) => s.id !== id));
  if (stranger !== undefined)
    throw new Error(`chosen structure: ${stranger} is none of those given`);
  const countOf = (wanted: string | undefined) => choices.filter((id) => id === wanted).length;
  const hits = countOf(truth.id);
  const range = wilsonInterval(hits, choices.length);
  return {
    truth: truth.id,
    chosen: structures.map(({ id }) => countOf(id)),
    untold: countOf(undefined),
    found: hits / choices.length,
    range,
    sentence: sentenceOf(truth, structures, countOf, { hits, range, count: choices.length }),
  };
}

function sentenceOf(
  truth: Named,
  structures: readonly Named[],
  countOf: (id: string | undefined) => number,
  {
    hits,
    range,
    count,
  }: { readonly hits: number; readonly range: Interval; readonly count: number },
): string {
  const others = structures
    .filter(({ id }) => id !== truth.id && countOf(id) > 0)
    .toSorted((a, b) => countOf(b.id) - countOf(a.id))
    .map((other) => `${nameOf(other)} in ${percent(countOf(other.id) / count)}`);
  const untold = countOf(undefined);
  const rest = [
    ...others,
    ...(untold > 0 ? [`none in ${percent(untold / count)}, as the data could not tell`] : []),
  ];
  const found = `When ${nameOf(truth)} was true, it was chosen in ${percent(hits / count)} (${percent(range.low)} to ${percent(range.high)}) of ${count} made-up data sets`;
  return rest.length > 0 ? `${found}, ${listed(rest)}.` : `${found}.`;
}

function nameOf({ id, name }: Named): string {
  return `"${name ?? id}"`;
}
