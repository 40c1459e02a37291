/** What a script carries so that it can go on after the data. */
import { deriveSeed } from '../calibrate/streams.ts';
import { chooseInputModel } from '../forecast/choose-input-model.ts';
import { ForecastError } from '../forecast/error.ts';
import { type FutureEpisode, futureEpisode, inputTaskOf } from '../forecast/future-episode.ts';
import type { InputModel } from '../forecast/input-model.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode } from '../simulator/simulation.ts';
import type { NothingAhead, ScriptAhead, ScriptFuture } from './runtime/payload.ts';

/** Which rows ahead a script is to have. */
export interface AheadChoice {
  /** Rows after the last observed one. */
  readonly horizon: number;
  readonly inputs: InputModel;
}

interface Drawn {
  readonly simulator: { readonly declaration: Declaration };
  readonly episodes: readonly Episode[];
}

/** Futures of the inputs that runs take in turn, and numbers that they may come to in all episodes, where fewer are enough. */
const PATHS = 100;
const FEWEST_PATHS = 10;
const MOST_NUMBERS = 60_000;

/** With the inputs that the data of all structures choose, see chooseInputModel. */
export function chooseAhead(
  models: readonly Drawn[],
  horizon: number,
  seed: number,
): AheadChoice | NothingAhead {
  return unlessNone(() => {
    const tasks = models.flatMap(({ simulator, episodes }) =>
      episodes.map((episode) => inputTaskOf(episode, simulator.declaration, horizon)),
    );
    return { horizon, inputs: chooseInputModel(tasks, seed) };
  });
}

/** Without the numbers that prove it. `seed`: of the inputs drawn, which are those of a forecast with this seed. */
export function rowsAhead(
  { simulator: { declaration }, episodes }: Drawn,
  { horizon, inputs }: AheadChoice,
  seed: number,
): Omit<ScriptAhead, 'checks'> | NothingAhead {
  return unlessNone(() => {
    const each = episodes.length * Object.keys(declaration.inputs).length * horizon;
    const runs = Math.max(FEWEST_PATHS, Math.min(PATHS, Math.floor(MOST_NUMBERS / each)));
    const futures = episodes.map((episode, index) =>
      futureEpisode(episode, declaration, inputs, {
        ...{ horizon, runs },
        seed: deriveSeed(seed, 'forecast-inputs', index),
      }),
    );
    const told = new Set(futures.flatMap((future) => future.told.inputs));
    const words = inputs.label(declaration.time.unit);
    return {
      horizon,
      inputs: told.size === 0 ? '' : `${[...told].join(', ')} ${words}`,
      futures: futures.map((future, k) => futureOf(future, episodes[k]!)),
    };
  });
}

function futureOf({ episode, last, futures }: FutureEpisode, recorded: Episode): ScriptFuture {
  const known = sameUpTo(episode, recorded);
  const later = (series: Readonly<Record<string, Float64Array>>) =>
    numbersOf(series, (values) => values.subarray(known + 1));
  return {
    origin: last,
    observed: numbersOf(episode.observed, (values) => values.subarray(0, last + 1)),
    known,
    inputs: later(episode.inputs),
    levers: later(episode.levers),
    ...(episode.dates && { dates: episode.dates.slice(recorded.steps + 1) }),
    paths: futures.map((path) => numbersOf(path)),
  };
}

/** Last row, of those that both have, before inputs or levers differ. */
function sameUpTo(episode: Episode, recorded: Episode): number {
  const shared = Math.min(episode.steps, recorded.steps);
  const pairs = (['inputs', 'levers'] as const).flatMap((kind) =>
    Object.entries(episode[kind]).map(([name, values]) => [values, recorded[kind][name]] as const),
  );
  const ends = pairs.map(([values, before]) => {
    const at = values.findIndex((value, row) => !Object.is(value, before?.[row]));
    return at < 0 ? shared : at - 1;
  });
  return Math.min(shared, ...ends);
}

function numbersOf(
  series: Readonly<Record<string, Float64Array>>,
  part: (values: Float64Array) => Float64Array = (values) => values,
) {
  return Object.fromEntries(
    Object.entries(series).map(([name, values]) => [name, [...part(values)]]),
  );
}

function unlessNone<Of>(make: () => Of): Of | NothingAhead {
  try {
    return make();
  } catch (error) {
    if (error instanceof ForecastError) return { why: `${error.message}` };
    throw error;
  }
}
