/** Systems with known means that ranking and selection has to tell apart, as the papers do. */
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { answerOfKn, createKn, tellKn, wantedOfKn } from '../../../engine/decide/selection/kn.ts';
import {
  apparentBest,
  ocbaIncrements,
  type Sampled,
} from '../../../engine/decide/selection/ocba.ts';

const SYSTEMS = 10;
/** Runs of each before the first allocation, and of an allocation. */
const FIRST = 10;
const STEP = 50;

/** Share of `repeats` in which the best of ten N(i, 36), i = 1 .. 10, was chosen after `budget` runs. */
export function chanceOfBest(way: 'ocba' | 'equal', budget: number, repeats: number): number {
  let right = 0;
  for (let seed = 1; seed <= repeats; seed++) {
    const random = openRandom(seed, 'bench/ocba', 0);
    const tallies = Array.from({ length: SYSTEMS }, () => new Tally());
    const run = (i: number, count: number) => {
      for (let k = 0; k < count; k++) tallies[i]!.add(random.normal(i + 1, 6));
    };
    const first = way === 'ocba' ? FIRST : budget / SYSTEMS;
    for (let i = 0; i < SYSTEMS; i++) run(i, first);
    for (let left = budget - SYSTEMS * first; left > 0; left -= STEP) {
      const increments = ocbaIncrements(
        tallies.map((tally) => tally.sampled()),
        Math.min(left, STEP),
      );
      for (const [i, count] of increments.entries()) run(i, count);
    }
    if (apparentBest(tallies.map((tally) => tally.sampled())) === 0) right += 1;
  }
  return right / repeats;
}

/**
 * KN on ten systems N(., 1) of which one is better than all others by delta = 1 / sqrt(n_0), n_0 = 10, at 1 - alpha = .95.
 * shared: the part of the variance that all have in common in a row (common random numbers).
 */
export function slippage(repeats: number, shared = 0): { correct: number; observations: number } {
  const firstStage = 10;
  const difference = 1 / Math.sqrt(firstStage);
  let right = 0;
  let observations = 0;
  for (let seed = 1; seed <= repeats; seed++) {
    const random = openRandom(seed, 'bench/kn', 0);
    const row = (of: readonly number[]) => {
      const common = Math.sqrt(shared) * random.normal();
      return of.map(
        (i) => (i === 3 ? -difference : 0) + common + Math.sqrt(1 - shared) * random.normal(),
      );
    };
    let state = createKn({ systems: SYSTEMS, firstStage, confidence: 0.95, difference });
    for (let wanted = wantedOfKn(state); wanted > 0; wanted = wantedOfKn(state)) {
      const { survivors } = state;
      state = tellKn(
        state,
        Array.from({ length: wanted }, () => row(survivors)),
      );
    }
    const answer = answerOfKn(state);
    if (answer.best === 3) right += 1;
    observations += answer.observations;
  }
  return { correct: right / repeats, observations: observations / repeats };
}

/** Mean and variance of what was added so far (Welford 1962). */
class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;

  add(value: number): void {
    this.#count += 1;
    const from = value - this.#mean;
    this.#mean += from / this.#count;
    this.#squares += from * (value - this.#mean);
  }

  sampled(): Sampled {
    return { mean: this.#mean, variance: this.#squares / (this.#count - 1), count: this.#count };
  }
}
