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
/** Runs of an ensemble where nothing else is asked for, and the fewest particles that follow the observations. */
const PARTICLES = 100;

/** Ensembles for about so many runs. */
export function ensemblesFor(runs: number, particles = PARTICLES): number {
  return Math.round(runs / particles);
}

/** At least `wanted`, and never fewer than 8: as many draws; where there are fewer, each equally often. */
export function spreadDraws(draws: Draws, wanted: number): Ensembles {
  const least = Math.max(FEWEST_ENSEMBLES, wanted);
  const count = draws.sets >= least ? least : draws.sets * Math.ceil(least / draws.sets);
  return takeDraws(draws, count);
}

export interface TakenDraws extends Ensembles {
  /** Number of each among the draws. */
  readonly taken: Uint32Array;
}

/**
 * `count` draws spread evenly over those there are, however many are taken: the first ones are the same for any count.
 * Where there are fewer, they come again in the same order. `first`: so many are left out before them.
 */
export function takeDraws({ parameterSets, sets }: Draws, count: number, first = 0): TakenDraws {
  const width = parameterSets.length / sets;
  const order = evenOrder(sets);
  const parameters = new Float64Array(count * width);
  const taken = Uint32Array.from({ length: count }, (_, i) => order[(first + i) % sets]!);
  taken.forEach((set, i) => {
    parameters.set(parameterSets.subarray(set * width, (set + 1) * width), i * width);
  });
  return { parameters, count, taken };
}

/** 0..count - 1 in the order of van der Corput (1935): numbers by their bits from the last to the first. */
function evenOrder(count: number): number[] {
  const bits = Math.ceil(Math.log2(count));
  const reversed = Array.from({ length: 2 ** bits }, (_, i) => {
    let number = 0;
    for (let bit = 0; bit < bits; bit++) if ((i >> bit) & 1) number |= 1 << (bits - 1 - bit);
    return number;
  });
  return reversed.filter((number) => number < count);
}

/** Runs of each of `count` ensembles that make about so many runs. */
export function particlesOf(runs: number, count: number): number {
  return Math.max(1, Math.round(runs / count));
}

/** Particles that follow the observations where so many run free: with very few the state of today would be off. */
export function followersOf(particles: number): number {
  return Math.max(PARTICLES, particles);
}
