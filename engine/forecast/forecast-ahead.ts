/**
 * Forecasts of the rows to come: from the state that a particle filter leaves at the last observed row, over draws of the
 * posterior, with the inputs that an input model tells.
 */
import type { Declaration } from '../simulator/declaration.ts';
import type { Failure } from '../simulator/simulation.ts';
import { seasonLength } from '../trust/naive.ts';
import { type Draws, ensemblesFor, particlesOf, spreadDraws } from './ensembles.ts';
import { type FilterHealth, filterHealth } from './filter-health.ts';
import type { FutureEpisode } from './future-episode.ts';
import { type OutputForecast, outputForecast } from './output-forecast.ts';
import { type AheadInput, type RunsAhead, runAhead } from './run-ahead.ts';

export interface ForecastInput extends AheadInput, Draws {
  /** Runs of each episode, about (see spreadDraws). */
  readonly runs: number;
  /** Runs of an ensemble; default 100. */
  readonly particles?: number;
  /** Output -> capacity line. */
  readonly above?: Readonly<Record<string, number>>;
  /** Runs done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Forecast {
  readonly horizon: number;
  /** Runs of each episode. */
  readonly runs: number;
  readonly trajectories: readonly TrajectoryForecast[];
}

export interface TrajectoryForecast {
  readonly id: string;
  /** Last observed row; the forecast begins one row after it. */
  readonly origin: number;
  /** ISO dates of rows 0..origin + horizon; absent where the data are undated. */
  readonly dates?: readonly string[];
  /** In the order of the declaration. */
  readonly outputs: readonly OutputForecast[];
  readonly filter: FilterHealth;
  /** Inputs that the input model told, after which row. */
  readonly told: FutureEpisode['told'];
  readonly failures: readonly Failure[];
}

/** Throws ForecastError; rejects as `simulate` does. Same input, same numbers. */
export async function forecastAhead(input: ForecastInput): Promise<Forecast> {
  const { horizon, above, declaration, episodes } = input;
  const ensembles = spreadDraws(input, ensemblesFor(input.runs, input.particles));
  const particles = particlesOf(input.runs, ensembles.count);
  const runs = ensembles.count * particles;
  const trajectories: TrajectoryForecast[] = [];
  for (const index of episodes.keys()) {
    const made = await runAhead(input, { ...ensembles, particles }, index, (done) =>
      input.onProgress?.(index * runs + done, episodes.length * runs),
    );
    trajectories.push(
      trajectoryForecast(made, { horizon, particles, time: declaration.time, above }),
    );
  }
  return { horizon, runs, trajectories };
}

/** What is asked of runs that were made. */
export interface Question {
  readonly horizon: number;
  /** Runs of an ensemble. */
  readonly particles: number;
  readonly time: Declaration['time'];
  readonly above: Readonly<Record<string, number>> | undefined;
}

/** What the runs of one episode say. */
export function trajectoryForecast(made: RunsAhead, question: Question): TrajectoryForecast {
  const { id, origin, dates, outputs, told, failures } = made;
  const { horizon, particles, above = {} } = question;
  return {
    id,
    origin,
    ...(dates && { dates }),
    outputs: outputs.map((output) =>
      outputForecast(output, { horizon, particles, level: above[output.name] }),
    ),
    filter: healthOf(made, question),
    told,
    failures,
  };
}

/** Whether the runs could follow what was observed. */
export function healthOf(
  { filters, followers, notes }: Pick<RunsAhead, 'filters' | 'followers' | 'notes'>,
  { time }: Pick<Question, 'time'>,
): FilterHealth {
  return filterHealth(filters, notes, followers, seasonLength(time.unit, time.step) ?? 7);
}
