/**
 * Which draws of the posterior a forecast goes through. One ensemble is one draw with its particles; where there are few
 * draws each has several ensembles, so that the simulation error can be seen in the differences between ensembles.
 */

export interface Ensembles {
  /** Row-major [count, parameters]. */
  readonly parameters: Float64Array;
  readonly count: number;
}

/** Draws of a posterior, each counted alike. */
export interface Draws {
  /** Row-major [sets, parameters]. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
}

/** Ensembles from which a simulation error can be judged. */
const FEWEST_ENSEMBLES = 8;
/** Runs of an ensemble where nothing else is asked for. */
const PARTICLES = 100;

/** Ensembles for about so many runs. */
export function ensemblesFor(runs: number, particles = PARTICLES): number {
  return Math.round(runs / particles);
}

/** At least `wanted`, and never fewer than 8: as many draws, spread evenly over those there are; where there are fewer, each equally often. */
export function spreadDraws({ parameterSets, sets }: Draws, wanted: number): Ensembles {
  const least = Math.max(FEWEST_ENSEMBLES, wanted);
  const count = sets >= least ? least : sets * Math.ceil(least / sets);
  const width = parameterSets.length / sets;
  const parameters = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const set = sets >= count ? Math.floor((i * sets) / count) : i % sets;
    parameters.set(parameterSets.subarray(set * width, (set + 1) * width), i * width);
  }
  return { parameters, count };
}

/** Runs of each of `count` ensembles that make about so many runs. */
export function particlesOf(runs: number, count: number): number {
  return Math.max(1, Math.round(runs / count));
}
